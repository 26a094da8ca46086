"""As mesmas fontes construídas com o Zensical, o sucessor do Material: as páginas saem iguais.

O que se compara é o que um leitor perderia numa troca: as páginas e a ordem delas no menu, o
artigo inteiro (textos, blocos de código, abas, diagramas, destinos dos links e âncoras), o título,
a língua e o que `overrides/` põe no cabeçalho. O tema e a busca são de cada um.
"""

import os
import subprocess
import sys
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from guide.page import ROOT
from guide.site.html import BuiltPage
from guide.site.mkdocs import copy_of_the_guide

SITE_URL = "https://guia.example/"
BUILDERS = ("mkdocs", "zensical")
HINT = (
    "O Zensical ignora hooks: e os plugins que não conhece; o que é calculado vem de um script "
    "antes da construção (veja «Mudar as dependências» no CONTRIBUTING)."
)


class Reading(HTMLParser):
    """O que um leitor vê e segue numa página, sem o que é do tema: menus, busca, rodapé."""

    def __init__(self, site: Path, name: str) -> None:
        super().__init__()
        self.head: dict[str, str] = {}
        self.menu: list[str] = []
        self.article: list[str] = []
        self._address = urljoin(SITE_URL, name.removesuffix("index.html"))
        self._in_article = False
        self._in_title = False
        self._in_menu = 0
        self.feed((site / name).read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name in ("href", "src"):
            if name in values:
                values[name] = urljoin(self._address, values[name])
        values.pop("data-search-exclude", None)  # a busca é de cada um
        name = values.get("name", values.get("property", ""))
        if tag == "html":
            self.head["lang"] = values.get("lang", "")
        elif tag == "meta" and name.startswith(("description", "og:", "twitter:")):
            self.head[name] = values["content"]
        elif tag == "link" and values.get("rel") == "canonical":
            self.head["canonical"] = values["href"]
        self._in_title |= tag == "title" and not self.head.get("title")
        self._in_article |= tag == "article"
        if tag == "nav" and (self._in_menu or "md-nav--primary" in values.get("class", "")):
            self._in_menu += 1
        if self._in_menu and tag == "a":
            page = values.get("href", "").partition("#")[0]
            if page not in self.menu:
                self.menu.append(page)
        if self._in_article and values.get("id") != "__skip":  # o alvo de «pular para o conteúdo»
            written = "".join(f' {key}="{value}"' for key, value in sorted(values.items()))
            self.article.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_title &= tag != "title"
        self._in_article &= tag != "article"
        self._in_menu -= tag == "nav" and self._in_menu > 0

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.head["title"] = self.head.get("title", "") + data
        if self._in_article and data.strip():
            self.article.append(data)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A pasta do site que cada um constrói das mesmas fontes, com tudo o que reprova um aviso."""
    guide = copy_of_the_guide(tmp_path_factory.mktemp("guia"))
    built = {}
    for builder in BUILDERS:
        done = subprocess.run(
            [sys.executable, "-m", builder, "build", "--strict"],
            cwd=guide,
            env=os.environ | {"SITE_URL": SITE_URL},
            text=True,
            capture_output=True,
        )
        assert done.returncode == 0, (
            f"`{builder} build --strict` falhou:\n{done.stdout}{done.stderr}"
        )
        built[builder] = (guide / "site").rename(guide / builder)
    return built


def names(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_the_same_pages_and_files(sites: dict[str, Path]) -> None:
    mkdocs, zensical = sites["mkdocs"], sites["zensical"]
    assert names(mkdocs) == names(zensical), HINT
    assets = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs/assets").rglob("*.*")]
    missing = [path for path in assets if (mkdocs / path).exists() > (zensical / path).exists()]
    assert not missing, f"O Zensical não copiou para o site: {missing}"


def test_the_same_reading(sites: dict[str, Path]) -> None:
    different: list[str] = []
    for name in names(sites["mkdocs"]):
        mkdocs, zensical = (Reading(sites[builder], name) for builder in BUILDERS)
        for part in ("head", "menu", "article"):
            ours = getattr(mkdocs, part)
            theirs = getattr(zensical, part)
            assert ours, f"site/{name}: não se achou {part!r}; o tema mudou, e este teste não o lê"
            if ours == theirs:
                continue
            if part == "head":
                ours, theirs = sorted(ours.items()), sorted(theirs.items())
            pairs = zip_longest(ours, theirs)
            here, there = next((a, b) for a, b in pairs if a != b)
            different.append(f"site/{name} ({part}): o MkDocs põe {here!r}; o Zensical, {there!r}")
    assert not different, "\n".join([*different, HINT])


def test_zensical_leaves_no_resource_behind(sites: dict[str, Path]) -> None:
    """O plugin privacy do Zensical deixa de fora o script em que acha um endereço alheio."""
    site = sites["zensical"]
    missing = []
    for name in names(site):
        for resource in BuiltPage(site / name).resources:
            address = urljoin(urljoin(SITE_URL, name), resource)
            path = unquote(urlsplit(address).path).lstrip("/")
            if not address.startswith(SITE_URL) or not (site / path).is_file():
                missing.append(f"site/{name}: {resource}")
    assert not missing, "Numa página do Zensical falta:\n" + "\n".join(missing)
