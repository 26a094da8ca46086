"""Onde o leitor está: que pasta ele cria, e em que pasta o terminal dele está."""

import posixpath
import re
import shlex

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
    """Quem muda de pasta volta, na mesma página e no mesmo terminal, àquela em que estava."""
    try:
        sections = page.sections
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    places: dict[str, _Place] = {}
    for shown, section in zip(page.story, sections, strict=True):
        for step in section.steps:
            for target in _moves(step):
                places.setdefault(section.terminal, _Place()).go(target, shown.line, step.shown)
    return [
        f"{page.path}:{place.line}: «{place.command}» muda de pasta, e a página não volta: mostre, "
        "no mesmo terminal, o «cd ..» ou «cd -» que o desfaz"
        for place in places.values()
        if place.now != _START
    ]


_START = "/leitor/exemplo"
"""A pasta do leitor, para as contas: o nome não importa."""


class _Place:
    """Em que pasta um terminal está: `line` e `command` são os de quando saiu da do leitor."""

    def __init__(self) -> None:
        self.now = self._before = _START
        self.line = 0
        self.command = ""

    def go(self, target: str, line: int, command: str) -> None:
        there = self._before if target == "-" else posixpath.join(self.now, target)
        if self.now == _START:
            self.line, self.command = line, command
        self._before, self.now = self.now, posixpath.normpath(there)


def _moves(step: Step) -> list[str]:
    """As pastas a que os `cd` de um comando vão, na ordem; os de um subshell não mudam nada."""
    if step.kind != "command" or step.exit_code:
        return []
    lexer = shlex.shlex(step.text.replace("\\\n", " "), posix=True, punctuation_chars=";&|()\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    found: list[str] = []
    depth = 0
    command: list[str] = []
    try:
        for word in [*lexer, ";"]:
            if set(word) - set(";&|()\n"):
                command.append(word)
                continue
            if command[:1] == ["cd"] and not depth and "|" not in word.replace("||", ""):
                found.append(command[1] if len(command) > 1 else "/casa")
            depth += word.count("(") - word.count(")")
            command = []
    except ValueError:  # uma aspa sem par: o shell o recusa
        return []
    return found
