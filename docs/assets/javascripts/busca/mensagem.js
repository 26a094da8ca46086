// O que se digitou é uma mensagem de erro colada, ou uma pergunta? Que mensagem é, quem diz é
// explica/mensagens.js.
(function (busca) {
  "use strict";

  // O que só se vê numa mensagem em inglês, e não numa pergunta.
  const COMPLAINT =
    /\b(errors?|err|errno|fail(ed|ure|s)?|exception|traceback|denied|refused|reset by|cannot|can't|can not|could ?n[o']t|unable|not found|no such|invalid|unknown|unexpected|undefined|missing|fatal|panic|warn(ing)?|fault|timed? ?out|timeout|deadline|sqlstate|exited|exit code|does ?n[o']t|did ?n[o']t|is ?n[o']t|was not|is not|must be|not allowed|not permitted|not supported|forbidden|unauthorized|expired|rejected|killed|aborted|wrong|no valid|too large|oci runtime)\b/i;
  const CODE = /^\s*[EW]: |[a-z](Error|Exception)\b|\bERR_[A-Z]{2,}|[A-Z]_ERROR(_|\b)|\bE(?:ACCES|ADDR|AI_|BUSY|CONN|EXIST|HOST|INTEGRITY|LIFE|NET|NOENT|NOSPC|NOT|PERM|PIPE|RESOLVE|ROFS|TIMED)[A-Z_]*\b/;
  const ENGLISH = new Set(
    "the of to is not was were are be been for with this that and at from by it an or has have does did if your you can will must should because while when into than then there".split(" "),
  );
  const PORTUGUESE = new Set(
    "de do da dos das em um uma que para pra com os ao pelo na não nao é por meu minha se ta dá quando depois".split(" "),
  );
  const QUESTION =
    /^\s*(como|o que|oque|oq|o q|qual|quais|quando|qdo|qnd|onde|cade|cadê|por ?que|pq|porque|quem|pra que|para que|posso|preciso|quero|meu|minha|erro|deu|how|what|why|where|can i|is it)\s|\?\s*$/i;

  // O que quem digita umas palavras de memória não põe: «mysql connection refused» é uma pergunta.
  const SHAPE = /[:'"/\\=()[\]]|^\s*\p{Lu}/u;
  const LONGEST = 5;

  // O que um sistema em português escreve: uma frase inteira, com ponto final ou um nome entre aspas, do
  // que ele não pôde fazer, e não do que alguém não consegue.
  const SENTENCE = /^\s*["'“‘]?\p{Lu}?(\S*\s+){3,}.*(\.\s*$|["“”].+["“”])/u;
  const SYSTEM =
    /\b(processo|arquivo|sistema|opera[cç][aã]o|acesso|par[aâ]metro|caminho|dispositivo|valor|autentica[cç][aã]o|argumento|m[oó]dulo|programa)\b/i;
  const SOMEONE = /\b(consigo|consegui|meu|minha|meus|tentei|tento|estou|to|quero|preciso|eu|fiz|rodei)\b/i;

  // Se o que se digitou é uma mensagem, e não uma pergunta.
  function isMessage(query) {
    if (QUESTION.test(query)) {
      return false;
    }
    const words = busca.split(query.toLowerCase());
    const count = (language) => words.filter((word) => language.has(word)).length;
    if (CODE.test(query) || isSentence(query)) {
      return true;
    }
    if (count(PORTUGUESE) > count(ENGLISH)) {
      return false;
    }
    if (!COMPLAINT.test(query)) {
      return count(ENGLISH) > 2;
    }
    return SHAPE.test(query) || words.length > (count(ENGLISH) ? 2 : LONGEST);
  }

  function isSentence(query) {
    return SENTENCE.test(query) && SYSTEM.test(query) && !SOMEONE.test(query);
  }

  function isEnglish(query) {
    return busca.split(query.toLowerCase()).some((word) => ENGLISH.has(word));
  }

  Object.assign(busca, { isEnglish, isMessage });
})((self.busca ??= {}));
