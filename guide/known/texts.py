"""A causa e o remédio que uma seção escreve, como texto: só o código fica entre crases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.page import Page
from guide.promises import messages

CAUSE = "**Por quê.**"
REMEDY = "**Remédio"

_LEAD = re.compile(r"^\*\*(.+?)\*\*,?\s*")
_QUOTED = re.compile(r"^(`[^`]+`)[.:]?\s*")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*\)")
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
_KEYS = re.compile(r"\+\+([a-z0-9+-]+)\+\+")
_STRONG = re.compile(r"(?<!\*)(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1(?!\*)")
_CODE = re.compile(r"(`[^`]*`)")
_NOT_PROSE = re.compile(r"\s*(#|```|~~~|<|!!!|\?\?\?|--8<--|- |\{ )")


@dataclass(frozen=True)
class Paragraph:
    """Um parágrafo de uma página, numa linha só; `line` é a primeira dele.

    `quoted` diz se é uma mensagem citada, com o que se sabe dela.
    """

    line: int
    text: str
    quoted: bool = False


def paragraphs(page: Page, start: int, stop: int) -> Iterator[Paragraph]:
    """Os parágrafos de prosa de `page` da linha `start` até antes de `stop`, a partir de 1."""
    hidden = {
        number
        for block in page.blocks
        for number in range(block.line, block.line + len(block.content) + 2)
    }
    first = start
    lines: list[str] = []
    for number in range(start, stop + 1):
        line = page.lines[number - 1] if number < stop and number <= len(page.lines) else ""
        if line.strip() and number not in hidden and (lines or not _NOT_PROSE.match(line)):
            first = first if lines else number
            lines.append(line.strip())
        elif lines:
            yield Paragraph(first, " ".join(lines), page.lines[first - 2] == messages.QUOTED)
            lines = []


def plain(markdown: str) -> str:
    """`markdown`, um parágrafo, sem links, negritos nem teclas; o código fica entre crases."""
    pieces = _CODE.split(markdown)
    return (
        "".join(
            piece
            if number % 2
            else _STRONG.sub(r"\2", _ADDRESS.sub(r"\1", _KEYS.sub(_keys, piece)))
            for number, piece in enumerate(pieces)
        )
        if not _LINK.search(markdown)
        else plain(_LINK.sub(r"\1", markdown))
    )


def _keys(found: re.Match[str]) -> str:
    return "+".join(one.capitalize() for one in found[1].split("+"))


def lead(paragraph: Paragraph) -> str:
    """O que abre o parágrafo, em negrito ou numa mensagem citada; vazio se ele não abre assim."""
    found = _lead_of(paragraph).match(paragraph.text)
    return plain(found[1]).strip().rstrip(".,:") if found else ""


def without_lead(paragraph: Paragraph) -> str:
    """O parágrafo como se lê sozinho: sem o que o abre, nem o que só fala do bloco abaixo."""
    text = plain(_lead_of(paragraph).sub("", paragraph.text))
    text = text[:1].upper() + text[1:]
    *sentences, last = re.split(r"(?<=[.?!])\s+", text)
    if last.endswith(":"):
        sentences += [] if sentences and last.startswith("Aqui") else [f"{last[:-1]}."]
        return " ".join(sentences)
    return text


def _lead_of(paragraph: Paragraph) -> re.Pattern[str]:
    return _QUOTED if paragraph.quoted else _LEAD
