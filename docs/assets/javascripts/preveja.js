// «Preveja»: o leitor tenta dizer a saída de um comando antes de a ver, entre três que foram mesmo
// executadas (guide/predictions.py). Só acontece com quem o liga; o que se cobre e o que se oferece
// ocupam o lugar da saída ou ficam por cima do texto: nada se move.
(function () {
  const KEY = "docker-em-portugues.preveja";
  const place = document.querySelector(".preveja-escolha");
  const article = document.querySelector("article");
  if (!place) return;
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/*$/, "/"), location);
  const name = decodeURIComponent(location.pathname.slice(base.pathname.length))
    .replace(/\.html$/, "")
    .replace(/\/(index)?$/, "")
    .replaceAll("/", "-");
  const source = new URL(`../../arquivos/preveja/${name}.js`, document.currentScript.src);

  const create = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Do disco, cada página é um arquivo; num servidor, uma pasta. Sem `pagina`, é nesta mesma.
  const addressOf = ({ pagina, ancora }) => {
    const file = location.pathname.endsWith(".html") ? `${pagina}.html` : `${pagina}/`;
    return pagina ? `${new URL(file, base)}#${ancora}` : `#${ancora}`;
  };

  // Os blocos que a página marcou, com as linhas que a resposta ocupa: da saída do passo em diante.
  const blocks = [];
  const candidates = [...article.querySelectorAll(".highlight")];
  const comments = document.createTreeWalker(article, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    const mark = /^ preveja(?: o passo (\d+))?: /.exec(comments.currentNode.data);
    if (!mark) continue;
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    const block = candidates.find((one) => comments.currentNode.compareDocumentPosition(one) & after);
    const lines = [...block.querySelectorAll("pre > code > span")];
    const starts = lines.flatMap((line, index) => (/^\$ /.test(line.textContent) ? [index] : []));
    let first = starts[mark[1] ? mark[1] - 1 : starts.length - 1] + 1;
    while (/^> /.test(lines[first]?.textContent)) first += 1;
    blocks.push({ block, index: blocks.length, answer: lines.slice(first) });
  }

  let loaded; // promessa das saídas, pedidas uma vez só
  const load = () =>
    (loaded ??= new Promise((resolve, reject) => {
      const script = create("script", { src: source.href });
      script.onload = () => resolve(self.preveja);
      script.onerror = reject;
      document.head.append(script);
    }));

  let open; // o que está aberto: { one, panel, put }

  const reveal = (one, focus) => {
    if (open?.one === one) {
      open.panel.remove();
      open = undefined;
    }
    one.cover?.remove();
    one.cover = undefined;
    for (const line of one.answer) line.classList.remove("preveja-oculta");
    if (focus) {
      const pre = one.block.querySelector("pre");
      pre.tabIndex = -1;
      pre.focus({ preventScroll: true });
    }
  };

  // Quem sai sem responder acha a saída ainda coberta.
  const leaveOpen = () => {
    if (open.panel.dataset.respondido) {
      reveal(open.one);
    } else {
      open.panel.remove();
      open = undefined;
    }
  };

  const cover = (one) => {
    for (const line of one.answer) line.classList.add("preveja-oculta");
    const ask = create("button", { type: "button", textContent: "O que aparece?" });
    const skip = create("button", { type: "button", textContent: "Mostrar" });
    skip.setAttribute("aria-label", "Mostrar a saída");
    skip.setAttribute("aria-keyshortcuts", "Escape");
    ask.addEventListener("click", () => offer(one));
    skip.addEventListener("click", () => reveal(one, true));
    one.cover = create("span", { className: "preveja-capa" }, ask, skip);
    one.answer[0].prepend(one.cover);
  };

  const offer = async (one) => {
    if (open) leaveOpen();
    const asked = await load().then((all) => all[one.index]).catch(() => undefined);
    if (!one.cover || open?.one === one) return; // já se mostrou, ou já se ofereceu
    if (!asked) {
      reveal(one, true); // sem as outras saídas, só resta a certa
      return;
    }
    const title = create("p", { id: `preveja-${one.index}`, className: "preveja-titulo" }, "O que aparece?");
    const list = create("ol");
    list.setAttribute("role", "radiogroup");
    list.setAttribute("aria-label", "Escolha uma saída");
    const buttons = asked.saidas.map((output, index) => {
      const shown = create("span", { className: "preveja-saida", textContent: output || "(não aparece nada)" });
      const button = create("button", { type: "button" }, create("kbd", { textContent: index + 1 }), " ", shown);
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", "false");
      button.addEventListener("click", () => answer(index));
      button.addEventListener("focus", () => rove(index));
      const item = create("li", {}, button);
      item.setAttribute("role", "none");
      list.append(item);
      return button;
    });
    // As três são uma parada do Tab; entre elas andam as setas.
    const rove = (index) => buttons.forEach((one, other) => (one.tabIndex = other === index ? 0 : -1));
    rove(0);
    const result = create("p", { className: "preveja-resultado" });
    result.setAttribute("role", "status");
    const leave = create("button", { type: "button", className: "preveja-fim" });
    leave.append("Mostrar sem responder ", create("kbd", { textContent: "Esc" }));
    leave.addEventListener("click", () => reveal(one, true));
    const panel = create("div", { className: "preveja-painel" }, title, list, result, leave);
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-labelledby", title.id);
    panel.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const now = buttons.indexOf(document.activeElement);
      const places = { ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1, Home: 0, End: -1 };
      if (/^[123]$/.test(event.key)) answer(Number(event.key) - 1);
      else if (now >= 0 && event.key in places) buttons.at(places[event.key] % buttons.length).focus();
      // O Enter que abriu o painel, ainda apertado, não responde.
      else if (!(event.key === "Enter" && event.repeat)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (open?.panel === panel && relatedTarget && !panel.contains(relatedTarget)) leaveOpen();
    });

    const answer = (chosen) => {
      if (panel.dataset.respondido) return;
      panel.dataset.respondido = "sim";
      buttons.forEach((button, index) => {
        button.disabled = true;
        const item = button.parentElement;
        if (index === asked.certa) {
          item.className = "preveja-certa";
          item.append(create("small", { textContent: "✓ É esta." }));
        } else {
          item.classList.toggle("preveja-sua", index === chosen);
          const mine = index === chosen ? "✗ A sua. " : "";
          const { onde, titulo, comandos } = asked.origens[index];
          const link = create("a", { href: addressOf(asked.origens[index]), textContent: titulo });
          link.addEventListener("click", () => reveal(one));
          const said = [`${mine}Aparece ${onde} “`, link, "”, com:", create("code", { textContent: comandos })];
          item.append(create("small", {}, ...said));
        }
        button.setAttribute("aria-checked", String(index === chosen));
      });
      result.textContent = chosen === asked.certa ? "Acertou. " : `Não foi desta vez: é a ${asked.certa + 1}. `;
      const reason = explained(one.block);
      if (reason) {
        reason.id ||= `porque-${one.index}`;
        const link = create("a", { href: `#${reason.id}`, textContent: "Por quê?" });
        link.addEventListener("click", () => {
          reveal(one);
          reason.tabIndex = -1;
          reason.focus();
        });
        result.append(link);
      }
      leave.replaceChildren("Fechar ", create("kbd", { textContent: "Esc" }));
      leave.focus();
    };

    const put = () => {
      const top = one.answer[0].getBoundingClientRect().top - one.block.getBoundingClientRect().top;
      panel.style.top = `${top}px`;
    };
    open = { one, panel, put };
    one.block.append(panel);
    put();
    buttons[0].focus({ preventScroll: true });
    if (panel.getBoundingClientRect().bottom > innerHeight) panel.scrollIntoView({ block: "nearest" });
  };

  // O parágrafo que explica o bloco: o que vem logo depois dele ou, se é outra coisa, o que vem antes.
  const beside = (element, which) => {
    let one = element;
    while (!one[which] && one.parentElement !== article) one = one.parentElement;
    return one[which]?.matches("p:not(.verificacao)") ? one[which] : undefined;
  };
  const explained = (block) =>
    beside(block, "nextElementSibling") ?? beside(block, "previousElementSibling");

  addEventListener("resize", () => open?.put());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const focused = blocks.find((one) => one.cover?.contains(document.activeElement));
    const one = open?.one ?? focused;
    if (one) reveal(one, true);
  });

  const turn = (on) => blocks.forEach((one) => (on ? one.cover || cover(one) : reveal(one)));
  const input = create("input", { type: "checkbox" });
  input.setAttribute("role", "switch");
  const count = blocks.length === 1 ? "1 saída" : `${blocks.length} saídas`;
  place.append(create("label", {}, input, create("span", { textContent: `Preveja ${count} antes de ver` })));
  try {
    input.checked = localStorage.getItem(KEY) === "sim";
  } catch {
    // o navegador não deixa guardar: a escolha vale só nesta página
  }
  input.addEventListener("change", () => {
    turn(input.checked);
    try {
      if (input.checked) localStorage.setItem(KEY, "sim");
      else localStorage.removeItem(KEY);
    } catch {
      // idem
    }
  });
  turn(input.checked);
})();
