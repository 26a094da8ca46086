"""Os diagramas, em cada página: o texto cabe, e se lê num telefone; nenhuma linha fica coberta.

No site e no zip: por HTTP e do disco.
"""

import re

import pytest
from playwright.sync_api import Browser, Page

from guide.page import ROOT, Guide
from tests.browser.address import Address

SHOW_ONE = [page for page in Guide().pages if '.svg"' in page.text]
DIAGRAMS = sorted((ROOT / "diagrams").glob("*.svg"))
TITLE = re.compile("<title[^>]*>(.*?)</title>")
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


@pytest.mark.parametrize("width", [1280, 390])
def test_text_fits_and_is_legible(browser: Browser, address: Address, width: int) -> None:
    found: list[str] = []
    seen: set[str] = set()
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for shown in SHOW_ONE:
            page.goto(address(shown.address))
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            seen |= {one["diagram"] for one in page.evaluate(MEASURE)}
            found += problems(page)
    assert not found, "\n".join(found)
    drawn = {file.name: TITLE.search(file.read_text(encoding="utf-8"))[1] for file in DIAGRAMS}
    assert not [file for file, title in drawn.items() if title not in seen]


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (
            '<text x="70" y="30" text-anchor="middle">um texto que não cabe na caixa</text>',
            "não cabe",
        ),
        ('<text x="50" y="30" style="font-size: 4px">não</text>', "fica com"),
        ('<path d="M60 0V60"/><rect x="50" y="40" width="60" height="18"/>', "cobre M60 0V60"),
    ],
)
def test_a_bad_diagram_is_named(page: Page, drawing: str, said: str) -> None:
    page.goto("/")
    page.set_content(
        '<div class="diagrama"><svg viewBox="0 0 320 60" width="320"><title>Ruim</title>'
        f'<rect x="40" y="10" width="60" height="40"/>{drawing}</svg></div>'
    )
    assert said in "".join(problems(page))


def test_colours_follow_the_palette(browser: Browser, address: Address) -> None:
    """Cada caixa e cada linha tem uma cor em cada tema, e nenhuma é o preto de fábrica do SVG."""
    colours: list[list[str]] = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(address("containers/execucao"), wait_until="networkidle")
            colours.append(
                page.locator(".diagrama :is(rect, text, .dg-ponta)").evaluate_all(
                    "all => all.map(one => getComputedStyle(one).fill)"
                )
            )
    same = [one for one, other in zip(*colours, strict=True) if one == other]
    assert not same, f"não mudam com o tema: {same}"
    assert "rgb(0, 0, 0)" not in colours[1]
