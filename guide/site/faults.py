"""O que há de errado com as fontes do site, uma frase por engano: `arquivo:linha: o que fazer`.

O MkDocs diz o mesmo em inglês, sem a linha, ou num traceback sem o nome da página. Parte se acha
antes de construir, e mais depressa (`of_page`, `before_build`); do resto, traduz-se o que o MkDocs
diz (`translated`).
"""

import re
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.page import Guide, GuideError, Page
from guide.promises import files, headings

STOPPERS = (files.readable, files.included)
"""As promessas sem as quais o MkDocs não constrói uma página."""

PROMISES = (headings.one_title, headings.description)
"""O que, faltando numa página, não impede o MkDocs de a construir, mas a estraga."""

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def of_page(page: Page) -> list[str]:
    """O que impede `page` de ser construída: um trecho que falta, ou bytes que não são texto."""
    if not files.is_readable(page):
        return files.readable(page)
    return [problem for promise in STOPPERS for problem in promise(page)]


def before_build(guide: Guide) -> list[str]:
    """O que se acha de errado nas páginas sem as construir."""
    found: list[str] = []
    for page in guide.pages:
        # Uma página que não se lê só tem um problema: não se ler.
        problems = of_page(page) or [each for promise in PROMISES for each in promise(page)]
        found += [one for one in problems if one not in found]
    return found


def of_failure(error: BaseException) -> list[str]:
    """O que diz `error`, que parou o MkDocs."""
    said = "".join(traceback.format_exception_only(error)).strip()
    return of_traceback("".join(traceback.format_exception(error)), said)


def of_traceback(text: str, said: str = "") -> list[str]:
    """O que diz um traceback do MkDocs: `said`, e o modelo do tema em que ele parou.

    Sem `said`, é a última linha.
    """
    said = said or text.strip().splitlines()[-1]
    templates = re.findall(r'^ *File "[^"]*/(overrides/[^"]+)", line (\d+)', text, re.MULTILINE)
    return [f"{templates[-1][0]}:{templates[-1][1]}: {said}" if templates else said]


_LINK = "contains (?:a|an absolute|an unrecognized relative) link '(?P<link>[^']*)', "
_TRANSLATIONS = [
    (
        re.compile(rf"Doc file '(?P<page>[^']+)' {_LINK}but the target '(?P<target>[^']+)'"),
        "o link «{link}» não leva a nada: docs/{target} não existe.",
    ),
    (  # o MkDocs cala o destino que é igual ao link
        re.compile(rf"Doc file '(?P<page>[^']+)' {_LINK}but the target is not found"),
        "o link «{link}» não leva a nada: docs/{link} não existe.",
    ),
    (
        re.compile(rf"Doc file '(?P<page>[^']+)' {_LINK}but the doc '(?P<target>[^']+)' does not"),
        "o link «{link}» não leva a nada: docs/{target} não tem essa âncora.",
    ),
    (
        re.compile(rf"Doc file '(?P<page>[^']+)' {_LINK}but there is no such anchor"),
        "o link «{link}» não leva a nada: a página não tem essa âncora.",
    ),
    (
        re.compile(rf"Doc file '(?P<page>[^']+)' {_LINK}it was left as is"),
        "o link «{link}» precisa ser o caminho do .md, a partir desta página.",
    ),
    (
        re.compile(r"External file: (?P<link>\S+) +in '(?P<page>[^']+)'"),
        "«{link}» vem de fora, e o site só usa o que vem com ele: ponha o arquivo em docs/assets/.",
    ),
]
_READING = re.compile(r"Error reading page '(?P<page>[^']+)': ?(?P<said>.*)", re.DOTALL)
_PLACED = re.compile(r"[\w./-]+:\d+: ")
_NOT_IN_DOCS = re.compile(r"(?:reference to|path) '(?P<link>[^']+)' is included in the 'nav' conf")
_NOT_IN_NAV = re.compile(r"exist in the docs directory, but are not included in the \"nav\"")
_VALUE = re.compile(r"Config value '(?P<link>[^']+)': (?P<said>.*)", re.DOTALL)
_MARK = re.compile(r'in "(?P<file>[^"]+)", line (?P<line>\d+)(?:, column \d+)?:?')


def translated(messages: Iterable[str], guide: Guide) -> list[str]:
    """O que o MkDocs avisou, em `messages`, dito como os outros enganos, cada um uma vez.

    O que não tem tradução fica como o MkDocs o disse.
    """
    found: list[str] = []
    for message in messages:
        found += [one for one in _translate(_COLOUR.sub("", message), guide) if one not in found]
    return found


def _translate(message: str, guide: Guide) -> Iterator[str]:
    for pattern, wording in _TRANSLATIONS:
        if found := pattern.search(message):
            page, link = Path("docs") / found["page"], found["link"]
            yield f"{_place(guide, page, f'({link})', link)}: {wording.format(**found.groupdict())}"
            return
    config = Path("mkdocs.yml")
    if found := _READING.search(message):
        said = " ".join(found["said"].split())
        yield f"docs/{found['page']}: o MkDocs não pôde ler a página: {said}"
    elif _PLACED.match(message):
        yield message
    elif found := _NOT_IN_DOCS.search(message):
        place = _place(guide, config, found["link"])
        yield f"{place}: o nav leva a docs/{found['link']}, que não existe."
    elif _NOT_IN_NAV.search(message):
        for name in re.findall(r"^ +- (.+)$", message, re.MULTILINE):
            yield f"docs/{name}: a página não está no menu; ponha-a no nav, em mkdocs.yml."
    elif marks := list(_MARK.finditer(message)):
        reason = " ".join(_MARK.sub("", message.split("file:", 1)[-1]).split())
        place = f"{Path(marks[-1]['file']).name}:{marks[-1]['line']}"
        yield f"{place}: o YAML não se lê perto daqui ({reason})."
    elif found := _VALUE.search(message):
        place = _place(guide, config, f"{found['link']}:")
        yield f"{place}: o MkDocs recusa «{found['link']}»: {' '.join(found['said'].split())}"
    else:
        yield f"o MkDocs avisa: {message}"


def _place(guide: Guide, path: Path, *texts: str) -> str:
    """`arquivo:linha` da primeira linha com o primeiro dos `texts` que há; senão, só o arquivo."""
    try:
        lines = guide.read(path).splitlines()
    except (GuideError, OSError):
        lines = []
    for text in texts:
        for number, line in enumerate(lines, 1):
            if text in line:
                return f"{path.as_posix()}:{number}"
    return path.as_posix()
