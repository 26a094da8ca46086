// A busca em português, no lugar do lunr.pt do Material. O worker de busca a carrega pelo nome
// min/lunr.pt.min.js, que a inclui, quando mkdocs.yml diz `lang: pt`. Lá, `self.lunr` é o lunr 2.3.
//
// O lunr.pt original não dobra acentos e só reduz as palavras do índice, não as da consulta, porque
// o Material põe um curinga em cada uma. Aqui as duas passam pelo mesmo caminho, e o que se mostra
// continua sendo o texto da página: só as chaves do índice mudam.
(function (lunr) {
  "use strict";

  // Palavras que não distinguem página nenhuma. As de uma mensagem de erro, em inglês, ficam.
  const STOP_WORDS = new Set(
    (
      "a ao aos as à às com como da das de dele dela do dos e ela ele em entre essa esse esta este " +
      "eu foi isso isto já lhe mais mas me mesmo meu minha na nas no nos num numa não nem o os ou " +
      "para pela pelas pelo pelos por qual quando que quem se sem ser seu sua são só também te tem " +
      "um uma você vocês é"
    )
      .split(" ")
      .map(fold)
  );

  // Grafias que o guia não usa, mas o leitor procura.
  const SAME = { conteiner: "container", contentor: "container" };

  // Plurais, já sem acentos, do mais específico ao mais geral.
  const PLURALS = [
    [/(.)(?:oes|aes)$/, "$1ao"],
    [/(.[aeou])is$/, "$1l"],
    [/(..[rz])es$/, "$1"],
    [/(.)ns$/, "$1m"],
    [/(..[aeou])s$/, "$1"],
    [/(..[bcdfgklmnprt])s$/, "$1"],
  ];

  function fold(word) {
    return word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // A chave de uma palavra: sem acentos, no singular, sem pontuação nas pontas. Os traços do começo
  // ficam: `--rm` e `-p` são palavras. Vazia se nada sobra.
  function key(word) {
    const bare = fold(word).replace(/^[^a-z0-9-]+|[^a-z0-9]+$/g, "");
    if (!/^[a-z]+$/.test(bare)) {
      return bare;
    }
    for (const [plural, singular] of PLURALS) {
      if (plural.test(bare)) {
        const single = bare.replace(plural, singular);
        return SAME[single] || single;
      }
    }
    return SAME[bare] || bare;
  }

  // As partes de uma palavra composta: compose e yaml, de compose.yaml; rm, de --rm.
  function parts(word) {
    const pieces = word.split(/[^a-z0-9]+/).map(key);
    return pieces.filter((piece) => piece.length > 1 && piece !== word);
  }

  function keep(word) {
    return word !== "" && !STOP_WORDS.has(word);
  }

  function index(token) {
    const whole = key(token.toString());
    return [whole, ...parts(whole)].filter(keep).map((word) => token.clone(() => word));
  }
  lunr.Pipeline.registerFunction(index, "index-pt");

  lunr.pt = function () {
    this.pipeline.reset();
    this.pipeline.add(index);
    this.searchPipeline.reset();
  };

  // Uma consulta é só texto, colado como está: sem os operadores do lunr, em que `--rm` é um erro de
  // sintaxe e uma palavra entre aspas, obrigatória.
  lunr.QueryLexer.prototype.run = function () {
    this.lexemes = [{ type: lunr.QueryLexer.TERM, str: this.str, start: 0, end: this.length }];
  };

  function wordsOf(query) {
    const words = query.split(/\s+/).map((word) => key(word.replace(/^\+/, "")));
    return [...new Set(words.filter(keep))];
  }

  lunr.QueryParser.prototype.parse = function () {
    for (const word of wordsOf(this.lexer.str)) {
      this.query.term(word, { usePipeline: false, boost: 8 });
      if (word.length > 2) {
        // Quem digita ainda pode estar no meio da palavra.
        this.query.term(`${word}*`, { usePipeline: false });
      }
      for (const part of parts(word).filter(keep)) {
        this.query.term(part, { usePipeline: false, boost: 2 });
      }
    }
    return this.query;
  };

  // Onde uma palavra aparece num campo de um resultado, como o worker o anota: o bloco de texto (um
  // parágrafo, por exemplo) nos bits altos; nos 20 baixos, o número da palavra ou marca dentro dele.
  function positions(result, word, field) {
    const match = result.matchData.metadata[word];
    return (match && match[field] && match[field].position) || [];
  }

  // Se todas as palavras aparecem juntas e em ordem a partir de alguma das posições `starts`.
  function followed(result, words, field, starts) {
    const where = words.map((word) => new Set(positions(result, word, field)));
    return starts.some((start) => where.every((set, i) => set.has(start + i)));
  }

  // Quanto um resultado se parece com a consulta: a fração dela que está nele, até o triplo se as
  // palavras estão na mesma ordem, e mais ainda se são elas que abrem um título ou um parágrafo, como
  // a explicação de uma opção.
  function likeness(result, words) {
    const fields = ["title", "text"];
    const present = words.filter((word) => word in result.matchData.metadata).length;
    let pairs = 0;
    for (let i = 1; i < words.length; i++) {
      const pair = words.slice(i - 1, i + 1);
      pairs += fields.some((f) => followed(result, pair, f, positions(result, pair[0], f)));
    }
    const opens = fields.some((field) => {
      const starts = positions(result, words[0], field).filter((p) => (p & 0xfffff) < 2);
      return followed(result, words, field, starts);
    });
    const share = Math.max(present, 0.1) / words.length;
    return share * (1 + (2 * pairs) / Math.max(1, words.length - 1)) * (opens ? 2 : 1);
  }

  // Uma palavra composta é achada pelo todo e pelas partes, mas só se destaca uma vez.
  function highlightOnce(result) {
    const seen = { title: new Set(), text: new Set(), tags: new Set() };
    for (const match of Object.values(result.matchData.metadata)) {
      for (const field of Object.keys(match)) {
        const fresh = match[field].position.filter((position) => !seen[field].has(position));
        fresh.forEach((position) => seen[field].add(position));
        match[field] = { position: fresh };
      }
    }
  }

  const search = lunr.Index.prototype.search;
  lunr.Index.prototype.search = function (query) {
    const words = wordsOf(query);
    const results = search.call(this, query);
    for (const result of results) {
      // O Material dá 2,5 vezes mais ao começo de uma página do que às suas seções.
      const start = result.ref.includes("#") ? 1 : 0.4;
      result.score *= start * likeness(result, words) ** 2;
      highlightOnce(result);
    }
    return results;
  };
})(self.lunr);
