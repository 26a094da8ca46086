"""As imagens das páginas ainda recebem correções, ou a página avisa que não.

A tabela tem a data em que cada uma deixa de as receber, e de onde ela veio; uma tag nova precisa de
uma linha aqui. Passada a data, a suíte o diz: é a hora de trocar a imagem e gravar as saídas.
"""

import re
from dataclasses import dataclass
from datetime import date

from guide.console.parse import TranscriptError
from guide.engine import images
from guide.page import GuideError, Page
from guide.promises import lesson


@dataclass(frozen=True)
class Support:
    """Até quando uma imagem recebe correções, e a fonte; `why` diz por que uma velha se usa."""

    until: date
    source: str
    why: str = ""


SUPPORT = {
    "debian:trixie-slim": Support(date(2028, 8, 9), "três anos do Debian 13, wiki do Debian (LTS)"),
    "nginx:1.30": Support(
        date(2027, 4, 30), "o ramo estável de abril de 2026 vale um ano (endoflife.date/nginx)"
    ),
    "node:24-slim": Support(date(2028, 4, 30), "o calendário do Node.js: a 24 é LTS até aí"),
    "postgres:17": Support(
        date(2029, 11, 8), "cinco anos da 17, postgresql.org/support/versioning"
    ),
    "python:3.13-slim": Support(date(2029, 10, 31), "PEP 719"),
    "python:3.7-alpine": Support(
        date(2023, 6, 27), "PEP 537", why="é a do exemplo de que o guia nasceu"
    ),
    "redis:8.0.6": Support(
        date(2027, 5, 31), "sem data anunciada para a 8.0: conferir dois anos depois dela"
    ),
    "registry:2.8.3": Support(
        date(2025, 4, 3), "a 3.0 saiu nesse dia", why="não há de que fazer a substituta da 3"
    ),
}
"""De cada imagem com receita: até quando, e segundo quem (visto em 2026-11-27)."""

_WARNING = re.compile(
    r"(?:não recebe|sem|deixou de receber|já não tem|já não recebe)(?: mais)? "
    r"(?:correç|suporte|atualiza)|fim do suporte|versão antiga",
    re.IGNORECASE,
)


def maintained(page: Page, today: date | None = None) -> list[str]:
    """As imagens que `page` usa recebem correções em `today` (hoje), ou a página avisa que não."""
    try:
        used = images.used_by(page)
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    found: list[str] = []
    for tag in sorted(used):
        support = SUPPORT.get(tag)
        if support is None:
            found.append(
                f"{page.path}:1: não se sabe até quando {tag} recebe correções: ponha a data e a "
                "fonte em SUPPORT, em guide/promises/end_of_life.py"
            )
        elif (today or date.today()) > support.until and not support.why:
            found.append(
                f"{page.path}:1: {tag} deixou de receber correções em {support.until:%d/%m/%Y} "
                f"({support.source}): use uma mais nova, com a receita e as saídas dela"
            )
        elif support.why and _names(page, tag) and not _warned(page):
            found.append(
                f"{page.path}:{_line(page, tag)}: {tag} já não recebe correções, e a página não "
                "avisa: escreva-o onde ela aparece (por exemplo, «a 3.7 já não recebe correções»)"
            )
    return found


def _warned(page: Page) -> bool:
    """Diz se a página avisa, ou uma lição que ela manda ler antes; a folha só lembra."""
    if page.path.as_posix() in lesson.NO_LESSON:
        return True
    chain: Page | None = page
    while chain:
        if _WARNING.search(chain.text):
            return True
        chain = chain.prerequisite
    return False


def _names(page: Page, tag: str) -> bool:
    """Diz se o leitor vê a tag na página: na prosa, num comando ou num arquivo que ela mostra."""
    if tag in page.text or any(tag in step.text for step in page.steps):
        return True
    return any(tag in page.guide.content(one.source) for one in page.files_written)


def _line(page: Page, tag: str) -> int:
    return next((number for number, line in enumerate(page.lines, 1) if tag in line), 1)
