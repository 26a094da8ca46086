"""O que uma página diz fora dos blocos: o código da prosa e dos desenhos, e os números soltos.

Um trecho é código se está entre crases; num desenho, se tem a classe `dg-codigo` ou está entre
aspas. Número solto é o que se confere sem adivinhar: de três algarismos ou mais, uma versão, um
código de saída ou uma porta. Anos, endereços de links e inclusões não são.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from os.path import normpath
from pathlib import Path

from guide.page import GuideError, Page
from guide.promises import prose

_CODE = re.compile(
    r"(?<!`)(?P<fence>`+)(?!`)(?P<code>(?:(?!\n\s*\n).)+?)(?<!`)(?P=fence)(?!`)", re.S
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNREAD = re.compile(r"\]\([^)\n]*\)|\{[^}\n]*\}|<(?!https?://)[^>\n]*>|^ *--8<--.*$", re.MULTILINE)
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?P<page>[^)#:\s]+\.md)(?:#[\w-]+)?\)")
_NUMBER = re.compile(
    r"(?P<context>\b(?:porta|portas|código|códigos|código de saída)(?: \w+)? \**)?"
    r"(?<![\w.,-])(?P<number>\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)*)(?![\w-])(?P<sum> (?:\+|mais) )?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DRAWING = re.compile(r'^\s*--8<-- "(?P<file>[^":]+\.svg)"$')
_SVG_TEXT = re.compile(
    r"<(?P<tag>text|title|desc)\b(?P<attributes>[^>]*)>(?P<inside>.*?)</(?P=tag)>"
)
_SVG_CODE = re.compile(r'<tspan class="dg-codigo">(?P<code>.*?)</tspan>|“(?P<quoted>.*?)”')
_TAG = re.compile(r"<[^>]*>")

SIGNAL_BASE = "128"
"""Somado ao número de um sinal, dá o código de saída: «128 + 9» não é um valor da página."""


@dataclass(frozen=True)
class Said:
    """O que se diz em `place` (`arquivo:linha`); `line` é a linha da página em que se lê.

    `link` é a página, como `docs/pagina.md`, a que leva o link de que isto faz parte.
    """

    text: str
    is_code: bool
    line: int
    place: str
    link: Path | None = None


def in_prose(page: Page) -> list[Said]:
    """O código e os números da prosa de `page`, na ordem dela."""
    lines = [""] * len(page.lines)
    for number, line in prose.lines(page):
        lines[number - 1] = line
    path = page.path.as_posix()
    return [
        Said(text, is_code, line, f"{path}:{line}", _linked(page, link))
        for text, is_code, line, link in _spoken("\n".join(lines))
    ]


def _linked(page: Page, link: str) -> Path | None:
    return Path(normpath(page.path.parent / link)) if link else None


def in_drawings(page: Page) -> list[Said]:
    """O mesmo, dos desenhos que `page` inclui; um que não se lê, `files` o conta."""
    found: list[Said] = []
    for line, file in drawings(page):
        if page.guide.is_file(file):
            try:
                text = page.guide.read(file)
            except GuideError:
                continue
            found += [
                Said(said, is_code, line, f"{file.as_posix()}:{number}")
                for said, is_code, number in _in_drawing(text)
            ]
    return found


def drawings(page: Page) -> list[tuple[int, Path]]:
    """Os desenhos que `page` inclui, cada um com a linha da inclusão."""
    return [
        (number, Path("diagrams") / found["file"])
        for number, line in enumerate(page.lines, 1)
        if (found := _DRAWING.match(line))
    ]


@lru_cache(maxsize=512)
def _spoken(text: str) -> tuple[tuple[str, bool, int, str], ...]:
    """O que se diz em `text`: se é código, a linha e a página do link de que faz parte."""
    text = _COMMENT.sub(_blank, text)
    links = [(found.span(), found["page"]) for found in _LINK.finditer(text)]

    def link(at: int) -> str:
        return next((page for (start, end), page in links if start <= at < end), "")

    found = [
        (" ".join(code["code"].split()), True, code.start("code")) for code in _CODE.finditer(text)
    ]
    loose = _UNREAD.sub(_blank, _CODE.sub(_blank, text))
    found += [(number, False, at) for number, at in _numbers(loose)]
    found.sort(key=lambda said: said[2])
    return tuple((said, is_code, _line(text, at), link(at)) for said, is_code, at in found)


@lru_cache(maxsize=128)
def _in_drawing(text: str) -> tuple[tuple[str, bool, int], ...]:
    found: list[tuple[str, bool, int]] = []
    for part in _SVG_TEXT.finditer(text):
        line, inside = _line(text, part.start()), part["inside"]
        if "dg-codigo" in part["attributes"]:
            found.append((html.unescape(_TAG.sub("", inside)), True, line))
            continue
        found += [
            (html.unescape(code["code"] or code["quoted"]), True, line)
            for code in _SVG_CODE.finditer(inside)
        ]
        loose = html.unescape(_TAG.sub(" ", _SVG_CODE.sub(" ", inside)))
        found += [(number, False, line) for number, _ in _numbers(loose)]
    return tuple(found)


def _numbers(text: str) -> Iterator[tuple[str, int]]:
    """Os números soltos que se conferem, e onde cada um está."""
    for found in _NUMBER.finditer(text):
        number = found["number"].replace(" ", "")
        if found["context"]:
            yield number, found.start("number")
        elif number == SIGNAL_BASE and found["sum"]:
            continue
        elif (len(number) >= 3 or "." in number) and not _YEAR.fullmatch(number):
            yield number, found.start("number")


def _blank(found: re.Match[str]) -> str:
    """Espaços no lugar de um trecho: o que vem depois fica na mesma linha."""
    return re.sub(r"[^\n]", " ", found[0])


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
