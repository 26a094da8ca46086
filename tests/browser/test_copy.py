"""O que vai para a área de transferência, e as abas que lembram o sistema do leitor.

No site e no zip: por HTTP e do disco. Os botões de todas as páginas estão em `test_every_page.py`.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from guide.page import Guide
from tests.browser.address import Address
from tests.browser.copying import (
    COPY,
    clipboard,
    commands,
    copy_problems,
    press_with_the_mouse,
    wanted,
)
from tests.browser.folds import unfold

GUIDE = Guide()


def drag_over(page: Page, code: Locator) -> None:
    """Seleciona um bloco inteiro, como quem arrasta o mouse por ele, e copia com Ctrl+C."""
    code.evaluate("element => getSelection().selectAllChildren(element)")
    page.keyboard.press("ControlOrMeta+c")


def test_copy_button_in_the_zip(page: Page, unzipped: Path) -> None:
    """As páginas e os scripts do zip são os do site: uma, com abas e soluções, vale por todas."""
    read = GUIDE.page("containers/portas")
    page.goto((unzipped / f"{read.address}.html").as_uri())
    page.locator(COPY).first.wait_for(state="attached")  # o tema os põe todos de uma vez
    unfold(page)
    found = copy_problems(page, wanted(GUIDE, read))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", ["imagens/construcao", "containers/portas"])
def test_copy_button_by_mouse(page: Page, address: str) -> None:
    """Todos os botões da página, um a um, com o mouse de verdade."""
    read = GUIDE.page(address)
    page.goto(f"/{address}/")
    page.locator(COPY).first.wait_for(state="attached")
    unfold(page)
    for number, (place, text) in enumerate(wanted(GUIDE, read)):
        if text:
            copied = press_with_the_mouse(page, number).rstrip("\n")
            assert copied == text, f"{place}: o botão copia outra coisa"


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
    page.locator(".tabbed-labels").get_by_text("macOS", exact=True).first.click()
    page.goto(address("glossario"))
    page.goto(install)
    expect(page.get_by_text("Há um instalador para")).to_be_visible()
    expect(page.get_by_text("A sua distribuição pode ter")).to_be_hidden()
