// O que o terminal da página responde: uma sessão de uma lição, sem nada de tela. Os estados e as
// respostas vêm de guide/site/page_terminal.py; aqui nenhuma linha de saída se inventa.
(function () {
  "use strict";

  const FOREGROUND = 1;
  const EXERCISE = 2;
  const INTERRUPT = "^C";
  const BUSY =
    "o programa segue no ar, e este terminal fica ocupado. Continue: os próximos comandos vão para outro terminal. " +
    "Ctrl+C para o programa.";
  const NOT_FOUND = 127;
  // Programas que existem, ainda que a lição não os use.
  const COMMON =
    "docker curl cat cd clear cp echo exit git grep ls mkdir mv nano ps pwd python3 rm rmdir sudo touch vi vim";
  const oneLine = (text) => text.replace(/\\\n\s*/g, "");

  window.experimente.sessao = ({ terminals, story, detours, skips }, { canonical, mistake, nearest }) => {
    const moves = [...story, ...detours].map(
      ([text, output, code, origin, target, terminal, prompt, flags], index) => ({
        text, output, code, origin, target, terminal, prompt, flags, index, ofStory: index < story.length,
      }),
    );

    // O que se digita num programa interativo não se confunde com um comando do shell.
    const key = (text, prompt) => {
      if (prompt === INTERRUPT) return INTERRUPT;
      if (prompt.startsWith(">>>") || prompt.startsWith("...")) return `>>> ${text.trim()}`;
      return (prompt && "# ") + canonical(text);
    };
    const from = new Map();
    for (const move of moves) {
      move.key = key(move.text, move.prompt);
      if (!from.has(move.origin)) from.set(move.origin, new Map());
      const known = from.get(move.origin);
      if (!known.has(move.key)) known.set(move.key, move);
    }
    const leaving = (state) => [...(from.get(state)?.values() ?? [])];

    const programs = COMMON.split(" ");
    for (const one of moves) if (!one.prompt && one.code !== NOT_FOUND) programs.push(one.text.split(/\s/)[0]);

    let state, done, code, terminal, busy, asked;
    const restart = () => {
      [state, done, code, terminal, busy, asked] = [0, 0, 0, undefined, undefined, undefined];
    };
    restart();

    // O prompt do programa em que se está; vazio no shell.
    const prompt = () => leaving(state).find((one) => one.prompt && one.prompt !== INTERRUPT)?.prompt ?? "";

    const next = () => {
      const here = moves.filter((one) => one.origin === state);
      return (
        here.find((one) => one.ofStory && one.index >= done) ??
        here.find((one) => !one.ofStory && one.target !== state) ??
        here.at(-1)
      );
    };
    const finished = () => done >= story.length;

    const told = (move) => (move.prompt === INTERRUPT ? "Ctrl+C" : oneLine(move.text));

    // Se `move` é o primeiro passo de um exercício: nos outros, quem o começou já sabe que está num.
    const opens = (move) => move.flags & EXERCISE && !(moves[move.index - 1]?.flags & EXERCISE);

    const help = () => {
      if (finished()) return "a lição acabou. Digite reinicia para começar de novo.";
      const move = next();
      if (!move) return "daqui não há nada gravado. Digite reinicia para começar de novo.";
      if (opens(move) && asked !== move.index) {
        asked = move.index;
        const after = moves.find((one) => one.ofStory && one.origin === skips[state]);
        const pass = after ? ` Para pular o exercício, digite: ${told(after)}` : "";
        return `agora é a sua vez: faça o «Tente você», da página. Digite ajuda de novo para ver o comando.${pass}`;
      }
      if (move.prompt === INTERRUPT && move.ofStory) return "o próximo passo é Ctrl+C: aperte as teclas, ou o botão.";
      if (!move.ofStory) return `isto é um desvio da lição. Para voltar a ela, siga com: ${told(move)}`;
      return `o próximo passo ${move.flags & EXERCISE ? "do exercício" : "da lição"}: ${told(move)}`;
    };

    // O próximo passo da lição, se o que se digitou é o mesmo comando escrito de outro modo.
    const alike = (line) => {
      const move = next();
      if (!move?.ofStory || move.prompt || move.flags & EXERCISE) return "";
      const start = (text) => oneLine(text).trim().match(/^docker (?:compose|container|image|network|volume) \S+|^\S+ \S+|/)[0];
      return start(move.text) === start(line) ? told(move) : "";
    };

    // O que aqui se responde, se a linha só difere dele por palavras mal digitadas.
    const misspelt = (line) => {
      const typed = line.split(/\s+/);
      const plain = (word) => !/["'\\]/.test(word);
      const known = leaving(state).flatMap((one) => one.text.split(/\s+/)).filter(plain);
      const right = typed.map((one) => (known.includes(one) || !plain(one) ? one : nearest(one, known) || one));
      const word = typed.find((one, index) => one !== right[index]);
      return word && from.get(state).has(key(right.join(" "), prompt())) && { word, line: right.join(" ") };
    };

    const capital = (text) => text[0].toUpperCase() + text.slice(1);

    // Por que não há resposta. Nunca uma saída.
    const unknown = (line, wanted) => {
      if (/^\$\s/.test(line)) return "o $ é o prompt do terminal: não o digite.";
      const elsewhere = moves.filter((one) => one.ofStory && one.key === wanted);
      if (elsewhere.some((one) => one.index >= done)) {
        return `ainda não: este comando vem mais adiante na lição, e depende dos passos até lá. ${capital(help())}`;
      }
      if (elsewhere.length > 0) {
        return `este comando já passou. Repetido agora, ele daria outra resposta, que o guia não tem. ${capital(help())}`;
      }
      if (/^docker-compose\s/.test(line)) {
        return `docker-compose é o nome antigo. Digite com espaço: ${line.replace("-", " ")}`;
      }
      if (/^cd(\s|$)/.test(line) && !prompt()) return "você já está na pasta da lição: aqui não é preciso usar o cd.";
      const wrong = prompt() || line === INTERRUPT ? null : mistake(line, programs) || misspelt(line);
      if (wrong?.line) return `«${wrong.word}» parece um erro de digitação. Você quis dizer isto? ${wrong.line}`;
      const close = alike(line);
      const what = close ? `Na lição, este passo é: ${close}` : "Digite ajuda para saber o próximo passo.";
      if (wrong) return `não conheço «${wrong.word}»: confira se não é um erro de digitação. ${what}`;
      return `esta resposta não foi gravada; no seu Docker você a veria. ${what}`;
    };

    // O terminal em que um passo se dá. Um desvio que não ocupa o seu cabe em qualquer um: fica no de
    // quem digita, se está livre.
    const placed = (found) => {
      const own = terminals[found.terminal];
      const anywhere = !found.ofStory && found.prompt !== INTERRUPT && !(found.flags & FOREGROUND);
      return anywhere && !(terminal && terminal === busy) ? terminal : own;
    };

    const move = (found) => {
      const title = placed(found);
      const answer = {
        terminal: terminals.length > 1 && title !== terminal ? title : "",
        output: found.output,
        code: found.code,
        note: "",
        hint: found.flags & FOREGROUND ? BUSY : "",
      };
      if (found.flags & FOREGROUND) busy = title;
      else if (title === busy) busy = undefined;
      [state, code, terminal, asked] = [found.target, found.code, title, undefined];
      if (found.ofStory) done = Math.max(done, found.index + 1);
      return answer;
    };

    // A resposta ao que se digitou: { terminal, output, code, note, hint }. `note`, sem resposta, e
    // `hint`, depois de uma, são do guia; o resto se gravou.
    const type = (text) => {
      const line = text.trim();
      const silent = { terminal: "", output: "", code: 0, note: "", hint: "" };
      if (!line) return silent;
      if (line === "echo $?" && !prompt()) {
        const answer = { ...silent, output: String(code ?? 0) };
        code = 0;
        return answer;
      }
      let wanted;
      try {
        wanted = line === INTERRUPT ? INTERRUPT : key(line, prompt());
      } catch {
        return { ...silent, note: "faltam as aspas, ou o parêntese, que fecham." };
      }
      const found = from.get(state)?.get(wanted) ?? from.get(skips[state])?.get(wanted);
      if (!found) return { ...silent, note: unknown(line, wanted) };
      return move(found);
    };

    return { type, help, prompt, restart, next, moves, state: () => state };
  };
})();
