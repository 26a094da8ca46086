"""As notas do Lighthouse, instalado pelo npm na pasta de cache do projeto."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from guide.engine import cache

VERSION = "13"
"""A versão maior: as notas de uma não se comparam com as de outra."""

PATIENCE = 300
"""Segundos que se espera o npm."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class LighthouseError(Exception):
    """O Lighthouse falta ou não mediu a página; a mensagem diz por quê."""


def ensure(env: Mapping[str, str], say: Callable[[str], None]) -> Path:
    """O programa do Lighthouse, instalado na pasta de cache da primeira vez.

    `python -m guide clean` o remove, com o resto do cache. Levanta `LighthouseError` se não há npm
    ou se o npm não o pôde instalar; aí nada fica pela metade.
    """
    home = cache.directory() / "lighthouse" / VERSION
    program = home / "node_modules" / ".bin" / "lighthouse"
    if program.exists():
        return program
    npm = shutil.which("npm", path=env.get("PATH"))
    if npm is None:
        raise LighthouseError("falta o npm, que vem com o Node.js")
    say("Instalando o Lighthouse (só desta vez)…")
    partial = home.with_name(f"{VERSION}.parte")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error"]
    command += ["--prefix", str(partial), f"lighthouse@{VERSION}"]
    # O Chromium é o que o projeto já tem.
    variables = {**env, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    try:
        done = subprocess.run(
            command,
            env=variables,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
        if done.returncode != 0:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines() or [
                "não disse por quê"
            ]
            raise LighthouseError(f"o npm não o instalou ({said[0]})")
        partial.rename(home)
    except subprocess.TimeoutExpired:
        raise LighthouseError(f"o npm não o instalou em {PATIENCE} s") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return program


def scores(lighthouse: Path, chromium: Path, url: str, *, desktop: bool) -> list[int]:
    """As notas de 0 a 100 de `url`, na ordem de `CATEGORIES`, num telefone ou num computador.

    Levanta `LighthouseError` se a página não pôde ser medida.
    """
    command = [str(lighthouse), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox", *(["--preset=desktop"] * desktop)]
    environment = os.environ | {"CHROME_PATH": str(chromium)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise LighthouseError(f"O Lighthouse não mediu {url}:\n{done.stderr.strip()[-2000:]}")
    found = json.loads(done.stdout)["categories"]
    return [round(100 * (found[category]["score"] or 0)) for category in CATEGORIES]
