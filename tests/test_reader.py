"""Quem lê uma página: o que ele diz enquanto espera, e o que grava."""

from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from guide import reader as module
from guide.console.terminal import Result
from guide.page import Guide
from guide.reader import Reader, reader_environment


def test_a_slow_section_is_told_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    told = Event()
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        told.set()

    page = Guide().page("imagens/construcao")
    reader = Reader(SimpleNamespace(), tmp_path, say=say)
    with reader._telling(page, 0):
        assert told.wait(10), "ninguém avisou que a seção demora"
    assert f"{page.name}::{page.story[0].section}" in said[0]
    assert "^C" in said[0]


def test_recording_keeps_each_output_with_its_command(tmp_path: Path) -> None:
    """Gravar seção por seção não desloca as seguintes, mesmo que a primeira ganhe linhas."""
    text = "# --8<-- [start:{0}]\n$ echo {0}\n# --8<-- [end:{0}]\n"
    file = tmp_path / "ola.console"
    file.write_text(text.format("um") + text.format("dois"), encoding="utf-8")
    results = {2: Result(["um", "a mais"], 0)}
    story = SimpleNamespace(recorded=lambda: {"ola.console": results})
    reader = Reader(SimpleNamespace(), tmp_path, recording=True)
    reader._texts = {"ola.console": file.read_text(encoding="utf-8")}
    reader._record(tmp_path, story)
    results[5] = Result(["dois"], 0)
    reader._record(tmp_path, story)
    assert "$ echo um\num\na mais\n" in file.read_text(encoding="utf-8")
    assert "$ echo dois\ndois\n" in file.read_text(encoding="utf-8")


def test_the_variables_of_a_machine_that_tests_stay_out():
    env = {
        "CI": "true",
        "CIDADE": "Recife",
        "PYTEST_ADDOPTS": "--verbose",
        "COMPOSE_PROJECT_NAME": "outro",
        "BUILDKIT_PROGRESS": "plain",
        "DOCKER_HOST": "unix:///motor.sock",
    }
    assert reader_environment(Path("/t/exemplo"), env) == {
        "CIDADE": "Recife",
        "DOCKER_HOST": "unix:///motor.sock",
        "XDG_RUNTIME_DIR": "/t",
        "PIP_QUIET": "1",
    }
