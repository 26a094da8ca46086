"""A fronteira com os outros programas; os testes a substituem."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from guide.engine.failure import EngineError


def run(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float | None = None,
    stdin: str | None = None,
) -> str:
    """Executa `command` até o fim e devolve a sua saída padrão, sem espaços nas pontas.

    `timeout` em segundos. Levanta `EngineError` com o comando e o que ele escreveu, se ele
    não existir, terminar com erro ou passar do tempo.
    """
    words = [str(word) for word in command]
    shown = " ".join(words)
    try:
        done = subprocess.run(
            words, env=env, cwd=cwd, timeout=timeout, input=stdin, text=True, capture_output=True
        )
    except FileNotFoundError:
        raise EngineError(f"O programa {words[0]!r} não existe nesta máquina.") from None
    except subprocess.TimeoutExpired:
        raise EngineError(f"O comando não terminou em {timeout:g} s: {shown}") from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-2000:]
        raise EngineError(f"O comando falhou ({done.returncode}): {shown}\n{said}")
    return done.stdout.strip()


def show(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Executa `command` com a saída à vista da pessoa: é para o que demora.

    Levanta `EngineError` se ele não existir ou terminar com erro.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise EngineError(f"O programa {words[0]!r} não existe nesta máquina.") from None
    if done.returncode:
        raise EngineError(
            f"O comando falhou ({done.returncode}); o motivo está logo acima: {' '.join(words)}"
        )
