// De uma palavra, como a digitam, à chave com que a busca a conhece: sem acentos, no singular, sem a
// terminação do verbo. `apagar`, `apaguei` e `apagando` são uma chave só; `--rm` e `compose.yaml`
// ficam inteiras.
(function (busca) {
  "use strict";

  const SEPARATORS = /[\s,;:!?()[\]{}<>"“”‘’=&/…$`|]+/;

  // Palavras que não distinguem página nenhuma: as que ligam e as de quem pede ajuda.
  const STOP_WORDS = new Set(
    (
      "a acontece acontecendo acontecer agora ai ajuda ajudar algo alguem algum alguma amanha ao aos apenas aqui as " +
      "assim ate bem blz boa bom cada cade can coisa com como consegue consegui conseguir consigo da dai dar das de " +
      "dela dele depois der dessa desse desta deste deu deve deveria devo dia diz dizer do dos dou dps e eh ela ele " +
      "em entao entre era eram essa esse esta estao estar estava estavam este esteja estejam estou eu faco favor " +
      "faz fazendo fazer feito fica ficam ficando ficar ficou fique fiquem fiz foi forma fui funciona funcionam " +
      "funcionando funcionar funcione funcionou galera gb gente giga gigas ha hj hoje how isso isto ja jeito kd la " +
      "lhe logo mais maneira mano mas mb me mesmo meu meus minha minhas msm mt mto n na nada nao nas nem nessa " +
      "nesse nesta neste no noite nos num numa o obg obrigado oi ola onde ontem oq os ou outra outro para pela " +
      "pelas pelo pelos pessoal pfv pfvr pls pode poder por porque possa possam posso pq pra pras precisa precisar " +
      "preciso pro pros q qd qdo qlqr qnd qndo qto quais qual qualquer quando quanta quantas quanto quantos que " +
      "quem quer queria quero quis sabe saber sao se sei seja sejam sem sempre ser sera serve servem servir seu " +
      "seus sim so somente somos sou sua suas ta tai tambem tarde tava tb tbm te tem tenho ter tipo to toda todo " +
      "tou tudo um uma usa usada usadas usado usados usam usando usar uso utilizado utilizando utilizar utilizo vai " +
      "vc vcs vez vezes via vlw voce voces vou what when where which why"
    ).split(" "),
  );

  // As que todo mundo diz de tudo: contam, mas pouco, por raras que sejam no guia.
  const WEAK = new Set(
    (
      "acabar acontecer ajeitar ajuda amigo antiga antigo aparecer api aplicacao app arrumar back backend baixo bom " +
      "botar certo chefe chegar cima cliente colega colocar comecar consertar continuar correto deixar demais " +
      "dentro dica diretamente direto duvida empresa entender errado estranho explicar facil falar final fora front " +
      "frontend gente grande jogar junto lado laptop levar mandar maneira manter meio melhor menos mexer muitos " +
      "mundo notebook nova novamente novo outra parecer parte passar pedir pegar pena pequeno pessoa pior possivel " +
      "professor projeto proprio rapido receber resolver ruim seguinte separado servir significar simples sistema " +
      "tempo tentar tirar total trabalho trampo trazer unico vale varios virar voltar"
    ).split(" "),
  );

  // O assunto do guia: quem não diz nada disto pode estar a perguntar de outra coisa.
  const SUBJECT = new Set(
    (
      ".dockerignore .env alpine api backend banco bind bridge build builda buildar buildkit buildx cache camada " +
      "camadas cgroup cluster cmd compose compose.yaml container containerd containers contaner conteiner contener " +
      "contentor daemon debian deploy digest django docker docker-compose docker-compose.yml dockerd dockerfile " +
      "dockerhub dockerignore dockerizar entrypoint env exec exit expose flask healthcheck hub hyper-v hypervisor " +
      "image imagem imagens images java k8s kernel kubectl kubernetes laravel layer linux localhost log logs " +
      "mariadb mongo mongodb mount multi-stage multistage mysql namespace network nginx node node_modules npm oom " +
      "oomkilled orquestracao orquestrador php pod podman pods porta portas postgres postgresql prune pull push " +
      "pytest python rebuild rede redes redis registro registry replica replicas restart root spring sudo swarm tag " +
      "testcontainers ubuntu virtualbox vm vmmem volume volumes wsl wsl2 yaml yml"
    ).split(" "),
  );

  // Do mais específico ao mais geral, já sem acentos.
  const PLURALS = [
    [/ions$/, "ion"], // inglês: migrations, permissions
    [/(.)(?:oes|aes)$/, "$1ao"],
    [/(.[aeou])is$/, "$1l"],
    [/(..i)s$/, "$1"],
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

  // As que a regra faria iguais a outra (comando e comer, logar e log), e os verbos que mudam de raiz.
  const OTHERS = {
    ...{ comando: "comand", comandos: "comand", estado: "estad", estados: "estad", logar: "login", formatar: "formatar" },
    ...{ saiu: "sair", sai: "sair", saem: "sair", caiu: "cair", cai: "cair", caem: "cair", caindo: "cair" },
    ...{ some: "sum", somem: "sum", perco: "perd", vejo: "ver", veja: "ver", saindo: "sair" },
  };

  function stem(word) {
    if (Object.hasOwn(OTHERS, word)) {
      return OTHERS[word];
    }
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

  const [weak, subject] = [WEAK, SUBJECT].map((all) => new Set([...all].map(stem)));

  function isWeak(word) {
    return weak.has(stem(fold(word)));
  }

  function isSubject(word) {
    return keys(word).some((key) => subject.has(key));
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

  Object.assign(busca, { distance, fold, isStopWord, isSubject, isWeak, keys, keysOf, split, stem });
})((self.busca ??= {}));
