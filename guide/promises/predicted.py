"""«Preveja» oferece três saídas executadas, do mesmo tipo, e só uma é a do bloco."""

from itertools import permutations

from guide import predictions
from guide.console.compare import compare
from guide.page import GuideError, Page
from guide.predictions import Output, Prediction

CHOICE = '<div class="preveja-escolha"></div>'
"""Onde o JavaScript põe o botão que liga o «preveja» (`docs/assets/javascripts/preveja.js`)."""

LONGEST = 12
"""Linhas da saída mais comprida que se oferece: as três cabem numa tela."""


def outputs(page: Page) -> list[str]:
    """Cada pedido se lê, e as três saídas dele servem."""
    found: list[str] = []
    for line in predictions.marks(page):
        try:
            found += _of_one(predictions.read(page, line), f"{page.path}:{line}")
        except predictions.FAILURE as error:
            found.append(str(error))
    return found


def choice(page: Page) -> list[str]:
    """A página que pede previsões tem onde ligá-las, antes da primeira; as outras não têm."""
    first = next(predictions.marks(page), None)
    places = [number for number, line in enumerate(page.lines, 1) if line == CHOICE]
    if first is None:
        return [
            f"{page.path}:{number}: a página não pede previsão alguma; apague a linha {CHOICE}"
            for number in places
        ]
    if len(places) != 1 or places[0] > first:
        return [
            f"{page.path}:{first}: antes do primeiro «preveja» vem, uma vez só, a linha {CHOICE}, "
            "que dá lugar ao botão que o liga"
        ]
    return []


def _of_one(one: Prediction, place: str) -> list[str]:
    found = [
        f"{place}: {problem}" for output in one.outputs if (problem := _unfit(one.page, output))
    ]
    if not one.right.lines:
        found.append(f"{place}: o passo «{one.right.name}» não mostra nada: não há o que prever")
    programs = {_program(output) for output in one.outputs}
    if len(programs) > 1:
        found.append(
            f"{place}: as três saídas são de programas diferentes ({', '.join(sorted(programs))}): "
            "escolha as de comandos parecidos"
        )
    for first, second in permutations(one.outputs, 2):
        if compare(first.lines, second.lines, first.step.accepts) is None:
            found.append(
                f"{place}: a saída de «{second.name}» passaria pela de «{first.name}»: fora o que "
                "muda a cada execução, são iguais. Escolha outra."
            )
            break
    return found


def _unfit(page: Page, output: Output) -> str:
    if output.step.kind == "interrupt":
        return f"o passo «{output.name}» é um Ctrl+C, e não um comando"
    if len(output.lines) > LONGEST:
        return f"a saída de «{output.name}» tem mais de {LONGEST} linhas"
    executed = any(
        (shown.transcript, shown.section) == (output.transcript, output.section)
        for other in page.guide.pages
        for shown in _story(other)
    )
    return "" if executed else f"a seção de «{output.name}» não é da história de página alguma"


def _story(page: Page) -> list:
    try:
        return page.story
    except GuideError:
        return []  # `files.readable` o conta


def _program(output: Output) -> str:
    """O programa que o comando chama; o que se digita dentro de um container é do Docker."""
    if output.step.kind == "input":
        return "docker"
    words = output.step.text.split()
    return next((word for word in words if "=" not in word and word != "time"), "")
