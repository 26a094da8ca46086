"""O que se diz na tela, e o JSON para quem ensina."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from typing import Any

from .checks import MEMORY, Exercise
from .judge import Result, Verdict
from .scene import Scene
from .typed import WIDTH, typed

FORMAT = 1
"""A versão do JSON: só muda se um campo muda de nome ou de sentido."""

LEVELS = 3


def told(result: Result, hint: int) -> str:
    """O resultado de um exercício: os itens e, nos que faltam, o que se viu e a dica `hint`."""
    exercise = result.exercise
    lines = [f"{exercise.title} ({exercise.page})", ""]
    for number, verdict in enumerate(result.verdicts, 1):
        lines.append(f"  {_mark(verdict.done)} {number}. {verdict.item.goal}")
        if not verdict.done:
            lines += _missing(verdict, hint)
    if any(MEMORY in one.saw and not one.after for one in result.verdicts):
        lines += ["", *textwrap.wrap(MEMORY, WIDTH)]
    lines.append("")
    if result.done:
        lines.append("Feito!")
    else:
        missing = sum(not one.done for one in result.verdicts)
        lines.append(f"{'Falta um item' if missing == 1 else f'Faltam {missing} itens'}.")
        if exercise.when:
            lines.append(f"Confira {exercise.when}.")
        if hint < LEVELS:
            lines.append(typed(f"Outra dica: python confere.pyz {exercise.name} --dica {hint + 1}"))
    return "\n".join(lines)


def _missing(verdict: Verdict, hint: int) -> list[str]:
    if verdict.after:
        return [f"       depende do item {verdict.after}"]
    saw = verdict.saw.replace(f". {MEMORY}", "")
    return [f"       vi: {saw}", f"       dica: {verdict.item.hints[hint - 1]}"]


def _mark(done: bool) -> str:
    return "[x]" if done else "[ ]"


def listing(results: Sequence[Result]) -> str:
    """Todos os exercícios, por lição, e quais estão feitos."""
    marks = ["[x]" if one.done else "[~]" if one.begun else "[ ]" for one in results]
    lines = _named([one.exercise for one in results], marks)
    done = sum(one.done for one in results)
    return "\n".join(
        [
            *lines,
            "",
            f"Feitos: {done} de {len(results)}, pelo que há agora no seu Docker e nesta pasta; "
            "[~] é um começado.",
            typed("Um de cada vez: python confere.pyz NOME"),
        ]
    )


def unjudged(exercises: Sequence[Exercise]) -> str:
    """Todos os exercícios, para quem não tem um motor que responda."""
    lines = _named(exercises, ["[?]"] * len(exercises))
    return "\n".join([*lines, "", "São os exercícios do guia. Nenhum se conferiu ([?]):", ""])


def _named(exercises: Sequence[Exercise], marks: Sequence[str]) -> list[str]:
    width = max(len(one.name) for one in exercises)
    return [f"  {mark} {one.name:<{width}}  {one.title}" for one, mark in zip(exercises, marks)]


def as_json(results: Sequence[Result], scene: Scene) -> dict[str, Any]:
    """O relatório para quem ensina; nada nele diz de quem é a máquina."""
    engine = any(one.exercise.engine for one in results)
    return {
        "format": FORMAT,
        "time": _now(),
        "docker": {**scene.version, "compose": scene.compose_version} if engine else None,
        "exercises": [
            {
                "name": one.exercise.name,
                "page": one.exercise.page,
                "title": one.exercise.title,
                "done": one.done,
                "items": [
                    {
                        "goal": verdict.item.goal,
                        "done": verdict.done,
                        "saw": verdict.saw or None,
                        "after": verdict.after or None,
                    }
                    for verdict in one.verdicts
                ],
            }
            for one in results
        ],
    }


def not_checked(problem: str) -> dict[str, Any]:
    """O relatório de quando não se conferiu; `problem` é uma palavra fixa, como `no-docker`."""
    return {
        "format": FORMAT,
        "time": _now(),
        "docker": None,
        "exercises": [],
        "problem": problem,
    }


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0).isoformat()
