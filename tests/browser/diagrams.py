"""O que não se lê nos diagramas da página: texto que não cabe, miúdo, apagado; linha coberta."""

from playwright.sync_api import Page

SMALLEST = 11  # px, na tela do telefone
CONTRAST = 4.5  # o das WCAG, do texto com o que está atrás dele; o axe não vê o de um SVG

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


FAINT = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = colour => channels(colour).slice(0, 3)
    .map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const over = (colour, behind) => {
    const [, , , alpha = 1] = channels(colour);
    const below = channels(behind);
    const mix = (one, at) => one * alpha + below[at] * (1 - alpha);
    return channels(colour).slice(0, 3).map(mix).join(' ');
  };
  const covers = (box, x, y) => box.left < x && x < box.right && box.top < y && y < box.bottom;
  const page = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('.diagrama svg')].flatMap(svg => {
    const shapes = [...svg.querySelectorAll('rect, text')];
    return shapes.filter(one => one.tagName === 'text').map(text => {
      const place = text.getBoundingClientRect();
      const x = (place.left + place.right) / 2, y = (place.top + place.bottom) / 2;
      const behind = shapes.slice(0, shapes.indexOf(text))
        .filter(one => one.tagName === 'rect' && covers(one.getBoundingClientRect(), x, y))
        .map(rect => getComputedStyle(rect).fill)
        .filter(fill => fill !== 'none')
        .reduce((below, fill) => over(fill, below), page);
      const pair = [light(over(getComputedStyle(text).fill, behind)), light(behind)];
      return {
        diagram: svg.querySelector('title')?.textContent,
        text: text.textContent,
        ratio: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05),
      };
    });
  });
}"""


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


def faint(page: Page) -> list[str]:
    """O texto que mal se distingue do que está atrás dele, no tema em que a página está."""
    return [
        f"{page.url}: diagrama «{one['diagram']}», «{one['text']}»: contraste de "
        f"{one['ratio']:.1f}, e o mínimo é {CONTRAST}; mude a cor em estilo.css, nas classes dg-*"
        for one in page.evaluate(FAINT)
        if one["ratio"] < CONTRAST
    ]


def titles(page: Page) -> set[str]:
    """Os títulos dos diagramas em que há texto, na página aberta."""
    return {one["diagram"] for one in page.evaluate(MEASURE)}
