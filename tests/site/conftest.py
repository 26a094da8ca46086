"""O guia construído para um endereço, num Python sem rede."""

from collections.abc import Callable
from pathlib import Path

import pytest

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
