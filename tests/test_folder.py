"""A pasta do leitor: o que a página já mostrou, e mais nada."""

from pathlib import Path

import pytest

from guide.folder import ReaderFolder
from guide.page import Guide, Page
from guide.promises import lesson
from tests.small_guide import shown, solution, write

BLOCK = '```text title="{0}"\n--8<-- "{1}"\n```\n\n'
SECTION = shown("ola/ola.console", "{}")
BEFORE = "Iniciante · 1 min · Antes: [Um](um.md)\n\n"


def guide_of(root: Path, **pages: str) -> Guide:
    files = ("a.txt", "b.txt", "outro.txt", "dentro/c.txt")
    texts = {f"docs/{name}.md": text for name, text in pages.items()}
    return write(root, texts | {f"examples/ola/{name}": f"{name}\n" for name in files})


@pytest.fixture
def page(tmp_path: Path) -> Page:
    text = (
        SECTION.format("um")
        + BLOCK.format("ola/a.txt", "ola/a.txt")
        + BLOCK.format("ola/dentro/c.txt", "ola/dentro/c.txt")
        + SECTION.format("dois")
        + BLOCK.format("ola/a.txt", "ola/outro.txt")
    )
    return guide_of(tmp_path, um=text).page("um")


def names(folder: ReaderFolder) -> list[str]:
    return sorted(folder.contents())


def test_files_appear_when_the_page_shows_them(page: Page, tmp_path: Path) -> None:
    folder = ReaderFolder(page, tmp_path / "ola")
    first, second = (shown.line for shown in page.story)
    folder.show_until(first)
    assert names(folder) == []
    folder.show_until(second)
    assert names(folder) == ["a.txt", "dentro/c.txt"]
    assert (folder.path / "a.txt").read_text() == "a.txt\n"
    folder.show_until(second + 100)
    assert (folder.path / "a.txt").read_text() == "outro.txt\n"
    assert not folder.changes()


def test_what_commands_leave_or_take_is_told(page: Page, tmp_path: Path) -> None:
    folder = ReaderFolder(page, tmp_path / "ola")
    folder.show_until(100)
    (folder.path / "novo").touch()
    (folder.path / "a.txt").unlink()
    assert folder.changes() == ["arquivo novo, que antes não havia", "a falta do arquivo a.txt"]


def test_a_lesson_begins_with_the_files_of_the_one_before(tmp_path: Path) -> None:
    one = SECTION.format("um") + BLOCK.format("ola/a.txt", "ola/outro.txt")
    other = BEFORE + SECTION.format("dois") + BLOCK.format("ola/b.txt", "ola/b.txt")
    page = guide_of(tmp_path, um=one, dois=other).page("dois")
    folder = ReaderFolder(page, tmp_path / "ola")
    assert names(folder) == ["a.txt"]
    assert (folder.path / "a.txt").read_text() == "outro.txt\n"
    assert page.files_at_end == {"a.txt": "ola/outro.txt", "b.txt": "ola/b.txt"}


def test_a_lesson_of_another_folder_begins_empty(tmp_path: Path) -> None:
    one = SECTION.format("um").replace("ola/", "fim/") + BLOCK.format("fim/a.txt", "fim/a.txt")
    other = BEFORE + SECTION.format("dois")
    page = guide_of(tmp_path, um=one, dois=other).page("dois")
    assert page.prerequisite
    assert not page.files_at_start


def test_who_does_not_open_the_solution_has_no_file_of_it(tmp_path: Path) -> None:
    folded = solution(BLOCK.format("ola/b.txt", "ola/b.txt"))
    text = SECTION.format("um") + folded + "Depois.\n\n" + BLOCK.format("ola/a.txt", "ola/a.txt")
    page = guide_of(tmp_path, um=text).page("um")
    alone = ReaderFolder(page, tmp_path / "so", solutions=False)
    both = ReaderFolder(page, tmp_path / "com")
    for folder in (alone, both):
        folder.show_until(100)
    assert names(alone) == ["a.txt"]
    assert names(both) == ["a.txt", "b.txt"]


def test_nor_the_files_that_only_the_solution_of_the_lesson_before_shows(tmp_path: Path) -> None:
    folded = solution(BLOCK.format("ola/b.txt", "ola/b.txt"))
    first = SECTION.format("um") + BLOCK.format("ola/a.txt", "ola/a.txt") + folded
    last = BEFORE.replace("um.md", "dois.md").replace("[Um]", "[Dois]") + SECTION.format("tres")
    guide = guide_of(tmp_path, um=first, dois=BEFORE + SECTION.format("dois"), tres=last)
    page = guide.page("tres")
    assert names(ReaderFolder(page, tmp_path / "com")) == ["a.txt", "b.txt"]
    assert names(ReaderFolder(page, tmp_path / "so", solutions=False)) == ["a.txt"]
    assert page.files_offered == {"a.txt": "ola/a.txt"}


@pytest.mark.parametrize(
    "hidden",
    ["<!-- {} -->\n", "<!--\n{}\n-->\n", "<!-- x\nIniciante · 9 min · Antes: nada\n{} -->\n"],
)
def test_a_comment_names_no_lesson_before(tmp_path: Path, hidden: str) -> None:
    one = SECTION.format("um") + BLOCK.format("ola/a.txt", "ola/a.txt")
    text = hidden.format(BEFORE.strip()) + SECTION.format("dois")
    assert guide_of(tmp_path, um=one, dois=text).page("dois").prerequisite is None


@pytest.mark.parametrize("name", ["ola//fora.txt", "ola/../fora.txt", "ola/./a.txt", "ola/", "ola"])
def test_a_title_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    page = guide_of(tmp_path, um=SECTION.format("um") + BLOCK.format(name, "ola/a.txt")).page("um")
    assert page.files_written == []


def test_lessons_that_name_each_other_are_told_and_hang_nothing(tmp_path: Path) -> None:
    first = BEFORE.replace("um.md", "dois.md") + SECTION.format("um")
    guide = guide_of(tmp_path, um=first, dois=BEFORE + SECTION.format("dois"))
    for page in guide.pages:
        assert page.prerequisite is None
        assert page.files_at_end == {}
        (found,) = lesson.no_circle(page)
        assert "volta-se a uma lição já lida" in found


def test_what_is_offered_is_what_the_page_shows_first(page: Page) -> None:
    assert page.files_offered == {"a.txt": "ola/a.txt", "dentro/c.txt": "ola/dentro/c.txt"}
    assert page.files_at_end["a.txt"] == "ola/outro.txt"
