"""A primeira visita a uma página é leve e não se mexe; a busca só custa a quem a usa.

`make bench-site` mede o resto: os tempos, as notas do Lighthouse e a construção.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from guide.bench.visit import DESKTOP, MOBILE, first_visit

LIMIT = 170 * 1024
"""Bytes de uma primeira visita, com gzip: a página e tudo o que ela pede."""
INDEX = "/search/search_index.json"


@pytest.mark.parametrize("viewport", [MOBILE, DESKTOP], ids=["telefone", "computador"])
def test_light_and_still(
    browser: Browser, origin: str, site_pages: list[str], viewport: dict[str, int]
) -> None:
    problems = []
    for page in site_pages:
        visit = first_visit(browser, origin + page, viewport)
        if visit.size > LIMIT:
            largest = sorted(visit.downloads, key=lambda one: one.size, reverse=True)[:3]
            listed = ", ".join(f"{one.url.removeprefix(origin)} ({one.size})" for one in largest)
            problems.append(
                f"{page}: baixa {visit.size} bytes na primeira visita; o limite é {LIMIT}. Os "
                f"maiores: {listed}"
            )
        if round(visit.shift, 3):
            problems.append(
                f"{page}: o que já estava na tela mudou de lugar enquanto a página carregava (CLS "
                f"{visit.shift:.3f}). Uma figura precisa de width e height; um script não pode "
                "empurrar o texto."
            )
        if any(one.url.endswith(INDEX) for one in visit.downloads):
            problems.append(
                f"{page}: o índice da busca foi baixado sem busca alguma; "
                "docs/assets/javascripts/adiar-busca.js deixou de adiá-lo"
            )
    assert not problems, "\n".join(problems)


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
    with page.expect_request(f"**{INDEX}", timeout=10_000):
        use(page)
    page.get_by_role("textbox", name="Buscar").fill("imagem")
    page.locator(".md-search-result__item").first.wait_for(state="attached")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)  # o tema fecha a busca aos poucos; ninguém a reabre antes disso
    use(page)
    page.wait_for_timeout(500)
    assert len(asked) == 1, f"o índice foi pedido {len(asked)} vezes"
