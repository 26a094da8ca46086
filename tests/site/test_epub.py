"""O EPUB: um capítulo por lição, as figuras, os links; e o que o epubcheck recusa não sai."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guide.site import epub
from guide.site.epub import EpubError

pytestmark = pytest.mark.usefixtures("pandoc")

DRAWING = """
<svg viewBox="0 0 320 40" role="img"><title>Um desenho.</title><desc>Uma caixa.</desc>
<rect class="dg-caixa" width="300" height="30"/></svg>

<dl><dt id="termo">Um termo</dt><dd>A definição.</dd></dl>

[O título da outra](ola.md#depois) e <a href="#termo">o termo</a>.
"""


def made(target: Path, source: Path) -> None:
    """Faz o livro noutra thread: na dos testes, o Playwright de outros já está no ar."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(epub.book, target, source).result()


def test_the_book(
    small_guide: Path, tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """O do guia pequeno, com um desenho e links; se o epubcheck o recusasse, não haveria livro."""
    monkeypatch.setenv("CHROMIUM", str(chromium))
    assert epub.checker()
    figure = small_guide / "docs/figura.md"
    figure.write_text(figure.read_text(encoding="utf-8") + DRAWING, encoding="utf-8")
    made(tmp_path / "guia.epub", small_guide)
    with zipfile.ZipFile(tmp_path / "guia.epub") as archive:
        names = archive.namelist()
        text = {
            name: archive.read(name).decode()
            for name in names
            if name.endswith((".xhtml", ".opf", ".svg"))
        }
    assert names[0] == "mimetype"
    package = next(body for name, body in text.items() if name.endswith(".opf"))
    assert "<dc:language>pt-BR</dc:language>" in package
    assert ">Docker em português</dc:title>" in package
    nav = next(body for name, body in text.items() if name.endswith("nav.xhtml"))
    chapters = {name: body for name, body in text.items() if re.search(r"/ch\d+\.xhtml$", name)}
    assert len(chapters) == 3, "uma página é um capítulo"
    for body in chapters.values():
        title = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
        assert title and re.sub(r"<.*?>", "", title[1]).strip() in nav
    lesson = next(name for name, body in chapters.items() if "$ echo olá" in body)
    figure = next(body for body in chapters.values() if "A definição." in body)
    assert re.search(rf'href="{Path(lesson).name}#[\w-]*depois"', figure)
    assert 'alt="Um desenho. Uma caixa."' in figure
    drawing = next(body for body in text.values() if "Uma caixa." in body and "<rect" in body)
    assert re.search(r"<rect[^>]*style=\"fill: rgb", drawing), "sem o CSS do site, ficaria preto"


def test_a_wrong_book_is_refused(
    small_guide: Path, tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", str(chromium))
    page = small_guide / "docs/ola.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n<a href="#nada">Um link</a>\n')
    with pytest.raises(EpubError, match=r"O epubcheck recusou o livro:\n[\s\S]*RSC-012"):
        made(tmp_path / "guia.epub", small_guide)
    assert not (tmp_path / "guia.epub").exists()


def test_what_is_missing_is_named(
    small_guide: Path, tmp_path: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", str(chromium))
    monkeypatch.setattr(epub.subprocess, "run", missing)
    with pytest.raises(EpubError, match=r"Falta o programa pandoc \(no Debian: apt-get install"):
        epub._split_at_titles()


def missing(*_: object, **__: object) -> None:
    raise FileNotFoundError
