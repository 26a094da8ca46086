"""O que a suíte espera calada, a página anuncia: um comando com `# retry: yes` repete-se."""

import re

from guide.console.parse import TranscriptError
from guide.page import ONLY_SHOWS, GuideError, Page

_WAIT = re.compile(r"esper|segundo|instante|demora|minuto", re.IGNORECASE)
_AGAIN = re.compile(r"\brepita|\bde novo\b|\boutra vez\b|\bdigite-o até\b", re.IGNORECASE)


def announced(page: Page) -> list[str]:
    """O texto logo antes do bloco manda esperar e, se preciso, repetir o comando."""
    if page.path.as_posix() in ONLY_SHOWS:
        return []
    try:
        pairs = list(zip(page.story, page.sections, strict=True))
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    found: list[str] = []
    for shown, section in pairs:
        text = _before(page, shown.line)
        if section.retry and not (_WAIT.search(text) and _AGAIN.search(text)):
            found.append(
                f"{page.path}:{shown.line}: a suíte repete a seção «{shown.section}» até dar "
                "certo, e o leitor não sabe que precisa esperar. Diga antes do bloco: «Espere uns "
                "segundos. Se aparecer …, repita o comando.»; ou tire o «# retry: yes»"
            )
    return found


def _before(page: Page, line: int) -> str:
    """O texto entre o bloco anterior, ou o título, e a cerca da linha `line`."""
    kept: list[str] = []
    for text in reversed(page.lines[: line - 1]):
        if text.lstrip().startswith(("```", "#", "--8<--")):
            break
        kept.append(text)
    return " ".join(reversed(kept))
