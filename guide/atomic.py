"""Arquivos que se trocam de uma vez: uma interrupção não deixa meio arquivo, nem metade deles."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path


def write(texts: Mapping[Path, str]) -> None:
    """Grava cada texto no arquivo dele, como UTF-8: todos, ou, se algo dá errado antes, nenhum.

    Cada texto é escrito primeiro ao lado do arquivo; um Ctrl+C durante as trocas espera por elas.
    """
    with ExitStack() as stack:
        ready: list[tuple[Path, Path]] = []
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
            stack.callback(Path(name).unlink, missing_ok=True)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as temporary:
                temporary.write(text)
            with suppress(FileNotFoundError):
                shutil.copymode(file, name)
            ready.append((Path(name), file))
        with _uninterrupted():
            for temporary, file in ready:
                temporary.replace(file)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Adia um Ctrl+C, ou um pedido de término, para o fim do bloco.

    Não basta bloquear o sinal: num processo com mais threads, outra o receberia.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # só a principal recebe sinais
        return
    arrived: list[int] = []
    before = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # o Windows não tem o SIGHUP
        if number and signal.getsignal(number) is not None:
            before[number] = signal.signal(number, lambda number, _: arrived.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(arrived):
            signal.raise_signal(number)
