"""As mesmas fontes construídas com o Zensical, o sucessor do Material: as páginas saem iguais.

O que se compara é o que um leitor perderia numa troca: as páginas e a ordem delas no menu, o
artigo inteiro (textos, blocos de código, abas, diagramas, destinos dos links e âncoras), o título,
a língua e o que `overrides/` põe no cabeçalho. O tema e a busca são de cada um.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from guide.page import ROOT
from guide.site.html import BuiltPage, Element, parse
from guide.site.mkdocs import build

pytestmark = pytest.mark.xdist_group("zensical")

EDIT = "md-content__button"  # o botão de editar é do tema
BUILDERS = ("mkdocs", "zensical")
HINT = (
    "O Zensical ignora hooks: e os plugins que não conhece; o que é calculado vem de um script "
    "antes da construção (veja «Mudar as dependências» no CONTRIBUTING)."
)


class Reading:
    """O que um leitor vê e segue numa página, sem o que é do tema: menus, busca, rodapé."""

    def __init__(self, site: Path, name: str, site_url: str) -> None:
        self._address = urljoin(site_url, name.removesuffix("index.html"))
        root = parse((site / name).read_text(encoding="utf-8"))
        self.head = self._head(root)
        menus = [one for one in root.elements("nav") if "md-nav--primary" in one.classes]
        links = [link for menu in menus for link in menu.elements("a")]
        pages = [self._attributes(link).get("href", "").partition("#")[0] for link in links]
        self.menu = list(dict.fromkeys(pages))
        self.article = [
            written for one in root.elements("article") for written in self._written(one)
        ]

    def _attributes(self, element: Element) -> dict[str, str]:
        """Os atributos, com os endereços por inteiro e sem o que é da busca de cada um."""
        values = dict(element.attributes)
        values.pop("data-search-exclude", None)
        return {
            name: urljoin(self._address, value) if name in ("href", "src") else value
            for name, value in values.items()
        }

    def _head(self, root: Element) -> dict[str, str]:
        found = {"lang": root.elements("html")[0].attributes.get("lang", "")}
        found["title"] = root.elements("title")[0].text
        for element in root.elements("meta", "link"):
            values = self._attributes(element)
            name = values.get("name", values.get("property", ""))
            if name.startswith(("description", "og:", "twitter:")):
                found[name] = values["content"]
            elif values.get("rel") == "canonical":
                found["canonical"] = values["href"]
        return found

    def _written(self, article: Element) -> Iterator[str]:
        for one in article.walk(lambda element: EDIT in element.classes):
            if isinstance(one, Element):
                values = self._attributes(one)
                if values.get("id") != "__skip":  # o alvo de «pular para o conteúdo»
                    listed = "".join(f' {key}="{value}"' for key, value in sorted(values.items()))
                    yield f"<{one.tag}{listed}>"
            elif one.strip():
                yield one


@pytest.fixture(scope="session")
def sites(
    source: Path, addressed: Path, address_env: dict[str, str], once: Callable[..., Path]
) -> dict[str, Path]:
    """A pasta do site que cada um constrói das mesmas fontes, com tudo o que reprova um aviso."""

    def make(target: Path) -> None:
        done = build(source, target / "site", builder="zensical", env=address_env)
        assert done.returncode == 0, (
            f"`zensical build --strict` falhou:\n{done.stdout}{done.stderr}"
        )

    return {"mkdocs": addressed / "site", "zensical": once("zensical", make) / "site"}


def names(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_the_same_pages_and_files(sites: dict[str, Path]) -> None:
    mkdocs, zensical = sites["mkdocs"], sites["zensical"]
    assert names(mkdocs) == names(zensical), HINT
    assets = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs/assets").rglob("*.*")]
    missing = [path for path in assets if (mkdocs / path).exists() > (zensical / path).exists()]
    assert not missing, f"O Zensical não copiou para o site: {missing}"


def test_the_same_reading(sites: dict[str, Path], address_env: dict[str, str]) -> None:
    different: list[str] = []
    for name in names(sites["mkdocs"]):
        mkdocs, zensical = (
            Reading(sites[builder], name, address_env["SITE_URL"]) for builder in BUILDERS
        )
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


def test_zensical_leaves_no_resource_behind(
    sites: dict[str, Path], address_env: dict[str, str]
) -> None:
    """O plugin privacy do Zensical deixa de fora o script em que acha um endereço alheio."""
    site, site_url = sites["zensical"], address_env["SITE_URL"]
    missing = []
    for name in names(site):
        for resource in BuiltPage(site / name).resources:
            address = urljoin(urljoin(site_url, name), resource)
            path = unquote(urlsplit(address).path).removeprefix(urlsplit(site_url).path)
            if not address.startswith(site_url) or not (site / path).is_file():
                missing.append(f"site/{name}: {resource}")
    assert not missing, "Numa página do Zensical falta:\n" + "\n".join(missing)
