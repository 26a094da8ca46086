"""O Chromium dos testes: o que a máquina tem ou, onde se pode, o pacote do Debian."""

import platform
from collections.abc import Callable, Mapping
from pathlib import Path

from guide.engine import debian
from guide.engine.failure import EngineError
from guide.site.chromium import WHAT_TO_DO, ChromiumError, find

PACKAGE = "chromium-headless-shell"


def ensure(env: Mapping[str, str], say: Callable[[str], None]) -> Path:
    """O navegador; num Debian em que se é root, instala-o se falta.

    `say` recebe as linhas de progresso. Levanta `ChromiumError` se não há navegador nem se pode
    instalar um.
    """
    if found := find(env):
        return found
    reason = debian.why_not()
    if not reason and platform.freedesktop_os_release().get("ID") == "ubuntu":
        reason = "o Ubuntu só o tem como snap, que os testes não podem usar"
    if reason:
        raise ChromiumError(
            "Os testes de navegador precisam de um Chromium, e a suíte não pode instalá-lo: "
            f"{reason}.\n{WHAT_TO_DO}"
        )
    say(
        f"navegador: não há um Chromium; instalando o pacote {PACKAGE} com o apt-get (só desta vez)"
    )
    try:
        debian.install(PACKAGE)
    except EngineError as error:
        raise ChromiumError(f"O Chromium não pôde ser instalado. {error}\n{WHAT_TO_DO}") from None
    if found := find(env):
        return found
    raise ChromiumError(f"O pacote {PACKAGE} não trouxe o programa.\n{WHAT_TO_DO}")
