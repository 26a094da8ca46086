"""O `confere.pyz` como quem o baixa: um arquivo só, um Python qualquer, um terminal qualquer."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from guide.confere import __main__ as confere
from guide.confere import report
from guide.confere.__main__ import options_of
from guide.confere.checks import MEMORY, counted, forgotten
from guide.confere.docker import NO_COMPOSE, DockerError
from guide.confere.exercises import ALL
from guide.confere.judge import Result, Verdict, chosen, judge, nearest
from guide.confere.scene import Scene
from guide.page import ROOT, Guide
from guide.practice.recorded import Replay
from guide.site import reader_program

MODULES = sorted((ROOT / "guide/confere").rglob("*.py"))
OLDEST = (3, 9)
CONSOLES = ("cp850", "cp1252", "ascii")
each = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """O programa, numa pasta com espaço e acento no nome."""
    file = tmp_path_factory.mktemp("Área de Trabalho") / "confere.pyz"
    file.write_bytes(reader_program.contents(Guide()))
    return file


@lru_cache
def oldest_python() -> str:
    """Um Python 3.9 desta máquina, ou o mais velho que há; o da suíte, se não há outro."""
    found = [shutil.which("python3.9")]
    found += sorted(Path.home().glob(".pyenv/versions/3.9.*/bin/python3.9"))
    for one in filter(None, found):
        if subprocess.run([one, "-c", ""], capture_output=True).returncode == 0:
            return str(one)
    return sys.executable


def call(program: Path, *words: str, **env: str) -> subprocess.CompletedProcess:
    """Chama o programa sem um `docker` no caminho, a não ser que `env` diga outro."""
    variables = {"PATH": "", "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""), **env}
    return subprocess.run(
        [oldest_python(), str(program), *words],
        env=variables,
        cwd=program.parent,
        capture_output=True,
        timeout=60,
    )


def typed_for(program: Path) -> str:
    """O comando que se copia da tela: `program` tem espaço e acento no caminho."""
    return f'python "{program}"' if os.name == "nt" else f"python3 '{program}'"


@each
def test_the_code_is_of_the_oldest_python(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"), feature_version=OLDEST)
    new = [node for node in ast.walk(tree) if isinstance(node, ast.Match | ast.TryStar)]
    assert not new, f"{module.name}: há algo que o Python 3.9 não entende"
    if any(isinstance(node, ast.AnnAssign | ast.FunctionDef) for node in ast.walk(tree)):
        assert "from __future__ import annotations" in module.read_text("utf-8"), (
            f"{module.name}: sem o «from __future__ import annotations», o Python 3.9 não entende "
            "um X | Y"
        )


@each
def test_it_imports_only_what_comes_with_python(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        outside = [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]
        assert not outside, f"{module.name} importa {outside[0]}: o programa é um arquivo só"


@each
def test_what_it_says_fits_in_any_console(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in documentation:
                continue
            for console in ("cp850", "cp1252"):
                lost = node.value.encode(console, "replace").decode(console)
                assert lost == node.value, f"{module.name}: {node.value!r} não cabe em {console}"
            assert "\x1b" not in node.value


def test_how_many_is_said_in_the_singular_and_in_the_plural() -> None:
    said = [counted(number, "container", "containers") for number in (0, 1, 3)]
    assert said == ["nenhum container", "um container", "3 containers"]


@each
def test_no_number_comes_before_a_plural_without_a_singular(module: Path) -> None:
    """«1 exercícios»: quem escreve um número diz também o singular, com `counted` ou um `if`."""
    lines = module.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        found = re.search(r"\{(?:len|sum|count|missing|done|made)\b[^}]*\} [a-zà-ú]+s\b", line)
        near = "\n".join(lines[max(0, number - 3) : number + 1])
        assert not found or re.search(r"(?:==|>) 1\b", near), (
            f"{module.name}:{number + 1}: {found[0]!r} também se diz de um só: use counted()"
        )


def test_its_bytes_are_always_the_same() -> None:
    assert reader_program.contents(Guide()) == reader_program.contents(Guide())


def test_without_docker_it_says_so_and_does_not_judge(program: Path) -> None:
    done = call(program, "volumes")
    assert done.returncode == 2
    assert "Não achei o comando docker" in done.stderr.decode()
    assert not done.stdout


def test_without_docker_the_exercises_are_listed(program: Path) -> None:
    """Quem ainda não tem o Docker vê o que há; o código e a mensagem dizem que nada se julgou."""
    done = call(program)
    told = done.stdout.decode()
    assert done.returncode == 2
    assert [line.split()[1] for line in told.splitlines() if line.startswith("  [")] == [
        one.name for one in ALL
    ]
    assert told.count("  [?] ") == len(ALL)
    assert "Não achei o comando docker" in done.stderr.decode()
    as_json = call(program, "--json")
    assert (as_json.returncode, json.loads(as_json.stdout)["problem"]) == (2, "no-docker")


@pytest.mark.parametrize("console", CONSOLES)
def test_no_console_makes_it_fall(program: Path, console: str) -> None:
    for words in (["--ajuda"], ["volume"], ["volumes", "--dica", "9"], ["volumes"]):
        done = call(program, *words, PYTHONIOENCODING=console)
        told = done.stdout + done.stderr
        assert b"Traceback" not in told and b"\x1b" not in told
        assert done.returncode == (0 if words == ["--ajuda"] else 2)


def test_an_unknown_name_brings_the_nearest(program: Path) -> None:
    done = call(program, "volume")
    assert done.returncode == 2
    assert "Parecidos: volumes" in done.stderr.decode()
    assert f"Para ver todos: {typed_for(program)}" in call(program, "xyz").stderr.decode()


def test_without_compose_only_what_needs_it_is_missing() -> None:
    class NoCompose(Replay):
        def compose_config(self, file: str) -> None:
            raise DockerError(NO_COMPOSE, "sem Compose")

    exercise = next(one for one in ALL if one.name == "compose-valores")
    result = judge(exercise, Scene(NoCompose({"file tente.yaml": "services: {}"})))
    assert [one.saw for one in result.verdicts] == ["sem Compose"] * 3


def test_an_unknown_option_shows_how_to_use_it(program: Path) -> None:
    done = call(program, "--dicas")
    assert done.returncode == 2
    assert "Não há a opção --dicas." in done.stderr.decode()
    assert f"Uso: {typed_for(program)}" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("volumes", 1),
        ("volumes --dica", 1),
        ("volumes --dica --dica", 2),
        ("volumes --dica --dica --dica", 3),
        ("volumes --dica 3", 3),
        ("--dica=2 volumes", 2),
        ("--dica 2 volumes", 2),
    ],
)
def test_the_hint_is_asked_in_many_ways(words: str, hint: int) -> None:
    options = options_of(words.split())
    assert (options.hint, options.exercises, options.problem) == (hint, ["volumes"], "")


def test_help_is_a_word_too(program: Path) -> None:
    for word in ("ajuda", "help", "--ajuda"):
        assert call(program, word).stdout.decode().startswith(f"Uso: {typed_for(program)}"), word


def test_the_memory_of_the_engine_is_told_once() -> None:
    """Quem ainda nada fez não lê o mesmo aviso em cada item."""
    exercise = next(one for one in ALL if one.name == "volumes")
    saws = [forgotten("não vi o «jogo»"), "", forgotten("não vi o «outro»")]
    verdicts = tuple(Verdict(item, saw) for item, saw in zip(exercise.items, saws, strict=False))
    said = report.told(Result(exercise, verdicts), 1)
    assert " ".join(said.split()).count(MEMORY) == 1
    assert "vi: não vi o «jogo»\n" in said


def test_a_lesson_or_an_exercise_is_named() -> None:
    def names(*words: str) -> list[str]:
        return [one.name for one in chosen(words, ALL)[0]]

    assert names("dados/volumes") == names("dados/volumes.md") == names("Volumes") == ["volumes"]
    assert names("portas") == ["portas"]
    assert names("containers/portas") == ["portas"]
    assert names("rede/portas") == ["portas-internas"]
    assert names("leitura") == names("erros/index") == ["leitura"]
    assert names("volumes", "volumes") == ["volumes"]
    assert chosen(["volumes", "nada"], ALL)[1] == "nada"
    assert "tag-push-pull" in nearest("push", ALL)


def test_the_report_for_a_teacher(program: Path, tmp_path: Path) -> None:
    docker = tmp_path / ("docker.bat" if os.name == "nt" else "docker")
    if os.name == "nt":
        pytest.skip("o docker de mentira deste teste é um script de shell")
    docker.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        '  \'version \'*) echo \'{"Client":{"Version":"29.1"},"Server":{"Version":"28.5"}}\';;\n'
        "  'compose version'*) echo v5.0.1;;\n"
        "  'context ls'*) echo 'default unix:///x.sock'; echo 'professor tcp://10.0.0.1';;\n"
        "  *) exit 0;;\n"
        "esac\n"
    )
    docker.chmod(0o755)
    done = call(program, "contextos", "volumes", "--json", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert done.returncode == 1, done.stderr.decode()
    report = json.loads(done.stdout)
    assert set(report) == {"format", "time", "docker", "exercises"}
    assert report["format"] == 1
    assert report["docker"] == {"client": "29.1", "engine": "28.5", "compose": "5.0.1"}
    first, second = report["exercises"]
    assert set(first) == {"name", "page", "title", "done", "items"}
    assert (first["name"], first["done"]) == ("contextos", False)
    assert first["items"][0]["saw"] == "o «professor» aponta para tcp://10.0.0.1"
    assert set(first["items"][0]) == {"goal", "done", "saw", "after"}
    assert second["items"][0]["saw"] == "não há um volume «placar»"
    assert second["items"][5]["after"] == 5


def test_what_was_not_checked_is_json_too(program: Path) -> None:
    for words, kind in (
        (["volumes"], "no-docker"),
        (["nada"], "unknown-exercise"),
        (["--dica=²"], "usage"),
    ):
        done = call(program, *words, "--json")
        report = json.loads(done.stdout)
        assert (done.returncode, report["exercises"], report["problem"]) == (2, [], kind)
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="o /dev/full é do Linux")
@pytest.mark.parametrize("words", [["--ajuda"], ["explica", "--ajuda"], ["volumes"]])
def test_a_reader_that_stops_is_no_fault(program: Path, words: list[str]) -> None:
    """Um `| head` que já saiu, na saída e nos erros, e um disco cheio."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone, Path("/dev/full").open("wb") as full:
        for place in (gone, full):
            done = subprocess.run(
                [oldest_python(), str(program), *words],
                env={"PATH": ""},
                stdout=place,
                stderr=place if place is gone else subprocess.PIPE,
            )
            assert done.returncode == 2
            assert b"Traceback" not in (done.stderr or b"")


def test_what_is_unexpected_is_not_something_missing(monkeypatch, capsys) -> None:
    """O Python sairia com 1, que quer dizer «falta algo», e mostraria o rastro."""

    def broken(_: object) -> None:
        raise AttributeError("x")

    monkeypatch.setattr(confere, "_check", broken)
    assert confere.main(["volumes"]) == 2
    assert "não conhece" in capsys.readouterr().err


def test_a_path_of_windows_names_a_lesson() -> None:
    assert [one.name for one in chosen([".\\dados\\volumes.md"], ALL)[0]] == ["volumes"]
