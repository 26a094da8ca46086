// A página que se imprime, preparada para o pandoc: só as lições, com nomes e figuras que cabem num EPUB.
() => {
  // Um `id` de XML não tem barra nem dois-pontos.
  const name = (text) => `g-${text.replace(/[^\w-]/g, "_")}`;
  for (const element of document.querySelectorAll(".pdf-page [id]:not(svg *), .pdf-page[id]")) {
    element.id = name(element.id);
  }
  for (const link of document.querySelectorAll('.pdf-page a[href^="#"]')) {
    link.href = `#${name(decodeURIComponent(link.hash.slice(1)))}`;
  }

  // O pandoc só guarda o nome de títulos, `div` e `span`: o dos outros passa a um `span` vazio.
  for (const element of document.querySelectorAll(".pdf-page [id]:not(h1, h2, h3, h4, h5, h6, div, span, svg *)")) {
    const place = document.createElement("span");
    place.id = element.id;
    element.removeAttribute("id");
    element.prepend(place);
  }

  // Cada lição é um capítulo: começa pelo título, que não pode estar dentro de outra coisa.
  for (const section of document.querySelectorAll(".pdf-page")) {
    const title = section.querySelector("h1");
    const place = document.createElement("span");
    place.id = title.id;
    title.id = section.id;
    section.prepend(title, place);
  }

  // Um desenho sai da página, e do CSS dela: leva consigo as cores e as letras com que aparece.
  const STYLE = [
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity",
    "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline",
  ];
  for (const drawing of document.querySelectorAll(".pdf-page svg")) {
    const title = drawing.querySelector("title");
    if (!title) {
      drawing.remove(); // um ícone
      continue;
    }
    for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
      const seen = getComputedStyle(element);
      element.style.cssText = STYLE.map((property) => `${property}: ${seen.getPropertyValue(property)}`).join("; ");
    }
    const { width, height } = drawing.viewBox.baseVal;
    drawing.setAttribute("width", width);
    drawing.setAttribute("height", height);
    const image = document.createElement("img");
    image.alt = [title, drawing.querySelector("desc")].map((one) => one?.textContent.trim()).join(" ").trim();
    const bytes = new TextEncoder().encode(new XMLSerializer().serializeToString(drawing));
    image.src = `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
    drawing.replaceWith(image);
  }

  for (const element of document.querySelectorAll(".headerlink, .md-clipboard, script, style")) element.remove();
  return [...document.querySelectorAll(".pdf-page")].map((section) => section.innerHTML).join("\n");
}
