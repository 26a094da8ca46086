// De uma palavra, como a digitam, à chave com que a busca a conhece: sem acentos, no singular, sem a
// terminação do verbo. `apagar`, `apaguei` e `apagando` são uma chave só; `--rm` e `compose.yaml`
// ficam inteiras.
(function (busca) {
  "use strict";

  const SEPARATORS = /[\s,;:!?()[\]{}<>"“”‘’=&/…$`|]+/;

  // Palavras que não distinguem página nenhuma: as que ligam e as de quem pede ajuda.
  const STOP_WORDS = new Set(
    (
      "a acontece acontecendo acontecer agora ai ajuda ajudar algo alguem algum alguma amanha ao aos apenas " +
      "aqui as assim ate bem blz boa bom cada cade can coisa com como consegue consegui conseguir consigo " +
      "da dai dar das de dela dele denovo depois der dessa desse desta deste deu deve deveria devo dia diz " +
      "dizer dnv do dos dou dps e eh ela ele em enfim entao entre era eram essa esse esta estao estar " +
      "estava estavam este esteja estejam estou eu faco favor faz fazendo fazer feito fica ficam ficando " +
      "ficar ficou fique fiquem fiz foi forma fui funciona funcionam funcionando funcionar funcione " +
      "funcionou galera gb gente giga gigas ha hein hj hoje how isso isto ja jeito kd la lhe logo mais " +
      "maneira mano mas mb me mesmo meu meus minha minhas msm mt mto n na nada nao nas ne nem nessa nesse " +
      "nesta neste no noite nos novamente num numa o obg obrigado oi ola onde ontem oq os ou outra outro " +
      "para pela pelas pelo pelos pessoal pfv pfvr pls pode poder por porque possa possam posso pq pra pras " +
      "precisa precisar preciso pro pros q qd qdo qlqr qnd qndo qto quais qual qualquer quando quanta " +
      "quantas quanto quantos que quem quer queria quero quis sabe saber sao se sei seja sejam sem sempre " +
      "ser sera serve servem servir seu seus sim so somente somos sou sua suas ta tai tambem tao tarde tava " +
      "tb tbm te tem tenho ter tipo to toda todo tou tudo um uma usa usada usadas usado usados usam usando " +
      "usar utilizado utilizando utilizar utilizo vai vc vcs vez vezes via vlw voce voces vou what when " +
      "where which why"
    ).split(" "),
  );

  // As que todo mundo diz de tudo: contam, mas pouco, por raras que sejam no guia.
  const WEAK = new Set(
    (
      "absurdo acabar achar acho acontecer acordar adequado adiantar adorar agora aguentar ajeitar ajuda " +
      "ajudar alcancar alguem amanha amar amigo andar ano anotar anterior antiga antigamente antigo apanhar " +
      "aparecer apertar api aplicacao apostar app aprender apropriado aproveitar arriscar arrumar assim " +
      "assistir assunto atender atrapalhar atrasar atualmente aula avancado avisar azar back backend " +
      "bagulho baixo barato bastante bater beneficio besteira bobagem bocado bom bonito botar brasil " +
      "brincar caber cada calcular cansar capaz cara caro casa casar caso cedo celular certo certos chamar " +
      "chato chefe chegar chorar cidade cima cliente coisa colega colocar combinar comecar comentar comigo " +
      "completar completo complicado complicar compra comprar comprido comum concordar confiar confundir " +
      "confuso conhecer conosco conseguir conselho consertar conservar considerar contar contigo continuar " +
      "contratar convencer correr correto cortar crescer cuidar cumprir curso curtir curto decidir dedicar " +
      "defender deixar demais demonstrar dentro depender desconfiar desejar desistir despertar desvantagem " +
      "detestar dica diferente dificil dinheiro diretamente direto dirigir discutir distrair diversos doido " +
      "dormir duro duvida duvidar economizar empresa emprestar encaixar encontrar encostar enfim enfrentar " +
      "enganar enrolar ensinar entao entender errado errar escapar escola especial esquecer estilo estranho " +
      "estudar evitar exatamente exigir explicar facil faculdade falar falso feio filho filme final fingir " +
      "focar fome fora forte foto fraco frase front frontend fugir galera garantir gente geral geralmente " +
      "gostar grande hein homem ideal ideia igual imaginar imitar importante importar inclusive incomodar " +
      "incompleto incrivel indicar insistir inteiro interessar inventar investir irmao jamais jeito jogar " +
      "jogo juntar junto jurar lado laptop largo legal lembrar letra levar lidar lotar louco lutar " +
      "madrugada mae maioria maluco mandar maneira manha mano manter massa medo meio melhor melhorar menino " +
      "menos mentir mentira mercado merecer mes metade mexer minuto misturar mole monte morar mouse muitos " +
      "mulher mundo musica nascer ne necessario negar negocio ninguem normal normalmente notebook nova " +
      "novamente novo nunca obedecer objetivo obrigar obrigatorio ocorrer odiar oferecer olhar ontem opinar " +
      "opiniao organizar outra ouvir pai pais palavra parada parecer parecido parte particular passar pedir " +
      "pegar pena pensar pensei pequeno perceber perfeito perguntar permitir pesquisar pessoa pior piorar " +
      "possivel pouco povo preocupar pretender primeira primeiro principalmente problemao procurar " +
      "professor projeto prometer pronto proprio prova provar provavelmente proxima proximo puxar quase " +
      "raiva rapidinho rapido raro realizar realmente receber reclamar recomendado recomendar reconhecer " +
      "repetir resistir resolver respeitar resto rezar rir roubar rua ruim saltar seguinte segunda semana " +
      "sempre sentir separado servir show significar simples simplesmente simultaneamente simultaneo " +
      "sistema situacao sofrer somar sonhar sono sorte sozinho suficiente sugerir sujo sustentar talvez " +
      "tava teclado tela tempo tentar terceira terceiro tirar tocar tomar top torcer total totalmente " +
      "trabalhar trabalho trampo tratar trazer treco troco turma ultima ultimo unico usar uso vale valer " +
      "vantagem varios venda vender verdade verdadeiro viajar video virar visitar viver voltar vontade " +
      "whatsapp wifi xingar zap"
    ).split(" "),
  );

  // O assunto do guia: quem não diz nada disto pode estar a perguntar de outra coisa.
  const SUBJECT = new Set(
    (
      ".dockerignore .env alpine api backend banco bind bridge build builda buildar buildkit buildx cache " +
      "camada camadas cgroup cluster cmd comando comandos compose compose.yaml container containerd " +
      "containers contaner conteiner contener contentor daemon debian deploy digest django dns docker " +
      "docker-compose docker-compose.yml dockerd dockerfile dockerhub dockerignore dockerizar entrypoint " +
      "env exec exit expose flask github gitlab healthcheck hub hyper-v hypervisor image imagem imagens " +
      "images ip java json k8s kernel kubectl kubernetes laravel layer linux localhost log logs mariadb " +
      "mongo mongodb mount multi-stage multistage mysql namespace network nginx node node_modules npm oom " +
      "oomkilled orquestracao orquestrador php pod podman pods porta portas postgres postgresql proxy prune " +
      "pull push pytest python rebuild rede redes redis registro registry replica replicas restart root " +
      "script segredo servidor spring sudo swarm tag terminal testcontainers ubuntu virtualbox vm vmmem " +
      "volume volumes wsl wsl2 yaml yml"
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
  const OTHERS = Object.fromEntries(
    (
      "comando:comand comandos:comand estado:estad estados:estad logar:login formatar:formatar render:render " +
      "saiu:sair sai:sair saem:sair saindo:sair some:sum somem:sum caiu:cair cai:cair caem:cair caindo:cair " +
      "perco:perd vejo:ver veja:ver"
    )
      .split(" ")
      .map((pair) => pair.split(":")),
  );

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

  function isWeakKey(key) {
    return weak.has(key);
  }

  function isWeak(word) {
    return isWeakKey(stem(fold(word)));
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

  Object.assign(busca, { distance, fold, isStopWord, isSubject, isWeak, isWeakKey, keys, keysOf, split, stem });
})((self.busca ??= {}));
