"""A pasta de cache: onde fica, a vez de cada execução e a limpeza."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.engine import cache
from guide.engine.failure import EngineError

HOLD = """
import sys
from collections.abc import Iterator
from pathlib import Path
from guide.engine import cache
with cache.lock(Path(sys.argv[1]), print):
    print("com a trava", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return cache.directory()


@pytest.fixture
def other_run(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Outra execução, que segura a trava até a sua entrada padrão fechar."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home / "lock")],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "com a trava\n"
        yield process


def test_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "relativo")  # a norma manda ignorar
    assert cache.directory() == tmp_path / ".cache" / cache.NAME
    monkeypatch.setenv("XDG_CACHE_HOME", "/outro")
    assert cache.directory() == Path("/outro") / cache.NAME


def test_second_run_says_so_and_waits(home: Path, other_run: subprocess.Popen[str]) -> None:
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        assert other_run.stdin is not None
        other_run.stdin.close()  # a primeira termina enquanto a segunda espera

    with cache.lock(home / "lock", say):
        assert said == [
            "outra execução está usando o motor; esperando que ela termine (Ctrl+C desiste)…"
        ]


def test_killed_run_leaves_no_lock(home: Path, other_run: subprocess.Popen[str]) -> None:
    other_run.kill()
    other_run.wait()
    said: list[str] = []
    with cache.lock(home / "lock", said.append):
        assert said == []


def test_clean_removes_the_cache_and_tells_its_size(home: Path) -> None:
    (home / "28.5").mkdir(parents=True)
    (home / "28.5" / "dados").write_bytes(b"x" * 2_000_000)
    assert cache.clean() == f"Removido: {home} (2 MB)."
    assert not home.exists() and home.parent.exists()
    assert cache.clean() == f"Nada em {home}."


def test_clean_waits_for_no_one(home: Path, other_run: subprocess.Popen[str]) -> None:
    with pytest.raises(EngineError, match="Uma execução está usando"):
        cache.clean()
    assert home.exists()
