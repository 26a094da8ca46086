// O que falta ao Material para quem usa leitor de tela ou teclado. É feito aqui, e não em cópias dos
// modelos do tema, para que o site não fique preso a uma versão deles.
(function () {
  // A janela da busca precisa de um nome.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Busca");

  // A barra de botões de um bloco de código não é uma região de navegação da página.
  const plain = () => {
    for (const bar of document.querySelectorAll("nav.md-code__nav:not([role])")) {
      bar.setAttribute("role", "none");
    }
  };
  new MutationObserver(plain).observe(document.body, { childList: true, subtree: true });
  plain();

  // Uma tabela mais larga que a tela rola para o lado: o teclado precisa alcançá-la.
  const reachable = () => {
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (wrap.scrollWidth > wrap.clientWidth) {
        wrap.tabIndex = 0;
      } else {
        wrap.removeAttribute("tabindex");
      }
    }
  };
  addEventListener("resize", reachable);
  new MutationObserver(reachable).observe(document.body, { childList: true, subtree: true });
  reachable();

  // Na tela estreita, o menu abre por um <label>, que o teclado não alcança: um botão o substitui.
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header label[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!drawer || !label || !menu) {
    return;
  }
  const narrow = matchMedia("(max-width: 76.2344em)");
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = `${label.className} abre-menu`;
  opener.setAttribute("aria-label", "Menu");
  opener.append(...label.childNodes);
  label.replaceWith(opener);
  // A caixa de marcar que guarda o estado é do tema; quem se vê e se usa é o botão.
  drawer.tabIndex = -1;
  drawer.setAttribute("aria-hidden", "true");

  // Ali cada parte do guia é um painel que desliza sobre a lista de partes: só o que está à vista
  // recebe o foco, e o título do painel, que é um <label>, leva de volta à lista.
  const toggles = [...menu.querySelectorAll(".md-nav__item--nested > .md-nav__toggle")];
  const panels = () => {
    const open = narrow.matches ? toggles.find((toggle) => toggle.checked) : undefined;
    for (const toggle of toggles) {
      const part = toggle.parentElement;
      const panel = part.querySelector(":scope > .md-nav");
      panel.inert = narrow.matches && toggle !== open;
      part.querySelector(":scope > .md-nav__link").inert = open !== undefined;
      const back = panel.querySelector(":scope > .md-nav__title");
      back.tabIndex = narrow.matches ? 0 : -1;
      back.setAttribute("role", narrow.matches ? "button" : "none");
    }
    for (const plain of menu.querySelectorAll(".md-nav--primary > ul > li:not(.md-nav__item--nested)")) {
      plain.inert = open !== undefined;
    }
  };

  const update = () => {
    panels();
    opener.setAttribute("aria-expanded", String(drawer.checked));
    // Fechado, o menu está fora da tela: o Tab não pode passar por ele às cegas.
    menu.inert = narrow.matches && !drawer.checked;
  };
  const toggle = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change", { bubbles: true }));
    if (open) {
      const open = toggles.find((toggle) => toggle.checked);
      (open?.parentElement.querySelector(".md-nav__title") ?? menu.querySelector("a[href]"))?.focus();
    } else {
      opener.focus();
    }
  };
  drawer.addEventListener("change", update);
  for (const toggle of toggles) {
    toggle.addEventListener("change", panels);
  }
  narrow.addEventListener("change", update);
  opener.addEventListener("click", () => toggle(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      toggle(false);
    }
  });
  update();
})();
