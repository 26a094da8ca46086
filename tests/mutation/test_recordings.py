"""As gravações: quem as faz é a suíte, e as de outro guia não se leem."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide.console.story import SectionResult, StepResult
from guide.console.terminal import Result
from guide.mutation import recordings
from guide.mutation.recordings import StaleError
from guide.page import Guide, Page

TRANSCRIPT = "examples/ola/ola.console"


def lived(page: Page, last: str = "olá") -> list[SectionResult]:
    """A leitura de `page` em que o último comando mostra `last`."""
    results = iter(
        [
            Result(["escutando na porta 8000", "pronto em 9.9s"], 0),
            Result([], 1),
            Result([last], None),
        ]
    )
    return [
        SectionResult(
            section, "passed", [StepResult(step, next(results)) for step in section.steps]
        )
        for section in page.sections
    ]


def test_what_was_lived_is_read_back(root: Path) -> None:
    page = Guide(root).page("pagina")
    recordings.file_of(page).unlink()
    recordings.save(page, lived(page), "28.5.2")
    found = recordings.load(page)
    assert found.engine == "28.5.2"
    assert [step.output for step in found.steps] == [
        ["escutando na porta 8000", "pronto em 9.9s"],
        [],
        ["olá"],
    ]
    assert [file.name for file in recordings.file_of(page).parent.iterdir()] == ["pagina.json"]


def test_what_does_not_match_the_page_is_not_kept(root: Path) -> None:
    page = Guide(root).page("pagina")
    recordings.file_of(page).unlink()
    recordings.save(page, lived(page, "alô"), "28.5.2")
    recordings.save(page, lived(page)[:1], "28.5.2")
    with pytest.raises(StaleError, match=r"docs/pagina\.md: .*make test PAGE=pagina\.md"):
        recordings.load(page)


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("docs/pagina.md", "Veja", "Leia", False),
        (TRANSCRIPT, "0.3s", "0.4s", False),
        (TRANSCRIPT, "olá", "alô", True),
        (TRANSCRIPT, "8080:8000", "8081:8000", True),
        ("examples/ola/dados.txt", "1.2", "1.3", True),
    ],
    ids=["prosa", "duração", "saída", "comando", "arquivo"],
)
def test_recordings_of_another_guide_are_refused(
    rewrite: Callable[[str, str, str], Guide], file: str, old: str, new: str, stale: bool
) -> None:
    page = rewrite(file, old, new).page("pagina")
    if stale:
        with pytest.raises(StaleError, match=r"docs/pagina\.md: .*make test PAGE=pagina\.md"):
            recordings.load(page)
    else:
        assert len(recordings.load(page).steps) == 3


@pytest.mark.parametrize("text", ["", "{", "[]", '{"steps": [{}]}', '{"steps": []}'])
def test_a_damaged_recording_is_told(root: Path, text: str) -> None:
    page = Guide(root).page("pagina")
    recordings.file_of(page).write_text(text)
    with pytest.raises(StaleError, match=r"pagina\.json não se lê"):
        recordings.load(page)
