"""As notas do Lighthouse, se ele está instalado; o projeto não o instala nem depende dele."""

import json
import os
import shutil
import subprocess
from pathlib import Path

HOW_TO_GET = (
    "O Lighthouse não está instalado. Com o Node.js, instale-o fora do projeto "
    "(npm install --global lighthouse), ou diga onde ele está: LIGHTHOUSE=/caminho/do/lighthouse."
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class LighthouseError(Exception):
    """O Lighthouse não mediu a página; a mensagem é a dele."""


def find() -> list[str] | None:
    """O comando: `LIGHTHOUSE`, o do `PATH` ou o que o npx já tem; `None` se não há."""
    if program := shutil.which(os.environ.get("LIGHTHOUSE") or "lighthouse"):
        return [program]
    if (npx := shutil.which("npx")) is None:
        return None
    command = [npx, "--no-install", "lighthouse"]
    found = subprocess.run([*command, "--version"], capture_output=True, stdin=subprocess.DEVNULL)
    return command if found.returncode == 0 else None


def scores(lighthouse: list[str], chromium: Path, url: str, *, desktop: bool) -> list[int]:
    """As notas de 0 a 100 de `url`, na ordem de `CATEGORIES`, num telefone ou num computador.

    Levanta `LighthouseError` se a página não pôde ser medida.
    """
    command = [*lighthouse, url, "--quiet", "--output=json"]
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
