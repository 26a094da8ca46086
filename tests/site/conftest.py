"""O guia inteiro, construído para um endereço e sem rede; e um guia de três páginas."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.page import ROOT, SOURCES
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
