// O progresso do leitor: as lições que ele marcou como lidas ou praticadas. Fica neste navegador, em
// localStorage, por endereço da página, com o resumo (hash) que a lição tinha: se ela mudou depois, a
// marca o diz. Onde o navegador não guarda, vale até a página se fechar.
(function () {
  const PREFIX = "docker-em-portugues.";
  const KEY = `${PREFIX}progresso`;
  const VERSION = 1;
  const STATES = { lida: "lida", praticada: "praticada" };
  const LARGEST = 1024 * 1024;
  const source = new URL("../../arquivos/licoes.js", document.currentScript.src);
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/*$/, "/"), location);

  const create = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // O endereço de uma página, igual no site e no zip: `dados/volumes`.
  const addressOf = (url) =>
    decodeURIComponent(url.pathname.slice(base.pathname.length))
      .replace(/\.html$/, "")
      .replace(/(^|\/)(index)?$/, "")
      .replace(/\/$/, "") || "index";

  // O que há de errado com um progresso lido de fora; vazio se ele serve.
  const problem = (data) => {
    if (data?.guia !== "docker-em-portugues" || typeof data.licoes !== "object" || !data.licoes) {
      return "ele não é um progresso exportado deste guia";
    }
    if (data.versao !== VERSION) {
      const other = data.versao === undefined ? "não diz a versão" : `é da versão ${data.versao}`;
      return `ele ${other}, e esta página só conhece a ${VERSION}`;
    }
    for (const [lesson, mark] of Object.entries(data.licoes)) {
      const known =
        /^[a-z0-9/-]{1,80}$/.test(lesson) &&
        Object.hasOwn(STATES, mark?.estado) &&
        /^[0-9a-f]{8}$/.test(mark.resumo) &&
        !Number.isNaN(Date.parse(mark.em));
      if (!known) return `a marca de «${lesson.slice(0, 80)}» não se entende`;
    }
    return "";
  };

  let kept = true; // o navegador guardou o último progresso
  let memory = new Map();
  const read = () => {
    if (!kept) return memory;
    try {
      const data = JSON.parse(localStorage.getItem(KEY));
      if (data && !problem(data)) memory = new Map(Object.entries(data.licoes));
      else memory = new Map();
    } catch {
      // guarda bloqueada, ou um texto que não é deste guia: vale o que se sabe nesta página
    }
    return memory;
  };
  const file = () =>
    JSON.stringify({ guia: "docker-em-portugues", versao: VERSION, licoes: Object.fromEntries(memory) });
  const write = () => {
    try {
      localStorage.setItem(KEY, file());
      kept = true;
    } catch {
      kept = false;
    }
  };

  let digests; // promessa dos resumos das lições, pedidos uma vez só
  const load = () =>
    (digests ??= new Promise((resolve, reject) => {
      const script = create("script", { src: source.href });
      script.onload = () => resolve(new Map(Object.entries(self.licoes)));
      script.onerror = () => {
        digests = undefined;
        reject(new Error("as lições não puderam ser lidas"));
      };
      document.head.append(script);
    }));

  const day = (mark) => new Date(mark.em).toLocaleDateString("pt-BR");
  const revised = (mark, digest) => mark !== undefined && mark.resumo !== digest;

  const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  // O menu: a marca fica na margem do link, e nada se move. Na tela estreita, o tema põe no lugar do
  // link da própria página um <label>, que abre o índice dela.
  const LABEL = "label.md-nav__link--active";
  const linksIn = (element) =>
    [...element.querySelectorAll("a.md-nav__link[href]")]
      .filter((link) => !link.getAttribute("href").startsWith("#"))
      .map((link) => ({ link, label: link.parentElement.querySelector(`:scope > ${LABEL}`), address: addressOf(link) }));
  const nav = document.querySelector(".md-nav--primary");
  const links = linksIn(nav);
  const menu = (known) => {
    for (const { link, label, address } of links) {
      for (const place of label ? [link, label] : [link]) {
        place.querySelector(".progresso-marca")?.remove();
        const mark = memory.get(address);
        if (!mark || !known.has(address)) continue;
        const old = revised(mark, known.get(address));
        const face = create("span", { textContent: old ? "↻" : mark.estado === "lida" ? "✓" : "★" });
        face.setAttribute("aria-hidden", "true");
        const said = old ? "revista desde que você leu" : STATES[mark.estado];
        const heard = create("span", { textContent: `(${said})` });
        place.append(create("span", { className: "progresso-marca" }, face, heard));
      }
    }
  };

  const home = new URL(document.querySelector("a.md-logo").href);

  // A lição: a marca que o leitor põe nela.
  const place = document.querySelector(".progresso");
  let lesson = () => {};
  if (place) {
    const here = addressOf(location);
    const group = create("fieldset", {}, create("legend", { textContent: "Esta lição:" }));
    const inputs = new Map();
    for (const [value, text] of [["", "por ler"], ...Object.entries(STATES)]) {
      const input = create("input", { name: "progresso", type: "radio", value, checked: !value });
      inputs.set(value, input);
      group.append(create("label", {}, input, create("span", { textContent: text })));
    }
    const note = create("span");
    note.setAttribute("role", "status");
    const where = create("a", { href: new URL("#progresso", home), textContent: "O seu progresso" });
    place.append(group, create("p", {}, note, " ", where));
    // O mesmo texto, escrito de novo, um leitor de tela leria outra vez.
    const say = (text) => {
      if (note.textContent !== text) note.textContent = text;
    };
    lesson = (known) => {
      const mark = read().get(here);
      const old = mark && known && revised(mark, known.get(here));
      inputs.get(mark && !old ? mark.estado : "").checked = true;
      where.hidden = !kept;
      if (!kept) {
        say("Este navegador não deixa guardar: a marca se perde quando a página fechar.");
      } else if (old) {
        say(`Revista desde que você a marcou como ${mark.estado}, em ${day(mark)}.`);
      } else if (mark) {
        say(`Marcada como ${mark.estado} em ${day(mark)}. Só este navegador guarda a marca.`);
      } else {
        say("Marque quando terminar. Só este navegador guarda a marca.");
      }
    };
    group.addEventListener("change", async (event) => {
      const known = await load().catch(() => undefined);
      if (!known) {
        lesson();
        say("A marca não foi guardada: um arquivo do guia não carregou. Tente de novo.");
        return;
      }
      read();
      if (event.target.value) {
        memory.set(here, {
          estado: event.target.value,
          resumo: known.get(here) ?? "00000000",
          em: new Date().toISOString(),
        });
      } else {
        memory.delete(here);
      }
      write();
      show();
    });
  }

  // A página inicial: onde o leitor parou, e o progresso num arquivo.
  const stopped = document.querySelector(".abertura__nota");
  const resume = (known) => {
    if (!stopped) return;
    stopped.dataset.text ??= stopped.textContent;
    const lessons = links.filter(({ address }) => known.has(address));
    const marked = lessons.filter(({ address }) => memory.has(address));
    if (marked.length === 0) {
      stopped.textContent = stopped.dataset.text;
      return;
    }
    const when = ({ address }) => Date.parse(memory.get(address).em);
    const last = marked.reduce((latest, one) => (when(one) >= when(latest) ? one : latest));
    const index = lessons.indexOf(last);
    const next = [...lessons.slice(index), ...lessons].find(({ address }) => !memory.has(address));
    if (next) {
      const title = next.link.querySelector(".md-ellipsis").firstChild.textContent.trim();
      stopped.replaceChildren(
        "Continue de onde parou: ",
        create("a", { href: next.link.href, textContent: title }),
        `. Você leu ${marked.length} de ${lessons.length} lições.`,
      );
    } else {
      stopped.textContent = `Você leu todas as ${lessons.length} lições.`;
    }
  };

  // O que se leu, de quanto: de tudo e de cada parte. Os nomes das partes já vêm na página.
  const keeper = document.querySelector(".progresso-guardado");
  const summary = (known) => {
    if (!keeper) return;
    const isLesson = ({ address }) => known.has(address);
    const isMarked = ({ address }) => memory.has(address);
    const lessons = links.filter(isLesson);
    const marked = lessons.filter(isMarked);
    const done = marked.filter(({ address }) => memory.get(address).estado === "praticada");
    const old = marked.filter(({ address }) => revised(memory.get(address), known.get(address)));
    const practised = done.length ? ` e praticou ${done.length}` : "";
    const total = marked.length
      ? `Você leu ${marked.length} de ${lessons.length} lições${practised}.`
      : `Nenhuma das ${lessons.length} lições está marcada ainda.`;
    const since = old.length ? ` Desde então, ${counted(old.length, "foi revista", "foram revistas")}.` : "";
    document.querySelector(".progresso-total").textContent = total + since;
    const parts = nav.querySelectorAll(":scope > .md-nav__list > .md-nav__item--nested");
    document.querySelectorAll(".progresso-partes span").forEach((place, index) => {
      const ofPart = linksIn(parts[index]).filter(isLesson);
      place.textContent = `${ofPart.filter(isMarked).length} de ${ofPart.length}`;
    });
  };

  if (keeper) {
    const said = create("p");
    said.setAttribute("role", "status");
    const button = (text, act) => {
      const element = create("button", { className: "md-button", textContent: text, type: "button" });
      element.addEventListener("click", act);
      return element;
    };
    const input = create("input", { accept: ".json,application/json", hidden: true, type: "file" });
    input.addEventListener("change", async () => {
      const [chosen] = input.files;
      if (!chosen) return;
      said.textContent = await bring(chosen);
      input.value = "";
      show();
    });
    keeper.append(
      button("Exportar", () => {
        if (read().size === 0) {
          said.textContent = "Ainda não há marcas para exportar.";
          return;
        }
        const url = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
        create("a", { download: "docker-em-portugues-progresso.json", href: url }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
        said.textContent = `Exportado: ${counted(memory.size, "marca", "marcas")}.`;
      }),
      button("Importar", () => input.click()),
      button("Esquecer tudo", () => {
        if (!confirm("Apagar deste navegador o progresso e as escolhas que o guia guardou?")) return;
        memory = new Map();
        try {
          for (const key of Object.keys(localStorage)) {
            if (key.startsWith(PREFIX)) localStorage.removeItem(key);
          }
        } catch {
          // nada estava guardado
        }
        said.textContent = "Tudo foi esquecido.";
        show();
      }),
      input,
      said,
    );
  }

  // Junta ao progresso o do arquivo `chosen`: de cada lição fica a marca mais nova. Diz o que fez.
  const bring = async (chosen) => {
    const refused = (why) => `O arquivo «${chosen.name}» não foi importado: ${why}. Nada mudou.`;
    let data;
    try {
      if (chosen.size > LARGEST) return refused("ele é grande demais, passa de 1 MB");
      data = JSON.parse(await chosen.text());
    } catch {
      return refused("ele não se lê como JSON");
    }
    const why = problem(data);
    if (why) return refused(why);
    read();
    let fresh = 0;
    for (const [lesson, { estado, resumo, em }] of Object.entries(data.licoes)) {
      const mine = memory.get(lesson);
      if (mine && Date.parse(mine.em) >= Date.parse(em)) continue;
      memory.set(lesson, { estado, resumo, em });
      fresh += 1;
    }
    write();
    const lost = kept ? "" : " Este navegador não deixa guardar: vale até a página fechar.";
    const news = counted(fresh || "nenhuma", "marca nova", fresh ? "marcas novas" : "marca nova");
    return `Importado: ${news}, de ${Object.keys(data.licoes).length}.${lost}`;
  };

  const show = async () => {
    read();
    const shown = document.querySelector(".progresso-marca") || keeper;
    const needed = memory.size > 0 || shown; // numa lição, quem nada marcou nada baixa
    const known = needed ? await load().catch(() => undefined) : undefined;
    lesson(known);
    if (!known) return;
    menu(known);
    resume(known);
    summary(known);
  };
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) show();
  });
  // De volta a uma página que o navegador guardou inteira, a marca pode ter mudado em outra.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) show();
  });
  show();
})();
