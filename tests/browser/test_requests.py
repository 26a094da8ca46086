"""Nenhuma página pede nada a outro servidor: nem ao ser construída, nem ao ser lida."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, Request, expect

# Um Python em que abrir uma conexão de rede é um erro.
OFFLINE = """
import runpy, socket, sys
def refuse(*where, **_):
    raise OSError(f"a construção do site tentou usar a rede: {where}")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
sys.argv = ["mkdocs", *sys.argv[1:]]
runpy.run_module("mkdocs", run_name="__main__")
"""


def test_the_build_uses_no_network(source: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", OFFLINE, "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=source, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_reading_stays_in_the_site(page: Page, origin: str, site_pages: list[str]) -> None:
    """Cada página é aberta com uma busca, para que também os pedidos dela sejam vistos."""
    outside: list[str] = []
    broken: list[str] = []
    reading = ""

    def requested(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            outside.append(f"{reading} pede {request.url}")

    page.on("request", requested)
    page.on(
        "response",
        lambda answer: (
            broken.append(f"{reading} pede {answer.url}, que responde {answer.status}")
            if answer.status >= 400 and not answer.request.is_navigation_request()
            else None
        ),
    )
    page.on("pageerror", lambda error: broken.append(f"{reading}: erro no JavaScript: {error}"))
    for reading in site_pages:
        page.goto(f"{reading}?q=imagem")
        results = page.locator(".md-search-result__item")
        expect(results.first, f"{reading}: a busca não respondeu").to_be_visible(timeout=20_000)
    assert not outside, "O site só pode usar o que vem com ele:\n" + "\n".join(outside)
    assert not broken, "\n".join(broken)
