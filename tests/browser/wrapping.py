"""O que se corta nos blocos de código da página aberta, na tela e no papel.

Num terminal a linha se quebra, com recuo; um arquivo rola e o diz; no papel nem os arquivos rolam.
"""

from playwright.sync_api import ElementHandle, FloatRect, Page

TYPED = ", ".join(f".language-{one} pre > code" for one in ("console", "powershell", "text"))
"""O código que se quebra: o que aparece num terminal ou se digita nele."""
EVERY = "pre > code"

CUT = """
(selector) => {
  const found = [];
  for (const code of document.querySelectorAll(selector)) {
    const box = code.getBoundingClientRect();
    const tell = (what) => found.push(`${what}: ${code.textContent.trim().split("\\n")[0]}`);
    if (code.scrollWidth > code.clientWidth) tell("a linha não cabe");
    if (box.right > document.documentElement.clientWidth) tell("o bloco sai da página");
    const outside = (range) => [...range.getClientRects()].some((text) =>
      text.left < box.left - 1 || text.right > box.right + 1
      || text.top < box.top - 1 || text.bottom > box.bottom + 1);
    const range = document.createRange();
    range.selectNodeContents(code);
    if (!outside(range)) continue;
    // Os espaços em que uma linha se quebra podem sair da caixa; as letras, não.
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (outside(range)) tell(`"${word[0]}" sai do bloco`);
      }
    }
  }
  return found;
}
"""

NOT_INDENTED = """
(selector) => {
  const found = [];
  for (const line of document.querySelectorAll(`:is(${selector}) > span`)) {
    const range = document.createRange();
    range.selectNodeContents(line);
    const pieces = [...range.getClientRects()].filter((piece) => piece.width > 0);
    if (pieces.length === 0) continue;
    const first = pieces[0];
    const character = parseFloat(getComputedStyle(line).paddingLeft) / 2;
    const wrapped = pieces.filter((piece) => piece.top > first.bottom - 1);
    const wrong = (piece) => !(piece.left >= first.left + 2 * character - 1 && character > 0);
    if (wrapped.some(wrong)) found.push(`a continuação não tem recuo: ${line.textContent.trim()}`);
  }
  return found;
}
"""

SCROLLED = """
() => [...document.querySelectorAll(".highlight pre > code")].filter((code) =>
  code.scrollWidth > code.clientWidth + parseFloat(getComputedStyle(code).paddingRight))
"""
"""Os blocos com letras além da beirada: até a largura do recuo, só ele está escondido."""

CENTER = """
(code) => {
  code.scrollLeft = 0;
  code.scrollIntoView({ behavior: "instant", block: "nearest" });
  scrollBy({ behavior: "instant", top: code.getBoundingClientRect().top - innerHeight / 2 });
}
"""


def typed_problems(page: Page) -> list[str]:
    """O que se corta, ou continua sem recuo, nos blocos de terminal."""
    found = page.evaluate(CUT, TYPED) + page.evaluate(NOT_INDENTED, TYPED)
    return [f"{page.url}: {one}" for one in found]


def paper_problems(page: Page) -> list[str]:
    """O que se corta em qualquer bloco, como no papel."""
    return [f"{page.url}: {one}" for one in page.evaluate(CUT, EVERY)]


def screen_problems(page: Page) -> list[str]:
    """O que se corta nos terminais, e os arquivos que rolam sem que a sombra o diga."""
    found = typed_problems(page)
    for element in scrolled(page):
        if wrong := wrong_hint(page, element):
            found.append(f"{page.url}: {wrong}: {element.inner_text().splitlines()[0]}")
    return found


def scrolled(page: Page) -> list[ElementHandle]:
    """Os blocos que rolam."""
    handles = page.evaluate_handle(SCROLLED).get_properties().values()
    return [element for handle in handles if (element := handle.as_element())]


def wrong_hint(page: Page, code: ElementHandle) -> str:
    """O que há de errado na sombra de um arquivo que rola; vazio se ela diz a verdade.

    A sombra se vê no alto do bloco, onde não há letras: a tira da beirada direita contra a do meio.
    """
    code.evaluate(CENTER)
    box = code.bounding_box()
    assert box is not None

    def strip(left: float) -> bytes:
        clip: FloatRect = {"x": left, "y": box["y"] + 2, "width": 3, "height": 4}
        return page.screenshot(clip=clip)

    edge = box["x"] + box["width"] - 3
    plain = strip(box["x"] + box["width"] // 2)
    if strip(edge) == plain:
        return "rola, e nada o diz"
    code.evaluate("code => { code.scrollLeft = code.scrollWidth }")
    if strip(edge) != plain:
        return "no fim da rolagem, a sombra ainda diz que há mais"
    return ""
