"""O cabeçalho e os títulos de uma página, estragados de cada modo."""

from collections.abc import Callable

import pytest

from guide.page import Guide
from guide.promises import prose

PAGE = "docs/primeira.md"
MATTER = "---\ndescription: Uma página.\n---\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (MATTER, "", f"{PAGE}:1: falta a «description»"),
        (MATTER, "---\nsearch:\n  boost: 2\n---\n", f"{PAGE}:1: falta a «description»"),
        (MATTER, "---\ndescription:\n---\n", f"{PAGE}:1: falta a «description»"),
        ("Uma página.", 'Uma "página".', f"{PAGE}:2: a «description» tem aspas retas"),
        ("página.\n---", "página.", f"{PAGE}:1: o cabeçalho não foi fechado"),
        ("---\ndesc", "---\nx: [1\ndesc", f"{PAGE}:3: o cabeçalho não é YAML"),
        (MATTER, "---\nUma frase\n---\n", f"{PAGE}:2: o cabeçalho não tem linhas «nome: valor»"),
        ("# Primeira\n", "", f"{PAGE}:4: falta o título da página"),
        ("## Entenda", "# Entenda", f"{PAGE}:20: a página já tem um título, na linha 5"),
        ("## Entenda", "## faça { #outra }", f"{PAGE}:20: o título «faça» já é o da linha 10"),
    ],
)
def test_each_fault_is_said_once(
    only_problem: Callable[..., str], old: str, new: str, said: str
) -> None:
    assert only_problem(PAGE, old, new).startswith(said)


def test_what_is_not_a_heading(problems: Callable[..., list[str]]) -> None:
    comment = "## Entenda\n\n<!-- exceção: teste -->\n```sh\n# Um\n# Um\n```\n"
    assert problems(PAGE, "## Entenda\n", comment) == []
    assert problems(PAGE, MATTER, f"{MATTER[:-4]}# Outra\n---\n") == []


def test_the_front_matter_is_not_prose(sound: Guide) -> None:
    first, *_ = prose.headings(sound.page("primeira"))
    assert (first.level, first.title, first.line) == (1, "Primeira", 5)
    assert next(prose.lines(sound.page("primeira"))) == (4, "")
