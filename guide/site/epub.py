"""O guia num EPUB, que se lê no telefone e num leitor de livros: `make epub`.

    python -m guide epub dist

O ponto de partida é o mesmo do PDF, a página `pdf.html` do site que se abre do disco, como o
Chromium a monta (`epub.js` a prepara); quem faz o livro dela é o pandoc. O epubcheck, se há um na
máquina, confere o livro: com um erro ou um aviso dele, não há livro.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Error, sync_playwright

from guide.page import ROOT, GuideError
from guide.site import offline, pdf
from guide.site.chromium import ARGUMENTS, WHAT_TO_DO, ChromiumError, required

PACKAGES = ("pandoc", "epubcheck")
STYLE = Path(__file__).with_name("epub.css")
SCRIPT = Path(__file__).with_name("epub.js")


class EpubError(Exception):
    """O livro não pôde ser feito ou não passou no epubcheck; a mensagem diz por quê."""


def book(target: Path, source: Path = ROOT) -> None:
    """Faz em `target` o livro do guia em `source`.

    Levanta o mesmo que `make`, e `GuideError` se o MkDocs recusa o guia.
    """
    program = required(os.environ)
    with tempfile.TemporaryDirectory() as site:
        offline.build(Path(site), source)
        make(Path(site), target, program, source)


def make(site: Path, target: Path, program: Path, source: Path = ROOT) -> None:
    """Faz em `target` o livro de `site`, que `offline.build` construiu do guia em `source`.

    `program` é o Chromium. Levanta `ChromiumError` ou `EpubError` se não dá; então `target` não é
    criado.
    """
    config = yaml_load((source / "mkdocs.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "guia.html", Path(folder) / "guia.epub"
        page.write_text(_document(site, program), encoding="utf-8")
        command = ["pandoc", "--from=html", "--to=epub3", f"--output={made}", f"--css={STYLE}"]
        command += ["--toc", "--toc-depth=2", _split_at_titles(), "--metadata=lang:pt-BR"]
        command += [
            f"--metadata={name}:{' '.join(config[key].split())}"
            for name, key in [
                ("title", "site_name"),
                ("description", "site_description"),
                ("rights", "copyright"),
            ]
        ]
        _run([*command, str(page)], site)
        if found := checker():
            _run([*found, "--failonwarnings", str(made)], site, "epubcheck")
        shutil.copy(made, target)


def checker() -> list[str]:
    """O comando do epubcheck que há nesta máquina; vazio se não há.

    O do Debian é um `.jar`, que só um kernel com binfmt_misc executa sem o `java`.
    """
    program = shutil.which("epubcheck")
    if program is None:
        return []
    with Path(program).open("rb") as file:
        return ["java", "-jar", program] if file.read(2) == b"PK" else [program]


def _document(site: Path, program: Path) -> str:
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            page = browser.new_page()
            page.goto((site / pdf.TEMPLATE).as_uri())
            body = page.evaluate(SCRIPT.read_text(encoding="utf-8"))
            browser.close()
    except Error as error:
        said = error.message.splitlines()[0]
        raise ChromiumError(f"O Chromium ({program}) falhou: {said}\n{WHAT_TO_DO}") from None
    return f'<!doctype html>\n<meta charset="utf-8">\n{body}\n'


def _split_at_titles() -> str:
    """A opção que faz de cada página um capítulo: o pandoc 3 lhe mudou o nome."""
    said = _run(["pandoc", "--version"], ROOT)
    return "--split-level=1" if said.split()[1].split(".")[0] >= "3" else "--epub-chapter-level=1"


def _run(command: list[str], cwd: Path, name: str = "pandoc") -> str:
    try:
        done = subprocess.run(command, cwd=cwd, text=True, capture_output=True)
    except FileNotFoundError:
        raise EpubError(
            f"Falta o programa {name} (no Debian: apt-get install {' '.join(PACKAGES)})."
        ) from None
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise EpubError(f"O {name} recusou o livro:\n{said}")
    return done.stdout


def main(folder: Path) -> None:
    """Faz o livro em `folder` e diz o tamanho, ou por que não deu."""
    target = folder / f"{offline.NAME}.epub"
    folder.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        book(target)
    except (GuideError, ChromiumError, EpubError) as error:
        sys.exit(f"O EPUB não foi feito. {error}")
    checked = "conferido pelo epubcheck" if checker() else "sem conferir: falta o epubcheck"
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB ({checked})")
