// A definição de um termo, sem sair da página: aparece com o mouse, o foco do teclado ou um toque num
// link para o glossário. Esc a fecha; o clique, ou um segundo toque, vai ao glossário.
(function () {
  const TERM = 'a[href*="glossario/#"], a[href*="glossario.html#"]';
  const source = new URL("termos.js", document.currentScript.src);
  let terms; // promessa do glossário, pedido uma vez só
  let current; // o link cuja definição está à mostra
  let tapped; // o link em que o dedo tocou antes de a definição aparecer

  const box = document.createElement("div");
  box.id = "definicao";
  box.className = "definicao md-typeset";
  box.setAttribute("role", "tooltip");
  box.hidden = true;

  const load = () =>
    (terms ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => {
        resolve(new DOMParser().parseFromString(window.glossario, "text/html"));
      };
      script.onerror = reject;
      document.head.append(script);
    }));

  const hide = () => {
    current?.removeAttribute("aria-describedby");
    current = undefined;
    box.hidden = true;
  };

  // Diz se o termo tem uma definição.
  const show = async (link) => {
    current = link;
    const glossary = await load().catch(() => undefined);
    const definition = glossary?.getElementById(decodeURIComponent(link.hash.slice(1)))?.nextElementSibling;
    if (!definition || current !== link) {
      return Boolean(definition);
    }
    box.textContent = definition.textContent;
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    const place = link.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 16);
    const below = place.bottom + box.offsetHeight + 8 < innerHeight;
    box.style.left = `${Math.max(16, left) + scrollX}px`;
    box.style.top = `${scrollY + (below ? place.bottom : place.top - box.offsetHeight)}px`;
    return true;
  };

  const term = (event) => event.target.closest?.(TERM);

  document.body.append(box);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") {
      const link = term(event);
      if (link && link !== current) {
        hide();
        show(link);
      } else if (!link && !box.contains(event.target) && document.activeElement !== current) {
        hide();
      }
    }
  });
  document.addEventListener("focusin", (event) => (term(event) ? show(term(event)) : hide()));
  document.addEventListener("focusout", hide);
  document.addEventListener("pointerdown", (event) => {
    const link = term(event);
    const shown = link && link === current && !box.hidden;
    tapped = event.pointerType === "touch" && !shown ? link : undefined;
    if (!link && !box.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("click", (event) => {
    const link = term(event);
    if (link && link === tapped) {
      event.preventDefault();
      show(link).then((found) => found || (location.href = link.href));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hide();
    }
  });
})();
