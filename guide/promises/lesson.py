"""O cabeçalho de uma lição (nível, tempo, o que ler antes) e a nota ao pé dela."""

import re
from contextlib import suppress

from guide import notes
from guide.page import GuideError, Page
from guide.promises import prose

NO_LESSON = {
    "docs/index.md",
    "docs/glossario.md",
    "docs/consulta/cola.md",
    "docs/consulta/novidades.md",
    "docs/consulta/situacao.md",
}
"""Páginas que não são lições."""

LEVELS = ("Iniciante", "Intermediário", "Avançado")
LONGEST = 22
"""Minutos da lição mais longa que se aceita: metade de leitura, metade de terminal."""

_HEADING = re.compile(rf"^(?:{'|'.join(LEVELS)}) · (?P<minutes>\d+) min · Antes: (?:nada$|\[)")
_WORD = re.compile(r"\w[\w.:/-]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_READ = re.compile(
    r'^---\n.*?^---\n|^ *(?:```[^\n]*|--8<-- "[^"]*")$|<[^>]+>', re.MULTILINE | re.DOTALL
)


def note(page: Page) -> list[str]:
    """Uma página com comandos mostra quando foi verificada."""
    if not page.story or notes.include(page) in page.lines:
        return []
    return [
        f"{page.path}:{len(page.lines) + 1}: falta, no fim, a linha que mostra quando a página foi "
        f"verificada: {notes.include(page)}"
    ]


def heading(page: Page) -> list[str]:
    """Uma lição diz, logo abaixo do título, o nível, o tempo e o que ler antes."""
    if page.path.as_posix() in NO_LESSON:
        return []
    title = next((one for one in prose.headings(page) if one.level == 1), None)
    if title is None:
        return []  # `headings.one_title` o conta
    lines, minutes = page.lines, minutes_needed(page)
    place = title.line + 1  # a partir de zero: depois do título e de uma linha em branco
    found = _HEADING.match(lines[place]) if place < len(lines) else None
    if not found or lines[place + 1 : place + 2] != ["{ .licao }"]:
        return [
            f"{page.path}:{place + 1}: depois do título e de uma linha em branco vêm duas linhas:\n"
            f"Iniciante · {minutes} min · Antes: [Título](pagina.md)\n{{ .licao }}\n"
            f"O nível é um destes: {', '.join(LEVELS)}. Sem pré-requisito, escreva «Antes: nada»."
        ]
    if minutes > LONGEST:
        return [
            f"{page.path}:{place + 1}: a lição leva {minutes} min, e o limite é {LONGEST}: "
            "divida a página"
        ]
    if abs(int(found["minutes"]) - minutes) > 1:
        return [
            f"{page.path}:{place + 1}: a página diz {found['minutes']} min, e a lição leva "
            f"{minutes}: escreva «{minutes} min»"
        ]
    return []


def no_circle(page: Page) -> list[str]:
    """De «Antes:» em «Antes:» chega-se a uma lição que não pede nenhuma."""
    try:
        circle = page.goes_in_circles
    except GuideError:
        return []  # já contado
    if not circle:
        return []
    return [
        f"{page.path}:1: de «Antes:» em «Antes:» volta-se a uma lição já lida: uma delas precisa "
        "pedir outra, ou nada"
    ]


def minutes_needed(page: Page) -> int:
    """Minutos para seguir `page`: 200 palavras lidas e três comandos digitados por minuto.

    Conta as palavras da página e as dos blocos que ela inclui.
    """
    text = _NOT_READ.sub(" ", _COMMENT.sub("", page.text))
    commands = 0
    for block in page.blocks:
        if block.include and not block.include[0].endswith(".ps1"):
            with suppress(LookupError, GuideError):
                included = page.guide.included_text(*block.include)
                text += included
                commands += included.count("$ ") if block.language == "console" else 0
    return max(1, round(len(_WORD.findall(text)) / 200 + commands / 3))
