"""Confere a saída mostrada com a obtida, com normalização e curingas.

Duas linhas são a mesma se casam como estão ou depois de normalizadas; uma com `[..]` no meio de um
valor volátil casa também se só esse valor fica como está. Os curingas são os da gramática: `...` e
`[..]`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

from guide.console.normalise import normalise_line, volatile_values
from guide.console.parse import ANYTHING, OMITTED

_LARGEST_TABLE = 1_000_000
"""Pares de linhas até onde vale a pena procurar o melhor alinhamento (cerca de 1 s)."""

_MOST_LEFT_AS_THEY_ARE = 2
"""Quantos valores voláteis de uma linha os curingas dela podem partir: um para cada lado."""

_REMOVED_OR_ADDED = 10.0
_REPLACED = 9.0
_LIKENESS = 4.0


@dataclass(frozen=True)
class DiffLine:
    """Uma linha do diff.

    `same` e `missing` são linhas mostradas (`expected` é o índice delas), `extra` é uma linha
    obtida (`actual` é o índice) e `omitted` é um `...`, que engoliu `count` linhas obtidas.
    """

    kind: Literal["same", "missing", "extra", "omitted"]
    text: str
    expected: int | None = None
    actual: int | None = None
    count: int = 0


@dataclass(frozen=True)
class Diff:
    """Onde a saída obtida difere da mostrada, na ordem em que a pessoa as lê."""

    lines: list[DiffLine]

    @property
    def first_expected(self) -> int:
        """Índice da linha mostrada em que começa a primeira diferença."""
        position = 0
        for line in self.lines:
            if line.kind in ("missing", "extra"):
                return position if line.expected is None else line.expected
            position = line.expected + 1
        return position


def compare(expected: Sequence[str], actual: Sequence[str]) -> Diff | None:
    """None se `actual` é o que `expected` mostra; senão, o diff.

    Linhas em branco no fim e espaços no fim de uma linha não contam.
    """
    shown = [_Shown(line) for line in _trimmed(expected)]
    obtained = [_Obtained(line) for line in _trimmed(actual)]
    if _all_fit(shown, obtained):
        return None
    return Diff(_align(shown, obtained))


class _Obtained:
    """Uma linha obtida, como está e normalizada."""

    def __init__(self, line: str) -> None:
        self.text = line
        self.normal = normalise_line(line)
        self.words = frozenset(self.normal.split())

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """A linha normalizada, como está, e com um ou dois valores voláteis como estão."""
        values = volatile_values(self.text) if self.normal != self.text else 0
        kept = [
            indexes
            for count in range(1, min(values, _MOST_LEFT_AS_THEY_ARE + 1))
            for indexes in combinations(range(values), count)
        ]
        return (
            self.normal,
            self.text,
            *(normalise_line(self.text, keeping=indexes) for indexes in kept),
        )


class _Shown(_Obtained):
    """Uma linha mostrada, cortada nos curingas."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.omitted = line == OMITTED
        self._pieces = line.split(ANYTHING)
        self._normal_pieces = self.normal.split(ANYTHING)

    def fits(self, line: _Obtained) -> bool:
        if len(self._pieces) == 1:
            return self.normal == line.normal
        if _pieces_fit(self._pieces, line.text):
            return True
        return any(_pieces_fit(self._normal_pieces, form) for form in line.forms)

    def cost_of_replacing(self, line: _Obtained) -> float:
        """Quanto custa dizer que `line` tomou o lugar desta: menos, se têm palavras em comum."""
        either = len(self.words | line.words)
        return _REPLACED - (_LIKENESS * len(self.words & line.words) / either if either else 0)


def _trimmed(lines: Sequence[str]) -> list[str]:
    trimmed = [line.rstrip() for line in lines]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _pieces_fit(pieces: list[str], text: str) -> bool:
    """Diz se `text` é a sequência de `pieces`, dois ou mais, com qualquer coisa entre eles.

    Um curinga não parte uma palavra nem um número: `mura[..]` não casa com `mural`, `web[..]` com
    `web2` nem `1[..]` com `1.5`. Um pedaço do fim que só se distingue pelos espaços casa com o
    texto sem eles, que um terminal não mostra.
    """
    first, *middle, last = pieces
    if not last and first.endswith(" ") and not middle and text == first.rstrip():
        return True
    position, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    if _cuts_word(text, position) or _cuts_word(text, end):
        return False
    for piece in middle:
        found = text.find(piece, position, end) if position <= end else -1
        while found >= 0 and (_cuts_word(text, found) or _cuts_word(text, found + len(piece))):
            found = text.find(piece, found + 1, end)
        if found < 0:
            return False
        position = found + len(piece)
    return position <= end


