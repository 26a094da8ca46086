"""O que as lições pedem da rede: o que o pendrive leva, e o que ele não tem como levar."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from guide.engine import images
from guide.page import Guide, Page
from guide.promises.navigation import CONFIG, config

PARTS = 3
"""As partes do guia que se provam inteiras sem internet: as primeiras do índice."""

WITHOUT_DNS = {
    ("containers/arquitetura.md", "registro"): "o erro de um nome que não existe, sem um DNS na "
    "sala, acaba noutras palavras",
}
"""As seções das primeiras partes que, sem internet, mostram outra coisa, e qual."""

_PIP = "pacotes do Python"
_OUTSIDE = {
    "pacotes do Debian (apt-get)": re.compile(r"\bapt-get (?:update|install)\b"),
    "pacotes do npm": re.compile(r"\bnpm (?:ci|install)\b"),
    _PIP: re.compile(r"\bpip install\b|\bpip-compile\b"),
    "uma conta num registro": re.compile(r"\bdocker login\b(?! localhost)"),
}
_PYTHON = re.compile(r"^(?:FROM |ARG ).*?\b(python:[\w.-]+)", re.MULTILINE)
_INSTALL = re.compile(r"\bpip install (.*)")
_REQUIREMENT = re.compile(r"(?:-r|--requirement)\b")


@dataclass(frozen=True)
class Part:
    """Uma parte do índice: o título e as lições, na ordem."""

    title: str
    pages: tuple[Page, ...]


def parts(guide: Guide) -> list[Part]:
    """As partes do índice de `guide` que têm lições, na ordem. Levanta `GuideError`."""
    pages = {page.name: page for page in guide.pages}
    found: list[Part] = []
    for item in config(guide.read(CONFIG)).get("nav", []):
        for title, inside in item.items() if isinstance(item, dict) else ():
            if isinstance(inside, list):
                names = [next(iter(one.values())) for one in inside]
                found.append(Part(title, tuple(pages[name] for name in names if name in pages)))
    return found


def first_images(guide: Guide) -> list[str]:
    """As imagens base das primeiras partes. Levanta `TranscriptError` ou `GuideError`."""
    used = {
        tag for part in parts(guide)[:PARTS] for page in part.pages for tag in images.used_by(page)
    }
    return [tag for tag in images.recipes() if tag in used]


def packages(guide: Guide) -> dict[str, dict[str, str]]:
    """O que os Dockerfiles das lições instalam com o `pip`, por imagem do Python.

    De cada imagem, os arquivos de pacotes: um nome que não se repete, e o texto.
    """
    found: dict[str, dict[str, str]] = {}
    for file in guide.files(Path("examples")):
        if "Dockerfile" not in file.name:
            continue
        text = guide.read(file)
        for base in sorted(set(_PYTHON.findall(text)) & set(images.recipes())):
            for words in _INSTALL.findall(text):
                found.setdefault(base, {}).update(_asked(guide, file.parent, words.split()))
    return found


def _asked(guide: Guide, folder: Path, words: list[str]) -> dict[str, str]:
    """O que `pip install` com `words` pede, na pasta `folder`."""
    if any(_REQUIREMENT.match(word) for word in words):
        named = [folder / word for word in words if not word.startswith("-")]
        return {
            f"{path.parent.name}-{path.name}": _whole(guide, path)
            for path in named
            if guide.is_file(path)
        }
    plain = [word for word in words if re.fullmatch(r"[A-Za-z][\w.-]*(?:==[\w.]+)?", word)]
    return {f"{word}.txt": f"{word}\n" for word in plain}


def _whole(guide: Guide, path: Path) -> str:
    """O texto de `path`, com o dos arquivos que ele inclui (`-r requirements.txt`)."""
    lines = []
    for line in guide.read(path).splitlines():
        included = re.fullmatch(r"(?:-r|--requirement) (\S+)", line)
        lines.append(_whole(guide, path.parent / included[1]) if included else line)
    return "\n".join(lines) + "\n"


def outside(page: Page) -> list[str]:
    """O que `page` ainda pede da internet com o pendrive na mão; vazio se nada.

    Olha os arquivos e os comandos que ela mostra; um comando que a página mostra falhar conta.
    """
    lines = list(_lines(page))
    return [
        what
        for what, pattern in _OUTSIDE.items()
        if any(pattern.search(line) for line in lines if what != _PIP or not _carried(line))
    ]


def _carried(line: str) -> bool:
    """Diz se o que `line` instala vai na imagem do Python: é a linha de um Dockerfile."""
    return line.startswith("Dockerfile: ") and "pip-compile" not in line


def _lines(page: Page) -> Iterator[str]:
    """As linhas dos arquivos que a página mostra, e os comandos; as de um Dockerfile o dizem."""
    for block in page.blocks:
        if block.include and not block.include[0].endswith((".console", ".ps1")):
            with suppress(LookupError):
                text = page.guide.included_text(*block.include)
                mark = "Dockerfile: " if "Dockerfile" in block.include[0] else ""
                yield from (f"{mark}{line}" for line in text.splitlines())
    yield from (step.text for step in page.steps)
