"""O que uma página aceita de diferente numa linha: a diretiva `# aceita:` de uma transcrição.

Um padrão é o texto de uma linha com `[..]` no lugar do que varia entre motores ou máquinas. Uma
linha mostrada que casa com ele aceita qualquer obtida que também case. O resto do padrão é
literal; o que muda a cada execução (um ID, uma data) não precisa de curinga.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from guide.console.normalise import normalise_line

ANYTHING = "[..]"
"""Um pedaço qualquer de uma linha, num padrão."""

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


_VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+){1,2}(?![\d.])(?:[+~-][\w+~.-]*)?")
"""Uma versão, como `28.5.2+dfsg4`: é um valor só, por comprida que seja. Um IP não é uma."""


@dataclass(frozen=True)
class Pattern:
    """Um padrão; `line` é a linha da diretiva na transcrição."""

    text: str
    line: int = 0

    @property
    def problem(self) -> str:
        """Por que o padrão não serve, em palavras; vazio se serve."""
        if ANYTHING not in self.text:
            return f"o padrão não tem «{ANYTHING}», e só aceitaria o que a página já mostra"
        literal = sum(map(str.isalnum, self.text.replace(ANYTHING, "")))
        if literal < LEAST_LITERAL:
            return (
                "o padrão aceitaria quase tudo; escreva mais do texto que não muda "
                f"(ao menos {LEAST_LITERAL} letras ou algarismos)"
            )
        return ""

    def is_loose_for(self, line: str) -> bool:
        """Diz se o padrão, que aceita `line`, deixa aberta mais da metade do que ela diz.

        Uma versão conta como um algarismo.
        """
        said = sum(map(str.isalnum, _VERSION.sub("0", _VOLATILE.sub("", normalise_line(line)))))
        kept = _VOLATILE.sub("", normalise_line(self.text)).replace(ANYTHING, "")
        return 2 * sum(map(str.isalnum, _VERSION.sub("0", kept))) < said

    def fits(self, line: str) -> bool:
        """Diz se o padrão aceita `line`, como está ou sem os valores que mudam sempre."""
        return _fit(self._pieces, line) or _fit(self._normal_pieces, normalise_line(line))

    @cached_property
    def _pieces(self) -> list[str]:
        return self.text.split(ANYTHING)

    @cached_property
    def _normal_pieces(self) -> list[str]:
        return normalise_line(self.text).split(ANYTHING)


def _fit(pieces: list[str], text: str) -> bool:
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


def _cuts_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and _INSIDE_A_WORD.match(text, position) is not None
