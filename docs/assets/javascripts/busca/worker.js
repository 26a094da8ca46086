// A busca do guia, no lugar da do Material: o Worker que o tema põe de pé e consulta (de um arquivo no
// disco, iframe-worker.js o faz num iframe). As mensagens são as dele: 0 traz as seções, 1 diz que
// estamos prontos, 2 traz o que se digitou, 3 leva os resultados. Cada resultado é uma seção só.
(function (busca) {
  "use strict";

  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;

  const MOST_KNOWN = 3; // seções de uma mensagem
  const MOST = 10; // resultados de uma busca

  const MODULES = [
    "palavra.js",
    "sinonimos.js",
    "mensagem.js",
    "trecho.js",
    "indice.js",
    "../palavras.js",
    "../explica/mensagens.js",
    "../../../arquivos/mensagens.js",
  ];
  const here = self.document?.querySelector('script[src$="busca/worker.js"]')?.src ?? self.location.href;
  const load = async () => importScripts(...MODULES.map((name) => new URL(name, here).href));

  let loaded; // os módulos e as palavras só se pedem quando a busca é aberta
  let index;
  let messages;
  let unknown; // a seção que ensina a ler uma mensagem

  function setup({ docs }) {
    const pages = self.palavras;
    index = new busca.Index(docs, pages);
    messages = new self.explica.Messages(self.mensagens);
    unknown = Object.keys(pages).find((url) => pages[url].desconhecidas);
  }

  // As seções do índice cujas mensagens estão em `query`. Os endereços delas são os do site: com
  // pastas, ou com .html.
  function knownIn(query) {
    const found = messages.find(query).map(({ pagina, ancora }) => {
      const folder = pagina.replace(/(^|\/)index$/, "$1");
      const urls = [`${pagina}.html`, folder.replace(/([^/])$/, "$1/")].map((url) => `${url}#${ancora}`);
      return index.sections.find(({ location }) => urls.includes(location));
    });
    return [...new Set(found)].filter(Boolean).slice(0, MOST_KNOWN);
  }

  function answer(query) {
    if (!query.trim()) {
      return [];
    }
    const known = knownIn(query);
    const isMessage = busca.isMessage(query);
    if (isMessage && !known.length && unknown !== undefined) {
      return [notKnown(), explained(query)];
    }
    const { sections, keys } = index.ask(query);
    const others = isMessage ? [] : sections.filter((section) => !known.includes(section));
    const all = [...known, ...others].slice(0, MOST);
    if (!all.length && busca.isEnglish(query) && unknown !== undefined) {
      return [notKnown()];
    }
    const results = all.map((section, i) => result(section, keys, known.includes(section), all.length - i));
    return isMessage && unknown !== undefined ? [...results, explained(query)] : results;
  }

  // Um resultado como o Material os mostra. Ele só escreve o texto de uma página inteira: o de uma
  // seção vai guardado no título, e preparar.js o põe no lugar.
  function result(section, wanted, isKnown, score) {
    const found = new Set();
    const title = busca.mark(section.title, wanted, found);
    const text = `<p>${busca.mark(busca.excerpt(section.html, wanted, isKnown), wanted, found)}</p>`;
    const page = section.id === undefined ? "" : `<p class="busca-pagina">${busca.escape(section.page)}</p>`;
    return item(section.location, title, page + text, score, found);
  }

  function item(location, title, text, score, found = []) {
    const isSection = location.includes("#");
    const terms = Object.fromEntries([...found].map((word) => [word, true]));
    const kept = isSection ? `${title}<template>${text}</template>` : title;
    return [{ location, title: kept, text, score, terms, tags: undefined }];
  }

  function notKnown() {
    const { titulo, texto, secao } = self.palavras[unknown].desconhecidas;
    return item(`${unknown}#${secao}`, busca.escape(titulo), `<p>${busca.escape(texto)}</p>`, 1);
  }

  // A página em que se cola a saída inteira, já com o que se digitou.
  function explained(query) {
    const text = "A linha que importa, por que ela aparece e o remédio. Ali cabe a saída inteira, com várias linhas.";
    return item(`${unknown}#explica=${encodeURIComponent(query)}`, "Explicar esta mensagem", `<p>${text}</p>`, 0.5);
  }

  self.addEventListener("message", async ({ data: { type, data } }) => {
    await (loaded ??= load());
    if (type === SETUP) {
      setup(data);
      self.postMessage({ type: READY });
    } else if (type === QUERY) {
      self.postMessage({ type: RESULT, data: { items: answer(data) } });
    }
  });
})((self.busca ??= {}));
