"""Em que ordem a suíte roda: os grupos que demoram mais primeiro, para que ninguém espere no fim.

As durações são as da última corrida nesta máquina, guardadas no cache; sem elas, estimativas.
"""

import json
from collections.abc import Mapping

from guide.engine import cache

FILE = "durations.json"
WHOLE_RUN = "corrida inteira"

_STEP = 0.35
"""Segundos que um passo de uma página costuma levar."""


def known() -> dict[str, float]:
    """Segundos que cada grupo levou da última vez; vazio se não se sabe."""
    try:
        return json.loads((cache.directory() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def remember(durations: Mapping[str, float]) -> None:
    """Guarda as durações de grupos, em segundos, por cima das que se sabiam."""
    file = cache.directory() / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".novo")
    temporary.write_text(json.dumps(known() | dict(durations), indent=1), encoding="utf-8")
    temporary.replace(file)


def estimate(steps: int) -> float:
    """Segundos que uma página de `steps` passos deve levar."""
    return steps * _STEP
