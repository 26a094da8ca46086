"""Os arquivos existem quando a página os mostra: um comando não usa o que o leitor ainda não tem.

É a parte que se vê sem executar; a execução, numa pasta em que os arquivos aparecem do mesmo modo,
vê o resto.
"""

import re
from pathlib import Path, PurePosixPath

from guide.console.parse import Step, TranscriptError
from guide.page import GuideError, Page

_BUILD = re.compile(r"\bdocker (?:buildx |image )?build\b")
_COMPOSE = re.compile(r"\bdocker compose\b(?! +(?:version|ls)\b)")
_OTHER_FILE = re.compile(r"\s(?:-f|--file)[ =]")
_COPY = re.compile(r"^(?:COPY|ADD)\s+(?P<words>.+)$", re.MULTILINE)


def shown_before_use(page: Page) -> list[str]:
    """Um arquivo vem, na página, antes do comando que o usa, menos onde o erro é a lição."""
    if not page.example:
        return []
    try:
        at_start = page.files_at_start
        steps = list(zip(page.story, page.sections, strict=True))
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    names = _names(page)
    found: list[str] = []
    for shown, section in steps:
        known = dict(at_start)
        known |= {one.name: one.source for one in page.files_written if one.line < shown.line}
        for step in section.steps:
            if step.exit_code or step.kind != "command":
                continue
            for name in sorted(_used(page, step, names, known) - known.keys()):
                found.append(_problem(page, shown.line, step, name))
    return list(dict.fromkeys(found))


def first_use(page: Page, name: str) -> int:
    """A linha do bloco cujo comando primeiro usa o arquivo `name`; 0 se nenhum o diz.

    Levanta `TranscriptError`.
    """
    names = _names(page)
    for shown, section in zip(page.story, page.sections, strict=True):
        for step in section.steps:
            counts = step.kind == "command" and not step.exit_code
            if counts and name in _used(page, step, names, page.files_at_end):
                return shown.line
    return 0


def _names(page: Page) -> set[str]:
    """Os arquivos da pasta do exemplo que um leitor pode ter."""
    folder = Path("examples") / page.example
    names = {file.relative_to(folder).as_posix() for file in page.guide.files(folder)}
    return {name for name in names if not name.endswith((".console", ".ps1"))}


def _used(page: Page, step: Step, names: set[str], known: dict[str, str]) -> set[str]:
    """Os arquivos de `names` que o comando nomeia, ou lê sem nomear."""
    text = step.text
    used = {name for name in names if _says(text, name)}
    if _OTHER_FILE.search(text):
        recipes = [name for name in used if "Dockerfile" in name]
    elif _BUILD.search(text):
        recipes = ["Dockerfile"]
        used |= {"Dockerfile"} & names
    else:
        recipes = []
    if _COMPOSE.search(text) and not _OTHER_FILE.search(text):
        used |= {"compose.yaml"} & names
    for recipe in recipes:
        if recipe in known:
            used |= _copied(page.guide.content(known[recipe]), names)
    return used


def _says(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![\w./-])(?:\./)?{re.escape(name)}(?![\w/-]|\.\w)", text))


def _copied(dockerfile: str, names: set[str]) -> set[str]:
    """Os arquivos que um Dockerfile copia pelo nome."""
    words: set[str] = set()
    for found in _COPY.finditer(dockerfile):
        parts = [word for word in found["words"].split() if not word.startswith("--")]
        if "--from=" not in found["words"]:
            words.update(str(PurePosixPath(word)) for word in parts[:-1])
    return words & names


def _problem(page: Page, line: int, step: Step, name: str) -> str:
    later = next((one.line for one in page.files_written if one.name == name), 0)
    where = f"que a página só mostra na linha {later}" if later else "que a página não mostra"
    return (
        f"{page.path}:{line}: «{step.shown}» usa {page.example}/{name}, {where}: o leitor ainda "
        f'não tem o arquivo. Mostre-o antes, num bloco com title="{page.example}/{name}"'
    )
