"""As linhas de uma página que são prosa: sem o cabeçalho entre `---` e sem os blocos cercados."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml
from mkdocs.utils import meta

from guide.page import Page

_HEADING = re.compile(r"(?P<level>#{1,6}) +(?P<title>.*?)(?: *\{[^{}]*\})?$")


@dataclass(frozen=True)
class Heading:
    """Um título da página: `level` é 1 no da lição; `line` conta a partir de 1."""

    level: int
    title: str
    line: int


@dataclass(frozen=True)
class FrontMatter:
    """O cabeçalho de uma página; `lines` é quantas linhas ele ocupa, zero se não há um.

    `problem` diz por que o MkDocs não o leria, e `problem_line` onde; vazio se ele o lê.
    """

    values: dict[str, object]
    lines: int = 0
    problem: str = ""
    problem_line: int = 1


@lru_cache(maxsize=512)
def front_matter(text: str) -> FrontMatter:
    """O cabeçalho da página de texto `text`, reconhecido como o MkDocs o reconhece."""
    if not text.startswith("---"):
        return FrontMatter({})
    found = meta.YAML_RE.match(text)
    if not found:
        return FrontMatter({}, problem="o cabeçalho não foi fechado; falta, depois dele, «---»")
    lines = found[0].count("\n")
    try:
        values = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + mark.line if mark else 1
        why = getattr(error, "problem", "") or "não se lê"
        return FrontMatter({}, lines, f"o cabeçalho não é YAML ({why})", line)
    if not isinstance(values, dict):
        return FrontMatter({}, lines, "o cabeçalho não tem linhas «nome: valor»", 2)
    return FrontMatter(values, lines)


def lines(page: Page) -> Iterator[tuple[int, str]]:
    """As linhas de prosa, cada uma com o seu número na página, a partir de 1."""
    hidden = {
        number
        for block in page.blocks
        for number in range(block.line, block.line + len(block.content) + 2)
    }
    start = front_matter(page.text).lines
    for number, line in enumerate(page.lines, 1):
        if number > start and number not in hidden:
            yield number, line


def headings(page: Page) -> list[Heading]:
    """Os títulos da página, na ordem dela, sem os atributos (`{ #ancora }`)."""
    return [
        Heading(len(found["level"]), found["title"], number)
        for number, line in lines(page)
        if line.startswith("#") and (found := _HEADING.fullmatch(line))
    ]
