"""`make mutants`: o que imprime, o código com que sai, e o que deixa para trás."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guide.engine.failure import EngineError
from guide.mutation import command, recordings
from guide.page import ROOT, Guide


def options(**changed: object) -> argparse.Namespace:
    return argparse.Namespace(**{"engine": 0, "seed": "1", "kind": "", "page": "", **changed})


def test_the_report_of_a_guide(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    good = command.run(root, options(kind="saída: "), said.append)
    printed = capsys.readouterr().out
    assert good, printed
    assert said[0] == "17 mutantes a julgar sem motor"
    assert "Taxa de morte: 100,0%" in printed
    assert "No motor: 0 de 0 comandos e arquivos, semente 1." in printed


def test_a_survivor_is_a_failure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not command.run(root, options(kind="página: título"), lambda line: None)
    assert "Sobreviventes:\n  docs/pagina.md:20: página: título" in capsys.readouterr().out


def test_only_the_mutants_of_a_page(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.run(root, options(kind="código de saída: tirado", page="pagina.md"), lambda line: None)
    assert "Taxa de morte: 100,0% (1 de 1" in capsys.readouterr().out
    with pytest.raises(command.GuideError, match="Nenhum mutante é do tipo pedido"):
        command.run(root, options(kind="saída", page="outra"), lambda line: None)


@contextmanager
def no_engine(*_: object, **__: object) -> Iterator[None]:
    raise EngineError("não há motor")
    yield


def test_a_page_without_a_recording_needs_an_engine_first(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "open_engines", no_engine)
    recordings.file_of(Guide(root).page("pagina")).unlink()
    with pytest.raises(EngineError, match="não há motor"):
        command.run(root, options(kind="saída"), lambda line: None)


def test_a_wrong_page_is_one_message() -> None:
    with pytest.raises(SystemExit, match=r"Não há a página .*Parecidas: imagens/construcao"):
        command.main(["--page", "imagens/construcoa.md"])


def test_a_wrong_kind_is_one_message(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ROOT", root)
    with pytest.raises(SystemExit, match=r"^Nenhum mutante é do tipo pedido.*"):
        command.main(["--engine", "0", "--kind", "nada"])


def test_ctrl_c_is_one_line_and_leaves_no_process(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "guide", "mutants", "--engine", "0", "--kind", "página"]
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words, cwd=ROOT, env=env, text=True, stdout=pipe, stderr=pipe, start_new_session=True
    ) as process:
        assert process.stdout.readline().endswith("mutantes a julgar sem motor]\n")
        os.killpg(process.pid, signal.SIGINT)
        # Todos herdam os dois canais, que só acabam quando o último processo morre. Perguntar pelo
        # grupo não serve: um zumbi que o init da máquina não recolheu ainda conta.
        _, said = process.communicate(timeout=300)
    assert (process.returncode, said.count("\n")) == (1, 1), said
    assert said.startswith("Interrompido")
