"""As três saídas de um «preveja» se conferem, e a página tem onde o ligar."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import predicted

TRANSCRIPT = """# --8<-- [start:certa]
$ docker ps
abc, Up 2 minutes
# --8<-- [end:certa]

# --8<-- [start:vazia]
$ docker ps
# --8<-- [end:vazia]

# --8<-- [start:outra]
$ docker ps
xyz, Up 2 minutes
# --8<-- [end:outra]

# --8<-- [start:igual]
$ docker ps
abc, Up 5 hours
# --8<-- [end:igual]

# --8<-- [start:programa]
$ curl localhost
abc
# --8<-- [end:programa]

# --8<-- [start:comprida]
$ docker ps
1
2
3
4
5
6
7
8
9
10
11
12
13
# --8<-- [end:comprida]

# --8<-- [start:parada]
$ docker ps
nada
^C
# --8<-- [end:parada]

# --8<-- [start:esquecida]
$ docker ps
fora
# --8<-- [end:esquecida]
"""
SHOWN = ["vazia", "outra", "igual", "programa", "comprida", "parada"]
CHOICE = predicted.CHOICE


def block(section: str) -> str:
    return f'```console title="Terminal"\n--8<-- "ola/ola.console:{section}"\n```\n'


def a_guide(root: Path, mark: str, *, asked: str = "certa", before: str = CHOICE) -> Guide:
    """Uma página que pede uma previsão, e outra que mostra o resto da transcrição."""
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "examples/ola/ola.console").write_text(TRANSCRIPT)
    (root / "docs/um.md").write_text(f"# Um\n\n{before}\n\n{mark}\n{block(asked)}")
    (root / "docs/dois.md").write_text("# Dois\n\n" + "\n".join(map(block, SHOWN)))
    return Guide(root)


def problems(guide: Guide) -> str:
    page = guide.page("um")
    return "\n".join([*predicted.outputs(page), *predicted.choice(page)])


def test_three_that_differ(tmp_path: Path) -> None:
    assert problems(a_guide(tmp_path, "<!-- preveja: vazia, outra -->")) == ""


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        ("vazia, igual", "a saída de «ola/ola.console:igual/1» passaria pela de «ola/ola.console:"),
        ("vazia, programa", "as três saídas são de programas diferentes (curl, docker)"),
        ("vazia, comprida", "a saída de «ola/ola.console:comprida/1» tem mais de 12 linhas"),
        ("vazia, parada", "o passo «ola/ola.console:parada/2» é um Ctrl+C"),
        ("vazia, esquecida", "«ola/ola.console:esquecida/1» não é da história de página alguma"),
        ("vazia, nenhuma", "não há a seção «nenhuma»"),
    ],
)
def test_an_output_that_does_not_serve(tmp_path: Path, mark: str, problem: str) -> None:
    told = problems(a_guide(tmp_path, f"<!-- preveja: {mark} -->"))
    assert told.startswith("docs/um.md:5: ")
    assert problem in told


def test_there_is_something_to_predict(tmp_path: Path) -> None:
    told = problems(a_guide(tmp_path, "<!-- preveja: outra, igual -->", asked="vazia"))
    assert "o passo «ola/ola.console:vazia/1» não mostra nada: não há o que prever" in told


@pytest.mark.parametrize("before", ["", f"{CHOICE}\n{CHOICE}"])
def test_the_switch_has_one_place(tmp_path: Path, before: str) -> None:
    told = problems(a_guide(tmp_path, "<!-- preveja: vazia, outra -->", before=before))
    assert "antes do primeiro «preveja» vem, uma vez só, a linha" in told


def test_no_switch_without_predictions(tmp_path: Path) -> None:
    assert "docs/um.md:3: a página não pede previsão alguma" in problems(a_guide(tmp_path, ""))
