// As mensagens que o guia conhece, achadas numa saída colada: é o par de guide/confere/explica.py, que
// conta como se faz. Um teste compara os dois, entrada por entrada. Os padrões vêm de
// arquivos/mensagens.js, que a construção faz do que os comandos das páginas escreveram ao falhar.
(function (explica) {
  "use strict";

  const GAP = "...";
  const WIDEST_GAP = 8;
  const MOST_WORDS = 100;
  const WIDEST_WRAP = 8;
  const NARROWEST = 40;
  const WIDEST = 250;
  const MOST_WRAPPED = 300;
  const SHORTEST_LAST_WORD = 30;
  const LONGEST = 100_000;

  const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]|\[[0-9]{1,3}(?:;[0-9]{1,3})*m/g;
  const INVISIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const SPACE = /[\t\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
  const MARKS = /[\u0300-\u036f]/g;
  const QUOTES = /['’‘]/g;
  const TOKEN = /(?:"[^"\n]*"|[^ \n])+/g;
  const WORD = /[a-z_]{2,}|[0-9]+/g;
  const WIDE = /[\u{10000}-\u{10ffff}]/gu; // dois lugares aqui, um no Python: a largura é a mesma
  const IS_NUMBER = /^[0-9]+$/;

  function fold(text) {
    return text.normalize("NFD").replace(MARKS, "").toLowerCase().replace(QUOTES, "").replace(WIDE, "\ufffd");
  }

  // As linhas de uma saída como a pessoa a vê: sem cores nem caracteres invisíveis.
  function linesOf(text) {
    const plain = text.slice(-LONGEST).replace(ESCAPES, "").replace(/\r\n?/g, "\n");
    return plain.replace(INVISIBLE, "").replace(SPACE, " ").split("\n");
  }

  // As palavras e os números de um texto já sem acentos: onde cada um começa, e em que pedaço está.
  function itemsOf(text) {
    const found = [];
    [...text.matchAll(TOKEN)].forEach((token, number) => {
      for (const word of token[0].matchAll(WORD)) {
        found.push({ word: word[0], at: token.index + word.index, token: number });
      }
    });
    return found;
  }

  // Onde estão, uma logo depois da outra, as palavras de `run`; um número a mais não conta.
  function runAt(items, run, start) {
    let here = start;
    const places = [];
    for (const wanted of run) {
      while (places.length && here < items.length && items[here].word !== wanted && IS_NUMBER.test(items[here].word)) {
        here++;
      }
      if (here >= items.length || items[here].word !== wanted) {
        return undefined;
      }
      places.push(here++);
    }
    return places;
  }

  // Os índices das palavras de um padrão em `items`, se ele está lá a partir de `start`.
  function match(items, runs, start) {
    let here = start;
    let limit = -1;
    let end = items.length;
    const places = [];
    for (const [number, run] of runs.entries()) {
      let found;
      while (here < end && (!number || items[here].token <= limit)) {
        found = runAt(items, run, here);
        if (found || !number) {
          break;
        }
        here++;
      }
      if (!found) {
        return undefined;
      }
      places.push(...found);
      here = found.at(-1) + 1;
      limit = items[found.at(-1)].token + WIDEST_GAP + 1;
      end = Math.min(items.length, here + MOST_WORDS);
    }
    return places;
  }

  function runsOf(text) {
    return text.split(` ${GAP} `).map((run) => run.split(" "));
  }

  function isStrictPart(some, all) {
    return some.size < all.size && [...some].every((one) => all.has(one));
  }

  // O que uma seção não tem quando o arquivo das mensagens não o diz.
  const NOTHING = { causa: "", remedio: "", gemeas: [], leva_a: [], padroes: [] };

  class Messages {
    constructor(data) {
      this.pages = data.paginas;
      this.sections = Object.entries(data.paginas).flatMap(([pagina, { secoes }]) =>
        secoes.map((one) => ({ ...NOTHING, ...one, pagina })),
      );
      this.translations = data.traducoes;
      this.clues = data.pistas.map(([text, version]) => ({ runs: runsOf(text), version }));
      const alike = data.parecidas.map((text) => ({ owner: null, text, version: "" }));
      const patterns = this.sections.flatMap(({ padroes }, owner) =>
        padroes.map((one) => {
          const [text, version] = [one, ""].flat();
          return { owner, text, version };
        }),
      );
      this.patterns = this.#byWorth([...alike, ...patterns]).map((one) => ({ ...one, runs: runsOf(one.text) }));
      this.starts = new Map();
      this.patterns.forEach(({ runs }, number) => {
        const first = runs[0][0];
        this.starts.set(first, [...(this.starts.get(first) ?? []), number]);
      });
    }

    // Os padrões, do que mais distingue ao que menos; de dois iguais, o da seção de erro.
    #byWorth(patterns) {
      const owners = new Map();
      for (const { owner, text } of patterns) {
        for (const word of text.split(" ")) {
          owners.set(word, (owners.get(word) ?? new Set()).add(owner));
        }
      }
      const worthOf = (word) => (word === GAP ? 0 : Math.floor(1e6 / Math.sqrt(owners.get(word).size)));
      const isOfErrors = ({ owner }) => owner !== null && this.sections[owner].pagina.startsWith("erros/");
      return patterns
        .map((one) => ({ ...one, worth: one.text.split(" ").reduce((sum, word) => sum + worthOf(word), 0) }))
        .sort(
          (a, b) =>
            b.worth - a.worth ||
            (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) ||
            isOfErrors(b) - isOfErrors(a),
        );
    }

    // As mensagens conhecidas numa saída, na ordem em que apareceram, cada seção uma vez: a seção, as
    // que têm a mesma mensagem por outra causa, as linhas dela e a versão que o texto trai.
    explain(text) {
      const lines = linesOf(text).map((line) => this.#translated(fold(line)));
      const matches = this.#matches(lines);
      const taken = new Set();
      const chosen = [];
      for (const one of this.#outermost(matches)) {
        const here = Array.from({ length: one.lines[1] - one.lines[0] + 1 }, (_, i) => one.lines[0] + i);
        if (!here.some((line) => taken.has(line))) {
          here.forEach((line) => taken.add(line));
          chosen.push(one);
        }
      }
      chosen.sort((a, b) => a.lines[0] - b.lines[0] || a.lines[1] - b.lines[1]);
      const found = [];
      for (const [number, one] of chosen.entries()) {
        const { owner } = this.patterns[one.pattern];
        if (owner !== null && !this.#isTold(owner, found)) {
          const twins = this.sections[owner].gemeas;
          const other = chosen.slice(number).find((two) => this.patterns[two.pattern].owner !== owner);
          const rest = lines.slice(one.lines[0], other?.lines[0]);
          const version = this.#version(owner, one.lines, matches) || this.#clue(rest);
          found.push({ section: owner, twins, lines: one.lines, version });
        }
      }
      return found;
    }

    // As seções cujas mensagens estão em `query`, da que mais distingue à que menos; nenhuma, se a que
    // mais distingue só se parece com uma conhecida.
    find(query) {
      const [line] = linesOf(query.replace(/\s+/g, " "));
      const owners = this.#outermost(this.#matches([this.#translated(fold(line))])).map(
        ({ pattern }) => this.patterns[pattern].owner,
      );
      if (owners.length && owners[0] === null) {
        return [];
      }
      return [...new Set(owners)].filter((owner) => owner !== null).map((owner) => this.sections[owner]);
    }

    #isTold(owner, before) {
      const { gemeas } = this.sections[owner];
      return before.some(
        ({ section }) => section === owner || gemeas.includes(section) || this.sections[section].leva_a.includes(owner),
      );
    }

    // A versão que trai um dos padrões da mensagem de `owner` que está nas linhas `first` a `last`.
    #version(owner, [first, last], matches) {
      const traitor = matches.find(({ pattern, lines }) => {
        const one = this.patterns[pattern];
        return one.owner === owner && one.version && first <= lines[0] && lines[1] <= last;
      });
      return traitor ? this.patterns[traitor.pattern].version : "";
    }

    // A versão que o resto da mensagem trai.
    #clue(lines) {
      for (const line of lines) {
        const items = itemsOf(line);
        for (const { runs, version } of this.clues) {
          if (items.some(({ word }, start) => word === runs[0][0] && match(items, runs, start))) {
            return version;
          }
        }
      }
      return "";
    }

    #translated(line) {
      return this.translations.reduce((text, [other, english]) => text.replaceAll(other, english), line);
    }

    // Todos os padrões que estão em `lines`, inclusive nas que o terminal quebrou.
    #matches(lines) {
      const starts = [];
      let total = 0;
      for (const line of lines) {
        starts.push(total);
        total += line.length + 1;
      }
      const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
      const full = Math.max(NARROWEST, longest - SHORTEST_LAST_WORD);
      const found = [];
      for (let first = 0; first < lines.length; first++) {
        const wrap = first >= lines.length - MOST_WRAPPED ? WIDEST_WRAP : 1;
        for (let last = first; last < Math.min(lines.length, first + wrap); last++) {
          const before = lines[last - 1]?.trimEnd().length;
          if (last > first && (before < full || before > WIDEST)) {
            break;
          }
          for (const glue of last > first ? ["", " "] : [""]) {
            for (const one of this.#matchesIn(lines, starts, first, last, glue)) found.push(one);
          }
        }
      }
      return found;
    }

    // Os padrões que estão nas linhas `first` a `last` coladas por `glue`.
    #matchesIn(lines, starts, first, last, glue) {
      const pieces = lines.slice(first, last + 1).map((line) => (glue ? line.trim() : line));
      const begins = [];
      let position = 0;
      for (const piece of pieces) {
        begins.push(position);
        position += piece.length + glue.length;
      }
      const items = itemsOf(pieces.join(glue));
      const lineOf = (at) => begins.findLastIndex((begin) => begin <= at);
      const found = [];
      for (const [start, item] of items.entries()) {
        if (item.at >= pieces[0].length) {
          break; // o que começa noutra linha acha-se a partir dela
        }
        for (const number of this.starts.get(item.word) ?? []) {
          const places = match(items, this.patterns[number].runs, start);
          const end = places && items[places.at(-1)];
          if (!places || end.at + end.word.length <= begins.at(-1)) {
            continue; // cabe em menos linhas, e lá se acha
          }
          const spots = places.map((place) => {
            const line = lineOf(items[place].at);
            return starts[first + line] + items[place].at - begins[line];
          });
          found.push({ pattern: number, places: new Set(spots), lines: [first, last] });
        }
      }
      return found;
    }

    // Os padrões que não são parte de outro que também está ali, do que mais distingue ao que menos.
    #outermost(matches) {
      const around = new Map();
      for (const one of matches) {
        for (const place of one.places) {
          if (!around.has(place)) around.set(place, []);
          around.get(place).push(one);
        }
      }
      const isPart = (one) => {
        const [place] = one.places;
        return around.get(place).some((other) => isStrictPart(one.places, other.places));
      };
      return matches.filter((one) => !isPart(one)).sort((a, b) => a.pattern - b.pattern);
    }
  }

  Object.assign(explica, { Messages, linesOf });
})((self.explica ??= {}));
