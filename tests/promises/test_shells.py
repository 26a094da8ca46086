"""O que o PowerShell entende de um comando, comparado com o que o bash entende."""

import pytest

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
