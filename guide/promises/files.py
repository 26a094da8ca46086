"""Os arquivos de uma página se leem: o que ela inclui existe, é UTF-8 e segue a gramática.

Quem confere o que está dentro deles conta com isto: uma falta de um arquivo se diz aqui, uma vez.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from guide import notes
from guide.console.parse import TranscriptError
from guide.page import Guide, GuideError, Page
from guide.promises import prose

BASES = ("examples", "diagrams", "verified")
"""Onde o MkDocs procura o que uma página inclui: `base_path`, em `mkdocs.yml`."""

_INCLUSION = re.compile(r'\s*--8<-- "(?P<path>[^":]+)(?::[\w-]+)?"')


def readable(page: Page) -> list[str]:
    """A página e o que os blocos dela incluem são UTF-8, e as transcrições, transcrições."""
    if problem := _problem(lambda: page.text):
        return [problem]
    included = dict.fromkeys(block.include[0] for block in page.blocks if block.include)
    found = [fault(page.guide, path) for path in included]
    return [problem for problem in found if problem]


def unreadable(guide: Guide) -> list[str]:
    """As páginas e as transcrições de `guide` que não se leem: sem elas, nem se sabe o que testar.

    Cada falta com o arquivo e a linha, uma vez.
    """
    pages = [_problem(lambda page=page: page.text) for page in guide.pages]
    transcripts = [
        fault(guide, file.relative_to("examples").as_posix())
        for file in guide.files(Path("examples"))
        if file.suffix == ".console"
    ]
    return [problem for problem in pages + transcripts if problem]


def fault(guide: Guide, path: str) -> str:
    """Por que o arquivo `path`, relativo a `examples/`, não se lê; vazio se se lê ou não existe."""
    if path.endswith(".console"):
        return _problem(lambda: guide.transcript(path))
    return _problem(lambda: guide.read(Path("examples") / path))


def is_readable(page: Page) -> bool:
    """Se `page` é UTF-8."""
    return not _problem(lambda: page.text)


def included(page: Page) -> list[str]:
    """O que a página inclui fora de blocos (um desenho, a nota ao pé) existe."""
    found: list[str] = []
    for number, line in prose.lines(page):
        inclusion = _INCLUSION.fullmatch(line)
        if not inclusion or line.strip() == notes.include(page):
            continue
        path = inclusion["path"]
        if not any(page.guide.is_file(Path(base) / path) for base in BASES):
            known = [
                file.relative_to(base).as_posix()
                for base in BASES
                for file in page.guide.files(Path(base))
            ]
            found.append(
                f"{page.path}:{number}: {path} não existe em {', '.join(BASES)}; "
                f"{nearest(path, known)}"
            )
    return found


def nearest(wrong: str, known: list[str]) -> str:
    """O que fazer com um nome que não há: o parecido, entre os `known`, ou criá-lo."""
    near = get_close_matches(wrong, known, n=3, cutoff=0.6)
    return f"seria {' ou '.join(near)}?" if near else "crie-o ou corrija o nome"


def _problem(read: Callable[[], object]) -> str:
    with suppress(OSError):  # o que não há, `included` e `blocks.includes` contam
        try:
            read()
        except (GuideError, TranscriptError) as error:
            return str(error)
    return ""
