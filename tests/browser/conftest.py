"""As fixtures dos testes de navegador: um Chromium, e o guia lido por HTTP ou do disco."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from guide.site.chromium import ARGUMENTS
from guide.site.server import serving
from tests.browser.address import Address

WAYS = ("http", "disco")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """O Chromium, aberto uma vez por processo; a máquina cheia, ele tem um minuto."""
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """O endereço do site servido, sem barra no fim."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def site_pages(site: Path) -> list[str]:
    """Os caminhos de todas as páginas; o da 404, um endereço que não existe."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [
        "/" + path.replace("404.html", "nao/existe").removesuffix("index.html") for path in found
    ]


# Os testes de cada um ficam num trabalhador só, que se prepara uma vez.
HTTP, DISK = (pytest.param(one, marks=pytest.mark.xdist_group(f"site: {one}")) for one in WAYS)


@pytest.fixture(scope="session", params=[HTTP, DISK])
def address(request: pytest.FixtureRequest, origin: str, unzipped: Path) -> Address:
    """Onde um leitor acha cada página.

    Um teste que o usa roda duas vezes: com o site servido por HTTP e com o que sai do zip.
    """
    if request.param == "disco":
        return lambda name: (unzipped / f"{name}.html").as_uri()
    return lambda name: f"{origin}/{name}/".removesuffix("index/")


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """Um leitor novo, sem memória dos outros, num computador (1280 px, tema claro)."""
    reader = browser.new_context(
        base_url=origin,
        viewport={"width": 1280, "height": 900},
        color_scheme="light",
        locale="pt-BR",
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield reader
    reader.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Uma aba do leitor; cada passo tem um minuto."""
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    return tab
