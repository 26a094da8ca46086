// O terminal da página, na tela: um painel ao pé da janela, em que se digita e se lê. O que ele
// responde é com sessao.js.
(function () {
  "use strict";

  const INTERRUPT = "^C";
  const WELCOME =
    "digite os comandos da lição: aparece o que eles responderam quando o guia os executou; «...» são " +
    "linhas deixadas de fora. " +
    "«ajuda» diz o próximo passo, «reinicia» começa de novo e «limpa» apaga a tela.";
  const OWN = ["ajuda", "limpa", "reinicia"];

  // O teclado de um telefone troca o que se digita por tipografia.
  const typed = (text) =>
    text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/—/g, "--").replace(/\u00a0/g, " ");

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const commonStart = (texts) => {
    let length = 0;
    while (texts.every((one) => length < one.length && one[length] === texts[0][length])) length += 1;
    return texts[0].slice(0, length);
  };

  const panel = (lesson, table, opener) => {
    const reader = window.experimente.leitor(table);
    const session = window.experimente.sessao(lesson, reader);
    const history = [];
    let back = 0;

    const screen = element("pre", { className: "experimente-tela", tabIndex: 0 });
    screen.setAttribute("role", "log");
    screen.setAttribute("aria-label", "Comandos e respostas");
    const input = element("input", {
      autocomplete: "off",
      className: "experimente-linha",
      enterKeyHint: "go",
      id: "experimente-linha",
      spellcheck: false,
      type: "text",
    });
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("autocorrect", "off");
    const prompt = element("label", { htmlFor: input.id }, "$");
    input.setAttribute("aria-label", "Comando");
    const form = element("form", { className: "experimente-digitar" }, prompt, input);

    // Uma palavra com hífen só se parte se não cabe numa linha: `--detach` é uma palavra.
    const words = (text) =>
      text
        .split(/(\S*-\S*)/)
        .map((one, index) => (index % 2 ? element("span", { className: "experimente-palavra" }, one) : one));
    const write = (text, kind = "") => screen.append(element("span", { className: kind }, ...words(`${text}\n`)));
    const note = (text) => write(`guia: ${text}`, "experimente-nota");

    const run = (line) => {
      const first = screen.childElementCount;
      const text = typed(line);
      const shown = text === INTERRUPT ? INTERRUPT : `${session.prompt() || "$ "}${text}`;
      if (text.trim() && history.at(-1) !== text && text !== INTERRUPT) history.push(text);
      back = history.length;
      const own = text.trim().toLowerCase();
      if (own === "limpa" || own === "clear") {
        screen.replaceChildren();
      } else if (own === "reinicia") {
        session.restart();
        screen.replaceChildren();
        note("a lição recomeça.");
      } else if (own === "ajuda" || own === "help") {
        write(shown, "experimente-comando");
        note(session.help());
      } else {
        const answer = session.type(text);
        if (answer.terminal) write(`— ${answer.terminal} —`, "experimente-nota");
        write(shown, "experimente-comando");
        if (answer.output) write(answer.output);
        if (answer.code) write(`[código de saída ${answer.code}]`, "experimente-codigo");
        if (answer.note) note(answer.note);
        if (answer.hint) write(`guia: ${answer.hint}`, "experimente-nota experimente-dica");
      }
      prompt.textContent = session.prompt().trim() || "$";
      show(first);
    };

    // Uma resposta que não cabe lê-se do começo.
    const show = (first) => {
      const start = screen.children[first]?.offsetTop ?? 0;
      const end = screen.scrollHeight - screen.clientHeight;
      screen.scrollTop = Math.min(end, start - screen.offsetTop);
    };

    const submit = () => {
      const line = input.value;
      input.value = "";
      run(line);
    };

    // O que Tab escreve: o que falta da palavra, se só uma serve; senão mostra as que servem.
    const complete = () => {
      const text = input.value.slice(0, input.selectionStart);
      const here = session.moves.filter((one) => one.ofStory && one.prompt !== INTERRUPT);
      const lines = here.map((one) => one.text.replace(/\\\n\s*/g, ""));
      const next = session.next();
      const wanted = next && next.prompt !== INTERRUPT ? next.text.replace(/\\\n\s*/g, "") : "";
      const start = text.lastIndexOf(" ") + 1;
      const word = text.slice(start);
      let words = wanted.startsWith(text) ? [wanted.slice(start).split(" ")[0]] : [];
      if (words.length === 0) {
        const vocabulary = [...lines.flatMap((line) => line.split(" ")), ...OWN, ...reader.words(text.slice(0, start))];
        words = [...new Set(vocabulary)].filter((one) => word && one.startsWith(word)).sort();
      }
      if (words.length === 0) return false;
      const completed = words.length === 1 ? `${words[0]} ` : commonStart(words);
      if (completed === word) {
        write(words.join("  "), "experimente-nota");
        screen.scrollTop = screen.scrollHeight;
        return true;
      }
      input.setRangeText(completed, start, text.length, "end");
      return true;
    };

    const recall = (step) => {
      back = Math.min(history.length, Math.max(0, back + step));
      input.value = history[back] ?? "";
      input.setSelectionRange(input.value.length, input.value.length);
    };

    const close = () => {
      box.hidden = true;
      document.documentElement.classList.remove("experimente-aberto");
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    input.addEventListener("keydown", (event) => {
      const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      const selected = input.selectionStart !== input.selectionEnd;
      let handled = true;
      if (event.key === "ArrowUp" && plain) recall(-1);
      else if (event.key === "ArrowDown" && plain) recall(1);
      else if (event.key === "Tab" && plain && input.value) handled = complete();
      else if (event.key === "c" && event.ctrlKey && !selected) interrupt();
      else if (event.key === "l" && event.ctrlKey) run("limpa");
      else handled = false;
      if (handled) event.preventDefault();
    });
    input.addEventListener("paste", (event) => {
      const lines = event.clipboardData.getData("text").replace(/\\\r?\n\s*/g, "").split(/\r?\n/);
      if (lines.length < 2) return;
      event.preventDefault();
      lines[0] = input.value + lines[0];
      input.value = lines.pop();
      for (const line of lines) run(line);
    });

    const interrupt = () => {
      input.value = "";
      run(INTERRUPT);
    };
    const button = (text, name, action) => {
      const made = element("button", { type: "button" }, text);
      if (name) made.setAttribute("aria-label", name);
      made.addEventListener("click", () => {
        action();
        input.focus();
      });
      return made;
    };
    const keys = element(
      "div",
      { className: "experimente-teclas" },
      button("ajuda", "", () => run("ajuda")),
      button("Tab", "Completar a palavra", complete),
      button("↑", "Comando anterior", () => recall(-1)),
      button("↓", "Comando seguinte", () => recall(1)),
      button("Ctrl+C", "", interrupt),
      button("reinicia", "", () => run("reinicia")),
    );
    keys.setAttribute("role", "group");
    keys.setAttribute("aria-label", "Teclas");
    const leave = button("✕", "Fechar o terminal", () => {});
    leave.addEventListener("click", close);
    const title = element("strong", { id: "experimente-titulo" }, "Terminal da lição: respostas gravadas");
    const bar = element("div", { className: "experimente-barra" }, title, leave);
    const box = element("section", { className: "experimente-painel" }, bar, screen, form, keys);
    box.setAttribute("aria-labelledby", title.id);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });

    // O teclado de um telefone cobre o pé da janela: o painel fica acima dele.
    const view = window.visualViewport;
    const place = () => {
      const covered = Math.max(0, window.innerHeight - view.height - view.offsetTop);
      box.style.setProperty("--experimente-pe", `${covered}px`);
      box.style.setProperty("--experimente-altura", `${view.height}px`);
    };
    for (const change of ["resize", "scroll"]) view.addEventListener(change, place);
    place();

    document.body.append(box);
    note(WELCOME);
    return () => {
      box.hidden = false;
      document.documentElement.classList.add("experimente-aberto");
      opener.setAttribute("aria-expanded", "true");
      input.focus({ preventScroll: true });
    };
  };

  let open;
  window.experimente.abrir = (opener) => {
    open ??= panel(window.experimente.licao, window.experimente.tabela, opener);
    open();
  };
})();
