"""O site construído para os testes, e o que se lê numa página dele."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from pathlib import Path

import verified
from pages import ROOT

Address = Callable[[str], str]
"""Dá o endereço inteiro de uma página, dita pelo nome (veja `name`)."""

FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}


def name(page: Path) -> str:
    """O nome de uma página: `imagens/construcao` para `docs/imagens/construcao.md`."""
    return page.relative_to("docs").with_suffix("").as_posix()


def built_page(site: Path, page: Path) -> Path:
    """O arquivo em que uma página, como `docs/imagens/construcao.md`, foi construída."""
    relative = page.relative_to("docs").with_suffix("")
    return site / (relative.parent if relative.name == "index" else relative) / "index.html"


def copy_of_the_guide(target: Path) -> Path:
    """Copia para `target`, e a devolve, tudo de que o site é feito, com as notas em dia."""
    for folder in ("deploy", "diagrams", "docs", "examples", "overrides", "verified"):
        shutil.copytree(ROOT / folder, target / folder)
    for file in ROOT.glob("mkdocs*.yml"):
        shutil.copy(file, target)
    verified.write_notes(target)
    return target


def build(source: Path, site: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Constrói o guia em `source` na pasta `site`, sem tolerar avisos; quem chama confere."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(command, cwd=source, env=os.environ | env, text=True, capture_output=True)


@contextmanager
def serving_edits(guide: Path, builder: str = "mkdocs") -> Iterator[str]:
    """Serve `guide` e o reconstrói a cada edição, como `make serve`; dá o endereço."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", builder, "serve", "--dev-addr", address]
    with tempfile.TemporaryDirectory() as temporary:
        # O MkDocs não limpa a pasta temporária dele ao ser encerrado.
        env = os.environ | {"TMPDIR": temporary}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, cwd=guide, env=env, **silent) as server:
            try:
                yield f"http://{address}/"
            finally:
                server.terminate()


def wait_for_text(url: str, text: str, timeout: float = 60.0) -> None:
    """Espera `url` mostrar `text`. Levanta `TimeoutError` se em `timeout` segundos não mostrou."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as response:
            if text in response.read().decode("utf-8"):
                return
        time.sleep(0.02)
    raise TimeoutError(f"{url} não mostrou {text!r} em {timeout:g} s")


class Page(HTMLParser):
    """O que interessa de uma página construída: blocos de código, destinos, âncoras e recursos."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.code: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.resources: list[str] = []
        self.titles = 0
        self.language = ""
        self._in_pre = False
        self._in_code = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        for name, value in attrs:
            if (tag, name) in FETCHED and values.get("rel") not in ("canonical", "next", "prev"):
                self.resources.append(value or "")
        if tag == "a" and (href := values.get("href")) is not None:
            self.links.append(href)
        self.titles += tag == "h1"
        if tag == "html":
            self.language = values.get("lang") or ""
        self._in_pre |= tag == "pre"
        if tag == "code" and self._in_pre:
            self._in_code = True
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._in_pre = self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.code[-1] += data
