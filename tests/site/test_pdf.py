"""O PDF do guia: todas as páginas, em ordem, com o texto inteiro, o sumário e os links certos."""

import os
import re
import subprocess
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from pypdf import PdfReader

from guide.page import ROOT, Guide, Page
from guide.site.html import BuiltPage, Element

GUIDE = Guide()
PAGES = [pytest.param(page, id=page.address) for page in GUIDE.pages]
IN_PDF = pytest.mark.xdist_group("pdf")  # o guia inteiro é impresso uma vez, num trabalhador
INLINE = {"a", "abbr", "code", "em", "span", "strong", "sub", "sup"}
UNSEEN = {"desc", "pre", "script", "style", "title"}
"""O que não é prosa de se ler; os blocos de código são conferidos à parte."""


ON_SCREEN = {"headerlink", "experimente", "explica", "preveja-escolha", "progresso-secao"}
"""As classes do que só serve na tela, e o papel não traz."""


def unseen(element: Element) -> bool:
    return element.tag in UNSEEN or bool(ON_SCREEN & element.classes)


def prose(element: Element) -> list[str]:
    """A prosa de um elemento, em pedaços: cada bloco começa um, e o fim dele também."""
    found = [""]

    def read(one: Element) -> None:
        if one.tag not in INLINE:
            found.append("")
        for child in () if unseen(one) else one.children:
            if isinstance(child, str):
                found[-1] += child
            else:
                read(child)
        if one.tag not in INLINE:
            found.append("")

    read(element)
    return found


@lru_cache
def article_of(file: Path) -> Element:
    """O artigo de uma página construída, lido uma vez."""
    return BuiltPage(file).article


def destinations(element: Element) -> set[str]:
    """Para onde levam os links da prosa de um elemento."""
    return {
        one.attributes["href"]
        for one in element.walk(unseen)
        if isinstance(one, Element) and one.tag == "a" and one.attributes.get("href")
    }


class Pdf:
    """O que se lê no PDF, página a página."""

    def __init__(self, file: Path) -> None:
        self.reader = PdfReader(file)
        self.texts = [page.extract_text().strip() for page in self.reader.pages]
        self.places = {
            address[1:]: self.reader.get_destination_page_number(destination)
            for address, destination in self.reader.named_destinations.items()
        }
        starts = {
            address.removesuffix(".html"): place
            for address, place in self.places.items()
            if address.endswith(".html")
        }
        self.starts = dict(sorted(starts.items(), key=lambda one: one[1]))

    def pages(self, page: str) -> range:
        """Em que páginas do PDF, a partir de 0, está a página `page` do guia."""
        following = [start for start in self.starts.values() if start > self.starts[page]]
        return range(self.starts[page], min(following, default=len(self.texts)))

    def text(self, page: str) -> str:
        """O texto da página `page` do guia, sem os números de página e os endereços impressos."""
        whole = squashed(
            "".join(footer(one + 1).sub("", self.texts[one]) for one in self.pages(page))
        )
        return without_addresses(whole)

    def links(self, page: str) -> set[str]:
        """Para onde levam os links da página `page` do guia: um endereço ou um lugar do PDF."""
        found: set[str] = set()
        for one in self.pages(page):
            for reference in self.reader.pages[one].annotations or []:
                link = reference.get_object()
                found.add(link["/A"]["/URI"] if "/A" in link else link["/Dest"][1:])
        return found


@pytest.fixture(scope="module")
def pdf(pdf_file: Path) -> Pdf:
    return Pdf(pdf_file)


def footer(number: int) -> re.Pattern[str]:
    """O número ao pé da página, que o leitor de PDF põe antes ou depois do texto dela."""
    return re.compile(rf"^{number}\n|\n{number}$")


def squashed(text: str) -> str:
    """O texto sem os espaços, que num PDF dependem de onde as linhas quebraram."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def without_addresses(text: str) -> str:
    """O texto sem os endereços entre parênteses, que se imprimem depois dos links de fora."""
    return re.sub(r"\(https?://[^)]*\)", "", text)


def titles(page: str, level: str) -> list[str]:
    """Os títulos da página `page` marcados com `level` (`#`, `##`), como se leem."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    found = re.findall(rf"^{level} (.*?)(?: \{{ [^{{}}]+ \}})?$", text, re.MULTILINE)
    return [re.sub("[*`]", "", title) for title in found]


@IN_PDF
def test_every_page_in_the_order_of_the_nav(pdf: Pdf) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    nav = get_navigation(get_files(config), config)
    assert list(pdf.starts) == [page.file.src_uri.removesuffix(".md") for page in nav.pages]
    assert set(pdf.starts) == {page.address for page in GUIDE.pages}


@IN_PDF
def test_cover(pdf: Pdf) -> None:
    assert pdf.texts[0].startswith("Docker em português\n")
    assert pdf.reader.metadata.title == "Docker em português"
    assert pdf.reader.trailer["/Root"]["/Lang"] == "pt-BR"


@IN_PDF
def test_contents_and_footers_say_the_right_page(pdf: Pdf) -> None:
    """O número que o sumário diz é o do pé da página em que o título está, e o do leitor de PDF."""
    contents = "\n".join(pdf.texts[1 : min(pdf.starts.values())])
    assert "Sumário\n" in contents
    lines = re.findall(r"^(.+) (\d+)$", contents, re.MULTILINE)
    assert [int(number) for _, number in lines] == [start + 1 for start in pdf.starts.values()]
    for number, text in enumerate(pdf.texts[1:], start=2):
        assert footer(number).search(text), f"a página {number} não diz o número"
    for page in pdf.starts:
        assert pdf.text(page).startswith(squashed(titles(page, "#")[0])), page


