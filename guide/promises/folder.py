"""Onde o leitor está: que pasta ele cria, e em que pasta o terminal dele está."""

import re
import shlex
from contextlib import suppress

from guide.console.parse import Step, TranscriptError
from guide.page import GuideError, Page
from guide.promises import lesson


def said(page: Page) -> list[str]:
    """Antes do primeiro arquivo de uma lição, uma frase igual em todas diz a pasta."""
    if page.path.as_posix() in lesson.NO_LESSON or not page.example:
        return []
    try:
        before = page.before
    except GuideError:
        return []  # já contado
    files = [one for one in page.files_written if one.source.startswith(f"{page.example}/")]
    if not files and not before:
        return []
    wanted = (
        f"Abra o terminal na pasta `{page.example}`"
        if before
        else f"Crie a pasta `{page.example}` e abra o terminal nela"
    )
    limit = files[0].line if files else page.story[0].line
    text = " ".join(page.lines[: limit - 1])
    if wanted in re.sub(r"\s+", " ", text):
        return []
    return [
        f"{page.path}:{limit}: o leitor não sabe em que pasta está. Antes deste bloco, escreva: "
        f"«{wanted}.»"
    ]


def left_as_found(page: Page) -> list[str]:
    """Um `cd` que muda de pasta se desfaz na mesma página, no mesmo terminal."""
    try:
        sections = page.sections
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    inside: dict[str, list[tuple[int, Step]]] = {}
    for shown, section in zip(page.story, sections, strict=True):
        for step in section.steps:
            where = _destination(step)
            if not where:
                continue
            stack = inside.setdefault(section.terminal, [])
            if where in ("-", "..") and stack:
                stack.pop()
            else:
                stack.append((shown.line, step))
    return [
        f"{page.path}:{line}: «{step.shown}» muda de pasta, e a página não volta: mostre, no mesmo "
        "terminal, o «cd ..» ou «cd -» que o desfaz"
        for stack in inside.values()
        for line, step in stack
    ]


def _destination(step: Step) -> str:
    """A pasta a que um `cd` vai; vazio se o passo não é um."""
    words: list[str] = []
    with suppress(ValueError):
        words = shlex.split(step.text) if step.kind == "command" else []
    return words[1] if words[:1] == ["cd"] and len(words) == 2 else ""
