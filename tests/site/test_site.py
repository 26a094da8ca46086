"""O site construído: estrito, com todo bloco de código vindo de `examples/`, e sem link quebrado.

Se um teste daqui falha, a mensagem diz a página e a linha, ou o arquivo de exemplo.
"""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from guide.page import Guide
from guide.site.html import BuiltPage
from guide.site.mkdocs import built_page, serving_edits, wait_for_text

GUIDE = Guide()
BLOCKS = [block for page in GUIDE.pages for block in page.blocks]


@pytest.fixture(scope="session")
def built(site: Path) -> dict[str, BuiltPage]:
    """As páginas construídas, pelo caminho dentro do site."""
    return {path.relative_to(site).as_posix(): BuiltPage(path) for path in site.rglob("*.html")}


def test_every_page_is_built_and_in_portuguese(built: dict[str, BuiltPage]) -> None:
    for page in GUIDE.pages:
        html = built[built_page(Path(), page).as_posix()]
        assert html.titles == 1, (
            f"{page.path}: tem {html.titles} títulos de nível 1; é um por página"
        )
        assert html.language == "pt-BR", f"{page.path}: lang={html.language!r}"


def test_rendered_blocks_come_from_examples(built: dict[str, BuiltPage]) -> None:
    known = {GUIDE.included_text(*block.include) for block in BLOCKS if block.include}
    known |= {"\n".join(block.content) for block in BLOCKS if block.reason}
    for name, page in built.items():
        for code in page.code:
            assert code.strip("\n") in known, (
                f"site/{name}: bloco que não vem de examples/:\n{code}"
            )


def test_internal_links_and_anchors(site: Path, built: dict[str, BuiltPage]) -> None:
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


def test_nothing_is_fetched_from_elsewhere(built: dict[str, BuiltPage]) -> None:
    outside = [
        f"site/{name}: {resource}"
        for name, page in built.items()
        for resource in page.resources
        if urlsplit(resource).netloc
    ]
    assert not outside, "O site só pode usar o que vem com ele:\n" + "\n".join(outside)


def test_serve_reloads_an_edited_example(small_guide: Path) -> None:
    """O servidor de edição percebe uma mudança em `examples/`, que não é a pasta das páginas."""
    with serving_edits(small_guide) as address:
        wait_for_text(f"{address}ola/", "dados\n")
        (small_guide / "examples/ola/dados.txt").write_text("outros dados\n", encoding="utf-8")
        wait_for_text(f"{address}ola/", "outros dados")
