"""Os arquivos que uma página usa, estragados de cada modo."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide
from guide.promises import files

PAGE = "docs/primeira.md"
TRANSCRIPT = "examples/ola/ola.console"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            PAGE,
            "casa.svg",
            "caza.svg",
            [f"{PAGE}:22: o trecho «caza.svg» não existe em", "Parecidos: casa.svg."],
        ),
        (
            PAGE,
            "casa.svg",
            "x",
            [f"{PAGE}:22: o trecho «x» não existe em examples/, diagrams/ nem em verified/."],
        ),
        (TRANSCRIPT, "um\n# --8<-- [e", "\tum\n# --8<-- [e", [f"{TRANSCRIPT}:3: há uma tabula"]),
        (TRANSCRIPT, "[end:um]", "[end:dois]", [f"{TRANSCRIPT}:4: fim de uma seção"]),
    ],
)
def test_each_fault_is_said_once(
    only_problem: Callable[..., str], file: str, old: str, new: str, said: list[str]
) -> None:
    found = only_problem(file, old, new)
    assert found.startswith(said[0])
    assert all(one in found for one in said)


@pytest.mark.parametrize("file", [PAGE, TRANSCRIPT, "examples/ola/dados.txt"])
def test_bytes_that_are_not_utf8(sound: Guide, file: str) -> None:
    path = sound.root / file
    path.write_bytes(b"#\n#\n\xe9\n" + path.read_bytes())
    assert promises.problems(Guide(sound.root)) == [
        f"{file}:3: há bytes que não são UTF-8; grave o arquivo como UTF-8."
    ]


def test_the_note_need_not_exist(sound: Guide) -> None:
    assert not (sound.root / "verified").exists()
    note = sound.page("primeira")
    assert '--8<-- "primeira.html"' in note.lines
    edits = {Path(PAGE): note.text.replace('"primeira.html"', '"outra.html"')}
    found = promises.page_problems(sound.edited(edits).page("primeira"))
    assert f"{PAGE}:28: o trecho «outra.html» não existe" in found[0]
    assert f"{PAGE}:29: falta, no fim" in found[1]


@pytest.mark.parametrize("file", [PAGE, TRANSCRIPT])
def test_what_nothing_can_be_tested_without(sound: Guide, file: str) -> None:
    assert files.unreadable(sound) == []
    (sound.root / file).write_bytes(b"\n\xe9\n")
    assert files.unreadable(Guide(sound.root)) == [
        f"{file}:2: há bytes que não são UTF-8; grave o arquivo como UTF-8."
    ]


def test_a_transcript_of_no_page_is_read_too(sound: Guide) -> None:
    edits = {Path("examples/so/so.console"): "$ ls\n"}
    assert files.unreadable(sound.edited(edits))[0].startswith("examples/so/so.console:1: ")
