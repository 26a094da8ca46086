"""O guia inteiro, construído para um endereço e sem rede; e um guia de três páginas."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.page import ROOT
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
PAGES = {
    "index.md": "---\ndescription: O começo.\n---\n\n# Início\n\nVeja [olá](ola.md#depois).\n",
    "ola.md": (
        "---\ndescription: Dizer olá.\n---\n\n# Olá\n\n## Depois\n\n"
        '```console title="Terminal"\n--8<-- "ola/ola.console:ola"\n```\n\n'
        '```text title="ola/dados.txt"\n--8<-- "ola/dados.txt"\n```\n\n'
        '--8<-- "ola.html"\n'
    ),
    "figura.md": '---\ndescription: Um desenho.\n---\n\n# Figura\n\n--8<-- "figura.html"\n',
}
FILES = {
    "examples/ola/ola.console": "# --8<-- [start:ola]\n$ echo olá\nolá\n# --8<-- [end:ola]\n",
    "examples/ola/dados.txt": "dados\n",
    "diagrams/figura.html": '<figure class="diagrama">um desenho</figure>\n',
}


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
    """A pasta do guia: `ola.md` mostra um exemplo; `figura.md`, um diagrama."""
    root = tmp_path / "guia"
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    for name, text in PAGES.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config, found = re.subn(r"^nav:\n(?: .*\n|\n)*", NAV, config, flags=re.MULTILINE)
    assert found == 1, "mkdocs.yml: o nav não foi achado"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return root
