"""O exercício: quem o faz sozinho precisa dos nomes que a solução, e o que vem depois, usam."""

import re

from guide.console.parse import TranscriptError
from guide.page import GuideError, Page

_MADE = re.compile(
    r"--name[= ](?P<container>[\w.-]+)"
    r"|\b(?:volume|network) create (?:.* )?(?P<thing>[\w.-]+)$"
    r"|\bcontext create (?P<context>[\w.-]+)"
    r"|(?:--tag[= ]|-t )(?P<image>[\w./:-]+)",
    re.MULTILINE,
)


def named(page: Page) -> list[str]:
    """O que uma solução cria tem o nome dito no enunciado, ou num comando de antes."""
    try:
        story = list(zip(page.story, page.sections, strict=True))
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    found: list[str] = []
    for solution in page.solutions:
        typed = [one for shown, one in story if shown.line < solution.start]
        commands = [step.text for section in typed for step in section.steps]
        said = "\n".join([*_statement(page, solution.start), *commands])
        for shown, section in story:
            if shown.line in solution:
                found += [
                    f"{page.path}:{shown.line}: a solução cria «{name}», e o enunciado não diz "
                    "esse nome: quem faz o exercício sozinho daria outro. Diga-o antes da solução"
                    for step in section.steps
                    if not step.exit_code
                    for made in _MADE.finditer(step.text)
                    if (name := next(filter(None, made.groups()))) not in said
                ]
    return list(dict.fromkeys(found))


def _statement(page: Page, line: int) -> list[str]:
    """As linhas da página entre o título anterior e a linha `line`."""
    lines = page.lines[: line - 1]
    start = max((number for number, text in enumerate(lines) if text.startswith("## ")), default=0)
    return lines[start:]
