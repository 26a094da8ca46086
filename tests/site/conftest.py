"""Um guia de três páginas, com o tema e a configuração do nosso: constrói-se em um segundo."""

import re
import shutil
from pathlib import Path

import pytest

from guide.page import ROOT

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
