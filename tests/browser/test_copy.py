"""O que vai para a área de transferência, e as abas que lembram o sistema do leitor."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pages import blocks, included_text, pages

PAGES = [path for path in pages() if blocks(path)]
COPY = "button[data-md-type=copy]"


def address(path: Path) -> str:
    """O endereço da página `path`."""
    name = path.relative_to("docs").with_suffix("").as_posix()
    return "/" + ("" if name == "index" else f"{name}/")


def commands(text: str) -> str:
    """Os comandos de uma transcrição e as suas continuações, um por linha."""
    return "\n".join(re.findall(r"^[$>] (.*)$", text, re.MULTILINE))


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def drag_over(page: Page, code: Locator) -> None:
    """Seleciona um bloco inteiro, como quem arrasta o mouse por ele, e copia com Ctrl+C."""
    code.evaluate("element => getSelection().selectAllChildren(element)")
    page.keyboard.press("ControlOrMeta+c")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.as_posix())
def test_copy_button(page: Page, path: Path) -> None:
    """De um terminal, só os comandos; de um arquivo, o texto; de uma saída sozinha, nada."""
    page.goto(address(path))
    shown = page.locator(".md-content .highlight")
    page.locator(COPY).first.wait_for(state="attached")
    written = [block for block in blocks(path) if block.include]
    expect(shown).to_have_count(len(written))
    for block, element in zip(written, shown.all(), strict=True):
        text = included_text(*block.include)
        wanted = commands(text) if block.language == "console" else text.rstrip("\n")
        element.hover()
        button = element.locator(COPY)
        if not wanted:
            expect(button, f"{block.place}: não há comando para copiar").to_be_hidden()
            continue
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
        assert clipboard(page).rstrip("\n") == wanted, f"{block.place}: o botão copia outra coisa"


def test_mouse_selection_skips_prompts(page: Page) -> None:
    path = Path("docs/imagens/construcao.md")
    page.goto(address(path))
    consoles = [block for block in blocks(path) if block.language == "console"]
    for block, code in zip(consoles, page.locator(".language-console code").all(), strict=True):
        drag_over(page, code)
        copied = clipboard(page).splitlines()
        for command in commands(included_text(*block.include)).splitlines():
            assert command in copied, f"{block.place}: a seleção não traz {command!r} sem o prompt"


def test_code_has_no_ligatures(page: Page) -> None:
    page.goto("/imagens/construcao/")
    code = page.locator("pre code").first
    expect(code).to_have_css("font-variant-ligatures", "none")


def test_tabs_remember_the_system(page: Page) -> None:
    page.goto("/")
    page.get_by_text("macOS", exact=True).first.click()
    page.goto("/glossario/")
    page.goto("/")
    expect(page.get_by_role("link", name="Docker Desktop").first).to_be_visible()
    expect(page.get_by_text("pequena máquina virtual Linux")).to_be_visible()
    expect(page.get_by_text("com o plugin Buildx")).to_be_hidden()
