"""A construção estrita do site e o servidor de edição: o único lugar que chama o MkDocs."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from guide.page import ROOT, Guide, GuideError, Page
from guide.site import faults, generated

_WARNING = re.compile(
    r"^(?:WARNING|ERROR) +- +(?P<text>.*(?:\n(?!Traceback|Aborted|(?:INFO|WARNING|ERROR) ).*)*)",
    re.MULTILINE,
)
"""Um aviso do MkDocs, com as linhas em que ele continua."""


def built_page(site: Path, page: Page) -> Path:
    """O arquivo em que `page` foi construída."""
    folder = page.address.removesuffix("index").rstrip("/")
    return site / folder / "index.html"


def copy_of_the_guide(target: Path) -> Path:
    """Copia para `target`, e a devolve, tudo de que o site é feito, com as notas em dia."""
    Guide().copy(target)
    generated.write(Guide(target))
    return target


def build(
    source: Path,
    site: Path,
    *,
    config: str = "mkdocs.yml",
    builder: str = "mkdocs",
    strict: bool = True,
    env: Mapping[str, str] | None = None,
    python: tuple[str, ...] = ("-m",),
) -> subprocess.CompletedProcess[str]:
    """Constrói o guia em `source` na pasta `site`; quem chama confere o código de saída.

    `env` são variáveis a mais (`SITE_URL`); `python`, as opções do Python antes de `builder`.
    """
    command = [sys.executable, *python, builder, "build", "--config-file", str(source / config)]
    command += ["--strict"] * strict
    # O Zensical não tem --site-dir: ele constrói sempre em site/.
    command += ["--site-dir", str(site.resolve())] if builder == "mkdocs" else []
    done = subprocess.run(
        command, cwd=source, env={**os.environ, **(env or {})}, text=True, capture_output=True
    )
    if builder != "mkdocs" and done.returncode == 0 and site.resolve() != (source / "site"):
        (source / "site").rename(site)
    return done


def strict(source: Path, site: Path, *, config: str = "mkdocs.yml") -> None:
    """Constrói o guia em `source` na pasta `site`, com as notas em dia.

    Levanta `GuideError` ao menor engano, com uma linha para cada um: `arquivo:linha: o que fazer`.
    O que se acha sem construir é dito antes, e aí `site` não é tocada.
    """
    guide = Guide(source)
    problem = None
    try:
        generated.write(guide)
    except GuideError as error:  # uma página que não se lê, `faults` o diz melhor
        problem = error
    if found := faults.before_build(guide):
        raise GuideError(_refused(found))
    if problem:
        raise problem
    done = build(source, site, config=config)
    if done.returncode:
        said = _messages(done.stderr)
        raise GuideError(_refused(faults.translated(said, guide) or [done.stderr.strip()]))


def _refused(found: list[str]) -> str:
    return "\n".join(["O guia não pode ser construído:", *found])


def _messages(stderr: str) -> list[str]:
    """Os avisos do MkDocs; se ele parou num traceback sem avisar de nada, o que este diz."""
    found = [match["text"].rstrip() for match in _WARNING.finditer(stderr)]
    if found or "Traceback (most recent call last)" not in stderr:
        return found or re.findall(r"^Error: (.*)", stderr, re.DOTALL)
    return faults.of_traceback(stderr)


def free_port() -> int:
    """Uma porta livre em 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving_edits(guide: Path, builder: str = "guide") -> Iterator[str]:
    """Serve `guide` e o reconstrói a cada edição; dá o endereço.

    `builder` é quem serve: `guide`, como `make serve`, ou o servidor do `mkdocs` ou do `zensical`.
    """
    port = free_port()
    address = f"127.0.0.1:{port}"
    if builder == "guide":
        command = [sys.executable, "-m", "guide", "serve", "--port", str(port)]
    else:
        command = [sys.executable, "-m", builder, "serve", "--dev-addr", address]
    with tempfile.TemporaryDirectory() as temporary:
        # O MkDocs não limpa a pasta temporária dele ao ser encerrado.
        env = os.environ | {"TMPDIR": temporary}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, cwd=guide, env=env, **silent) as server:
            try:
                yield f"http://{address}/"
            finally:
                server.terminate()


def wait_for_text(url: str, text: str, timeout: float = 60.0) -> None:
    """Espera `url` mostrar `text`. Levanta `TimeoutError` se em `timeout` segundos não mostrou."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as response:
            if text in response.read().decode("utf-8"):
                return
        time.sleep(0.02)
    raise TimeoutError(f"{url} não mostrou {text!r} em {timeout:g} s")


def main(folder: Path) -> None:
    """Constrói o site em `folder`, ou diz por que não."""
    try:
        strict(ROOT, folder)
    except GuideError as error:
        sys.exit(str(error))
    print(f"{folder}/ está pronta.")
