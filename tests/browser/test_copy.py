"""O que vai para a área de transferência, e as abas que lembram o sistema do leitor.

No site e no zip: por HTTP e do disco.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from guide.page import Guide
from guide.page import Page as GuidePage
from tests.browser.address import Address

GUIDE = Guide()
PAGES = [page for page in GUIDE.pages if page.blocks]
COPY = "button[data-md-type=copy]"


def commands(text: str) -> str:
    """Os comandos de uma transcrição e as continuações, sem o que se digita num container."""
    return "\n".join(re.findall(r"^[$>] (.*)$", text, re.MULTILINE))


def unfold(page: Page) -> None:
    """Abre as soluções dobradas e todas as abas: a cópia vale também nelas."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.add_style_tag(content=".tabbed-set > .tabbed-content > .tabbed-block { display: block }")


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def drag_over(page: Page, code: Locator) -> None:
    """Seleciona um bloco inteiro, como quem arrasta o mouse por ele, e copia com Ctrl+C."""
    code.evaluate("element => getSelection().selectAllChildren(element)")
    page.keyboard.press("ControlOrMeta+c")


@pytest.mark.parametrize("read", PAGES, ids=lambda read: read.name)
def test_copy_button(page: Page, origin: str, read: GuidePage) -> None:
    page.goto(f"{origin}/{read.address}/".removesuffix("index/"))
    check_buttons(page, read)


def test_copy_button_in_the_zip(page: Page, unzipped: Path) -> None:
    """As páginas e os scripts do zip são os do site: uma, com abas e soluções, vale por todas."""
    read = GUIDE.page("containers/portas")
    page.goto((unzipped / f"{read.address}.html").as_uri())
    check_buttons(page, read)


def check_buttons(page: Page, read: GuidePage) -> None:
    """De um terminal, só os comandos; de um arquivo, o texto; de uma saída sozinha, nada."""
    unfold(page)
    shown = page.locator(".md-content .highlight")
    page.locator(COPY).first.wait_for(state="attached")
    written = [block for block in read.blocks if block.include]
    expect(shown).to_have_count(len(written))
    for block, element in zip(written, shown.all(), strict=True):
        text = GUIDE.included_text(*block.include)
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


def test_mouse_selection_skips_prompts(page: Page, address: Address) -> None:
    read = GUIDE.page("imagens/construcao")
    page.goto(address(read.address))
    unfold(page)
    consoles = [block for block in read.blocks if block.language == "console"]
    for block, code in zip(consoles, page.locator(".language-console code").all(), strict=True):
        drag_over(page, code)
        copied = clipboard(page).splitlines()
        for command in commands(GUIDE.included_text(*block.include)).splitlines():
            assert command in copied, f"{block.place}: a seleção não traz {command!r} sem o prompt"


def test_code_has_no_ligatures(page: Page) -> None:
    page.goto("/imagens/construcao/")
    code = page.locator("pre code").first
    expect(code).to_have_css("font-variant-ligatures", "none")


def test_tabs_remember_the_system(page: Page, address: Address) -> None:
    install = address("comece/instalacao")
    page.goto(install)
    page.get_by_text("macOS", exact=True).first.click()
    page.goto(address("glossario"))
    page.goto(install)
    expect(page.get_by_text("O Docker Desktop mantém uma")).to_be_visible()
    expect(page.get_by_text("Os pacotes que ela manda instalar")).to_be_hidden()
