// Quem cola uma saída inteira recebe a linha que importa, a causa, o remédio e a página. Nada sai do
// navegador. Na 404, o botão leva o texto para «Leia a mensagem de erro», depois de `#explica=`.
(function () {
  "use strict";

  const form = document.querySelector(".explica");
  if (!form) return;
  const here = document.currentScript.src;
  const site = new URL("../../../", here);
  const scripts = [new URL("mensagens.js", here), new URL("arquivos/mensagens.js", site)];
  const AROUND = 1; // linhas à mostra antes e depois da que importa
  const HASH = /^#explica=(.*)$/s;
  const HOW_TO_READ = "entenda-a-mensagem";

  const field = form.querySelector("textarea");
  const answer = form.querySelector(".explica-resposta");
  let messages; // promessa de quem conhece as mensagens, pedido uma vez só

  const load = (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  const known = () =>
    (messages ??= Promise.all(scripts.map(load)).then(() => new self.explica.Messages(self.mensagens)));

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Um texto em que o código está entre crases.
  function written(text) {
    return text.split("`").map((piece, i) => (i % 2 ? element("code", {}, piece) : piece));
  }

  // Do disco, cada página é um arquivo; num servidor, uma pasta.
  function address({ pagina, ancora }) {
    const files = document.querySelector(".md-nav a[href*='.html']");
    const page = files ? `${pagina}.html` : `${pagina.replace(/(^|\/)index$/, "$1")}/`.replace("//", "/");
    return `${new URL(page, site)}#${ancora}`;
  }

  function excerpt(lines, [first, last]) {
    const from = Math.max(0, first - AROUND);
    const code = element("code");
    for (let i = from; i <= Math.min(lines.length - 1, last + AROUND); i++) {
      const line = first <= i && i <= last ? element("mark", {}, lines[i]) : lines[i];
      code.append(...(i > from ? ["\n"] : []), line);
    }
    return element("pre", { tabIndex: 0 }, code);
  }

  function reason(section, pages) {
    const { titulo, causa, remedio, pagina } = section;
    const parts = [element("h3", {}, ...written(titulo))];
    for (const [label, text] of [
      ["Por quê. ", causa],
      ["Remédio. ", remedio],
    ]) {
      if (text) {
        parts.push(element("p", {}, element("strong", {}, label), ...written(text)));
      }
    }
    const link = element("a", { href: address(section) }, `Veja a seção, em “${pages[pagina].titulo}”`);
    return [...parts, element("p", {}, link)];
  }

  function block({ section, twins, lines: range, version }, lines, { sections, pages }) {
    const made = element("section", {}, excerpt(lines, range));
    if (version) {
      made.append(element("p", {}, `As palavras são ${version}.`));
    }
    made.append(...reason(sections[section], pages));
    for (const twin of twins) {
      made.append(element("p", {}, "A mesma mensagem tem outra causa:"), ...reason(sections[twin], pages));
    }
    return made;
  }

  function unknown() {
    const steps = [
      "Leia do fim para o começo: o fim traz o motivo.",
      "O começo diz quem fala: `Error response from daemon` é o motor; sem isso, o cliente ou o seu programa.",
      "O código de saída também diz: 125 é o Docker; 126 e 127, o programa que não começou.",
      "O resto da mensagem pode estar no `docker logs` ou no `docker compose logs`.",
    ];
    const link = element("a", { href: `#${HOW_TO_READ}` }, "Entenda a mensagem");
    return element(
      "section",
      {},
      element("h3", {}, "Não conheço esta mensagem"),
      element("p", {}, "Ela não está entre as que o guia provoca e explica, e uma parecida teria outra causa. Para lê-la:"),
      element("ul", {}, ...steps.map((text) => element("li", {}, ...written(text)))),
      element("p", {}, link),
    );
  }

  async function explain() {
    const text = field.value;
    const reader = await known().catch(() => undefined);
    if (!reader) {
      messages = undefined;
      answer.replaceChildren(element("p", {}, "As mensagens não puderam ser lidas. Procure a sua na lista, abaixo."));
      return;
    }
    const found = reader.explain(text);
    const lines = self.explica.linesOf(text);
    const blocks = found.map((one) => block(one, lines, reader));
    if (blocks.length > 1) {
      const count = `${blocks.length} mensagens conhecidas. A primeira costuma ser a causa das outras.`;
      blocks.unshift(element("p", {}, count));
    }
    answer.replaceChildren(...(blocks.length ? blocks : [unknown()]));
  }

  const go = () => {
    location.href = `${form.dataset.destino}#explica=${encodeURIComponent(field.value)}`;
  };
  const act = () => {
    if (field.value.trim()) {
      (form.dataset.destino ? go : explain)();
    } else {
      answer.replaceChildren(element("p", {}, "Cole antes a saída do terminal."));
      field.focus();
    }
  };

  function arrive() {
    const [, text] = HASH.exec(location.hash) ?? [];
    if (text === undefined || form.dataset.destino) return;
    try {
      field.value = decodeURIComponent(text);
    } catch {
      return; // um endereço estragado não é uma mensagem
    }
    document.documentElement.classList.add("explica-chegou");
    history.replaceState(null, "", "#explica");
    form.parentElement.querySelector("#explica")?.scrollIntoView();
    act();
  }

  form.querySelector("button").addEventListener("click", act);
  form.addEventListener("submit", (event) => event.preventDefault());
  // O texto colado só está no campo depois deste evento.
  field.addEventListener("paste", () => form.dataset.destino || requestAnimationFrame(act));
  window.addEventListener("hashchange", arrive);
  arrive();
})();
