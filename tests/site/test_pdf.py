"""O PDF do guia: todas as páginas, em ordem, com o texto inteiro, o sumário e os links certos."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from pypdf import PdfReader

from guide.page import ROOT, Block, Guide
from guide.site import offline
from guide.site.mkdocs import copy_of_the_guide

GUIDE = Guide()
PAGES = GUIDE.pages
INLINE = {"a", "abbr", "code", "em", "span", "strong", "sub", "sup"}
UNSEEN = {"desc", "pre", "script", "style", "title"}
"""O que não é prosa de se ler; os blocos de código são conferidos à parte."""


class Article(HTMLParser):
    """A prosa de uma página do zip, em pedaços, e para onde ela leva."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.prose = [""]
        self.links: set[str] = set()
        self._skipped: list[str] = []
        html = file.read_text(encoding="utf-8")
        self.feed(html[html.index("<article") : html.index("</article>")])

        assert not self._skipped, f"{file}: ficou aberto {self._skipped}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in INLINE:
            self.prose.append("")
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.append(tag)
        elif tag in UNSEEN or values.get("class") == "headerlink":
            self._skipped.append(tag)
        elif tag == "a" and values.get("href"):
            self.links.add(values["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.prose.append("")
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.prose[-1] += data


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
def pdf(published: Path) -> Pdf:
    return Pdf(published / "docker-em-portugues.pdf")


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
    found = re.findall(rf"^{level} (.*?)(?: \{{.*\}})?$", text, re.MULTILINE)
    return [re.sub("[*`]", "", title) for title in found]


def test_every_page_in_the_order_of_the_nav(pdf: Pdf) -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert list(pdf.starts) == re.findall(r": (\S+)\.md$", nav, re.MULTILINE)
    assert set(pdf.starts) == {page.address for page in PAGES}


def test_cover(pdf: Pdf) -> None:
    assert pdf.texts[0].startswith("Docker em português\n")
    assert pdf.reader.metadata.title == "Docker em português"
    assert pdf.reader.trailer["/Root"]["/Lang"] == "pt-BR"


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


@pytest.mark.parametrize("page", [page.address for page in PAGES])
def test_prose_is_whole(pdf: Pdf, unzipped: Path, page: str) -> None:
    """Nada se perde do que a página diz: nem nas abas que estão atrás, nem no que está dobrado."""
    text = pdf.text(page)
    prose = [squashed(piece) for piece in Article(unzipped / f"{page}.html").prose]
    lost = [piece for piece in prose if piece not in text]
    assert not lost, f"docs/{page}.md: o PDF não diz {lost}"


@pytest.mark.parametrize(
    "block",
    [block for page in PAGES for block in page.blocks if block.include],
    ids=lambda block: block.place,
)
def test_code_is_whole(pdf: Pdf, block: Block) -> None:
    """Uma linha comprida é quebrada, e não cortada."""
    text = pdf.text(block.page.relative_to("docs").with_suffix("").as_posix())
    place = 0
    for line in GUIDE.included_text(*block.include).splitlines():
        place = text.find(without_addresses(squashed(line)), place)
        assert place >= 0, f"{block.place}: o PDF não traz {line!r}"


@pytest.mark.parametrize("page", [page.address for page in PAGES])
def test_links(pdf: Pdf, unzipped: Path, page: str) -> None:
    """Um link para outra página do guia leva ao lugar certo do PDF; um de fora, para fora."""
    base = f"https://zip.example/{page}.html"
    wanted: set[str] = set()
    for link in Article(unzipped / f"{page}.html").links:
        target = urlsplit(urljoin(base, link))
        if target.netloc != "zip.example":
            wanted.add(link)
            continue
        address = unquote(f"{target.path[1:]}:{target.fragment}").removesuffix(":")
        wanted.add(address)
        place = pdf.places.get(address)
        assert place in pdf.pages(target.path[1:].removesuffix(".html")), f"{page}: {link}"
    found = {link.removesuffix("/") for link in pdf.links(page)}
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


def test_what_a_screen_hides(
    tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dobras abertas, abas com o nome, números nas suas linhas, e nenhum link para o disco."""
    monkeypatch.setenv("CHROMIUM", str(chromium))
    guide = copy_of_the_guide(tmp_path / "guide")
    with (guide / "docs/glossario.md").open("a", encoding="utf-8") as page:
        page.write(ODD.replace("LONGA", "palavra " * 30))
    odd = Pdf(offline.make(tmp_path / "dist", guide)[1])
    text = odd.text("glossario")
    assert "Otítulodadobra" in text
    assert "Textodobrado." in text
    assert "AbadafrenteTextodafrente.AbadetrásTextodetrás." in text
    drawn = odd.reader.pages[-1].extract_text(extraction_mode="layout")
    assert re.search(r"^ *1 +primeira (?:palavra\s+){30}2 +segunda$", drawn, re.MULTILINE)
    assert not [link for page in odd.starts for link in odd.links(page) if link.startswith("file:")]
