"""A causa e o remédio que uma seção escreve, como texto: só o código fica entre crases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from guide.page import Page
from guide.promises import messages

CAUSE = "**Por quê.**"
REMEDY = "**Remédio"

ENOUGH = 2
"""Quantas frases explicam sozinhas."""

_LEAD = re.compile(r"^\*\*(.+?)\*\*,?\s*")
_QUOTED = re.compile(r"^(`[^`]+`)[.:]?\s*")
_SOURCE = re.compile(r" \(\[documentação\]\([^()]*\)\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*\)")
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
_KEYS = re.compile(r"\+\+([a-z0-9+-]+)\+\+")
_STRONG = re.compile(r"(?<!\*)(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1(?!\*)")
_CODE = re.compile(r"(`[^`]*`)")
_NOT_PROSE = re.compile(r"\s*(#|```|~~~|<|!!!|\?\?\?|--8<--|\||\{ )")
_SKIPPED = re.compile(r"\s*(?:<!--.*-->)?")
_ITEM = re.compile(r"\s*(?:- |[0-9]+\. )")
_NO_END = re.compile(r"(?<![.;,:])$")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_POINTS = re.compile(
    r"^(?:Aqui|Est[ea]|Veja|Olhe)\b|\b(?:dest[ea]s?|assim|abaixo|a seguir)\b", re.IGNORECASE
)
"""A frase que, antes de um bloco, só fala dele: fora da página, não diz nada."""


@dataclass(frozen=True)
class Paragraph:
    """Um parágrafo de uma página, numa linha só; `line` é a primeira dele.

    `quoted` diz se é uma mensagem citada, com o que se sabe dela. `items` são os da lista que ele
    anuncia, e `after`, o parágrafo que continua a explicação, se o seguinte não abre outra.
    """

    line: int
    text: str
    quoted: bool = False
    items: tuple[str, ...] = ()
    after: str = ""


def paragraphs(page: Page, start: int, stop: int) -> list[Paragraph]:
    """Os parágrafos de prosa de `page` da linha `start` até antes de `stop`, a partir de 1."""
    found: list[Paragraph] = []
    end = 0  # a última linha do parágrafo de antes, ou da lista dele
    for first, lines in _pieces(page, start, stop):
        text = " ".join(line.strip() for line in lines)
        if not (item := _ITEM.match(text)):
            one = Paragraph(first, text, page.lines[first - 2] == messages.QUOTED)
            if found and not lead(one):
                found[-1] = replace(found[-1], after=text)
            found.append(one)
        elif found and all(_SKIPPED.fullmatch(line) for line in page.lines[end : first - 1]):
            found[-1] = replace(found[-1], items=(*found[-1].items, text[item.end() :]))
        else:
            continue
        end = first + len(lines) - 1
    return found


def _pieces(page: Page, start: int, stop: int) -> Iterator[tuple[int, list[str]]]:
    """As linhas de cada parágrafo, e de cada item de uma lista, com o número da primeira."""
    hidden = {
        number
        for block in page.blocks
        for number in range(block.line, block.line + len(block.content) + 2)
    }
    lines: list[str] = []
    for number in range(start, stop + 1):
        is_read = number < stop and number <= len(page.lines) and number not in hidden
        line = page.lines[number - 1] if is_read else ""
        if lines and (not line.strip() or (_ITEM.match(line) and _ITEM.match(lines[0]))):
            yield number - len(lines), lines
            lines = []
        if line.strip() and (lines or not _NOT_PROSE.match(line)):
            lines.append(line)


def plain(markdown: str) -> str:
    """`markdown`, um parágrafo, sem links, negritos nem teclas; o código fica entre crases."""
    markdown = _SOURCE.sub("", markdown)
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
    """O parágrafo como se lê sozinho: sem o que o abre, nem o que só fala do bloco abaixo.

    A lista que ele anuncia vem junto; se do parágrafo sobra pouco, vem também a frase seguinte.
    """
    text = plain(_lead_of(paragraph).sub("", paragraph.text))
    text = text[:1].upper() + text[1:]
    *sentences, last = _SENTENCES.split(text)
    if not last.endswith(":"):
        return text
    if paragraph.items:
        return " ".join([text, *(_NO_END.sub(";", plain(one)) for one in paragraph.items)])
    if _POINTS.search(last):
        following = _SENTENCES.split(plain(paragraph.after))[0]
        is_more = len(sentences) < ENOUGH and following and not _POINTS.search(following)
        sentences += [_closed(following)] if is_more else []
        return " ".join(sentences or [_closed(last)])
    return " ".join([*sentences, _closed(last)])


def _closed(sentence: str) -> str:
    return re.sub(":$", ".", sentence)


def _lead_of(paragraph: Paragraph) -> re.Pattern[str]:
    return _QUOTED if paragraph.quoted else _LEAD
