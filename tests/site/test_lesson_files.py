"""Os zips das lições: os arquivos que a página mostra, e mais nada."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from guide.page import Guide, Page
from guide.site import lesson_files
from tests.small_guide import section, shown, write

OFFERING = [page for page in Guide().pages if lesson_files.is_linked(page)]


@pytest.mark.parametrize("page", OFFERING, ids=lambda page: page.name)
def test_the_zip_has_what_the_page_shows(page: Page) -> None:
    with zipfile.ZipFile(BytesIO(lesson_files.contents(page))) as archive:
        packed = {name: archive.read(name).decode() for name in archive.namelist()}
    shown: dict[str, str] = {}
    first: dict[str, str] = {}
    chain = [page]
    while chain[0].before:
        chain.insert(0, chain[0].before)
    for one in chain:
        for block in one.blocks:
            if block.include and "/" in block.title and not one.in_solution(block.line):
                text = page.guide.included_text(*block.include)
                if one is page:
                    shown[block.title] = first.setdefault(block.title, text)
                else:
                    shown[block.title] = text
    assert {name: text.strip("\n") for name, text in packed.items()} == shown


def test_some_lesson_offers_a_zip() -> None:
    assert OFFERING


def a_guide(root: Path, text: str) -> Guide:
    page = f"{text}\n\n{shown('ola/a.txt')}{shown('ola/ola.console', 'a')}"
    transcript = section("a", "$ a")
    return write(
        root,
        {
            "docs/um/dois.md": page,
            "examples/ola/a.txt": "a\n",
            "examples/ola/ola.console": transcript,
        },
    )


def test_zips_are_written_once_and_go_with_the_link(tmp_path: Path) -> None:
    linked = a_guide(tmp_path, "[Baixe](../arquivos/um-dois.zip)")
    file = tmp_path / "docs/arquivos/um-dois.zip"
    assert lesson_files.write(linked)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["ola/a.txt"]
    assert not lesson_files.write(Guide(tmp_path))
    page = tmp_path / "docs/um/dois.md"
    page.write_text(page.read_text().replace("arquivos/", "outros/"))
    assert lesson_files.write(Guide(tmp_path))
    assert not file.exists()