_INSIDE_A_WORD = re.compile(
    r"(?<=[^\W\d_])(?=[^\W\d_])"  # entre duas letras
    r"|(?<=\d)(?=\d|[.,]\d)"  # entre dois algarismos, ou antes da vírgula dos decimais
    r"|(?<=[^\W\d_])(?<!\bv)(?=\d)"  # entre a letra e o algarismo de um nome, mas não de `v2`
)
"""Onde um curinga não pode começar nem acabar. Entre um algarismo e a unidade dele, pode; e depois
do ponto de uma versão também: quem escreve `3.13.[..]` mostra até onde ela importa."""


def _cuts_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and _INSIDE_A_WORD.match(text, position) is not None


def _all_fit(shown: list[_Shown], obtained: list[_Obtained]) -> bool:
    """Casamento guloso com volta só ao último `...`: no pior caso, um produto de tamanhos."""
    i = j = 0
    last_omitted, resume = -1, 0
    while j < len(obtained):
        if i < len(shown) and shown[i].omitted:
            last_omitted, resume = i, j
            i += 1
        elif i < len(shown) and shown[i].fits(obtained[j]):
            i += 1
            j += 1
        elif last_omitted >= 0:
            resume += 1
            i, j = last_omitted + 1, resume
        else:
            return False
    return all(line.omitted for line in shown[i:])


def _align(shown: list[_Shown], obtained: list[_Obtained]) -> list[DiffLine]:
    """O alinhamento de menor custo; o começo e o fim iguais ficam fora da tabela."""
    head = 0
    while head < min(len(shown), len(obtained)) and _plain_fit(shown[head], obtained[head]):
        head += 1
    tail = 0
    while tail < min(len(shown), len(obtained)) - head and _plain_fit(
        shown[-1 - tail], obtained[-1 - tail]
    ):
        tail += 1
    rows = range(head, len(shown) - tail)
    columns = range(head, len(obtained) - tail)
    if len(rows) * len(columns) > _LARGEST_TABLE:
        middle = [_missing(shown, i) for i in rows] + [_extra(obtained, j) for j in columns]
    else:
        middle = _cheapest(shown, obtained, rows, columns)
    end = range(len(shown) - tail, len(shown))
    return [
        *(_same(shown, i, i) for i in range(head)),
        *middle,
        *(_same(shown, i, i + len(obtained) - len(shown)) for i in end),
    ]


def _plain_fit(shown: _Shown, obtained: _Obtained) -> bool:
    return not shown.omitted and shown.fits(obtained)


def _cheapest(
    shown: list[_Shown], obtained: list[_Obtained], rows: range, columns: range
) -> list[DiffLine]:
    height, width = len(rows), len(columns)
    # costs[i][j]: o menor custo de alinhar as linhas mostradas a partir de i com as obtidas de j.
    costs = [[0.0] * (width + 1) for _ in range(height + 1)]
    moves = [["end"] * (width + 1) for _ in range(height + 1)]
    for i in range(height, -1, -1):
        for j in range(width, -1, -1):
            options: list[tuple[float, str]] = []
            if i < height and shown[rows[i]].omitted:
                options.append((costs[i + 1][j], "close"))
                if j < width:
                    options.append((costs[i][j + 1], "omit"))
            elif i < height:
                if j < width:
                    line, other = shown[rows[i]], obtained[columns[j]]
                    if line.fits(other):
                        options.append((costs[i + 1][j + 1], "same"))
                    else:
                        price = line.cost_of_replacing(other)
                        options.append((costs[i + 1][j + 1] + price, "replace"))
                options.append((costs[i + 1][j] + _REMOVED_OR_ADDED, "missing"))
            if j < width:
                options.append((costs[i][j + 1] + _REMOVED_OR_ADDED, "extra"))
            if options:
                costs[i][j], moves[i][j] = min(options, key=lambda option: option[0])
    lines = []
    i = j = count = 0
    while (move := moves[i][j]) != "end":
        if move == "omit":
            count += 1
        elif move == "close":
            lines.append(DiffLine("omitted", OMITTED, expected=rows[i], count=count))
            count = 0
        elif move == "same":
            lines.append(_same(shown, rows[i], columns[j]))
        if move in ("missing", "replace"):
            lines.append(_missing(shown, rows[i]))
        if move in ("extra", "replace"):
            lines.append(_extra(obtained, columns[j]))
        i += move in ("close", "same", "replace", "missing")
        j += move in ("omit", "same", "replace", "extra")
    return lines


def _same(shown: list[_Shown], i: int, j: int) -> DiffLine:
    return DiffLine("same", shown[i].text, expected=i, actual=j)


def _missing(shown: list[_Shown], i: int) -> DiffLine:
    return DiffLine("missing", shown[i].text, expected=i)


def _extra(obtained: list[_Obtained], j: int) -> DiffLine:
    return DiffLine("extra", obtained[j].text, actual=j)
