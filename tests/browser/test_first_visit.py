"""A busca só custa a quem a usa. O resto de uma primeira visita está em `test_every_page.py`."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from guide.bench.visit import MOBILE
from guide.site.html import parse
from tests.browser.visits import INDEX, SETTLED

RESULT = ".md-search-result__item"


def press_slash(page: Page) -> None:
    page.keyboard.press("/")


def choose_field(page: Page) -> None:
    page.get_by_role("textbox", name="Buscar").click()


def touch_icon(page: Page) -> None:
    page.set_viewport_size(MOBILE)
    page.locator(".md-header__button[for=__search]").click()


@pytest.mark.parametrize("use", [press_slash, choose_field, touch_icon])
def test_index_comes_with_the_first_search(
    context: BrowserContext, use: Callable[[Page], None]
) -> None:
    """O índice é pedido uma vez só, quando a busca se abre, e não a cada vez."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith(INDEX) else None)
    page.goto("/", wait_until="networkidle")
    assert not asked, "o índice foi pedido antes da primeira busca"
    with page.expect_request(f"**{INDEX}"):
        use(page)
    field = page.get_by_role("textbox", name="Buscar")
    field.fill("imagem")
    field.dispatch_event("keyup")
    page.locator(RESULT).first.wait_for(state="attached")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(field).not_to_be_focused()
    page.evaluate(SETTLED)  # o tema a fecha aos poucos, e só depois ela se abre outra vez
    use(page)
    expect(page.locator("#__search")).to_be_checked()
    # Uma busca que responde outra vez: se o índice fosse pedido de novo, já o teria sido.
    field.fill("volume")
    field.dispatch_event("keyup")
    page.locator(f"{RESULT} a[href*='volume']").first.wait_for(state="attached")
    assert len(asked) == 1, f"o índice foi pedido {len(asked)} vezes"


@pytest.mark.parametrize("address", ["/", "/glossario/", "/imagens/construcao/", "/nao/existe"])
def test_searching_stays_in_the_site(page: Page, origin: str, address: str) -> None:
    """Os pedidos de uma busca são do site, e ela responde: na raiz, mais abaixo e na 404."""
    outside: list[str] = []
    errors: list[str] = []

    def requested(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            outside.append(request.url)

    page.on("request", requested)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}?q=imagem")
    expect(page.locator(RESULT).first, "a busca não respondeu").to_be_visible()
    assert not outside, "O site só pode usar o que vem com ele:\n" + "\n".join(outside)
    assert not errors, "\n".join(errors)


def test_every_page_has_the_same_search(site: Path) -> None:
    """A de uma página pede os arquivos que a das outras pede: por isso algumas valem por todas."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in site.rglob("*.html"):
        name = file.relative_to(site).as_posix()
        scripts = parse(file.read_text(encoding="utf-8")).elements("script")
        (config,) = (one.text for one in scripts if one.attributes.get("id") == "__config")
        values = json.loads(config)
        here = urljoin("https://guia.example/", name.removesuffix("index.html"))
        files = (urljoin(here, values["base"].rstrip("/") + "/"), urljoin(here, values["search"]))
        found.setdefault(files, []).append(name)
    assert len(found) == 1, f"páginas com buscas diferentes: {found}"
