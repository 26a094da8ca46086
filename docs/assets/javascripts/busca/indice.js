// O índice: as seções do guia, as palavras de cada uma, e a pergunta que se faz a elas.
(function (busca) {
  "use strict";

  // De onde vem uma palavra, e quanto ela diz da seção. As palavras do leitor são as do cabeçalho da
  // página; as da página valem menos, porque são de todas as seções dela.
  const WEIGHTS = { words: 5, title: 4, pageWords: 1, pageTitle: 1.5, text: 1 };
  const SATURATION = 2;
  const LENGTH = 0.5; // quanto um texto longo desconta as palavras dele

  // O que só emoldura a lição: o primeiro não responde a nada, e o segundo responde pouco.
  const NOT_AN_ANSWER = /^(o que tentar em seguida|próximo passo)$/i;
  const FRAME = /^(por que (isso )?importa|tente você|o que você vai aprender|por que confiar nele)$/i;

  // Um desafio não ensina: vem depois da lição que o faz.
  const EXERCISE = /^pratique\/./;
  const EXERCISED = 0.7;

  // Quem diz que algo não vai como devia procura o que deu errado, e não como se faz.
  const COMPLAINT = /\b(nao|n|erro|errad[oa]|falh\w+|problema|nada|some|sumi\w+|parou|quebr\w+|trav\w+|recus\w+)\b/;
  const REMEDY = 1.2;
  const OTHER_MOOD = 0.8; // uma pergunta e uma queixa com as mesmas palavras

  // O verbo que se escreve como a preposição: «para logo depois», «não para».
  const STOPS = /\bpara(?=\s+(logo|sozinh|assim que|de\s|quando|do nada|na hora|imediat|ap[oó]s|depois)|\s*[?.!]*$)/gi;
  const NOT_STOPS = /\b(n[aã]o|ele)\s+para\b/gi;

  // E o verbo que se escreve como o nome: «que não uso mais», «como uso», mas não «em uso».
  const USES = /\b(que|n[aã]o|como|eu|quando|se)\s+uso\b/gi;

  // Uma palavra só, ou a pergunta pelo que uma coisa é: quem responde é o começo de uma página.
  const DEFINITION = /^\s*((o que|oque|oq|o q|que)\s+(e|eh|sao|significa|quer dizer)|(pra|para|p) que serve)\b/;
  const START = 1.6;
  const NAMED = 0.3; // e mais, se o título dela é isso e pouco mais
  const COMMON = 1.2; // a raridade de uma palavra que está em quase tudo, como docker

  const MOST = 10; // resultados de uma busca
  const PER_PAGE = 3;

  // A parte da pergunta que uma seção precisa ter para responder a ela e, se nenhuma tem tanto, a que
  // basta. De quem não diz nenhuma palavra do assunto do guia, quase tudo: a pergunta pode ser de outro.
  const FEWEST = 0.45;
  const ALMOST = 0.4;
  const FEWEST_STRANGE = 0.8;

  // A que precisa estar no que ela se propõe a responder: as palavras todas, soltas pelo texto, se
  // encontram por acaso. De uma ou duas não se exige: quem as digita procura onde estão.
  const FEWEST_DECLARED = 0.45;
  const FEWEST_DECLARED_STRANGE = 0.6;
  const FEW_WORDS = 2;

  // Por acaso, outra vez: ou ela tem quase a pergunta toda, ou uma das frases dela diz parecido.
  const MOST_SAID = 0.7;
  const LEAST_ALIKE = 0.25;

  const OPTION = 1.5; // quem escreve uma opção pergunta por ela
  const WEAK = 1; // quanto conta, no máximo, uma palavra que se diz de qualquer coisa
  const MISSING = 4; // quanto desconta, no máximo, uma que o guia tem e a seção não
  const UNKNOWN = 4; // e uma que o guia não tem: a do caso do leitor

  const NOTHING = { score: 0, covered: 0, declared: 0, words: 0, isOurs: false };

  class Index {
    constructor(docs, pages) {
      this.sections = [];
      this.terms = new Map(); // chave → número da seção → peso
      this.declared = new Set(); // as chaves do que as seções se propõem a responder
      this.words = new Map(); // palavra como está escrita → a chave dela
      const titles = new Map();
      for (const doc of docs) {
        const [url, id] = doc.location.split("#");
        if (id === undefined) {
          titles.set(url, busca.plain(doc.title));
        }
        if (!NOT_AN_ANSWER.test(busca.plain(doc.title))) {
          this.sections.push({ url, id, location: doc.location, title: busca.plain(doc.title), html: doc.text });
        }
      }
      this.sections.forEach((section, i) => {
        const page = pages[section.url] ?? {};
        section.page = titles.get(section.url);
        const own = page.palavras?.[section.id ?? "pagina"] ?? "";
        section.phrases = own.split(";").map((one) => ({
          keys: [...new Set(busca.keysOf(one))],
          complains: COMPLAINT.test(busca.fold(one)),
        }));
        section.named = [...new Set(busca.keysOf(section.title))];
        section.phrases.push({ keys: section.named });
        section.declared = new Set([section.title, own, section.page, page.palavras?.pagina ?? ""].flatMap(busca.keysOf));
        section.declared.forEach((key) => this.declared.add(key));
        section.isRemedy = /^erros\/./.test(section.url) || section.id === "o-que-pode-dar-errado";
        section.weight = FRAME.test(section.title) || /^(index\.html)?$/.test(section.url) ? 0.4 : 1;
        section.weight *= EXERCISE.test(section.url) ? EXERCISED : 1;
        this.#add(i, {
          words: own,
          title: `${section.title} ${anchorOnly(section)}`,
          pageTitle: section.page,
          pageWords: section.id === undefined ? "" : (page.palavras?.pagina ?? ""),
          text: `${section.id === undefined ? (page.descricao ?? "") : ""} ${busca.paragraphs(section.html).join(" ")}`,
        });
      });
    }

    #add(section, fields) {
      for (const [field, text] of Object.entries(fields)) {
        const written = busca.split(text).filter((word) => !busca.isStopWord(word));
        // Repetir uma palavra em muitas frases do leitor não faz a seção falar mais dela.
        const words = field === "words" ? once(written) : written;
        const share = field === "text" ? 1 / (1 - LENGTH + (LENGTH * words.length) / 120) : 1;
        for (const word of words) {
          for (const key of busca.keys(word)) {
            if (!this.terms.has(key)) {
              this.terms.set(key, new Map());
            }
            const where = this.terms.get(key);
            where.set(section, (where.get(section) ?? 0) + WEIGHTS[field] * share);
          }
          const plain = busca.fold(word).replace(/^[^a-z0-9-]+|[^a-z0-9]+$/g, "");
          this.words.set(plain, busca.stem(plain));
        }
      }
    }

    #rarity(key) {
      return Math.log(1 + this.sections.length / (this.terms.get(key)?.size ?? 0.5));
    }

    // A do que uma palavra quer dizer: está em todas as seções que o dizem de algum modo.
    #rarityOf(keys) {
      const where = new Set(keys.flatMap((key) => [...(this.terms.get(key)?.keys() ?? [])]));
      return Math.log(1 + this.sections.length / (where.size || 0.5));
    }

    // As chaves que servem a uma palavra da pergunta, e quanto cada uma vale: a dela, os sinônimos e,
    // se ninguém a escreve assim, as que começam com ela ou se parecem com ela.
    #meanings(word, last) {
      const meanings = new Map();
      const plain = busca.fold(word).replace(/^[^a-z0-9-]+|[^a-z0-9]+$/g, "");
      const own = busca.stem(plain);
      const put = (key, worth) => {
        if (this.terms.has(key) && !(meanings.get(key) >= worth)) {
          meanings.set(key, worth);
        }
      };
      const withSynonyms = (key, worth) => {
        put(key, worth);
        for (const other of busca.synonyms.get(key) ?? []) {
          put(other, worth * 0.7);
        }
      };
      withSynonyms(own, 1);
      if (!meanings.has(own) || (last && !this.words.has(plain))) {
        const begun = plain.length > 2 ? [...this.words.keys()].filter((one) => one.startsWith(plain)) : [];
        begun.forEach((one) => withSynonyms(this.words.get(one), 0.8));
        if (!begun.length && !meanings.has(own) && /^[a-z]{4,}$/.test(plain)) {
          this.#alike(plain).forEach((one) => withSynonyms(this.words.get(one), 0.8));
        }
      }
      return { meanings, own };
    }

    #alike(word) {
      for (let limit = 1; limit <= (word.length > 8 ? 2 : 1); limit++) {
        const near = [...this.words.keys()].filter(
          (one) => one[0] === word[0] && one.length > 3 && busca.distance(word, one, limit) <= limit,
        );
        if (near.length) {
          return near;
        }
      }
      return [];
    }

    // As seções que respondem a `query`, da melhor à pior, e as chaves que serviram.
    ask(query) {
      // Um número de que nenhuma seção trata é do leitor: uma porta, um código dele, 2gb.
      const written = busca
        .split(query.replace(/(^|\s)\+/g, " ").replace(STOPS, "parar").replace(NOT_STOPS, "$1 parar").replace(USES, "$1"))
        .filter((word) => busca.keys(word).some((key) => !/^\d+[a-z]{0,2}$/.test(key) || this.declared.has(key)));
      const kept = written.filter((word) => !busca.isStopWord(word));
      const asked = [...new Set(kept.length ? kept : written)].map((word, i, all) => {
        const { meanings, own } = this.#meanings(word, i === all.length - 1);
        // Uma palavra composta que ninguém escreve assim vale pelas partes dela.
        const parts = meanings.size ? [] : busca.keys(word).filter((part) => part !== own);
        parts.forEach((part) => this.terms.has(part) && meanings.set(part, 0.9));
        return { word, own, meanings, rarity: this.#rarityOf(meanings.size ? [...meanings.keys()] : [own]) };
      });
      // O que falta de uma pergunta do assunto do guia desconta pouco, se é do caso do leitor ou de todo mundo.
      const isOurs = written.some((word) => busca.isSubject(word));
      for (const one of asked) {
        one.rarity *= /^--?[a-z]/.test(one.word) ? OPTION : 1;
        one.isWeak = isOurs && busca.isWeak(one.word);
        const most = one.isWeak ? WEAK : isOurs ? (one.meanings.has(one.own) ? MISSING : UNKNOWN) : Infinity;
        one.missing = Math.min(one.rarity, most);
        // Uma que nenhuma seção escolheu para si só se encontra num texto por acaso.
        if (isOurs && (!one.meanings.has(one.own) || ![...one.meanings.keys()].some((key) => this.declared.has(key)))) {
          one.rarity = Math.min(one.rarity, UNKNOWN);
        }
      }
      const allMissing = asked.reduce((sum, { missing }) => sum + missing, 0);
      const found = new Map();
      for (const { word, meanings, rarity, isWeak, missing } of asked) {
        const isSubject = busca.isSubject(word);
        const best = new Map();
        for (const [key, worth] of meanings) {
          for (const [section, amount] of this.terms.get(key)) {
            const score = worth * (amount / (SATURATION + amount));
            best.set(section, Math.max(score, best.get(section) ?? 0));
          }
        }
        for (const [section, score] of best) {
          const sum = found.get(section) ?? { ...NOTHING, missing: allMissing };
          const said = [...meanings.keys()].some((key) => this.sections[section].declared.has(key));
          const weight = isWeak && !said ? Math.min(rarity, WEAK) : rarity;
          found.set(section, {
            score: sum.score + score * weight,
            covered: sum.covered + weight,
            declared: sum.declared + (said ? weight : 0),
            missing: sum.missing - missing,
            words: sum.words + 1,
            isOurs: sum.isOurs || isSubject,
          });
        }
      }
      const folded = busca.fold(query);
      const complains = COMPLAINT.test(folded);
      const isBare = /^[^-\d]/.test(query) && busca.split(query).length < 3;
      const defines = DEFINITION.test(folded) || (isBare && asked.filter(({ rarity }) => rarity > COMMON).length < 2);
      const enough = [...found].filter(([, { covered, missing }]) => covered >= ALMOST * (covered + missing));
      const scored = enough.map(([i, { score, covered, declared, missing, words, isOurs }]) => {
        const section = this.sections[i];
        const share = covered / (covered + missing);
        const mood = (phrase) => ((phrase.complains ?? complains) === complains ? 1 : OTHER_MOOD);
        const alike = Math.max(...section.phrases.map((one) => mood(one) * this.#alikeness(asked, one.keys)));
        const [fewest, fewestDeclared] = isOurs ? [FEWEST, FEWEST_DECLARED] : [FEWEST_STRANGE, FEWEST_DECLARED_STRANGE];
        const isNear = alike >= LEAST_ALIKE || share >= MOST_SAID;
        const isDeclared = asked.length <= FEW_WORDS || declared >= fewestDeclared * (covered + missing);
        const weight =
          section.weight *
          (complains && section.isRemedy ? REMEDY : 1) *
          (defines && section.id === undefined ? START * (1 + NAMED * this.#alikeness(asked, section.named)) : 1);
        return {
          section,
          score: score * share ** 1.5 * (1 + 4 * alike ** 2) * weight,
          answers: isNear && isDeclared && share >= fewest,
          almost: isNear && isOurs && words > 1 && share >= ALMOST,
        };
      });
      // Se nenhuma responde, o que mais se aproxima: do caso do leitor se sabe pouco.
      const answers = scored.filter((one) => one.answers);
      const ranked = answers.length ? answers : scored.filter((one) => one.almost);
      ranked.sort((a, b) => b.score - a.score);
      const keys = new Map();
      for (const { meanings, rarity } of asked) {
        meanings.forEach((worth, key) => keys.set(key, worth ** 2 * rarity));
      }
      return { sections: select(ranked).map(({ section }) => section), keys };
    }

    // De 0 a 1, quanto a pergunta e uma frase dizem o mesmo.
    #alikeness(asked, phrase) {
      let common = 0;
      let total = 0;
      const met = new Set();
      for (const { meanings, rarity, missing } of asked) {
        let best = 0;
        for (const key of phrase) {
          const worth = meanings.get(key);
          if (worth) {
            met.add(key);
            best = Math.max(best, worth);
          }
        }
        common += rarity * best;
        total += best ? rarity : missing;
      }
      if (!common) {
        return 0;
      }
      const alone = phrase
        .filter((key) => !met.has(key))
        .reduce((sum, key) => sum + Math.min(this.#rarity(key), busca.isWeakKey(key) ? WEAK : MISSING), 0);
      return (2 * common) / (total + common + alone);
    }
  }

  // A âncora diz em português o que o título de um erro diz em inglês.
  function anchorOnly({ id = "", title }) {
    const said = new Set(busca.keysOf(title));
    return busca.split(id.replace(/-/g, " ")).filter((word) => !busca.keys(word).some((key) => said.has(key))).join(" ");
  }

  // As palavras de uma lista, sem as que têm as mesmas chaves de uma anterior.
  function once(words) {
    const met = new Set();
    return words.filter((word) => {
      const key = busca.keys(word).join(" ");
      return !met.has(key) && met.add(key);
    });
  }

  // As primeiras, poucas de cada página, e só as que não ficam muito atrás da primeira.
  function select(ranked) {
    const chosen = [];
    const perPage = new Map();
    for (const one of ranked) {
      const count = perPage.get(one.section.url) ?? 0;
      if (chosen.length < MOST && count < PER_PAGE && one.score >= ranked[0].score * 0.2) {
        perPage.set(one.section.url, count + 1);
        chosen.push(one);
      }
    }
    return chosen;
  }

  Object.assign(busca, { Index });
})((self.busca ??= {}));
