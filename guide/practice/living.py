"""Enquanto a suíte lê uma página num motor, o `confere.pyz` olha: antes da solução, e depois."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from guide.confere.checks import Exercise
from guide.confere.docker import Docker
from guide.confere.judge import Result, judge
from guide.confere.scene import Scene
from guide.engine.inventory import Inventory
from guide.engine.session import Engine
from guide.page import Page
from guide.practice import pages, recorded
from guide.reader import Reader


class DockerSince(Docker):
    """O Docker que só lembra do que aconteceu de `since` (nanossegundos) em diante.

    O motor da suíte leu outras páginas antes: o que elas fizeram não é o começo de um exercício.
    """

    def __init__(self, env: Mapping[str, str], folder: Path, since: int) -> None:
        super().__init__(env, folder)
        self._since = since

    def events(self) -> list[dict[str, Any]]:
        """O que aconteceu desde então."""
        return [one for one in super().events() if one["timeNano"] >= self._since]


def problems(page: Page, index: int, reader: Reader, engine: Engine, *, record: bool) -> list[str]:
    """O que o programa diz de errado dos exercícios de `page`, vivida por `reader` até `index`.

    Antes da solução, nenhum pode estar feito; depois, todos. O que ele viu depois é gravado, se não
    estava ainda, ou outra vez, com `record`. Olhar não pode mudar nada no motor.
    """
    found: list[str] = []
    for exercise in pages.exercises_of(page):
        before, done = pages.place(page, exercise)
        if index not in (before, done):
            continue
        since = reader.began if index == before else 0
        docker = recorded.Recorder(DockerSince(engine.env, reader.folder, since))
        inventory = Inventory.take(engine.env) if index == done else None
        result = judge(exercise, Scene(docker))
        if index == before and result.done:
            found.append(f"{page.path}: nada foi feito, e o confere «{exercise.name}» diz que sim")
        if inventory is None:
            continue
        if changes := _changes(inventory, Inventory.take(engine.env)):
            found.append(f"{page.path}: o confere «{exercise.name}» mudou o motor: {changes}")
        if not result.done:
            found.append(_says(page, exercise, result))
        elif record or not recorded.file_of(exercise.name, engine.version).exists():
            docker.save(recorded.file_of(exercise.name, engine.version))
    return found


def _changes(before: Inventory, after: Inventory) -> str:
    """O que há de novo ou a menos; um container que some é um `--rm`, que ainda acabava."""
    made, gone = after - before, replace(before - after, containers=frozenset())
    return "; ".join(
        sorted(one for kind in (made, gone) for ids in vars(kind).values() for one in ids)
    )


def _says(page: Page, exercise: Exercise, result: Result) -> str:
    missing = [f"  - {one.item.goal}: {one.saw}" for one in result.verdicts if not one.done]
    told = f"{page.path}: a solução foi seguida, e o confere «{exercise.name}» diz que falta:"
    return "\n".join([told, *missing])
