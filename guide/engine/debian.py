"""Os pacotes que a suíte instala se a máquina não os tem: num Debian ou Ubuntu, como root."""

import os
import platform
import shutil

from guide.engine import cache, process


def why_not() -> str:
    """Por que aqui não se instala um pacote; vazio se se pode."""
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


def install(*packages: str) -> None:
    """Instala `packages` sem fazer perguntas; o apt-get escreve à vista da pessoa.

    Um por vez: outro trabalhador da suíte que queira instalar algo espera. Levanta `EngineError` se
    o apt-get falhar.
    """
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=3"]
    unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with cache.lock(cache.directory() / "apt.lock", lambda _: None):
        process.show([*apt, "update"], env=unattended)
        install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
        process.show(install, env=unattended)
