"""O que é caro se faz uma vez por execução, por mais processos que ela tenha."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

Once = Callable[[str, Callable[[Path], object]], Path]


def test_made_once(once: Once) -> None:
    """Quem chega enquanto outro faz espera que ele termine, e recebe a mesma pasta, cheia."""
    began, waiting = Event(), Event()
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        began.set()
        waiting.wait(60)
        (folder / "pronto").touch()

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once, "uma vez", make)
        assert began.wait(60)
        second = threads.submit(once, "uma vez", make)
        waiting.set()
        assert first.result() == second.result()
    assert len(made) == 1
    assert (made[0] / "pronto").exists()


def test_a_failure_is_told_and_tried_again(once: Once) -> None:
    """Uma pasta pela metade não é dada a ninguém."""

    def fail(folder: Path) -> None:
        (folder / "resto").touch()
        raise OSError("acabou o disco")

    with pytest.raises(OSError, match="acabou o disco"):
        once("de novo", fail)
    folder = once("de novo", lambda folder: (folder / "inteiro").touch())
    assert [file.name for file in folder.iterdir()] == ["inteiro"]
