"""O guia para ler sem internet, num zip que se abre do disco e num PDF: `make offline`.

    python -m guide offline dist

O MkDocs constrói com `mkdocs-offline.yml`. O que falta é o índice da busca: uma página aberta do
disco não pode ler um JSON, mas pode carregar um script; o Material o procura em
`search/search_index.js`, na variável `__index`. O JSON fica: é o que ele pede quando alguém serve a
mesma pasta numa sala, com `python3 -m http.server`.
"""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

from guide.page import ROOT, GuideError
from guide.site import mkdocs, pdf
from guide.site.chromium import ChromiumError, required

NAME = "docker-em-portugues"
ONLINE_ONLY = ["404.html", "llms.txt", "robots.txt", "sitemap.xml", "sitemap.xml.gz", "**/*.map"]


def make(target: Path, source: Path = ROOT) -> list[Path]:
    """Faz o zip e o PDF do guia em `source` na pasta `target`, e diz os caminhos deles.

    Levanta `GuideError` se o MkDocs recusa o guia, e `ChromiumError` se o navegador falta ou falha:
    aí o zip está feito, e não há PDF, nem um velho.
    """
    target.mkdir(parents=True, exist_ok=True)
    zip_file, pdf_file = target / f"{NAME}.zip", target / f"{NAME}.pdf"
    zip_file.unlink(missing_ok=True)
    pdf_file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        build(site, source)
        pack(site, zip_file)
        pdf.make(site, pdf_file, required(os.environ))
    return [zip_file, pdf_file]


def build(site: Path, source: Path = ROOT) -> None:
    """Constrói em `site` o site que se abre do disco e, com ele, a página que o PDF imprime."""
    mkdocs.strict(source, site, config="mkdocs-offline.yml")
    index = site / "search" / "search_index.json"
    script = f"var __index = {index.read_text(encoding='utf-8')};\n"
    index.with_suffix(".js").write_text(script, encoding="utf-8")
    for pattern in ONLINE_ONLY:
        for file in site.glob(pattern):
            file.unlink()


def pack(site: Path, target: Path) -> None:
    """Põe `site` num zip, dentro de uma pasta com o nome do zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(site.rglob("*")):
            if file.name != pdf.TEMPLATE:
                archive.write(file, target.stem / file.relative_to(site))


def main(folder: Path) -> None:
    """Faz os dois arquivos em `folder` e diz o tamanho dos que ficaram prontos."""
    try:
        make(folder)
    except GuideError as error:
        sys.exit(str(error))
    except ChromiumError as error:
        sys.exit(f"O PDF não foi feito. {error}")
    finally:
        for file in sorted(folder.glob(f"{NAME}.*")):
            print(f"{file}: {file.stat().st_size / 1e6:.1f} MB", flush=True)
