"""A pasta em que o leitor está: quem sai dela volta."""

import pytest

from tests.promises.conftest import Break

TRANSCRIPT = "examples/ola/ola.console"
FIRST = "$ echo um\num\n"


def typed(*commands: str) -> str:
    return "".join(f"$ {one}\n" for one in commands)


@pytest.mark.parametrize(
    "commands",
    [
        ("cd a", "cd .."),
        ("cd a/b", "cd ../.."),
        ("cd a", "cd b", "cd ../.."),
        ("cd a/b/..", "cd .."),
        ("cd /", "cd -"),
        ("cd", "cd -"),
        ("mkdir a && cd a", "ls; cd .."),
        ("(cd a && ls)",),
        ("sh -c 'cd a && ls'",),
        ("cd a | cat",),
        ("cd nada\n[código de saída 1]",),
    ],
)
def test_who_comes_back(problems: Break, commands: tuple[str, ...]) -> None:
    assert problems(TRANSCRIPT, FIRST, typed(*commands)) == []


@pytest.mark.parametrize(
    ("commands", "culprit"),
    [
        (("cd a",), "cd a"),
        (("cd a/b", "cd .."), "cd a/b"),
        (("cd a", "cd ..", "cd b"), "cd b"),
        (("cd a", "cd b", "cd -"), "cd a"),
        (("cd ..",), "cd .."),
        (("mkdir a && cd a",), "mkdir a && cd a"),
        (("(cd a); cd b",), "(cd a); cd b"),
        (("cd a || exit",), "cd a || exit"),
    ],
)
def test_who_does_not(problems: Break, commands: tuple[str, ...], culprit: str) -> None:
    (found,) = problems(TRANSCRIPT, FIRST, typed(*commands))
    assert found.startswith(f"docs/primeira.md:16: «$ {culprit}» muda de pasta, e a página não")
