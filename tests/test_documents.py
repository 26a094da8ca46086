"""O que o README, o CONTRIBUTING e o mapa da casa dizem do repositório é o que há nele."""

import re
from pathlib import Path

import pytest

from guide.console import parse
from guide.page import ROOT, SOURCES

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = [
    ROOT / "README.md",
    CONTRIBUTING,
    ROOT / "guide/__init__.py",
    *sorted(ROOT.glob("guide/*/__init__.py")),
    ROOT / "guide/engine/private/base_images/README.md",
]
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\((?!http|#)([^)\s#]+)\)")
_PATH = re.compile(r"[\w.-]*(?:/[\w.-]+)+/?|[\w-]+\.(?:py|yml|yaml|md|txt|css)|Dockerfile|Makefile")
_EXAMPLE = re.compile(
    r"dist/|site/|imagens/construcao\.md|compose\.yaml|docs/x\.md|x\.console|.*\.txt|"
    r"python/3\.13-slim\.Dockerfile|redis/8\.0\.2\.Dockerfile"
)
"""O que os documentos nomeiam e não é do repositório: o que se faz, e os nomes de exemplo."""


def missing(document: Path, text: str) -> list[str]:
    """Os caminhos que `text` nomeia, entre crases ou num link, e que não há, com a linha."""
    places = (ROOT, document.parent)
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(" " * 8):
            continue  # um bloco de código dentro de uma lista
        named = [code for code in _CODE.findall(line) if _PATH.fullmatch(code)]
        for path in named + _LINK.findall(line):
            if path.startswith("/") or (_EXAMPLE.fullmatch(path) and not path.startswith("guide/")):
                continue
            if not any(
                (place / f"{path}{end}").exists() for place in places for end in ("", ".py")
            ):
                shown = document.relative_to(ROOT)
                found.append(f"{shown}:{number}: `{path}` não existe; diga o caminho de hoje")
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_exists(document: Path) -> None:
    found = missing(document, document.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


def test_a_path_that_left_is_named() -> None:
    text = "# Um\n`tests/pages.py`, `mkdocs.yml` e [lá](docs/nada.md) e `docker run`\n"
    assert missing(ROOT / "README.md", text) == [
        "README.md:2: `tests/pages.py` não existe; diga o caminho de hoje",
        "README.md:2: `docs/nada.md` não existe; diga o caminho de hoje",
    ]


def test_every_room_is_on_the_map() -> None:
    told = (ROOT / "guide/__init__.py").read_text(encoding="utf-8")
    rooms = [
        path.stem
        for path in (ROOT / "guide").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists() or any(path.glob("*.py"))
    ]
    untold = [room for room in rooms if not room.startswith("__") and f"`{room}" not in told]
    assert not untold, f"guide/__init__.py: o mapa não diz o que é {', '.join(sorted(untold))}"


def test_every_module_is_told_by_its_room() -> None:
    untold = [
        str(module.relative_to(ROOT))
        for room in sorted(ROOT.glob("guide/*/__init__.py"))
        for module in sorted(room.parent.rglob("*.py"))
        if module.name != "__init__.py"
        and not re.search(rf"`(?:\w+/)?{module.stem}\b", room.read_text(encoding="utf-8"))
    ]
    assert not untold, f"o começo do __init__.py da sala não diz o que é: {', '.join(untold)}"


def test_the_example_of_the_grammar_is_a_transcript() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8").partition("## Escrever um exemplo")[2]
    example = re.search(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert example, "CONTRIBUTING.md: falta o exemplo da gramática"
    build, engine, curl = parse.parse(example[1], "CONTRIBUTING.md").sections
    assert (build.name, build.timeout) == ("build", 180)
    assert [one.text for one in engine.accepts] == ["o motor tem [..] processadores"]
    assert (curl.terminal, curl.retry) == ("visita", True)


def test_the_image_of_the_site_gets_what_the_guide_is() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    wanted = {*SOURCES, "mkdocs*.yml", "requirements*.txt"}
    assert kept == wanted, (
        f".dockerignore: entram na imagem {sorted(kept)}, e o site é feito de {sorted(wanted)} "
        "(SOURCES, em guide/page.py): ponha o mesmo nos dois"
    )
    assert "*" in lines, ".dockerignore: falta a linha «*», que deixa o resto de fora"
