// De uma palavra, como a digitam, à chave com que a busca a conhece: sem acentos, no singular, sem a
// terminação do verbo. `apagar`, `apaguei` e `apagando` são uma chave só; `--rm` e `compose.yaml`
// ficam inteiras.
(function (busca) {
  "use strict";

  const SEPARATORS = /[\s,;:!?()[\]{}<>"“”‘’=&/…$`|]+/;

  // Palavras que não distinguem página nenhuma: as que ligam e as de quem pede ajuda.
  const STOP_WORDS = new Set(
    (
      "a agora ai ajuda ajudar alguem amanha ao aos aqui as assim ate cada coisa com como consegue consegui conseguir consigo da dai " +
      "dar das de dela dele der deu do dos dou e eh ela ele em entao entre era essa esse esta estao estar este estou eu faco " +
      "faz fazer favor ficar fica foi fui funciona funcionar gente ha hoje isso isto ja la lhe mais mano mas me mesmo meu msm mt mto meus minha minhas na " +
      "n nada nao nas nem no nos num numa o oi ontem oq os ou outra outro para pela pelas pelo pelos pfv pode poder por porque " +
      "posso pq pra pras preciso pro pros qual quais quando que q queria quero quem sabe saber sao se sei sem ser sera seu seus so " +
      "sua suas ta tai tambem tava tb tbm te tem tenho ter to tipo tou tudo um uma usa usar usando uso vai vc vcs voce voces vou"
    ).split(" "),
  );

  // Do mais específico ao mais geral, já sem acentos.
  const PLURALS = [
    [/ions$/, "ion"], // inglês: migrations, permissions
    [/(.)(?:oes|aes)$/, "$1ao"],
    [/(.[aeou])is$/, "$1l"],
    [/(..[rz])es$/, "$1"],
    [/(.)ns$/, "$1m"],
    [/(..[aeou])s$/, "$1"],
    [/(..[bcdfgklmnprt])s$/, "$1"],
  ];

  const ENDINGS = (
    "ariamos eriamos iriamos aremos eremos iremos avamos assem essem issem ariam eriam iriam armos ermos irmos " +
    "mente mento ando endo indo aram eram iram arao erao irao aria eria iria avam amos emos imos arei erei irei " +
    "asse esse isse acao icao ava ada ida ado ido ara era ira cao ar er ir ou eu iu ei am em a e o i"
  ).split(" ");

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function singular(word) {
    const rule = word.length > 3 && PLURALS.find(([plural]) => plural.test(word));
    return rule ? word.replace(...rule) : word;
  }

  function stem(word) {
    if (word.length < 4 || word === "https" || !/^[a-z]+$/.test(word)) {
      return word;
    }
    const single = singular(word);
    const ending = ENDINGS.find((one) => single.endsWith(one) && single.length - one.length >= 3);
    const root = ending ? single.slice(0, -ending.length) : single;
    // O som que a grafia do verbo guarda: apagar, apaguei; ficar, fiquei.
    return root.replace(/gu$/, "g").replace(/qu$/, "c");
  }

  const known = new Map();

  // As chaves de uma palavra: a dela e as das partes, se é composta. Vazia se é só pontuação.
  function keys(word) {
    if (!known.has(word)) {
      const bare = fold(word).replace(/^[^a-z0-9-]+|[^a-z0-9]+$/g, "");
      const parts = bare.split(/[^a-z0-9]+/).filter((part) => part.length > 1 && part !== bare);
      known.set(word, [...new Set([bare, ...parts].map(stem))].filter(Boolean));
    }
    return known.get(word);
  }

  // As palavras de um texto, na ordem, como estão nele.
  function split(text) {
    return text.split(SEPARATORS).filter(Boolean);
  }

  function isStopWord(word) {
    return STOP_WORDS.has(fold(word));
  }

  // As chaves do que, num texto, distingue alguma coisa.
  function keysOf(text) {
    return split(text).filter((word) => !isStopWord(word)).flatMap(keys);
  }

  // O número de letras a trocar, tirar, pôr ou inverter para ir de uma palavra a outra, até `limit`.
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) {
      return limit + 1;
    }
    let previous = [];
    let row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], previous[j - 2] + 1);
        }
      }
      [previous, row] = [row, next];
    }
    return row[other.length];
  }

  Object.assign(busca, { distance, fold, isStopWord, keys, keysOf, split, stem });
})((self.busca ??= {}));
