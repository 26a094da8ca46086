"""O que uma página aceita de diferente numa linha: a diretiva `# aceita:` de uma transcrição.

Um padrão é o texto de uma linha em que `[..]` é um valor só, que muda entre motores ou máquinas (um
número, uma versão, um caminho), e `[uma|outra]`, as palavras que podem estar ali. Uma linha
mostrada que casa com ele aceita qualquer obtida que também case. O resto do padrão é literal; o que
muda a cada execução (um ID, uma data) não precisa de curinga.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from guide.console.normalise import normalise_line

ANYTHING = "[..]"
"""Um valor qualquer, ou nenhum, num padrão."""

_OPTION = r"(?:[^\[\]|]|\[[^\[\]|]*\])*"
HOLE = re.compile(rf"(\[\.\.\]|\[{_OPTION}(?:\|{_OPTION})+\])")
"""O que um padrão deixa aberto: um valor, ou uma escolha entre palavras."""

LEAST_LITERAL = 4
"""Letras e algarismos que um padrão precisa ter, fora dos curingas, para dizer algo."""

_INSIDE_A_WORD = re.compile(
    r"(?<=[^\W\d_])(?=[^\W\d_])"  # entre duas letras
    r"|(?<=\d)(?=\d|[.,]\d)"  # entre dois algarismos, ou antes da vírgula dos decimais
    r"|(?<=[^\W\d_])(?<!\bv)(?=\d)"  # entre a letra e o algarismo de um nome, mas não de `v2`
)
"""Onde um curinga não pode começar nem acabar. Entre um algarismo e a unidade dele, pode; e depois
do ponto de uma versão também: quem escreve `3.13.[..]` mostra até onde ela importa."""

_VOLATILE = re.compile(r"<[\w-]+>")
"""O nome que a normalização põe no lugar de um valor."""

_PUNCTUATION = re.compile(r"[\s\"'`()\[\]{},;:=|]+")
_WHOLE = re.compile(r"/[\w./+-]*|\w*\d\w*/v\d+")
"""Um caminho, ou uma arquitetura com a variante dela (`amd64/v4`)."""

_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){1,2}(?![\d.])(?:[+~-][\w+~.-]*)?")
"""Uma versão, como `28.5.2+dfsg4`: é um valor só, por comprida que seja. Um IP não é uma."""


@dataclass(frozen=True)
class Hole:
    """O que um curinga ou uma escolha deixa aberto: `text`, na linha, depois de `before`.

    `choice` diz se é uma das palavras que o padrão enumera.
    """

    before: str
    text: str
    choice: bool = False


@dataclass(frozen=True)
class Pattern:
    """Um padrão; `line` é a linha da diretiva na transcrição."""

    text: str
    line: int = 0

    @property
    def problem(self) -> str:
        """Por que o padrão não serve, em palavras; vazio se serve."""
        if not HOLE.search(self.text):
            return f"o padrão não tem «{ANYTHING}», e só aceitaria o que a página já mostra"
        literal = sum(map(str.isalnum, HOLE.sub("", self.text)))
        if literal < LEAST_LITERAL:
            return (
                "o padrão aceitaria quase tudo; escreva mais do texto que não muda "
                f"(ao menos {LEAST_LITERAL} letras ou algarismos)"
            )
        return ""

    def looseness(self, line: str) -> str:
        """Por que o padrão, que aceita `line`, deixa aberto o que ela diz; vazio se não deixa.

        Um valor só é um número, uma versão (que conta como um algarismo) ou um caminho.
        """
        for hole in self.holes(line):
            if not hole.choice and not _is_one_value(hole.text):
                return (
                    f"deixa aberto «{hole.text}», que não é um valor só; escreva no padrão as "
                    "palavras que não mudam ou, se são outras noutro motor, todas: [uma|outra]"
                )
        said = sum(map(str.isalnum, _VERSION.sub("0", _VOLATILE.sub("", normalise_line(line)))))
        kept = HOLE.sub("", _VOLATILE.sub("", normalise_line(self.text)))
        if 2 * sum(map(str.isalnum, _VERSION.sub("0", kept))) < said:
            return "deixa aberta mais da metade dela; escreva no padrão mais do que não muda"
        return ""

    def fits(self, line: str) -> bool:
        """Diz se o padrão aceita `line`, como está ou sem os valores que mudam sempre."""
        return self._fitting(line) is not None

    def holes(self, line: str) -> Iterator[Hole]:
        """O que o padrão deixa aberto em `line`, que ele aceita."""
        variant, values = self._fitting(line) or (self._variants[0], [])
        left = iter(values)
        for before, chosen in variant:
            text = next(left, "") if chosen is None else chosen
            yield Hole(before, text, choice=chosen is not None)

    def _fitting(self, line: str) -> "tuple[_Variant, list[str]] | None":
        """A variante do padrão que aceita `line`, e o que cada curinga dela engole."""
        normal = normalise_line(line)
        for variant, pieces, normal_pieces in zip(
            self._variants, self._pieces, self._normal_pieces, strict=True
        ):
            for one, text in ((pieces, line), (normal_pieces, normal)):
                if (values := _fit(one, text)) is not None:
                    return variant, values
        return None

    @cached_property
    def _variants(self) -> "list[_Variant]":
        """O padrão com cada escolha feita: o texto antes de cada buraco, e o que se escolheu."""
        literals, holes = HOLE.split(self.text)[::2], HOLE.split(self.text)[1::2]
        options = [[None] if hole == ANYTHING else hole[1:-1].split("|") for hole in holes]
        return [list(zip(literals, chosen, strict=False)) for chosen in product(*options)]

    @cached_property
    def _texts(self) -> list[str]:
        end = HOLE.split(self.text)[-1]
        return [
            "".join(before + (ANYTHING if chosen is None else chosen) for before, chosen in one)
            + end
            for one in self._variants
        ]

    @cached_property
    def _pieces(self) -> list[list[str]]:
        return [text.split(ANYTHING) for text in self._texts]

    @cached_property
    def _normal_pieces(self) -> list[list[str]]:
        return [normalise_line(text).split(ANYTHING) for text in self._texts]


_Variant = list[tuple[str, str | None]]


def _is_one_value(text: str) -> bool:
    """Diz se `text`, que um curinga engoliu de uma linha mostrada, não diz palavra alguma."""
    words = [word for word in _PUNCTUATION.split(_VOLATILE.sub("0", text)) if word]
    if len(words) != 1:
        return False
    return bool(_WHOLE.fullmatch(words[0]) or re.fullmatch(r"[^/]*\d[^/]*", words[0]))


def _fit(pieces: list[str], text: str) -> list[str] | None:
    """O que há entre os `pieces` em `text`, se ele é a sequência deles; None se não é.

    Um curinga não engole um espaço entre palavras, nem parte uma palavra ou um número: `mura[..]`
    não casa com `mural`, `web[..]` com `web2` nem `1[..]` com `1.5`. Um pedaço do fim que só se
    distingue pelos espaços casa com o texto sem eles, que um terminal não mostra.
    """
    first, *others = pieces
    if not others:
        return [] if text.rstrip() == first.rstrip() else None
    *middle, last = others
    if not last and first.endswith(" ") and not middle and text == first.rstrip():
        return [""]
    position, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return None
    if _cuts_word(text, position) or _cuts_word(text, end):
        return None
    values: list[str] = []
    for piece in middle:
        found = text.find(piece, position, end) if position <= end else -1
        while found >= 0 and (_cuts_word(text, found) or _cuts_word(text, found + len(piece))):
            found = text.find(piece, found + 1, end)
        if found < 0:
            return None
        values.append(text[position:found])
        position = found + len(piece)
    values.append(text[position:end])
    if position > end or any(len(value.split()) > 1 for value in values):
        return None
    return values


def _cuts_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and _INSIDE_A_WORD.match(text, position) is not None
