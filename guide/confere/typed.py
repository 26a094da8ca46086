"""A tela de quem lê: as colunas dela, e o comando como se digita nela."""

from __future__ import annotations

import os
import shlex
import sys

WIDTH = 96
"""As colunas do que se diz na tela."""

WRITTEN = "python confere.pyz"
"""Como os textos do programa o escrevem."""


def typed(text: str) -> str:
    """`text` com o comando que se pode copiar: em muitos Linux não há um `python` sem número."""
    file = sys.argv[0] if sys.argv[0].endswith(".pyz") else "confere.pyz"
    if os.name == "nt":
        return text.replace(WRITTEN, f'python "{file}"' if " " in file else f"python {file}")
    return text.replace(WRITTEN, f"python3 {shlex.quote(file)}")
