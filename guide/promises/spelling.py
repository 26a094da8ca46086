"""A ortografia: as palavras que o leitor lê numa página, e as que o dicionário não conhece.

O dicionário é o pt_BR do hunspell, o do LibreOffice e do Firefox. As palavras do ofício, que ele
não tem, estão em `palavras.txt`, uma por linha.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

import markdown

from guide.page import Page
from guide.promises import files, navigation, prose
from guide.site.html import Element, parse

WORDS = Path(__file__).with_name("palavras.txt")
PACKAGES = ("hunspell", "hunspell-pt-br")

REMEDY = (
    "Corrija o que é erro. O que é código vai entre crases (num desenho, entre aspas); o que é de "
    "outra língua, em itálico. Uma palavra do ofício vai para guide/promises/palavras.txt, na "
    "ordem do alfabeto."
)

_HUNSPELL = ("hunspell", "-d", "pt_BR", "-i", "utf-8", "-l")
_PATIENCE = 60.0
"""Segundos até desistir do hunspell, que sem texto na entrada esperaria para sempre."""

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-’'][^\W\d_]+)*(?!\w)")
_DRAWING = re.compile(r'\s*--8<-- "(?P<file>[^":]+\.svg)"')
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


def page_problems(page: Page) -> list[str]:
    """As palavras de `page` que o dicionário não conhece, lidas do Markdown, sem construir o site.

    Levanta o que `unknown` levanta, e `GuideError` se `mkdocs.yml` não se lê.
    """
    drawings = [
        page.guide.root / "diagrams" / found[1]
        for _, line in prose.lines(page)
        if (found := _DRAWING.fullmatch(line))
    ]
    sources = [page.guide.root / page.path, *drawings]
    return [
        f"{place(word, sources, page.guide.root)}: o dicionário não conhece «{word}». {REMEDY}"
        for word in sorted(unknown(words(_html(page))))
    ]


def _html(page: Page) -> str:
    """A prosa de `page` como o MkDocs a escreve, com a descrição e os desenhos."""
    settings = navigation.config(page.guide.read(navigation.CONFIG))["markdown_extensions"]
    extensions: dict[str, Any] = {}
    for one in settings:
        extensions |= one if isinstance(one, dict) else {one: {}}
    extensions["pymdownx.snippets"] = {
        "base_path": [str(page.guide.root / base) for base in files.BASES]
    }
    text = "\n".join(line for _, line in prose.lines(page))
    description = prose.front_matter(page.text).values.get("description", "")
    return f"<p>{description}</p>" + markdown.markdown(
        text, extensions=list(extensions), extension_configs=extensions
    )


def trade_words() -> list[str]:
    """As palavras do ofício, em minúsculas, na ordem de `palavras.txt`."""
    return WORDS.read_text(encoding="utf-8").split()


def has_dictionary() -> bool:
    """Se há na máquina um hunspell, com o dicionário pt_BR."""
    if not shutil.which(_HUNSPELL[0]):
        return False
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
