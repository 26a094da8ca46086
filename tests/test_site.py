"""O site construído: estrito, com todo bloco de código vindo de `examples/`, e sem link quebrado.

Se um teste daqui falha, a mensagem diz a página e a linha, ou o arquivo de exemplo.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

import checks
from pages import ROOT, Block, blocks, included_text, pages

BLOCKS = [block for page in pages() for block in blocks(page)]
FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}


def build(source: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(command, cwd=source, text=True, capture_output=True)


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta com o site construído."""
    target = tmp_path_factory.mktemp("site")
    done = build(ROOT, target)
    assert done.returncode == 0, f"`make build` falhou:\n{done.stderr}"
    return target


@pytest.fixture(scope="session")
def built(site: Path) -> dict[str, Page]:
    """As páginas construídas, pelo caminho dentro do site."""
    return {path.relative_to(site).as_posix(): Page(path) for path in site.rglob("*.html")}


def test_every_page_is_built_and_in_portuguese(built: dict[str, Page]) -> None:
    for page in pages():
        relative = page.relative_to("docs").with_suffix("")
        name = relative.parent if relative.name == "index" else relative
        html = built[(name / "index.html").as_posix()]
        assert html.titles == 1, f"{page}: tem {html.titles} títulos de nível 1; é um por página"
        assert html.language == "pt-BR", f"{page}: lang={html.language!r}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_block_is_an_include(block: Block) -> None:
    assert not (found := checks.include(block, ROOT)), "\n".join(found)


def test_rendered_blocks_come_from_examples(built: dict[str, Page]) -> None:
    known = {included_text(*block.include) for block in BLOCKS if block.include}
    known |= {"\n".join(block.content) for block in BLOCKS if block.reason}
    for name, page in built.items():
        for code in page.code:
            assert code.strip("\n") in known, (
                f"site/{name}: bloco que não vem de examples/:\n{code}"
            )


def test_no_dead_example() -> None:
    assert not (found := checks.dead_examples(ROOT)), "\n".join(found)


def test_internal_links_and_anchors(site: Path, built: dict[str, Page]) -> None:
    broken: list[str] = []
    for name, page in built.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = urlsplit(urljoin(f"https://guia.example/{name}", link))
            path = unquote(target.path.lstrip("/"))
            path = f"{path}index.html" if path == "" or path.endswith("/") else path
            if not (site / path).is_file():
                broken.append(f"site/{name}: {link} não existe")
            elif target.fragment and unquote(target.fragment) not in built[path].anchors:
                broken.append(f"site/{name}: {link}: a âncora não existe")
    assert not broken, "\n".join(broken)


def test_nothing_is_fetched_from_elsewhere(built: dict[str, Page]) -> None:
    outside = [
        f"site/{name}: {resource}"
        for name, page in built.items()
        for resource in page.resources
        if urlsplit(resource).netloc
    ]
    assert not outside, "O site só pode usar o que vem com ele:\n" + "\n".join(outside)


def copy_of_the_guide(target: Path) -> Path:
    for name in ("docs", "examples", "overrides", "verified"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


PAGE = "docs/imagens/construcao.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (PAGE, '"flaskboasvindas/Dockerfile"', '"flaskboasvindas/Nada"', "flaskboasvindas/Nada"),
        (PAGE, "construcao.console:build", "construcao.console:nada", "section 'nada'"),
        (PAGE, "../glossario.md#tag", "../glossario.md#nada", "glossario.md#nada"),
        (PAGE, "../glossario.md#tag", "../nada.md", "nada.md"),
        ("mkdocs.yml", "  - Glossário: glossario.md\n", "", "glossario.md"),
        (PAGE, "## Por que importa", "![](https://fora.example/x.png)", "fora.example/x.png"),
    ],
    ids=["arquivo", "seção", "âncora", "link", "nav", "de fora"],
)
def test_strict_build_refuses(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    """Cada engano comum de quem edita uma página reprova a construção e é nomeado."""
    copy_of_the_guide(tmp_path)
    original = (tmp_path / file).read_text(encoding="utf-8")
    assert old in original
    (tmp_path / file).write_text(original.replace(old, new, 1), encoding="utf-8")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert said in done.stderr


def test_serve_reloads_an_edited_example(tmp_path: Path) -> None:
    """O servidor de edição percebe uma mudança em `examples/`, que não é a pasta das páginas."""
    copy_of_the_guide(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    url = f"http://{address}/imagens/construcao/"
    env = os.environ | {"TMPDIR": str(tmp_path)}  # o MkDocs não limpa a sua ao ser encerrado
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for_text(url, "Boas-vindas")
            example = tmp_path / "examples/flaskboasvindas/serverFlask.py"
            text = example.read_text(encoding="utf-8")
            example.write_text(text.replace("Boas-vindas", "Saudações"), encoding="utf-8")
            wait_for_text(url, "Saudações")
        finally:
            server.terminate()


def wait_for_text(url: str, text: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as response:
            if text in response.read().decode("utf-8"):
                return
        time.sleep(0.1)
    pytest.fail(f"{url} não mostrou {text!r} em 30 s")
