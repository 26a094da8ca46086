"""A pasta temporária de uma execução, que some com ela: se não ao fim, no começo da seguinte."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide.engine import cache

PREFIX = "docker-em-portugues-"
_LOCK = ".em-uso"
_NEW = ".nova"


@contextmanager
def folder() -> Iterator[Path]:
    """Dá uma pasta nova; antes, remove as de execuções que morreram sem limpar (um SIGKILL).

    A dona de uma pasta segura uma trava nela (flock(2)): o kernel a solta com a morte do processo.
    """
    _remove_orphans()
    path = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with cache.lock(path / _NEW, print):
            (path / _NEW).rename(path / _LOCK)  # outra execução só a vê quando já está segura
            yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _remove_orphans() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        if cache.is_free(path):
            shutil.rmtree(path.parent, ignore_errors=True)
