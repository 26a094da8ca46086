"""O trabalho dividido: todas as respostas, as faltas ditas, e nada que fique para trás."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guide.mutation.workers import WorkerError, spread


@contextmanager
def station(folder: Path) -> Iterator[Callable[[str], tuple[int, str]]]:
    """Um posto que anota quem está nele; os trabalhos que se chamam como um defeito o têm."""
    here = folder / str(os.getpid())

    def do(job: str) -> tuple[int, str]:
        if job == "falha":
            raise ValueError("não deu")
        if job == "morre":
            here.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if job == "espera":
            signal.pause()
        return os.getpid(), job.upper()

    try:
        here.touch()
        yield do
    finally:
        here.unlink(missing_ok=True)


def test_each_job_is_done_once_by_processes_that_end(tmp_path: Path) -> None:
    jobs = list("abcdefgh")
    found = list(spread(station, [tmp_path, tmp_path], jobs))
    assert sorted((job, answer[1]) for job, answer in found) == [(one, one.upper()) for one in jobs]
    assert os.getpid() not in {answer[0] for _, answer in found}
    assert list(tmp_path.iterdir()) == []


def test_more_posts_than_jobs(tmp_path: Path) -> None:
    assert list(spread(station, [tmp_path] * 3, [])) == []
    assert len(list(spread(station, [tmp_path] * 3, ["a"]))) == 1


@pytest.mark.parametrize(
    ("job", "error"), [("falha", ValueError("não deu")), ("morre", WorkerError("fazendo: morre"))]
)
def test_a_failure_comes_out_and_the_others_stop(
    tmp_path: Path, job: str, error: Exception
) -> None:
    with pytest.raises(type(error), match=str(error)):
        list(spread(station, [tmp_path, tmp_path], ["espera", job]))
    assert list(tmp_path.iterdir()) == []


def test_who_stops_asking_leaves_no_process(tmp_path: Path) -> None:
    found = spread(station, [tmp_path, tmp_path], ["a", "espera"])
    next(found)
    found.close()
    assert list(tmp_path.iterdir()) == []
