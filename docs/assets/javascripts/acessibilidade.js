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

  const update = () => {
    opener.setAttribute("aria-expanded", String(drawer.checked));
    // Fechado, o menu está fora da tela: o Tab não pode passar por ele às cegas.
    menu.inert = narrow.matches && !drawer.checked;
  };
  const toggle = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change", { bubbles: true }));
    if (open) {
      menu.querySelector("a[href]")?.focus();
    } else {
      opener.focus();
    }
  };
  drawer.addEventListener("change", update);
  narrow.addEventListener("change", update);
  opener.addEventListener("click", () => toggle(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) {
      toggle(false);
    }
  });
  update();
})();
