// O que se mostra de uma seção: o pedaço do texto que mais tem das palavras procuradas, destacadas.
(function (busca) {
  "use strict";

  const LONGEST = 240;
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

  function plain(html) {
    return html.replace(/<[^>]+>/g, "").replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one]);
  }

  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  // O que emoldura e não responde a nada: o nível e o tempo, a nota de verificação, a de citação.
  const FRAME = /^(Iniciante|Intermediário|Avançado) · \d|^Página verificada em |^Mensagem citada: /;

  // Os parágrafos, itens e blocos de uma seção, como texto.
  function paragraphs(html) {
    return html
      .split(/<\/?(?:p|li|ul|ol|pre|table|tr|td|th|dl|dt|dd|h\d|blockquote|div|details|summary|br)\b[^>]*>/)
      .map((one) => plain(one).replace(/\s+/g, " ").trim())
      .filter((one) => one && !FRAME.test(one));
  }

  // `text` com as palavras cuja chave está em `wanted` dentro de <mark>; `found` recebe quais são.
  function mark(text, wanted, found) {
    return text
      .split(/([^\s,;:!?()[\]{}<>"“”‘’=&/…$`|]+)/)
      .map((piece, i) => {
        const word = piece.replace(/[.,]+$/, "");
        if (i % 2 === 0 || !busca.keys(word).some((key) => wanted.has(key))) {
          return escape(piece);
        }
        found.add(word);
        return `<mark>${escape(word)}</mark>${escape(piece.slice(word.length))}`;
      })
      .join("");
  }

  // O trecho de `html` em torno da primeira palavra procurada do parágrafo que mais diz delas. `wanted`
  // tem a raridade de cada chave. De uma mensagem conhecida, interessa por que ela aparece.
  function excerpt(html, wanted, isKnown) {
    const all = paragraphs(html);
    let best = isKnown ? (all.find((one) => one.startsWith("Por quê")) ?? "") : "";
    let most = best ? Infinity : -1;
    for (const paragraph of all) {
      const found = new Set(busca.split(paragraph).flatMap(busca.keys).filter((key) => wanted.has(key)));
      const sum = [...found].reduce((total, key) => total + wanted.get(key), 0);
      if (sum > most && (paragraph.length > 20 || sum)) {
        [best, most] = [paragraph, sum];
      }
    }
    // O que o parágrafo só anuncia, a lista ou o bloco, vem junto enquanto couber.
    if (best.endsWith(":")) {
      for (const next of all.slice(all.indexOf(best) + 1)) {
        best += ` ${next}`;
        if (best.length > LONGEST || !/[:;,]$/.test(next)) break;
      }
    }
    if (best.length <= LONGEST) {
      return best;
    }
    const words = best.split(" ");
    const first = Math.max(0, words.findIndex((word) => busca.split(word).flatMap(busca.keys).some((key) => wanted.has(key))));
    let start = 0;
    if (!isKnown && words.slice(0, first).join(" ").length > LONGEST / 2) {
      start = Math.max(0, first - 6);
    }
    let text = start ? "…" : "";
    for (let i = start; i < words.length; i++) {
      if (text.length + words[i].length > LONGEST) {
        return `${text.trim()}…`;
      }
      text += `${words[i]} `;
    }
    return text.trim();
  }

  Object.assign(busca, { escape, excerpt, mark, paragraphs, plain });
})((self.busca ??= {}));
