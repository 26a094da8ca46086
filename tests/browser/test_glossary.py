"""A definição de um termo aparece na própria página: com o mouse, o teclado ou o dedo."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from guide.site.html import BuiltPage
from tests.browser.address import Address

LESSON = "/imagens/construcao/"
DEFINITION = "O nome de uma versão da imagem"


def term(page: Page) -> Locator:
    return page.get_by_role("article").locator('a[href*="glossario"][href$="#tag"]')


def test_mouse(page: Page, address: Address) -> None:
    """Passar o mouse mostra; sair esconde; nada é pedido antes disso. No site e no zip."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address("imagens/construcao"), wait_until="networkidle")
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    assert not [url for url in asked if "termos.js" in url]
    term(page).hover()
    expect(tip).to_contain_text(DEFINITION)
    page.get_by_role("heading", level=1).hover()
    expect(tip).to_be_hidden()


def test_keyboard(page: Page) -> None:
    """O foco mostra a definição e a liga ao termo; Esc a fecha; Enter vai ao glossário."""
    page.goto(LESSON, wait_until="networkidle")
    term(page).focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text(DEFINITION)
    expect(term(page)).to_have_accessible_description(tip.inner_text())
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossario/#tag")


@pytest.mark.parametrize("width", [390, 320])
def test_touch(browser: Browser, origin: str, width: int) -> None:
    """O primeiro toque mostra, dentro da tela; o segundo vai ao glossário."""
    phone = {"viewport": {"width": width, "height": 800}, "has_touch": True}
    with browser.new_context(base_url=origin, **phone) as context:
        page = context.new_page()
        page.goto(LESSON, wait_until="networkidle")
        term(page).tap()
        tip = page.get_by_role("tooltip")
        expect(tip).to_contain_text(DEFINITION)
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width, f"a definição sai da tela: {box}"
        term(page).tap()
        page.wait_for_url("**/glossario/#tag")


def test_touch_without_the_glossary(browser: Browser, origin: str) -> None:
    """Se as definições não puderam ser baixadas, o toque leva ao glossário, como um link comum."""
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
    with browser.new_context(base_url=origin, **phone) as context:
        page = context.new_page()
        page.route("**/termos.js", lambda route: route.abort())
        page.goto(LESSON, wait_until="networkidle")
        term(page).tap()
        page.wait_for_url("**/glossario/#tag")


def test_every_term_has_a_definition(page: Page, site: Path) -> None:
    """Todo link para o glossário aponta para um termo, e não só para um título."""
    page.goto("/glossario/")
    terms = set(
        page.evaluate(
            "() => [...document.querySelectorAll('dt')]"
            ".filter(dt => dt.nextElementSibling?.matches('dd')).map(dt => dt.id)"
        )
    )
    assert "" not in terms, "há um termo sem âncora: escreva { #termo } depois dele"
    used = {
        (file.parent.relative_to(site).as_posix(), unquote(link.partition("glossario/#")[2]))
        for file in site.rglob("index.html")
        for link in BuiltPage(file).links
        if "glossario/#" in link
    }
    assert used
    lost = sorted(f"{place}: glossario.md#{term}" for place, term in used if term not in terms)
    assert not lost, "Links para o glossário que não são de um termo:\n" + "\n".join(lost)
