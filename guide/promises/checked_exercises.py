"""O que o `confere.pyz` confere, a página diz como; e não manda conferir o que ele não conhece."""

import re

from guide.page import Page
from guide.practice import pages

_CALL = re.compile(rf"`(?P<call>{re.escape(pages.CALL)}(?: [^`]+)?)`")


def told(page: Page) -> list[str]:
    """A página diz, fora da solução e antes dela, como se confere cada exercício seu."""
    found: list[str] = []
    for exercise in pages.exercises_of(page):
        wanted = pages.sentence(page, exercise)
        try:
            pages.place(page, exercise)
        except (LookupError, StopIteration):
            found.append(
                f"{page.path}: o confere conhece o exercício «{exercise.name}», e a página não tem "
                "uma solução executada"
            )
        if wanted not in page.lines or page.in_solution(page.lines.index(wanted) + 1):
            found.append(
                f"{page.path}: antes da solução do exercício «{exercise.name}», escreva numa linha "
                f"só dela: {wanted}"
            )
    return found


def known(page: Page) -> list[str]:
    """O que a página manda digitar para conferir é um exercício que há."""
    return [
        f"{page.path}:{number}: o confere não conhece o exercício de «{match['call']}»"
        for number, line in enumerate(page.lines, 1)
        for match in _CALL.finditer(line)
        if match["call"] not in pages.CALLS
        and match["call"] != pages.CALL
        and page.name != pages.TEACHES
    ]
