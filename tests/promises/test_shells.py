"""O que o PowerShell entende de um comando, comparado com o que o bash entende."""

from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide
from guide.promises.shells import bash_words, powershell_commands


@pytest.mark.parametrize(
    ("bash", "powershell"),
    [
        ("docker ps", "docker ps"),
        ('docker run -v "$(pwd)":/app x', 'docker run -v "${PWD}:/app" x'),
        ("docker run -v $PWD/site:/app x", "docker run -v ${PWD}/site:/app x"),
        ("docker run \\\n  --rm x", "docker run `\n  --rm x"),
        ("docker ps --format '{{.Names}}'", 'docker ps --format "{{.Names}}"'),
        ("docker run x sh -c 'echo \"$HOME\"'", "docker run x sh -c 'echo \"$HOME\"'"),
        ("curl http://localhost:8080", "curl.exe http://localhost:8080"),
        ("PORT=8001 docker compose up", '$env:PORT="8001"; docker compose up'),
        ("ID=$(docker ps -q)", "$ID = docker ps -q"),
    ],
)
def test_same_words(bash: str, powershell: str) -> None:
    assert powershell_commands(powershell) == [bash_words(bash)]


@pytest.mark.parametrize(
    ("bash", "powershell"),
    [
        ("docker run -v $(pwd):/app x", "docker run -v ${PWD}:/dados x"),
        ("docker run -p 8080:8000 x", "docker run -p 8000:8080 x"),
        ("docker run --rm x", "docker run x"),
        ("ID=$(docker ps -q)", "$ID = docker ps"),
        ("ID=$(docker ps -q)", "$NOME = docker ps -q"),
        ("docker run \\\n  --rm x", "docker run\n  --rm x"),
    ],
)
def test_different_words(bash: str, powershell: str) -> None:
    assert powershell_commands(powershell) != [bash_words(bash)]


def test_each_line_is_a_command() -> None:
    assert powershell_commands("docker ps\n\ndocker `\n  images\n") == [
        ["docker", "ps"],
        ["docker", "images"],
    ]


TAB = '```powershell title="PowerShell"\n--8<-- "ola/ola.ps1:um"\n```\n\n## Entenda'


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("# --8<-- [start:um]\necho um\n# --8<-- [end:um]\n", ""),
        (
            "# --8<-- [start:um]\necho dois\n# --8<-- [end:um]\n",
            "examples/ola/ola.ps1:1: a seção «um» não faz o que faz a de examples/ola/ola.con",
        ),
        (
            "# --8<-- [start:um]\necho um\n# --8<-- [end:um]\n"
            "# --8<-- [start:x]\nls\n# --8<-- [end:x]\n",
            "examples/ola/ola.ps1:4: a seção «x» não tem a de mesmo nome, executada",
        ),
    ],
)
def test_the_page_says_which_section(sound: Guide, script: str, said: str) -> None:
    page = sound.page("primeira")
    edits = {
        page.path: page.text.replace("## Entenda", TAB),
        Path("examples/ola/ola.ps1"): script,
    }
    found = promises.page_problems(sound.edited(edits).page("primeira"))
    assert found[0].startswith(said) if said else found == []
