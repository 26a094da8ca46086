"""O que a página diz de um exercício, e em que ponto da história dela ele está feito."""

import posixpath
import re

from guide.confere.checks import Exercise
from guide.confere.exercises import ALL
from guide.page import Page

TEACHES = "pratique/confere.md"
"""A página que ensina a usar o programa."""

CALL = "python3 confere.pyz"

DONE_AT = {
    "construcao": "solucao",
    "diario": "le-log",
    "menos-poderes": "compose-recusa",
    "o-que-nao-isola": "solucao",
    "o-que-sao": "solucao",
    "portas": "solucao",
    "senhas-dns-e-proxy": "solucao",
}
"""A seção depois da qual se confere, onde não é a última da solução: a que vem depois desfaz."""


CALLS = frozenset(f"{CALL} {one.name}" for one in ALL)
"""O que se digita para conferir cada exercício: a promessa `exercises` diz onde."""


def exercises_of(page: Page) -> list[Exercise]:
    """Os exercícios de `page` que o programa confere."""
    return [one for one in ALL if one.page == page.address]


def call(exercise: Exercise) -> str:
    """O que se digita para conferir o exercício."""
    return f"{CALL} {exercise.name}"


def sentence(page: Page, exercise: Exercise) -> str:
    """A linha que, na página, diz quando e como se confere o exercício."""
    link = posixpath.relpath(TEACHES, posixpath.dirname(page.name))
    when = re.sub("[«»]", "`", exercise.when) or "ao acabar"
    return f"[Confira]({link}) {when}: `{call(exercise)}`."


def place(page: Page, exercise: Exercise) -> tuple[int, int]:
    """As seções da história de `page` entre as quais o exercício se faz.

    A primeira é a última que se vive antes da solução (-1 se não há), e a outra, aquela depois da
    qual ele está feito. Levanta `LookupError` se a página não tem uma solução executada.
    """
    inside = [index for index, shown in enumerate(page.story) if page.in_solution(shown.line)]
    if not inside:
        raise LookupError(f"{page.path}: não há uma solução executada")
    last = page.story[inside[-1]].line
    solution = next(lines for lines in page.solutions if last in lines)
    inside = [index for index in inside if page.story[index].line in solution]
    wanted = DONE_AT.get(exercise.name)
    names = {page.story[index].section: index for index in inside}
    return inside[0] - 1, names[wanted] if wanted else inside[-1]
