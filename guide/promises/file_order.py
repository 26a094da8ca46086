"""Os arquivos existem quando a página os mostra: um comando não usa o que o leitor ainda não tem.

É a parte que se vê sem executar; a execução, numa pasta em que os arquivos aparecem do mesmo modo,
vê o resto.
"""

import json
import posixpath
import re
import shlex
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml

from guide.console.parse import Step, TranscriptError
from guide.page import GuideError, Page

_BUILD = re.compile(r"\bdocker (?:buildx |image |builder )?build\b(?P<rest>[^;&|]*)")
_COMPOSE = re.compile(r"\bdocker compose\b(?! +(?:version|ls)\b)")
_STACK = re.compile(r"\bdocker stack deploy\b")
_BUILDS = re.compile(r"\bdocker compose\b[^;&|]* (?:up|build|watch|create|run)\b")
_OTHER_FILE = re.compile(r"\s(?:-f|--file)[ =]")
_COPY = re.compile(r"^\s*(?:COPY|ADD)\s+(?P<words>.+)$", re.MULTILINE | re.IGNORECASE)
_NO_VALUE = {"-q", "--quiet", "--pull", "--no-cache", "--load", "--push", "--check"}
"""As opções de `docker build` sem valor (`docker build --help`, 28.5)."""


def shown_before_use(page: Page) -> list[str]:
    """Um arquivo vem, na página, antes do comando que o usa, menos onde o erro é a lição."""
    if not page.example:
        return []
    try:
        at_start = page.files_at_start_alone
        steps = list(zip(page.story, page.sections, strict=True))
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    names = _names(page)
    found: list[str] = []
    for shown, section in steps:
        known = dict(at_start)
        opened = page.in_solution(shown.line)
        known |= {
            one.name: one.source
            for one in page.files_written
            if one.line < shown.line and (opened or not page.in_solution(one.line))
        }
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
    text = step.text.replace("\\\n", " ")
    used = {name for name in names if _says(text, name)}
    builds = [_build(found["rest"]) for found in _BUILD.finditer(text)]
    if _COMPOSE.search(text) and not _OTHER_FILE.search(text):
        used |= set() if "--project-name" in text else {"compose.yaml"} & names
        if _BUILDS.search(text) and "compose.yaml" in known:
            builds += _compose_builds(page.guide.content(known["compose.yaml"]))
    if _COMPOSE.search(text) or _STACK.search(text):
        files = [page.guide.content(known[name]) for name in used & known.keys()]
        used |= {name for file in files for name in _read_by_compose(file)} & names
    for recipe, context in builds:
        used |= {recipe} & names
        if recipe in known:
            dockerfile = page.guide.content(known[recipe])
            copied = {
                posixpath.normpath(posixpath.join(context, one)) for one in _copied(dockerfile)
            }
            inside = {name for name in names if copied.intersection(_parents(name))}
            used |= copied & names
            used |= {name for name in inside if _says_inside(dockerfile, name)}
    return used


@lru_cache(maxsize=256)
def _read_by_compose(compose: str) -> frozenset[str]:
    """Os arquivos que um arquivo do Compose manda ler: segredos, configurações e variáveis."""
    try:
        project = yaml.safe_load(compose)
        kept = [*project.get("secrets", {}).values(), *project.get("configs", {}).values()]
        read = [one["file"] for one in kept if "file" in one]
        for service in project["services"].values():
            given = service.get("env_file", [])
            read += given if isinstance(given, list) else [given]
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return frozenset()  # um exemplo estragado de propósito, ou um arquivo que não é do Compose
    return frozenset(posixpath.normpath(one) for one in read if isinstance(one, str))


def _parents(name: str) -> list[str]:
    return [parent.as_posix() for parent in PurePosixPath(name).parents]


def _build(rest: str) -> tuple[str, str]:
    """A receita e o contexto de um `docker build`, pelo que vem depois dele no comando."""
    try:
        words = shlex.split(rest)
    except ValueError:
        words = rest.split()
    recipe = context = ""
    while words:
        word = words.pop(0)
        option, separator, value = word.partition("=")
        if option in ("-f", "--file"):
            recipe = value if separator else (words.pop(0) if words else "")
        elif word == "-" or not word.startswith("-"):
            context = word
        elif not separator and word not in _NO_VALUE:
            del words[:1]
    return posixpath.normpath(recipe or posixpath.join(context, "Dockerfile")), context


@lru_cache(maxsize=256)
def _compose_builds(compose: str) -> tuple[tuple[str, str], ...]:
    """A receita e o contexto de cada serviço de `compose` que se constrói."""
    try:
        services = yaml.safe_load(compose)["services"].values()
        builds = [one["build"] for one in services if "build" in one]
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return ()  # um exemplo estragado de propósito
    found: list[tuple[str, str]] = []
    for build in builds:
        given = build if isinstance(build, dict) else {"context": str(build)}
        context = str(given.get("context", "."))
        recipe = posixpath.join(context, str(given.get("dockerfile", "Dockerfile")))
        found.append((posixpath.normpath(recipe), context))
    return tuple(found)


def _says(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<![\w./-])(?:\./)?{re.escape(name)}(?![\w/-]|\.\w)", text))


def _says_inside(dockerfile: str, name: str) -> bool:
    """Se a receita, depois do último `COPY`, nomeia o arquivo, em que pasta da imagem for."""
    file = re.escape(PurePosixPath(name).name)
    rest = _COPY.split(dockerfile)[-1]
    return bool(re.search(rf"(?<![\w.-]){file}(?![\w/-]|\.\w)", rest))


def _copied(dockerfile: str) -> set[str]:
    """Os caminhos que um Dockerfile copia da pasta do contexto, nas duas formas de `COPY`."""
    paths: set[str] = set()
    for found in _COPY.finditer(re.sub(r"\\[ \t]*\n", " ", dockerfile)):
        words = found["words"].split()
        options = [word for word in words if word.startswith("--")]
        if any(option.startswith("--from=") for option in options):
            continue
        plain = " ".join(words[len(options) :])
        try:
            parts = json.loads(plain) if plain.startswith("[") else plain.split()
        except ValueError:
            parts = plain.split()
        paths.update(str(PurePosixPath(part)) for part in parts[:-1])
    return paths


def _problem(page: Page, line: int, step: Step, name: str) -> str:
    later = next((one.line for one in page.files_written if one.name == name), 0)
    where = f"que a página só mostra na linha {later}" if later else "que a página não mostra"
    return (
        f"{page.path}:{line}: «{step.shown}» usa {page.example}/{name}, {where}: o leitor ainda "
        f'não tem o arquivo. Mostre-o antes, num bloco com title="{page.example}/{name}"'
    )
