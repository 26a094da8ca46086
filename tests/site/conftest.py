"""O guia construído para um endereço e sem rede; um de três páginas; e uma edição dele."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import notes
from guide.engine import debian
from guide.engine.failure import EngineError
from guide.notes import Verification
from guide.page import ROOT, SOURCES, Guide
from guide.site import epub, release
from guide.site.mkdocs import build

SITE_URL = "https://guia.example/docker/"
ENV = {"SITE_URL": SITE_URL, "EDIT_URI": "https://editar.example/docs/"}

# Um Python em que abrir uma conexão de rede é um erro, que também fica anotado em REDE.
OFFLINE = """
import os, runpy, socket, sys
def refuse(*where, **_):
    with open(os.environ["REDE"], "a", encoding="utf-8") as log:
        log.write(f"{where}\\n")
    raise OSError(f"a construção do site tentou usar a rede: {where}")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


NAV = """\
nav:
  - Início: index.md
  - Olá: ola.md
  - Figura: figura.md

"""


@pytest.fixture(scope="session")
def address_env() -> dict[str, str]:
    """As variáveis com que se constrói para um endereço."""
    return ENV


@pytest.fixture(scope="session")
def addressed(source: Path, once: Callable[..., Path]) -> Path:
    """O guia construído para um endereço, em `site/`; `rede.txt` só há se ele quis usar a rede."""

    def make(target: Path) -> None:
        env = ENV | {"REDE": str(target / "rede.txt")}
        done = build(source, target / "site", env=env, python=("-c", OFFLINE))
        assert done.returncode == 0, f"`make build` com SITE_URL falhou:\n{done.stderr}"

    return once("com endereço", make)


@pytest.fixture
def small_guide(tmp_path: Path) -> Path:
    """Um guia de três páginas, que se constrói num instante, com as regras e os modelos do nosso.

    As páginas e os exemplos estão em `tests/site/small_guide/`: `ola.md` mostra um exemplo;
    `figura.md`, um diagrama.
    """
    guide = tmp_path / "guia pequeno"
    shutil.copytree(ROOT / "tests/site/small_guide", guide)
    for folder in SOURCES:
        (guide / folder).mkdir(exist_ok=True)
    for folder in ("docs/assets", "guide", "overrides"):
        caches = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, guide / folder, dirs_exist_ok=True, ignore=caches)
    for file in ROOT.glob("mkdocs*.yml"):
        shutil.copy(file, guide)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config, found = re.subn(r"^nav:\n(?: .*\n|\n)*", NAV, config, flags=re.MULTILINE)
    assert found == 1, "mkdocs.yml: o nav não foi achado"
    (guide / "mkdocs.yml").write_text(config, encoding="utf-8")
    return guide


@pytest.fixture(scope="session")
def pandoc() -> None:
    """O pandoc e o epubcheck: os da máquina ou, onde se pode, os dos pacotes."""
    if shutil.which("pandoc") and epub.checker():
        return
    packages = " ".join(epub.PACKAGES)
    if reason := debian.why_not():
        pytest.skip(f"sem o pandoc ou o epubcheck: {reason}. No Debian: apt-get install {packages}")
    try:
        debian.install(*epub.PACKAGES)
    except EngineError as error:
        pytest.fail(f"O pandoc e o epubcheck não puderam ser instalados. {error}", pytrace=False)


NEWS = """\
---
description: Novidades.
---

# Novidades

## Edição 1.1 { #edicao }

- Uma [lição](../ola.md) nova.

## Edição 1.0

A primeira.
"""


@pytest.fixture
def git() -> Callable[..., None]:
    """`git(pasta, palavras…)` executa o git, com um autor de mentira."""

    def git(root: Path, *words: str) -> None:
        who = ["-c", "user.name=Teste", "-c", "user.email=teste@guia.example"]
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    return git


@pytest.fixture
def edition(small_guide: Path, git: Callable[..., None]) -> Path:
    """O guia pequeno e o `Makefile` num repositório, verificado e com as notas da edição 1.1."""
    news = small_guide / release.NOTES
    news.parent.mkdir(parents=True, exist_ok=True)
    news.write_text(NEWS, encoding="utf-8")
    config = (small_guide / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("  - Olá: ola.md\n", "  - Olá: ola.md\n  - N: consulta/novidades.md\n")
    (small_guide / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name in (".gitignore", "Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, small_guide)
    guide = Guide(small_guide)
    found = {
        page.name: Verification(page.digest(), "2026-11-27", "28.5.2", "2.40.3", 1, True)
        for page in guide.pages
        if page.story
    }
    notes.record(found, guide)
    git(small_guide, "init", "--initial-branch=main")
    git(small_guide, "add", "--all")
    git(small_guide, "commit", "--message=Um")
    return small_guide