@IN_PDF
def test_outline(pdf: Pdf) -> None:
    """Os marcadores do leitor de PDF: as páginas e, dentro de cada uma, as seções."""
    found: dict[str, list[str]] = {}
    title = ""
    for one in pdf.reader.outline:
        if isinstance(one, list):  # as seções do título que veio antes
            found[title] = [section.title for section in one if not isinstance(section, list)]
        else:
            title = one.title
            found[title] = []
    wanted = {titles(page, "#")[0]: titles(page, "##") for page in pdf.starts}
    assert found == {"Sumário": []} | wanted


@IN_PDF
@pytest.mark.parametrize("page", PAGES)
def test_prose_is_whole(pdf: Pdf, unzipped: Path, page: Page) -> None:
    """Nada se perde do que a página diz: nem nas abas que estão atrás, nem no que está dobrado."""
    text = pdf.text(page.address)
    article = article_of(unzipped / f"{page.address}.html")
    lost = [piece for piece in map(squashed, prose(article)) if piece not in text]
    assert not lost, f"{page.path}: o PDF não diz {lost}"


@IN_PDF
@pytest.mark.parametrize("page", PAGES)
def test_code_is_whole(pdf: Pdf, page: Page) -> None:
    """De cada bloco, todas as linhas, em ordem; uma linha comprida é quebrada, e não cortada."""
    lost = missing_code(page, pdf.text(page.address))
    assert not lost, "\n".join(lost)


def missing_code(page: Page, text: str) -> list[str]:
    """As linhas dos blocos da página que `text` não traz, a primeira de cada bloco."""
    found = []
    for block in page.blocks:
        place = 0
        for line in GUIDE.included_text(*block.include).splitlines() if block.include else ():
            place = text.find(without_addresses(squashed(line)), place)
            if place < 0:
                found.append(f"{block.place}: o PDF não traz {line!r}")
                break
    return found


def test_a_cut_line_is_named() -> None:
    """Uma linha que o papel cortou, ou que saiu fora de ordem, é dita com o bloco dela."""
    page = GUIDE.page("imagens/construcao")
    blocks = [block for block in page.blocks if block.include]
    whole = squashed("".join(GUIDE.included_text(*block.include) for block in blocks))
    whole = without_addresses(whole)
    assert not missing_code(page, whole)
    lines = GUIDE.included_text(*blocks[-1].include).splitlines()
    longest = max(lines, key=len)
    found = missing_code(page, whole.replace(squashed(longest), squashed(longest)[:-3]))
    assert f"{blocks[-1].place}: o PDF não traz {longest!r}" in found


@IN_PDF
@pytest.mark.parametrize("page", PAGES)
def test_links(pdf: Pdf, unzipped: Path, page: Page) -> None:
    """Um link para outra página leva ao lugar certo do PDF; um de fora, para fora; um zip, não."""
    base = f"https://zip.example/{page.address}.html"
    wanted: set[str] = set()
    for link in destinations(article_of(unzipped / f"{page.address}.html")):
        target = urlsplit(urljoin(base, link))
        if target.netloc != "zip.example":
            wanted.add(link)
            continue
        if not target.path.endswith(".html"):
            continue  # um arquivo do site (o zip da lição) não vai no PDF
        address = unquote(f"{target.path[1:]}:{target.fragment}").removesuffix(":")
        wanted.add(address)
        place = pdf.places.get(address)
        assert place in pdf.pages(target.path[1:].removesuffix(".html")), f"{page.path}: {link}"
    found = {link.removesuffix("/") for link in pdf.links(page.address)}
    assert found == {link.removesuffix("/") for link in wanted}


ODD = """

??? tip "O título da dobra"
    Texto dobrado.

=== "Aba da frente"

    Texto da frente.

=== "Aba de trás"

    Texto de trás.

```text linenums="1"
primeira LONGA
segunda
```

[Um arquivo do site](assets/favicon.svg)
"""


def test_what_a_screen_hides(small_guide: Path, tmp_path: Path, chromium: Path) -> None:
    """Dobras abertas, abas com o nome, números nas suas linhas, e nenhum link para o disco."""
    with (small_guide / "docs/figura.md").open("a", encoding="utf-8") as page:
        page.write(ODD.replace("LONGA", "palavra " * 30))
    done = subprocess.run(
        [sys.executable, "-m", "guide", "offline", str(tmp_path)],
        cwd=small_guide,
        env=os.environ | {"CHROMIUM": str(chromium)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    odd = Pdf(tmp_path / "docker-em-portugues.pdf")
    text = odd.text("figura")
    assert "Otítulodadobra" in text
    assert "Textodobrado." in text
    assert "AbadafrenteTextodafrente.AbadetrásTextodetrás." in text
    drawn = odd.reader.pages[-1].extract_text(extraction_mode="layout")
    assert re.search(r"^ *1 +primeira (?:palavra\s+){30}2 +segunda$", drawn, re.MULTILINE), drawn
    assert not [link for page in odd.starts for link in odd.links(page) if link.startswith("file:")]
