"""O que a solução cria tem o nome dito no enunciado."""

from pathlib import Path

import pytest

from guide.promises import exercises
from tests.small_guide import section, shown, solution, write


def problems(root: Path, statement: str, command: str, before: str = "ls") -> list[str]:
    first, last = shown("ola/ola.console", "um"), solution(shown("ola/ola.console", "dois"))
    files = {
        "docs/p.md": f"# Um\n\n{first}## Tente você\n\n{statement}\n\n{last}",
        "examples/ola/ola.console": section("um", f"$ {before}") + section("dois", f"$ {command}"),
    }
    return exercises.named(write(root, files).page("p"))


MADE = {
    "docker run -d --name vaso mural": "vaso",
    "docker build --quiet --tag=mural:2 .": "mural:2",
    "docker volume create --label a=b dados": "dados",
    "docker network create loja": "loja",
}


@pytest.mark.parametrize(("command", "name"), MADE.items())
def test_the_name_is_said_before_the_solution(tmp_path: Path, command: str, name: str) -> None:
    (found,) = problems(tmp_path, "Faça um.", command)
    assert found.startswith(f"docs/p.md:13: a solução cria «{name}», e o enunciado não diz")
    assert problems(tmp_path, f"Faça `{name}`.", command) == []
    assert problems(tmp_path, "Faça o mesmo.", command, before=command) == []


def test_what_fails_creates_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, "Tente.", "docker run --name x y\n[código de saída 125]") == []
