"""As fixtures dos testes de navegador: o site servido por HTTP e um Chromium para lê-lo."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browser import chromium
from browser.server import serving
from pages import ROOT

PROGRAM = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Acha ou instala o Chromium antes de tudo, se algum teste escolhido precisa dele."""
    config = session.config
    needed = any("browser" in getattr(item, "fixturenames", ()) for item in session.items)
    if not needed or config.option.collectonly:
        return
    reporter = config.pluginmanager.getplugin("terminalreporter")
    capture = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        try:
            config.stash[PROGRAM] = chromium.ensure(
                os.environ, lambda line: reporter.write_line(f"[{line}]")
            )
        except chromium.ChromiumError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta com o site construído."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, f"`make build` falhou:\n{done.stderr}"
    return target


@pytest.fixture(scope="session")
def origin(built_site: Path) -> Iterator[str]:
    """O endereço do site servido, sem barra no fim."""
    with serving(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def site_pages(built_site: Path) -> list[str]:
    """Os caminhos de todas as páginas; o da 404, um endereço que não existe."""
    found = sorted(path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html"))
    return [
        "/" + path.replace("404.html", "nao/existe").removesuffix("index.html") for path in found
    ]


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """O Chromium, aberto uma vez para todos os testes."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=pytestconfig.stash[PROGRAM], args=chromium.ARGUMENTS
        )
        yield opened
        opened.close()


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
    """Uma aba do leitor; cada passo tem 20 segundos."""
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    return tab
