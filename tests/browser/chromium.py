"""O Chromium dos testes: o que a máquina tem ou, onde se pode, o pacote do Debian."""

import os
import platform
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from engine import process
from engine.errors import EngineError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# Sem caixa de areia, que não funciona como root, e sem as conversas do navegador com o fabricante.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

WHAT_TO_DO = (
    "Os testes de navegador precisam do Chromium ou do Google Chrome. Instale um dos dois (no "
    "Debian: apt-get install chromium) ou diga onde ele está: CHROMIUM=/caminho/do/chromium."
)


class ChromiumError(Exception):
    """Não há navegador para os testes; a mensagem diz o que fazer."""


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


def ensure(env: Mapping[str, str], say: Callable[[str], None]) -> Path:
    """O navegador; num Debian ou Ubuntu em que se é root, instala-o se falta.

    `say` recebe as linhas de progresso. Levanta `ChromiumError` se não há navegador nem se pode
    instalar um.
    """
    if found := find(env):
        return found
    if reason := _cannot_install():
        raise ChromiumError(
            f"Não há um Chromium, e a suíte não pode instalá-lo: {reason}.\n{WHAT_TO_DO}"
        )
    say("navegador: não há um Chromium; instalando o pacote chromium com o apt-get (só desta vez)")
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=3"]
    unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        process.show([*apt, "update"], env=unattended)
        process.show(
            [*apt, "install", "--yes", "--no-install-recommends", "chromium"], env=unattended
        )
    except EngineError as error:
        raise ChromiumError(f"O Chromium não pôde ser instalado. {error}\n{WHAT_TO_DO}") from None
    if found := find(env):
        return found
    raise ChromiumError(f"O pacote chromium não trouxe o programa.\n{WHAT_TO_DO}")


def _cannot_install() -> str:
    """Por que aqui não se instala o pacote; vazio se se pode."""
    if platform.system() != "Linux":
        return f"o sistema é {platform.system()}"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "este Linux não diz qual é"
    if release.get("ID") not in ("debian", "ubuntu"):
        return (
            f"só sabe fazê-lo no Debian e no Ubuntu (aqui: {release.get('PRETTY_NAME', 'outro')})"
        )
    if os.geteuid() != 0:
        return "você não é root"
    if shutil.which("apt-get") is None:
        return "falta o apt-get"
    return ""
