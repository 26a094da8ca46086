"""A ortografia: as palavras que o leitor lê numa página, e as que o dicionário não conhece.

O dicionário é o pt_BR do hunspell, o do LibreOffice e do Firefox. As palavras do ofício, que ele
não tem, estão em `palavras.txt`, uma por linha.
"""

import re
import subprocess
from collections.abc import Sequence, Set
from pathlib import Path

from guide.site.html import Element, parse

WORDS = Path(__file__).with_name("palavras.txt")
PACKAGES = ("hunspell", "hunspell-pt-br")

_HUNSPELL = ("hunspell", "-d", "pt_BR", "-i", "utf-8", "-l")
_PATIENCE = 60.0
"""Segundos até desistir do hunspell, que sem texto na entrada esperaria para sempre."""

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-’'][^\W\d_]+)*(?!\w)")
_HYPHEN = re.compile("[-’']")

_QUOTED = re.compile(r"“[^”]+”|\S*\w\.[a-z]\S*")
"""O que está entre aspas, onde não há crases (num desenho), e os nomes de arquivo."""

_NOT_PROSE = {"code", "kbd", "nav", "pre", "script", "style", "title"}
"""Código, teclas, e os índices, que repetem os títulos."""

_FOREIGN = {"em"}
"""O itálico, nesta casa, é das palavras de outra língua e do que está escrito numa tela."""

_LABELS = {"filename", "dg-codigo"}
"""As classes do nome de um arquivo sobre o bloco e do código dentro de um diagrama."""

_READ_ALOUD = {"alt", "aria-label", "content", "placeholder", "title"}


def words(html: str) -> set[str]:
    """As palavras que se leem numa página construída, sem o código nem as de outras línguas."""
    found: set[str] = set()
    for one in parse(html).walk(_unread):
        if isinstance(one, str):
            found |= _words(one)
        elif one.tag != "meta" or one.attributes.get("name") == "description":
            for name in _READ_ALOUD & one.attributes.keys():
                found |= _words(one.attributes[name])
    return found


def _unread(element: Element) -> bool:
    return element.tag in _NOT_PROSE | _FOREIGN or bool(_LABELS & element.classes)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_QUOTED.sub(" ", text)))


def trade_words() -> list[str]:
    """As palavras do ofício, em minúsculas, na ordem de `palavras.txt`."""
    return WORDS.read_text(encoding="utf-8").split()


def has_dictionary() -> bool:
    """Se o hunspell da máquina tem o dicionário pt_BR."""
    done = subprocess.run(_HUNSPELL, input="", text=True, capture_output=True, timeout=_PATIENCE)
    return done.returncode == 0


def unknown(words: Set[str]) -> set[str]:
    """As de `words` que não estão no dicionário nem em `palavras.txt`, inteiras ou numa parte.

    Levanta `CalledProcessError` se falta o dicionário pt_BR, e `FileNotFoundError` se falta o
    hunspell.
    """
    text = "".join(f"{word}\n" for word in sorted(words))
    done = subprocess.run(
        _HUNSPELL, input=text, text=True, capture_output=True, check=True, timeout=_PATIENCE
    )
    known = set(trade_words())
    # Das palavras com hífen que não conhece, o hunspell diz só a parte.
    strange = {part for part in done.stdout.split() if part.lower() not in known}
    return {word for word in words if strange & {word, *_HYPHEN.split(word)}}


def place(word: str, files: Sequence[Path], root: Path) -> str:
    """Onde `word` está: `arquivo:linha`, a partir de `root`, no primeiro dos `files` que a tem.

    Se nenhum a tem (uma palavra que o tema escreve), só o primeiro arquivo.
    """
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if whole.search(line):
                return f"{file.relative_to(root)}:{number}"
    return str(files[0].relative_to(root))
