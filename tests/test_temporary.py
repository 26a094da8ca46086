"""A pasta temporária de uma execução: some com ela, e a de uma que morreu some na seguinte."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from guide import temporary
from guide.engine import cache

DIE = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from guide import temporary
with temporary.folder() as folder:
    (folder / "resto").write_text("algo")
    print(folder, flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Onde ficam as pastas temporárias, só neste teste."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_gone_at_the_end(place: Path) -> None:
    with temporary.folder() as folder:
        assert folder.parent == place
        (folder / "arquivo").touch()
    assert list(place.iterdir()) == []


def test_the_next_run_removes_what_a_killed_one_left(place: Path) -> None:
    (place / "docker-em-portugues-da-pessoa").mkdir()  # sem a trava, não é de execução alguma
    with subprocess.Popen(
        [sys.executable, "-c", DIE, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        left = Path(other.stdout.readline().strip())
        with temporary.folder():
            assert (left / "resto").exists(), "a pasta de uma execução viva foi removida"
        other.stdin.close()
    assert left.exists(), "o processo devia ter morrido sem limpar"
    with temporary.folder():
        assert not left.exists()
    assert [path.name for path in place.iterdir()] == ["docker-em-portugues-da-pessoa"]


def test_a_run_that_begins_beside_another_keeps_its_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entre criar a trava e segurá-la, outra execução faz a faxina dela."""
    lock = cache.lock

    @contextmanager
    def late(path: Path, say: Callable[[str], None]) -> Iterator[IO[str]]:
        path.touch()
        (path.parent / "arquivo").touch()
        temporary._remove_orphans()
        with lock(path, say) as file:
            yield file

    monkeypatch.setattr(cache, "lock", late)
    with temporary.folder() as folder:
        assert (folder / "arquivo").exists(), "a outra execução removeu a pasta desta"
