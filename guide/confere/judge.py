"""O que se diz de um exercício: os itens feitos, e o que se viu nos outros."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from .checks import Exercise, Item, NotYet
from .docker import NO_COMPOSE, DockerError
from .scene import Scene


@dataclass(frozen=True)
class Verdict:
    """Um item: feito, se `saw` é vazio; senão, o que se viu no lugar.

    Com `after`, o que falta é o mesmo que falta no item deste número, a partir de 1: o remédio
    está lá.
    """

    item: Item
    saw: str = ""
    after: int = 0

    @property
    def done(self) -> bool:
        return not self.saw


@dataclass(frozen=True)
class Result:
    """Um exercício e o veredito de cada item, na ordem."""

    exercise: Exercise
    verdicts: tuple[Verdict, ...]

    @property
    def done(self) -> bool:
        return all(one.done for one in self.verdicts)

    @property
    def begun(self) -> bool:
        """Se algum item que não é uma ausência está feito."""
        return any(one.done and not one.item.absence for one in self.verdicts)


def judge(exercise: Exercise, scene: Scene) -> Result:
    """Olha cada item; sem o Compose, o que precisa dele falta. Levanta `DockerError`."""
    verdicts: list[Verdict] = []
    first: dict[str, int] = {}
    for number, item in enumerate(exercise.items, 1):
        try:
            item.look(scene)
        except (NotYet, DockerError) as missing:
            if isinstance(missing, DockerError) and missing.kind != NO_COMPOSE:
                raise
            saw = str(missing)
            verdicts.append(Verdict(item, saw, first.get(saw, 0)))
            first.setdefault(saw, number)
        else:
            verdicts.append(Verdict(item))
    return Result(exercise, tuple(verdicts))


def chosen(words: Sequence[str], exercises: Sequence[Exercise]) -> tuple[list[Exercise], str]:
    """Os exercícios que `words` nomeiam, pelo nome ou pela lição, e a primeira que não nomeia um.

    Uma lição se diz como no endereço, inteiro (`dados/volumes`) ou só o fim (`volumes`).
    """
    found: list[Exercise] = []
    for word in words:
        wanted = word.replace("\\", "/").removeprefix("./").strip("/").lower()
        wanted = wanted[:-3] if wanted.endswith(".md") else wanted
        by_name = [one for one in exercises if one.name == wanted]
        by_page = [one for one in exercises if wanted in (one.page, one.page.rpartition("/")[2])]
        matching = by_name or by_page
        if not matching:
            return found, word
        found += [one for one in matching if one not in found]
    return found, ""


def nearest(word: str, exercises: Sequence[Exercise]) -> list[str]:
    """Os nomes parecidos com `word`: os que o contêm e os que se escrevem quase igual."""
    names = [one.name for one in exercises]
    wanted = word.lower()
    inside = [name for name in names if len(wanted) > 2 and wanted in name]
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    return list(dict.fromkeys([*inside, *close]))[:5]
