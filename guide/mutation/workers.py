"""Um trabalho dividido entre processos, que não deixa nada para trás.

Cada processo recebe um posto (um motor, por exemplo), nele fica até o fim e faz um trabalho de cada
vez. Quem decide parar é só o processo que coordena: um Ctrl+C chega a todos, mas os outros o
ignoram e esperam o pedido dele, para que a faxina de cada um não seja interrompida.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, TypeVar

Post = TypeVar("Post")
Job = TypeVar("Job")
Answer = TypeVar("Answer")
Station = Callable[[Post], AbstractContextManager[Callable[[Job], Answer]]]
"""O que um processo abre no seu posto: dá a função que faz um trabalho, e fecha tudo no fim."""


class WorkerError(Exception):
    """Um processo morreu sem responder."""


def spread(
    station: Station[Post, Job, Answer], posts: Sequence[Post], jobs: Sequence[Job]
) -> Iterator[tuple[Job, Answer]]:
    """Cada trabalho com a resposta dele, na ordem em que acabam; um processo por posto.

    `station` é uma função de módulo, e tudo o que passa entre os processos é simples de copiar. A
    exceção de um trabalho sai daqui, e os outros param. Levanta `WorkerError` se um processo morre.
    """
    context = multiprocessing.get_context("spawn")
    processes: dict[Connection, multiprocessing.process.BaseProcess] = {}
    doing: dict[Connection, Job] = {}
    waiting = iter(jobs)
    try:
        for post in posts[: len(jobs)]:
            mine, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, station, post))
            process.start()
            theirs.close()
            processes[mine] = process
            doing[mine] = next(waiting)
            mine.send(doing[mine])
        while doing:
            for one in wait(list(doing)):
                try:
                    answer, error = one.recv()
                except EOFError:
                    raise WorkerError(f"Um processo morreu fazendo: {doing[one]}") from None
                if error:
                    raise error
                job = doing.pop(one)
                with suppress(StopIteration):
                    doing[one] = next(waiting)
                    one.send(doing[one])
                yield job, answer
    finally:
        for one in processes:
            one.close()  # quem espera trabalho acaba aqui
        for one, process in processes.items():
            if one in doing:
                process.terminate()
            process.join()


@contextmanager
def interrupted_once(*numbers: int) -> Iterator[None]:
    """O primeiro sinal de `numbers` interrompe, como um Ctrl+C; os outros não param a faxina."""

    def handle(number: int, frame: FrameType | None) -> None:
        for one in numbers:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {one: signal.signal(one, handle) for one in numbers}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _work(pipe: Connection, station: Station[Any, Any, Any], post: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = (KeyboardInterrupt, EOFError, BrokenPipeError)
    with suppress(*ended), interrupted_once(signal.SIGTERM), station(post) as do:
        while True:
            job = pipe.recv()
            try:
                answer = (do(job), None)
            except Exception as error:
                answer = (None, error)
            pipe.send(answer)
