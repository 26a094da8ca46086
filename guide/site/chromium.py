"""O Chromium da máquina: faz o PDF do guia, e os testes leem o site com ele."""

import shutil
from collections.abc import Mapping
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # sem janelas: abre uma página em metade do tempo
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# Sem caixa de areia, que não funciona como root, e sem as conversas do navegador com o fabricante.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

WHAT_TO_DO = (
    "Instale o Chromium ou o Google Chrome (no Debian: apt-get install chromium) ou diga onde um "
    "dos dois está: CHROMIUM=/caminho/do/chromium."
)


class ChromiumError(Exception):
    """Não há um Chromium, ou ele falhou; a mensagem diz o que fazer."""


def find(env: Mapping[str, str]) -> Path | None:
    """O navegador que `CHROMIUM` aponta ou, sem ela, o que está no `PATH`; `None` se não há.

    Levanta `ChromiumError` se `CHROMIUM` aponta para o que não existe.
    """
    if chosen := env.get("CHROMIUM"):
        if found := shutil.which(chosen):
            return Path(found)
        raise ChromiumError(f"CHROMIUM={chosen}: não há esse programa.\n{WHAT_TO_DO}")
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return MACOS if MACOS.exists() else None


def required(env: Mapping[str, str]) -> Path:
    """O mesmo que `find`, de quem não pode passar sem ele: levanta `ChromiumError` se não há."""
    if program := find(env):
        return program
    raise ChromiumError(f"Falta um Chromium.\n{WHAT_TO_DO}")
