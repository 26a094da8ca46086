"""O que sobra em `examples/`, nas pastas das páginas e nas de ninguém, e as versões do pip."""

from collections.abc import Callable
from pathlib import Path

from guide import promises
from guide.page import Guide
from guide.promises import examples

FILE = "examples/ola/sobra.txt"
SECTION = "# --8<-- [start:um]\n$ ls\n# --8<-- [end:um]\n"


def test_a_file_left_over_is_said_by_its_page(sound: Guide) -> None:
    broken = sound.edited({Path(FILE): "x\n"})
    found = promises.page_problems(broken.page("primeira"))
    assert len(found) == 1
    assert found[0].startswith(f"{FILE}:1: nenhuma página o mostra. Inclua-o")
    assert promises.page_problems(broken.page("segunda")) == []
    assert promises.problems(broken) == found


def test_a_section_left_over(sound: Guide) -> None:
    file = Path("examples/fim/fim.console")
    more = sound.read(file) + SECTION
    assert promises.problems(sound.edited({file: more})) == [
        f"{file}:5: a seção «um» não é mostrada por nenhuma página; inclua-a ou apague-a"
    ]


def test_a_folder_of_no_page(problems: Callable[..., list[str]]) -> None:
    assert problems("examples/so/so.console", "", SECTION) == [
        "examples/so/so.console:1: a seção «um» não é mostrada por nenhuma página; inclua-a ou "
        "apague-a"
    ]


def test_a_file_that_another_page_shows_is_used(sound: Guide) -> None:
    second = sound.page("segunda").text.replace("fim/fim.console:fim", "ola/mais.console:um")
    second = second.replace("[Primeira](primeira.md)", "nada")
    edits = {
        Path("docs/segunda.md"): second,
        Path("examples/ola/mais.console"): SECTION,
        Path("examples/fim/fim.console"): None,
    }
    assert promises.problems(sound.edited(edits)) == []


def test_a_package_without_its_version(sound: Guide) -> None:
    """Com hashes, com opções e com comentários, só se acusa o pacote que não a diz."""
    file = Path("examples/ola/requirements-testes.txt")
    pinned = (
        "-r base.txt\n# os testes\nflask==3.1.3 \\\n    --hash=sha256:ab\nredis[hiredis]==8.1.0\n"
    )
    page = sound.page("primeira")
    assert examples.unpinned(page) == []
    assert examples.unpinned(sound.edited({file: pinned}).page("primeira")) == []
    loose = sound.edited({file: f"{pinned}redis>=8\n"})
    assert examples.unpinned(loose.page("primeira")) == [
        f"{file}:6: «redis>=8» não diz a versão, e amanhã o pip instala outra: escreva "
        "redis==VERSÃO"
    ]
    assert examples.unpinned(loose.page("segunda")) == []
