// Uma mensagem de erro colada: é uma das que o guia conhece? O que distingue uma da outra são as
// palavras do programa, na ordem; números, caminhos, nomes e hashes mudam de um leitor para outro.
(function (busca) {
  "use strict";

  const GAP = "...";
  // Quantas palavras alheias cabem num intervalo, que uma assinatura escreve `...`.
  const WIDEST_GAP = 14;

  // Uma palavra com um destes é um caminho, um endereço, um número ou um identificador.
  const VARIABLE = /[/\\=@%]|\d|^[a-f]{7,}$|\.\w/;

  // O que só se vê numa mensagem em inglês, e não numa pergunta.
  const COMPLAINT =
    /\b(errors?|err|errno|fail(ed|ure|s)?|exception|traceback|denied|refused|reset by|cannot|can't|can not|could ?n[o']t|unable|not found|no such|invalid|unknown|unexpected|undefined|missing|fatal|panic|warn(ing)?|fault|timed? ?out|timeout|deadline|sqlstate|exited|exit code|does ?n[o']t|did ?n[o']t|is ?n[o']t|was not|is not|must be|not allowed|forbidden|unauthorized|expired|rejected|killed|aborted|oci runtime)\b/i;
  const CODE = /^\s*[EW]: |[a-z](Error|Exception)\b|\bE[A-Z]{4,}\b/;
  const ENGLISH = new Set(
    "the of to is not was were are be been for with this that and at from by it an or has have does did if your you can will must should because while when into than then there".split(" "),
  );
  const QUESTION =
    /^\s*(como|o que|oque|qual|quais|quando|onde|por ?que|pq|porque|quem|pra que|para que|posso|preciso|quero|nao|não|meu|minha|erro|deu)\b|\?\s*$/i;

  // As palavras de uma mensagem. `soft` são as que mudam de um leitor para outro: podem casar com as
  // do guia, mas não contam contra ele.
  function wordsOf(text) {
    const found = [];
    const plain = text.replace(/[’‘]/g, "'").replace(/\[\.\.\]/g, ` ${GAP} `);
    for (const [, quoted, single, bare] of plain.matchAll(/"([^"]*)"|(?<![\w])'([^']*)'|([^\s"]+)/g)) {
      const piece = quoted ?? single ?? bare;
      const soft = bare === undefined || VARIABLE.test(piece.replace(/[.,:;)]+$/, ""));
      if (piece === GAP) {
        found.push({ word: GAP, soft: true });
        continue;
      }
      for (const word of busca.fold(piece).replace(/'/g, "").split(/[^a-z_]+/)) {
        if (word.length > 1) {
          found.push({ word, soft });
        }
      }
    }
    return found;
  }

  // Onde `signature` acaba em `words`, se está lá a partir de `at`; senão, -1.
  function endsAt(words, signature, at) {
    let here = at;
    let slack = 0;
    for (const wanted of signature) {
      if (wanted === GAP) {
        slack = WIDEST_GAP;
        continue;
      }
      const end = Math.min(words.length - 1, here + slack);
      while (here <= end && words[here] !== wanted) {
        here++;
      }
      if (here > end) {
        return -1;
      }
      here++;
      slack = 0;
    }
    return here;
  }

  function contains(words, signature) {
    return words.some((_, at) => endsAt(words, signature, at) >= 0);
  }

  function pairsOf(words) {
    const pairs = new Map();
    for (let i = 1; i < words.length; i++) {
      if (words[i - 1].word !== GAP && words[i].word !== GAP) {
        const pair = `${words[i - 1].word} ${words[i].word}`;
        pairs.set(pair, (pairs.get(pair) ?? true) && (words[i - 1].soft || words[i].soft));
      }
    }
    return pairs;
  }

  // As mensagens conhecidas. `signatures` são as partes que distinguem, escritas no cabeçalho das
  // páginas; `lines`, o que as seções de erro mostram. De cada uma, o número da seção.
  class Messages {
    constructor(signatures, lines) {
      this.signatures = signatures.map(({ section, text }) => ({
        section,
        words: wordsOf(text).map(({ word }) => word),
      }));
      this.lines = lines.map(({ section, text }) => ({ section, pairs: pairsOf(wordsOf(text)) }));
      this.sections = new Map();
      this.seen = new Map();
      for (const { section, words } of this.signatures) {
        for (const word of new Set(words)) {
          this.#note(this.seen, word, section);
        }
      }
      for (const { section, pairs } of this.lines) {
        for (const pair of pairs.keys()) {
          this.#note(this.sections, pair, section);
        }
      }
    }

    #note(map, key, section) {
      if (!map.has(key)) {
        map.set(key, new Set());
      }
      map.get(key).add(section);
    }

    // Quanto uma palavra de assinatura distingue: muito, se poucas seções a têm.
    #worth(word) {
      return 1 / Math.sqrt(this.seen.get(word)?.size ?? 1);
    }

    // As seções das mensagens que estão em `query`, da que mais a distingue à que menos. Das que têm
    // assinatura, só a mais longa vale: `permission denied` cala se `permission denied while trying
    // to connect` está lá.
    find(query) {
      const words = wordsOf(query);
      const plain = words.map(({ word }) => word);
      const scores = new Map();
      for (const { section, words: signature } of this.signatures) {
        if (contains(plain, signature)) {
          const score = signature.reduce((sum, word) => sum + (word === GAP ? 0 : this.#worth(word)), 0);
          scores.set(section, Math.max(score, scores.get(section) ?? 0));
        }
      }
      return scores.size ? sorted(scores) : this.#similar(words);
    }

    // Sem assinatura: as seções que mostram quase a mesma mensagem, medida pelos pares de palavras.
    #similar(words) {
      const pairs = pairsOf(words);
      const most = Math.log(1 + this.lines.length);
      const weight = (pair) => {
        const sections = this.sections.get(pair)?.size;
        return sections ? Math.log(1 + this.lines.length / sections) : most;
      };
      let total = 0;
      for (const [pair, soft] of pairs) {
        total += soft && !this.sections.has(pair) ? 0 : weight(pair);
      }
      const scores = new Map();
      for (const { section, pairs: known } of this.lines) {
        let common = 0;
        let count = 0;
        for (const pair of pairs.keys()) {
          if (known.has(pair)) {
            common += weight(pair);
            count++;
          }
        }
        if (count > 1 && common / total >= 0.6 && common >= 1.5 * most) {
          scores.set(section, Math.max(common / total, scores.get(section) ?? 0));
        }
      }
      return sorted(scores);
    }
  }

  function sorted(scores) {
    return [...scores].map(([section, score]) => ({ section, score })).sort((a, b) => b.score - a.score);
  }

  // Se o que se digitou é uma mensagem, e não uma pergunta.
  function isMessage(query) {
    if (QUESTION.test(query)) {
      return false;
    }
    const words = busca.split(query.toLowerCase());
    const english = words.filter((word) => ENGLISH.has(word)).length;
    if (CODE.test(query)) {
      return true;
    }
    return COMPLAINT.test(query) ? words.length > 2 || /[:'"]/.test(query) : english > 2;
  }

  Object.assign(busca, { Messages, isMessage });
})((self.busca ??= {}));
