"""O que a página aceita de diferente não é o que ela ensina, nem o que o exemplo escreve."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import accepted
from tests.promises.conftest import Break

TRANSCRIPT = "examples/ola/ola.console"
SECTION = "# --8<-- [start:um]\n$ echo um\num\n"
TYPED = "docker run --name=vaso --publish=8080:80 debian:trixie-slim"


def accepting(pattern: str, line: str) -> str:
    return f"# aceita: {pattern}\n# --8<-- [start:um]\n$ {TYPED}\n{line}\n"


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("o motor tem [..] processadores", "o motor tem 8 processadores"),
        ("80/tcp -> 0.0.0.0:[..]", "80/tcp -> 0.0.0.0:32768"),
        ("o motor falhou (_ssl.c:[..])", "o motor falhou (_ssl.c:1029)"),
        ("o motor respondeu [..] vezes", "o motor respondeu 8080 vezes"),
        ("vaso: [..] processos no motor", "vaso: 12 processos no motor"),
    ],
)
def test_a_value_of_the_machine_may_vary(problems: Break, pattern: str, line: str) -> None:
    assert problems(TRANSCRIPT, SECTION, accepting(pattern, line)) == []


@pytest.mark.parametrize(
    ("pattern", "line", "said"),
    [
        ("vaso exited with code [..]", "vaso exited with code 3", "«3» na linha"),
        ("vaso Exited ([..]) agora", "vaso Exited (137) agora", "é um código"),
        ("curl: ([..]) Failed to connect", "curl: (7) Failed to connect", "é um código"),
        ('GET / HTTP/1.1" [..] 24 bytes', 'GET / HTTP/1.1" 200 24 bytes', "é um código"),
        ("80/tcp -> 0.0.0.0:[..]", "80/tcp -> 0.0.0.0:8080", "é uma porta"),
        ("vaso recusa a conexão[..]", "vaso recusa a conexão:80", "é uma porta"),
        ("ouve na porta [..] do motor", "ouve na porta 80 do motor", "é uma porta"),
        ("vaso está agora [healthy|unhealthy]", "vaso está agora healthy", "é um estado"),
        ("o motor criou [..] e saiu", "o motor criou vaso-1 e saiu", "é um nome da página"),
        ("o motor tem a imagem debian:[..]", "o motor tem a imagem debian:vaso2", ""),
    ],
)
def test_what_the_page_teaches_may_not(problems: Break, pattern: str, line: str, said: str) -> None:
    found = problems(TRANSCRIPT, SECTION, accepting(pattern, line))
    assert [one.startswith(f"{TRANSCRIPT}:1: a diretiva «aceita» deixa") for one in found] == (
        [True] if said else []
    )
    assert said in "".join(found)


def test_what_a_program_of_the_example_writes_may_not(sound: Guide) -> None:
    line = "Há 3 canecas no estoque."
    section = accepting("Há [..] canecas no estoque.", line)
    edits = {
        Path(TRANSCRIPT): sound.read(Path(TRANSCRIPT)).replace(SECTION, section),
        Path("examples/ola/estoque.py"): 'print("Há", 3, "canecas no estoque.")\n',
    }
    (found,) = accepted.not_our_own(sound.edited(edits).page("primeira"))
    assert found.startswith(f"{TRANSCRIPT}:1: a diretiva «aceita» cobre a linha «{line}»")
