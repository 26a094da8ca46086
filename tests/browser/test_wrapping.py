"""Nada se corta no PDF nem sem JavaScript, e a cópia de uma linha quebrada sai inteira.

O que se corta na tela e no papel é visto em todas as páginas por `test_every_page.py`.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from guide.page import Block, Guide
from guide.site.pdf import TEMPLATE
from tests.browser.folds import unfold
from tests.browser.wrapping import paper_problems, scrolled, typed_problems, wrong_hint

GUIDE = Guide()
PDF = 657
"""A largura do texto no PDF, em px: 210 mm, sem as margens de 18 mm de pdf.html."""


def test_nothing_is_cut_in_the_pdf(browser: Browser, offline_site: Path) -> None:
    with browser.new_context(viewport={"width": PDF, "height": 900}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto((offline_site / TEMPLATE).as_uri())
        found = paper_problems(page) + typed_problems(page)
    assert not found, "\n".join(found)


def test_nothing_is_cut_without_javascript(browser: Browser, origin: str) -> None:
    size = {"width": 390, "height": 900}
    with browser.new_context(viewport=size, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}/compose/escala/")
        found = typed_problems(page)
        files = scrolled(page)
        assert files, "nenhum arquivo de compose/escala rola: escolha outra página"
        assert not wrong_hint(page, files[0])
    assert not found, "\n".join(found)


BROKEN_WORDS = """
() => {
  const range = document.createRange();
  const found = { broken: [], whole: [] };
  for (const code of document.querySelectorAll(".md-content :not(pre) > code")) {
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      for (const { 0: word, index } of text.data.matchAll(/\\S*-\\S+/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const pieces = range.getClientRects();
        const unseen = pieces.length > 0 && pieces[0].top + scrollY > innerHeight;
        if (unseen && word.length <= 28) found[pieces.length > 1 ? "broken" : "whole"].push(word);
      }
    }
  }
  return found;
}
"""
"""As palavras com hífen no código no meio do texto, abaixo da primeira tela."""


def test_an_option_in_the_text_is_not_broken_at_its_hyphens(browser: Browser, origin: str) -> None:
    """`--` numa linha e `rm` na outra se leriam como duas palavras."""
    with browser.new_context(viewport={"width": 390, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{origin}/erros/instalacao-e-motor/")
        unfold(page)
        words = page.evaluate(BROKEN_WORDS)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert words["broken"] == []
    assert len(words["whole"]) > 20, "a página já não tem opções no texto: escolha outra"


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
