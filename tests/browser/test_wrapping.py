"""Nada se corta: num terminal a linha se quebra, um arquivo rola e o diz, e a cópia sai inteira.

Cada página é aberta uma vez só, e muda de largura; no papel, como no PDF, nem os arquivos rolam.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ElementHandle, FloatRect, Locator, Page, expect

from guide.page import Block, Guide
from guide.site import offline
from guide.site.pdf import TEMPLATE

GUIDE = Guide()
WIDTHS = (390, 768, 1280)
A4 = 718
"""A largura de uma folha A4, em px, sem as margens que o navegador lhe dá."""
PDF = 657
"""A largura do texto no PDF, em px: 210 mm, sem as margens de 18 mm de pdf.html."""
TYPED = (".language-console", ".language-powershell", ".language-text")
"""O que se quebra: o que aparece num terminal ou se digita nele."""
OPEN = ".tabbed-set > .tabbed-content > .tabbed-block { display: block }"

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


def in_every(selectors: tuple[str, ...]) -> str:
    """O seletor do código dos blocos em `selectors`."""
    return ", ".join(f"{selector} pre > code" for selector in selectors)


def unfold(page: Page) -> None:
    """Abre as soluções dobradas e todas as abas: nelas também nada se corta."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.add_style_tag(content=OPEN)


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


@pytest.fixture(scope="module")
def walk(browser: Browser, origin: str, site_pages: list[str]) -> dict[Any, list[str]]:
    """O que está errado em cada largura e em `papel`, página a página."""
    problems: dict[Any, list[str]] = defaultdict(list)
    with browser.new_context(base_url=origin) as context:
        page = context.new_page()
        for path in site_pages:
            page.goto(path, wait_until="domcontentloaded")
            unfold(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found = page.evaluate(CUT, in_every(TYPED))
                found += page.evaluate(NOT_INDENTED, in_every(TYPED))
                for code in page.evaluate_handle(SCROLLED).get_properties().values():
                    element = code.as_element()
                    assert element is not None
                    if wrong := wrong_hint(page, element):
                        found.append(f"{wrong}: {element.inner_text().splitlines()[0]}")
                problems[width] += [f"{path}: {one}" for one in found]
            page.set_viewport_size({"width": A4, "height": 900})
            page.emulate_media(media="print")
            problems["papel"] += [f"{path}: {one}" for one in page.evaluate(CUT, "pre > code")]
            page.emulate_media(media="screen")
    return problems


@pytest.mark.parametrize("where", [*WIDTHS, "papel"])
def test_nothing_is_cut(walk: dict[Any, list[str]], where: Any) -> None:
    assert not walk[where], "\n".join(walk[where])


def test_nothing_is_cut_in_the_pdf(browser: Browser, source: Path, tmp_path: Path) -> None:
    offline.build(tmp_path, source)
    with browser.new_context(viewport={"width": PDF, "height": 900}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto((tmp_path / TEMPLATE).as_uri())
        found = page.evaluate(CUT, "pre > code")
        found += page.evaluate(NOT_INDENTED, in_every(TYPED))
    assert not found, "\n".join(found)


def test_nothing_is_cut_without_javascript(browser: Browser, origin: str) -> None:
    size = {"width": WIDTHS[0], "height": 900}
    with browser.new_context(viewport=size, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}/compose/escala/")
        found = page.evaluate(CUT, in_every(TYPED))
        found += page.evaluate(NOT_INDENTED, in_every(TYPED))
        scrolled = page.evaluate_handle(SCROLLED).get_property("0").as_element()
        assert scrolled is not None, "nenhum arquivo de compose/escala rola: escolha outra página"
        assert not wrong_hint(page, scrolled)
    assert not found, "\n".join(found)


def longest(language: str) -> tuple[str, Block, str]:
    """A linha mais comprida do guia que se digita nessa linguagem: a página, o bloco e ela."""
    prompt = r"[$>] " if language == "console" else ""
    lines = [
        (page.address, block, line[1])
        for page in GUIDE.pages
        for block in page.blocks
        if block.include and block.language == language
        for line in re.finditer(rf"^{prompt}(.*)$", GUIDE.included_text(*block.include), re.M)
    ]
    return max(lines, key=lambda one: len(one[2]))


def selected(page: Page, line: Locator) -> str:
    """O que se copia com três cliques numa linha e Ctrl+C, sem a quebra de linha do fim."""
    box = line.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 8, click_count=3)
    page.keyboard.press("ControlOrMeta+c")
    return page.evaluate("navigator.clipboard.readText()").rstrip("\n")


@pytest.mark.parametrize("language", ["console", "powershell"])
def test_a_wrapped_command_is_copied_whole(page: Page, language: str) -> None:
    """Três cliques escolhem o comando que se vê em várias linhas; copiado, ele é uma só."""
    address, block, command = longest(language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"/{address}/")
    unfold(page)
    text = GUIDE.included_text(*block.include)
    code = page.locator(f".language-{language} pre > code").filter(has_text=command).first
    line = code.locator("> span").filter(has_text=command).first
    line.scroll_into_view_if_needed()
    height = line.evaluate("line => line.getClientRects()[0].height")
    assert height > 30, f"{command!r} coube numa linha: este teste não prova nada"
    assert selected(page, line) == command

    code.evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    wanted = re.sub(r"^[$>] ", "", text, flags=re.M) if language == "console" else text
    assert copied.rstrip("\n") == wanted.rstrip("\n"), "a seleção do bloco traz outra coisa"

    button = code.locator("xpath=..").locator("button[data-md-type=copy]")
    button.click()
    wanted = "\n".join(re.findall(r"^[$>] (.*)$", text, re.M)) if language == "console" else text
    expect(page.locator(".md-dialog")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.rstrip("\n") == wanted.rstrip("\n"), "o botão copia outra coisa"
