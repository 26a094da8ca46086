"""Os relatórios de uma turma numa tabela, e os que não se leem, nomeados."""

import json
from pathlib import Path

import pytest

from guide.confere.__main__ import main
from guide.confere.report import FORMAT


def report(*exercises: tuple[str, int, int], version: object = FORMAT) -> str:
    """Um relatório: o nome de cada exercício, os itens feitos e o total."""
    return json.dumps(
        {
            "format": version,
            "time": "2026-01-01T00:00:00+00:00",
            "docker": None,
            "exercises": [
                {
                    "name": name,
                    "page": "p",
                    "title": "t",
                    "done": made == total,
                    "items": [
                        {"goal": "g", "done": one < made, "saw": None, "after": None}
                        for one in range(total)
                    ],
                }
                for name, made, total in exercises
            ],
        }
    )


def put(folder: Path, **texts: str | bytes) -> list[str]:
    """Grava cada relatório em `folder` e dá os caminhos."""
    paths = []
    for name, text in texts.items():
        file = folder / f"{name}.json"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(str(file))
    return paths


ANA = report(("volumes", 2, 2), ("redes", 1, 3), ("portas", 0, 1))
BIA = report(("volumes", 2, 2), ("redes", 3, 3), ("portas", 0, 1))


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["turma", *put(tmp_path, Bia=BIA, ana=ANA)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "     1  2    feitos",
        "ana  x  1/3  1 de 3",
        "Bia  x  x    2 de 3",
        "",
        "  1  volumes: 2 de 2",
        "  2  redes: 1 de 2",
        "",
        "Ninguém começou: portas.",
    ]


def test_for_a_spreadsheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = put(tmp_path, **{"=1+1": ANA, "José, o 2": BIA})
    assert main(["turma", "--csv", *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "nome,volumes,redes,portas,feitos,total",
        "'=1+1,x,1 de 3,-,1,3",
        '"José, o 2",x,x,-,2,3',
    ]


BROKEN = [
    ("{", "não é JSON"),
    (b"\xff\xfe\x00", "não é JSON"),
    ('{"format": 1, "exercises": [], "problem": "no-docker"}', "(no-docker)"),
    ("[1]", "é JSON, mas não é um relatório"),
    ('{"exercises": []}', "o formato é None, e este confere lê o 1"),
    (report(version=2), "o formato é 2, e este confere lê o 1"),
    ('{"format": 1, "exercises": [1]}', "é JSON, mas não é um relatório"),
    ('{"format": 1, "exercises": [{"name": "x", "items": []}]}', "não é um relatório"),
    ('{"format": 1, "exercises": [{"name": "x", "items": [{"done": 1}], "x": 1}, {}]}', "não é um"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_broken_one_is_named_and_the_others_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, said: str
) -> None:
    files = put(tmp_path, ana=ANA, outro=text)
    assert main(["turma", *files]) == 1
    told = capsys.readouterr()
    assert "ana  x" in told.out
    assert told.err.startswith(f"{tmp_path / 'outro.json'}: ") and said in told.err
    assert told.err.count("\n") == 1


def test_no_report_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["turma", str(tmp_path / "nada.json")]) == 2
    said = capsys.readouterr().err
    assert "nada.json: não se lê: No such file" in said and "Nenhum relatório se leu" in said
    assert main(["turma"]) == 2
    assert main(["turma", "--nada", "x"]) == 2
    assert main(["turma", "--ajuda"]) == 0


def test_two_reports_of_one_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").mkdir()
    files = [*put(tmp_path, ana=ANA), *put(tmp_path / "b", ana=BIA)]
    assert main(["turma", *files]) == 1
    assert "já há um relatório de «ana»" in capsys.readouterr().err


def test_what_windows_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """O `>` do PowerShell 5 grava UTF-16; o terminal de lá não abre os asteriscos."""
    put(tmp_path, ana=ANA.encode("utf-16"), bia=b"\xef\xbb\xbf" + BIA.encode())
    assert main(["turma", str(tmp_path / "*.json")]) == 0
    assert "ana  x" in capsys.readouterr().out
