"""Os zips das lições: os arquivos que a página mostra, e mais nada."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from guide.page import Guide, Page
from guide.site import lesson_files

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
    (root / "docs/um").mkdir(parents=True)
    (root / "examples/ola").mkdir(parents=True)
    (root / "examples/ola/a.txt").write_text("a\n")
    (root / "examples/ola/ola.console").write_text("# --8<-- [start:a]\n$ a\n# --8<-- [end:a]\n")
    block = '```text title="ola/a.txt"\n--8<-- "ola/a.txt"\n```\n'
    story = '```console title="Terminal"\n--8<-- "ola/ola.console:a"\n```\n'
    (root / "docs/um/dois.md").write_text(f"{text}\n\n{block}\n{story}")
    return Guide(root)


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
