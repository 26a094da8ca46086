"""A folha de consulta só tem comandos executados."""

import re
from pathlib import Path

from guide.console.parse import TranscriptError
from guide.page import GuideError, Page

PAGE = Path("docs/consulta/cola.md")
_COMMAND = re.compile(r"\| `(?P<command>[^`]+)` \|")


def executed(page: Page) -> list[str]:
    """Se `page` é a folha, todo comando dela é executado, igual, na transcrição da página."""
    if page.path != PAGE:
        return []
    try:
        ran = {step.text for step in page.steps}
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    return [
        f"{PAGE}:{number}: o comando `{cell['command']}` não é executado por nenhuma transcrição "
        "da página; ponha-o, igual, numa delas"
        for number, line in enumerate(page.lines, 1)
        if (cell := _COMMAND.match(line)) and cell["command"] not in ran
    ]
