"""O que não se lê nos diagramas da página aberta: texto que não cabe, miúdo, linha coberta."""

from playwright.sync_api import Page

SMALLEST = 11  # px, na tela do telefone

MEASURE = """() => [...document.querySelectorAll('.diagrama svg')].flatMap(svg => {
  const inside = (a, b) => a.left >= b.left - 0.5 && a.right <= b.right + 0.5
    && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5;
  const drawing = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('rect')].map(rect => rect.getBoundingClientRect());
  const scale = drawing.width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll('text')].map(text => {
    const place = text.getBoundingClientRect();
    const x = (place.left + place.right) / 2, y = (place.top + place.bottom) / 2;
    const around = boxes.filter(b => b.left < x && x < b.right && b.top < y && y < b.bottom)
      .sort((a, b) => a.width * a.height - b.width * b.height)[0];
    return {
      diagram: svg.querySelector('title')?.textContent,
      text: text.textContent,
      fits: inside(place, around ?? drawing) && inside(place, drawing),
      size: parseFloat(getComputedStyle(text).fontSize) * scale,
    };
  });
})"""


COVERED = """() => [...document.querySelectorAll('.diagrama svg')].flatMap(svg => {
  const drawn = [...svg.querySelectorAll('path, rect')];
  const covers = (rect, { x, y }) => rect.tagName === 'rect'
    && rect.x.baseVal.value < x && x < rect.x.baseVal.value + rect.width.baseVal.value
    && rect.y.baseVal.value < y && y < rect.y.baseVal.value + rect.height.baseVal.value;
  const hidden = (path, later) => [0.1, 0.5, 0.9]
    .map(part => path.getPointAtLength(part * path.getTotalLength()))
    .some(point => later.some(rect => covers(rect, point)));
  return drawn
    .filter((one, at) => one.tagName === 'path' && hidden(one, drawn.slice(at + 1)))
    .map(path => [svg.querySelector('title')?.textContent, path.getAttribute('d')]);
})"""


def problems(page: Page) -> list[str]:
    """O que não se lê nos diagramas da página aberta."""
    found: list[str] = []
    for one in page.evaluate(MEASURE):
        place = f"{page.url}: diagrama «{one['diagram']}», «{one['text']}»"
        if not one["fits"]:
            found.append(f"{place}: não cabe na caixa")
        if one["size"] < SMALLEST:
            found.append(f"{place}: fica com {one['size']:.1f} px")
    for title, line in page.evaluate(COVERED):
        found.append(f"{page.url}: diagrama «{title}»: uma caixa desenhada depois cobre {line}")
    return found


def titles(page: Page) -> set[str]:
    """Os títulos dos diagramas em que há texto, na página aberta."""
    return {one["diagram"] for one in page.evaluate(MEASURE)}
