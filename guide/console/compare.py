"""Confere a saída mostrada com a obtida.

Duas linhas são a mesma se o são depois de normalizadas, ou se um padrão de `# aceita:` casa com as
duas. Um `...` sozinho numa linha são linhas omitidas. Numa lista de volumes, o nome que o Docker
sorteia vale onde quer que a ordem dos nomes o ponha.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from guide.console.normalise import normalise_line
from guide.console.parse import OMITTED, Step
from guide.console.pattern import Pattern

_LARGEST_TABLE = 1_000_000
"""Pares de linhas até onde vale a pena procurar o melhor alinhamento (cerca de 1 s)."""

_ROW = re.compile(r"\S+ {2,}\S+")
"""Uma linha do `docker volume ls`: o driver e o nome."""

_DRAWN = re.compile(r"\S+ {2,}[0-9a-f]{64}")
"""A de um volume anônimo, de que o Docker sorteia o nome."""

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


def compare(
    expected: Sequence[str], actual: Sequence[str], accepts: Sequence[Pattern] = ()
) -> Diff | None:
    """None se `actual` é o que `expected` mostra; senão, o diff.

    `accepts` são os padrões da seção. Linhas em branco no fim e espaços no fim de uma linha não
    contam.
    """
    if matched(expected, actual, accepts) is not None:
        return None
    return align(expected, actual, accepts)


def differs(step: Step, actual: Sequence[str]) -> Diff | None:
    """None se `actual` é o que o passo mostra, com o que a seção dele aceita; senão, o diff."""
    return compare(step.expected, actual, step.accepts)


def align(expected: Sequence[str], actual: Sequence[str], accepts: Sequence[Pattern] = ()) -> Diff:
    """As linhas mostradas e as obtidas, lado a lado, também se são as mesmas."""
    return Diff(_align(_shown(expected, accepts), _obtained(actual)))


def matched(
    expected: Sequence[str], actual: Sequence[str], accepts: Sequence[Pattern] = ()
) -> list[tuple[str, str]] | None:
    """Cada linha mostrada com a obtida que ela é, menos as omitidas; None se não casam."""
    return _all_fit(_shown(expected, accepts), _obtained(_as_named(expected, actual)))


def alike(step: Step, actual: Sequence[str]) -> list[tuple[str, str]]:
    """Cada linha que o passo mostra com a obtida que ela é; as que diferem ficam de fora."""
    pairs = matched(step.expected, actual, step.accepts)
    if pairs is not None:
        return pairs
    lines = align(step.expected, actual, step.accepts).lines
    return [(one.text, actual[one.actual]) for one in lines if one.kind == "same"]


def _as_named(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """As obtidas, na ordem em que estariam com os nomes sorteados que a página mostra.

    A ordem é a natural, em que um número vale como número (`sortorder.NaturalLess`, no
    `volume/list.go` do docker/cli).
    """
    lines = _trimmed(actual)
    shown = filter(_DRAWN.fullmatch, _trimmed(expected))
    rows = {n: line for n, line in enumerate(lines) if _ROW.fullmatch(line)}
    named = [(next(shown, one) if _DRAWN.fullmatch(one) else one, one) for one in rows.values()]
    if list(rows.values()) == sorted(rows.values(), key=_natural):
        named.sort(key=lambda pair: _natural(pair[0]))
    for n, (_, line) in zip(rows, named, strict=True):
        lines[n] = line
    return lines


def _natural(row: str) -> str:
    """O nome do volume de uma linha, que se ordena como texto."""
    return re.sub(r"\d+", lambda number: number[0].zfill(64), row.split()[-1])


def _shown(lines: Sequence[str], accepts: Sequence[Pattern]) -> "list[_Shown]":
    return [_Shown(line, accepts) for line in _trimmed(lines)]


def _obtained(lines: Sequence[str]) -> "list[_Obtained]":
    return [_Obtained(line) for line in _trimmed(lines)]


class _Obtained:
    """Uma linha obtida, como está e normalizada."""

    def __init__(self, line: str) -> None:
        self.text = line
        self.normal = normalise_line(line)
        self.words = frozenset(self.normal.split())


class _Shown(_Obtained):
    """Uma linha mostrada, com os padrões que casam com ela."""

    def __init__(self, line: str, accepts: Sequence[Pattern]) -> None:
        super().__init__(line)
        self.omitted = line == OMITTED
        self._accepts = [one for one in accepts if not self.omitted and one.fits(line)]

    def fits(self, line: _Obtained) -> bool:
        return self.normal == line.normal or any(one.fits(line.text) for one in self._accepts)

    def cost_of_replacing(self, line: _Obtained) -> float:
        """Quanto custa dizer que `line` tomou o lugar desta: menos, se têm palavras em comum."""
        either = len(self.words | line.words)
        return _REPLACED - (_LIKENESS * len(self.words & line.words) / either if either else 0)


def _trimmed(lines: Sequence[str]) -> list[str]:
    trimmed = [line.rstrip() for line in lines]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _all_fit(shown: list[_Shown], obtained: list[_Obtained]) -> list[tuple[str, str]] | None:
    """Casamento guloso com volta só ao último `...`: no pior caso, um produto de tamanhos."""
    pairs: list[tuple[str, str]] = []
    i = j = 0
    last_omitted, resume, kept = -1, 0, 0
    while j < len(obtained):
        if i < len(shown) and shown[i].omitted:
            last_omitted, resume, kept = i, j, len(pairs)
            i += 1
        elif i < len(shown) and shown[i].fits(obtained[j]):
            pairs.append((shown[i].text, obtained[j].text))
            i += 1
            j += 1
        elif last_omitted >= 0:
            resume += 1
            i, j = last_omitted + 1, resume
            del pairs[kept:]
        else:
            return None
    return pairs if all(line.omitted for line in shown[i:]) else None


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
