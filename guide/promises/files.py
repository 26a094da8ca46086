"""Os arquivos de uma página se leem: o que ela inclui existe, é UTF-8 e segue a gramática.

Quem confere o que está dentro deles conta com isto: uma falta de um arquivo se diz aqui, uma vez.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from guide import notes, status
from guide.console.parse import TranscriptError
from guide.page import Guide, GuideError, Page

BASES = ("examples", "diagrams", "verified")
"""Onde o MkDocs procura o que uma página inclui: `base_path`, em `mkdocs.yml`."""

_INCLUDE = re.compile(r'^[ \t]*-+8<-+[ \t]+"(?P<path>[^":]+)(?::(?P<section>[^"]+))?"[ \t]*$')
_LINES = re.compile(r"[\d:,-]+")


@dataclass(frozen=True)
class Inclusion:
    """Uma linha `--8<-- "arquivo:seção"` de uma página, num bloco de código ou fora dele."""

    line: int
    path: str
    section: str | None

    def file(self, guide: Guide) -> Path | None:
        """O arquivo incluído, relativo à raiz; None se não há, ou se está fora das `BASES`."""
        if ".." in PurePosixPath(self.path).parts:
            return None
        candidates = (Path(base) / self.path for base in BASES)
        return next((file for file in candidates if guide.is_file(file)), None)


def inclusions(page: Page) -> list[Inclusion]:
    """Tudo o que `page` inclui, na ordem dela. Levanta `GuideError` se ela não é UTF-8."""
    return [
        Inclusion(number, found["path"], found["section"])
        for number, line in enumerate(page.lines, 1)
        if (found := _INCLUDE.match(line))
    ]


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
    """O que a página inclui (um trecho de exemplo, um desenho, a nota ao pé) existe."""
    return [
        problem
        for one in inclusions(page)
        if one.path not in (notes.path(page), status.INCLUDED)
        for problem in _of_inclusion(page, one)
    ]


def _of_inclusion(page: Page, one: Inclusion) -> list[str]:
    place = f"{page.path.as_posix()}:{one.line}"
    file = one.file(page.guide)
    if file is None:
        known = [
            file.relative_to(base).as_posix()
            for base in BASES
            for file in page.guide.files(Path(base))
        ]
        where = ", ".join(f"{base}/" for base in BASES[:-1]) + f" nem em {BASES[-1]}/"
        return [f"{place}: o trecho «{one.path}» não existe em {where}.{_near(one.path, known)}"]
    names = page.guide.section_names(file)
    if one.section is None or _LINES.fullmatch(one.section) or one.section in names:
        return []
    if _problem(lambda: page.guide.read(file)):
        return []  # `readable` o conta
    hint = _near(one.section, names) or " Ele não tem seções." * (not names)
    return [f"{place}: o trecho «{one.section}» não existe em {file.as_posix()}.{hint}"]


def _near(wrong: str, known: list[str]) -> str:
    near = get_close_matches(wrong, known, n=3)
    return f" Parecidos: {', '.join(near)}." if near else ""


def _problem(read: Callable[[], object]) -> str:
    with suppress(OSError):  # o que não há, `included` conta
        try:
            read()
        except (GuideError, TranscriptError) as error:
            return str(error)
    return ""
