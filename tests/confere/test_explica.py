"""`… 2>&1 | python confere.pyz explica`: o programa como a pessoa o usa, num arquivo só."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.confere.explica import FOUND, NOT_KNOWN, NOTHING_TO_READ, Found, Messages, told
from guide.known import data
from guide.page import Guide
from guide.site import reader_program

IN_USE = 'docker: Error response from daemon: Conflict. The container name "/web" is already in use'
TWO = f'{IN_USE} by container "3f2a".\n\nservice "bd" is not running\n'


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """O `confere.pyz`, numa pasta só dele."""
    file = tmp_path_factory.mktemp("área de trabalho") / "confere.pyz"
    guide = Guide()
    file.write_bytes(reader_program.contents(guide, data.as_json(guide)))
    return file


def run(program: Path, *words: str, entry: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """O que o programa diz de `entry`, num Python que só tem a biblioteca padrão."""
    return subprocess.run(
        [sys.executable, "-I", program, "explica", *words],
        input=entry,
        capture_output=True,
        check=False,
        env={"PYTHONUTF8": "1", "PATH": os.environ["PATH"]},
    )


def test_each_message_with_its_cause_and_cure(program: Path) -> None:
    done = run(program, entry=TWO.encode())
    said = done.stdout.decode()
    assert done.returncode == FOUND
    assert not done.stderr
    assert said.startswith("2 mensagens conhecidas. A primeira costuma ser a causa das outras.\n")
    places = [
        said.index(one)
        for one in (
            "linha 1: docker: Error response",
            "The container name is already in use\nPor quê: Um container guarda o nome",
            "Remédio: Descubra quem é",
            "remova-o com «docker rm», mude",
            "Leia mais: no guia, em Erros comuns > Executar\n",
            'linha 3: service "bd" is not running',
            "Leia mais: no guia, em Erros comuns > O Compose no ar\n",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "entry",
    [
        TWO.encode("utf-16"),  # o `>` do PowerShell 5
        TWO.encode("utf-8-sig"),
        f"não há acentos aqui? há\r\n{TWO}".encode("cp1252"),
        f"\x1b[31m{TWO}\x1b[0m".encode(),
    ],
    ids=["UTF-16", "BOM", "Windows", "cores"],
)
def test_whatever_the_terminal_writes(program: Path, entry: bytes) -> None:
    done = run(program, entry=entry)
    assert done.returncode == FOUND, done.stderr
    assert "The container name is already in use\nPor quê: " in done.stdout.decode()


def test_a_file(program: Path, tmp_path: Path) -> None:
    (tmp_path / "saída.txt").write_text(TWO, encoding="utf-8")
    done = run(program, str(tmp_path / "saída.txt"))
    assert done.returncode == FOUND
    assert "The container name is already in use\nPor quê: " in done.stdout.decode()


def test_an_unknown_message_is_said_to_be_unknown(program: Path) -> None:
    done = run(program, entry=b"npm ERR! code ERESOLVE\n")
    said = done.stdout.decode()
    assert done.returncode == NOT_KNOWN
    assert said.startswith("Não conheço esta mensagem")
    assert "Remédio" not in said
    assert said.endswith("Como se lê uma: no guia, em Erros comuns > Leia a mensagem de erro\n")


def test_with_an_address_the_links_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://guia.example/docker/")
    guide = Guide()
    file = tmp_path / "confere.pyz"
    file.write_bytes(reader_program.contents(guide, data.as_json(guide)))
    assert (
        "https://guia.example/docker/erros/executar/#nome-em-uso"
        in run(file, entry=TWO.encode()).stdout.decode()
    )
    assert (
        "https://guia.example/docker/erros/#entenda-a-mensagem"
        in run(file, entry=b"nada disso").stdout.decode()
    )


def test_a_terminal_gets_no_markup() -> None:
    """De todas as seções: nem as marcas de uma página, nem um caminho que não se abre."""
    messages = Messages(json.loads(data.as_json(Guide())))
    assert len(messages.sections) > 150
    for number in range(len(messages.sections)):
        said = told(messages, "", [Found(number, [], (0, 0), "")])
        found = re.search(r"`|\*\*|\]\(|\.html|\.md\b", said)
        assert not found, f"{messages.sections[number]['ancora']}: há «{found[0]}» em:\n{said}"
    assert not re.search("`|\\.html", told(messages, "", []))


@pytest.mark.parametrize(
    ("words", "entry", "said"),
    [
        ((), b" \n", "Não chegou nada para explicar."),
        (("nada.txt",), b"", "Não consegui ler «nada.txt»"),
        (("um", "dois"), b"", "Uso: COMANDO 2>&1 | python"),
        (("--alto",), b"", "Uso: COMANDO 2>&1 | python"),
    ],
)
def test_nothing_to_read(program: Path, words: tuple[str, ...], entry: bytes, said: str) -> None:
    done = run(program, *words, entry=entry)
    assert done.returncode == NOTHING_TO_READ
    assert not done.stdout
    assert done.stderr.decode().startswith(said)


def test_help(program: Path) -> None:
    done = run(program, "--ajuda")
    assert done.returncode == FOUND
    assert done.stdout.decode().startswith("Uso: COMANDO")


def test_without_the_messages_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "confere.pyz"
    file.write_bytes(reader_program.contents(Guide(), ""))
    done = run(file, entry=TWO.encode())
    assert done.returncode == NOTHING_TO_READ
    assert "baixe-o de novo" in done.stderr.decode()


def test_a_huge_line_does_not_take_long(program: Path) -> None:
    """Um log inteiro entre aspas, numa linha só: o tempo não cresce com o quadrado dela."""
    for line in (b"no such container ", IN_USE.replace('"', "").encode() + b" "):
        began = time.monotonic()
        run(program, entry=b'"' + line * (100_000 // len(line)) + b'"')
        assert time.monotonic() - began < 20


def test_the_line_is_that_of_the_whole_output(program: Path) -> None:
    done = run(program, entry=b"x\n" * 200_000 + TWO.encode())
    assert "linha 200001: docker: Error" in done.stdout.decode()
