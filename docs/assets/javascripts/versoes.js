// Onde o Docker 29 responde outra coisa, a página traz as duas respostas, uma depois da outra. Aqui
// se escolhe a do próprio Docker, e a escolha fica guardada neste navegador. Sem ela, ou sem
// JavaScript, leem-se as duas.
document$.subscribe(() => {
  const KEY = "docker-em-portugues.versao";
  const place = document.querySelector(".docker-escolha");
  if (!place || place.firstElementChild) return;
  const answers = [...document.querySelectorAll(".docker-versao")];
  const versions = [...new Set(answers.map((answer) => answer.dataset.docker))].sort();

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // o navegador não deixa guardar: a escolha vale só nesta página
    }
  };
  const store = (version) => {
    try {
      localStorage.setItem(KEY, version);
    } catch {
      // idem
    }
  };
  const show = (version) => {
    for (const answer of answers) {
      answer.hidden = version !== "" && answer.dataset.docker !== version;
    }
  };

  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = "No meu Docker:";
  group.append(legend);
  const chosen = versions.includes(stored()) ? stored() : "";
  const all = versions.length > 2 ? "todos" : "os dois";
  for (const [value, text] of [...versions.map((one) => [one, one]), ["", all]]) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { checked: value === chosen, name: "docker-versao", type: "radio", value });
    const face = document.createElement("span");
    face.textContent = text;
    label.append(input, face);
    group.append(label);
  }
  group.addEventListener("change", (event) => {
    store(event.target.value);
    show(event.target.value);
  });
  place.append(group);
  show(chosen);
});
