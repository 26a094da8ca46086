"""A pasta onde o motor privado fica guardado entre uma execução e outra.

Segue a XDG Base Directory Specification: `$XDG_CACHE_HOME`, ou `~/.cache`.

    python -m guide clean    # o que `make clean` chama
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from guide.engine.failure import EngineError

try:
    import fcntl
except ImportError:  # Windows: lá não há motor privado, e duas execuções não se esperam
    fcntl = None

NAME = "docker-em-portugues"


def directory() -> Path:
    """A pasta de cache do projeto; pode ainda não existir."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / NAME


@contextmanager
def lock(path: Path, say: Callable[[str], None]) -> Iterator[IO[str]]:
    """Só uma execução por vez usa o motor; a segunda avisa e espera.

    Quem segura a trava é o arquivo aberto: morto o processo (e o motor, que herda o arquivo),
    o kernel a solta. Por isso não existe trava velha.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if fcntl is None:
            yield file
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("outra execução está usando o motor; esperando que ela termine (Ctrl+C desiste)…")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def is_free(path: Path) -> bool:
    """Se ninguém segura a trava `path`; onde não se pode saber, não."""
    if fcntl is None:
        return False
    try:
        with path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def size(path: Path) -> int:
    """Bytes ocupados em disco por tudo que há em `path`, sem seguir links."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(Path(folder, name)).st_blocks * 512
            except FileNotFoundError:
                continue
    return total


def clean() -> str:
    """Remove a pasta de cache e diz o que removeu.

    Levanta `EngineError` se uma execução estiver usando o motor.
    """
    path = directory()
    if not path.exists():
        return f"Nada em {path}."
    if fcntl is not None and not all(map(is_free, [*path.glob("lock"), *path.glob("*/*/lock")])):
        raise EngineError(f"Uma execução está usando {path}: espere que ela termine.")
    freed = size(path)
    shutil.rmtree(path)
    return f"Removido: {path} ({freed / 1e6:.0f} MB)."


def main() -> None:
    """Remove o cache e diz o que removeu."""
    try:
        print(clean())
    except EngineError as error:
        sys.exit(str(error))
