// Uma mensagem de erro colada: é uma das que o guia conhece? O que distingue uma da outra são as
// palavras do programa, na ordem; números, caminhos, nomes e hashes mudam de um leitor para outro.
(function (busca) {
  "use strict";

  const GAP = "...";
  // Quantas palavras alheias cabem num intervalo, que uma assinatura escreve `...`.
  const WIDEST_GAP = 8;

  // O que só se vê numa mensagem em inglês, e não numa pergunta.
  const COMPLAINT =
    /\b(errors?|err|errno|fail(ed|ure|s)?|exception|traceback|denied|refused|reset by|cannot|can't|can not|could ?n[o']t|unable|not found|no such|invalid|unknown|unexpected|undefined|missing|fatal|panic|warn(ing)?|fault|timed? ?out|timeout|deadline|sqlstate|exited|exit code|does ?n[o']t|did ?n[o']t|is ?n[o']t|was not|is not|must be|not allowed|not permitted|not supported|forbidden|unauthorized|expired|rejected|killed|aborted|oci runtime)\b/i;
  const CODE = /^\s*[EW]: |[a-z](Error|Exception)\b|\bERR_[A-Z]{2,}|\bE(?:ACCES|ADDR|AI_|BUSY|CONN|EXIST|HOST|INTEGRITY|LIFE|NET|NOENT|NOSPC|NOT|PERM|PIPE|RESOLVE|ROFS|TIMED)[A-Z_]*\b/;
  const ENGLISH = new Set(
    "the of to is not was were are be been for with this that and at from by it an or has have does did if your you can will must should because while when into than then there".split(" "),
  );
  const PORTUGUESE = new Set(
    "de do da dos das em um uma que para pra com os ao pelo na não nao é por meu minha se ta dá quando depois".split(" "),
  );
  const QUESTION =
    /^\s*(como|o que|oque|qual|quais|quando|onde|por ?que|pq|porque|quem|pra que|para que|posso|preciso|quero|meu|minha|erro|deu)\s|\?\s*$/i;

  // As palavras de uma mensagem, sem números nem pontuação.
  function wordsOf(text) {
    const plain = busca.fold(text.replace(/\[\.\.\]/g, GAP)).replace(/['’‘]/g, "");
    return plain.match(/\.\.\.|[a-z_]{2,}/g) ?? [];
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

  // As mensagens conhecidas: de cada uma, a parte que a distingue, e de que seção ela é. Uma que não é
  // de seção alguma só se parece com uma conhecida, e tem outra causa.
  class Messages {
    constructor(signatures) {
      this.signatures = signatures.map(({ section, text }) => ({
        section,
        words: wordsOf(text),
      }));
      this.seen = new Map(); // palavra → as seções que a têm
      for (const { section, words } of this.signatures) {
        for (const word of words) {
          this.seen.set(word, (this.seen.get(word) ?? new Set()).add(section));
        }
      }
    }

    // Quanto uma assinatura distingue: pelas palavras dela, mais as que poucas seções têm.
    #worth(signature) {
      const words = signature.filter((word) => word !== GAP);
      return words.reduce((sum, word) => sum + 1 / Math.sqrt(this.seen.get(word).size), 0);
    }

    // As seções cujas mensagens estão em `query`, da assinatura que mais distingue à que menos;
    // nenhuma, se a que mais distingue só se parece com uma conhecida.
    find(query) {
      const words = wordsOf(query);
      const there = this.signatures.filter((signature) => contains(words, signature.words));
      const scores = new Map();
      for (const { section, words: signature } of there) {
        // Uma assinatura que é parte de outra cala: é a outra que se colou.
        const whole = there.some((other) => other.words.length > signature.length && contains(other.words, signature));
        if (!whole) {
          scores.set(section, Math.max(this.#worth(signature), scores.get(section) ?? 0));
        }
      }
      const sorted = [...scores].sort(([, a], [, b]) => b - a).map(([section]) => section);
      return sorted[0] === undefined ? [] : sorted.filter((section) => section !== undefined);
    }
  }

  // Se o que se digitou é uma mensagem, e não uma pergunta.
  function isMessage(query) {
    if (QUESTION.test(query)) {
      return false;
    }
    const words = busca.split(query.toLowerCase());
    const count = (language) => words.filter((word) => language.has(word)).length;
    if (CODE.test(query)) {
      return true;
    }
    if (count(PORTUGUESE) > count(ENGLISH)) {
      return false;
    }
    return COMPLAINT.test(query) ? words.length > 2 || /[:'"]/.test(query) : count(ENGLISH) > 2;
  }

  function isEnglish(query) {
    return busca.split(query.toLowerCase()).some((word) => ENGLISH.has(word));
  }

  Object.assign(busca, { Messages, isEnglish, isMessage });
})((self.busca ??= {}));
