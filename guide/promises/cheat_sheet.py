"""A folha de consulta só tem comandos executados."""

import re
from pathlib import Path

from guide.page import Guide, Page

PAGE = Path("docs/consulta/cola.md")
_COMMAND = re.compile(r"^\| `(?P<command>[^`]+)` \|", re.MULTILINE)


def executed(guide: Guide) -> list[str]:
    """Todo comando da folha de consulta é executado, igual, na transcrição da própria página."""
    if not guide.is_file(PAGE):
        return []
    page = Page(PAGE, guide)
    ran = {step.text for step in page.steps}
    return [
        f"{PAGE}: o comando `{cell['command']}` não é executado por nenhuma transcrição da página"
        for cell in _COMMAND.finditer(page.text)
        if cell["command"] not in ran
    ]
