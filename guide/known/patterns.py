"""De uma linha que um comando escreveu, o que nela é sempre igual e a distingue das outras.

Uma mensagem do Docker são partes separadas por dois-pontos: o fim traz o motivo, e o meio, por onde
a ordem passou. O padrão de uma linha é a menor sequência de partes, de preferência as do fim, que
não está em linha alguma de outra seção nem do que deu certo. O que muda de um leitor para outro
vira `...`: o que `guide.console.normalise` troca, o que está entre aspas, os números, os caminhos e
os nomes do guia.
"""

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator, Set

from guide.confere.explica import GAP, words_of
from guide.console.normalise import normalise_line
from guide.names import VOCABULARY, is_name

FEWEST = 3
"""Palavras que um pedaço de uma mensagem precisa ter para distingui-la; a linha inteira, duas."""

FEWEST_BESIDE = 2
"""Palavras que precisa ter além do que o sistema diz de qualquer programa (`Permission denied`)."""

_VALUE = "\0"
_HOLE = re.compile(r"<[\w-]+>|(?<!\w)(?:\"[^\"]*\"|'[^']*'|`[^`]*`)(?!\w)")
_BREAK = re.compile(r"[:.,;]$|^-$|^->$")
SYSTEM = frozenset(" ".join(words_of(os.strerror(code))) for code in errno.errorcode)


def parts(line: str, names: Set[str], *, literal: bool = False) -> list[list[str]]:
    """As partes de `line`, cada uma com as suas palavras; o que muda é `...`.

    Com `literal`, o que está entre aspas fica se são só palavras do Docker: 'compose'.
    """

    def kept(found: re.Match[str]) -> str:
        return found[0] if literal and _is_docker(found) else _VALUE

    text = _HOLE.sub(kept, normalise_line(line))
    found: list[list[str]] = [[]]
    for token in text.split():
        bare = token.strip("\"'`(){}[],.;:!?")
        if _VALUE in token or is_value(bare, names):
            found[-1].append(GAP)
        else:
            found[-1] += words_of(bare)
        if _BREAK.search(token):
            found.append([])
    return [one for one in found if one]


def _is_docker(found: re.Match[str]) -> bool:
    words = re.findall(r"[\w-]+", found[0])
    return not found[0].startswith("<") and bool(words) and all(one in DOCKER for one in words)


DOCKER = frozenset({"docker"} | {one for one in VOCABULARY if len(one) > 2})


def is_value(token: str, names: Set[str]) -> bool:
    """Diz se `token` é do leitor: um nome, um número, um caminho, um endereço."""
    return bool(re.search(r"[\d/\\@=*]|\w[.:]\w|^-", token)) or is_name(token, names)


def pattern(pieces: list[list[str]]) -> str:
    """O padrão de algumas partes seguidas, sem `...` nas pontas."""
    words: list[str] = []
    for word in (word for piece in pieces for word in piece):
        if word != GAP or (words and words[-1] != GAP):
            words.append(word)
    while words and words[-1] == GAP:
        words.pop()
    return " ".join(words)


def candidates(line: str, names: Set[str]) -> Iterator[str]:
    """Os padrões que `line` pode ter, do mais curto ao mais longo, e do fim para o começo."""
    for literal in (False, True):
        pieces = parts(line, names, literal=literal)
        for length in range(1, len(pieces) + 1):
            for start in range(len(pieces) - length, -1, -1):
                found = pattern(pieces[start : start + length])
                if says_enough(found, whole=length == len(pieces)):
                    yield found


def says_enough(text: str, *, whole: bool = False) -> bool:
    """Diz se um padrão tem palavras que bastem, além das que o sistema diz de qualquer programa."""
    words = [word for word in text.split(" ") if word and word != GAP]
    if len(words) < (2 if whole else FEWEST):
        return False
    joined = f" {' '.join(words)} "
    for common in SYSTEM:
        if f" {common} " in joined:
            beside = joined.replace(f" {common} ", " ").split()
            return len(beside) >= FEWEST_BESIDE
    return True


def distinctive(
    line: str, names: Set[str], anchors: list[str], is_elsewhere: Callable[[str], bool]
) -> str:
    """O primeiro padrão de `line` que tem um dos `anchors` e não está em outro lugar.

    `anchors` são o que a seção diz que é a mensagem; sem eles, qualquer parte serve. Vazio se não
    há um.
    """
    for one in candidates(line, names):
        if anchors and not any(is_inside(anchor, one) for anchor in anchors):
            continue
        if not is_elsewhere(one):
            return one
    return ""


def is_less(text: str, written: Iterable[str]) -> bool:
    """Diz se quem escreveu a página achou que era preciso dizer mais do que `text`."""
    literal = text.replace(GAP, "").split()
    return any(
        is_inside(text, one) and len(one.replace(GAP, "").split()) > len(literal) for one in written
    )


def is_inside(anchor: str, text: str) -> bool:
    """Diz se as palavras de `anchor` estão em `text`, na ordem."""
    words = iter(text.split(" "))
    return all(wanted in words for wanted in anchor.split(" ") if wanted != GAP)
