"""De onde vem uma saída: a lição e a seção que a mostram, e os comandos que levaram a ela.

Quem errou um «preveja» (veja `guide.predictions`) viu a saída de outro momento do guia, às vezes de
um container que nunca encontrou: o nome da lição e o que veio antes do comando dizem por que ela é
assim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.page import Page
from guide.predictions import Output, Prediction
from guide.promises import search
from guide.site.page_terminal import reads

_VISIT = re.compile(r"curl\b")
"""Visitar quase nunca explica o que vem depois; o que pôs a aplicação no ar, sim."""


@dataclass(frozen=True)
class Origin:
    """Onde `page` mostra uma saída: a linha, e a âncora e o título da seção, vazios antes dela.

    `commands` acaba no que a mostrou; os de antes são os que fizeram o estado em que ele respondeu.
    """

    page: Page
    line: int
    anchor: str
    heading: str
    commands: tuple[str, ...]


def of(one: Prediction, output: Output) -> Origin:
    """A origem de `output`: nesta página, se ela também a mostra; senão, na primeira que a mostra.

    Levanta `StopIteration` se nenhuma a mostra, o que `guide.promises.predicted` recusa.
    """
    page, index = next(_places(one, output))
    line = page.story[index].line
    above = [(two.line, anchor, two) for anchor, two in search.anchors(page).items()]
    _, anchor, heading = max((two for two in above if two[0] <= line), default=(0, "", None))
    here = page.sections[index].steps
    before = [step for step in here[: output.index - 1] if not reads(step)]
    same = output.step.text == one.right.step.text
    if not before and (same or page is not one.page):
        earlier = [step for section in page.sections[:index] for step in section.steps]
        before = [step for step in earlier if not reads(step) and not _VISIT.match(step.text)][-1:]
    return Origin(
        page,
        line,
        anchor,
        re.sub(r"[`*]", "", heading.title) if heading else "",
        tuple(step.shown for step in (*before, output.step)),
    )


def title(page: Page) -> str:
    """O título de `page`, sem as marcas."""
    found = next((line[2:] for line in page.lines if line.startswith("# ")), page.name)
    return re.sub(r"[`*]", "", found)


def _places(one: Prediction, output: Output) -> Iterator[tuple[Page, int]]:
    for page in (one.page, *one.page.guide.pages):
        for index, shown in enumerate(page.story):
            if (shown.transcript, shown.section) == (output.transcript, output.section):
                yield page, index
