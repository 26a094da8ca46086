"""O guia num zip que se abre do disco, sem servidor e sem internet: `make offline`.

    python deploy/offline.py dist/docker-em-portugues.zip

O MkDocs constrói com `mkdocs-offline.yml`. O que falta é o índice da busca: uma página aberta do
disco não pode ler um JSON, mas pode carregar um script; o Material o procura em
`search/search_index.js`, na variável `__index`.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ONLINE_ONLY = ["404.html", "sitemap.xml", "sitemap.xml.gz", "**/*.map"]


def build(site: Path, source: Path = ROOT) -> None:
    """Constrói em `site` o site que se abre do disco, a partir do guia em `source`.

    Levanta `CalledProcessError` se o MkDocs recusa o guia; o motivo está na saída de erro.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += [f"--config-file={source / 'mkdocs-offline.yml'}", f"--site-dir={site}"]
    subprocess.run(command, cwd=source, check=True)
    index = site / "search" / "search_index.json"
    script = f"var __index = {index.read_text(encoding='utf-8')};\n"
    index.with_suffix(".js").write_text(script, encoding="utf-8")
    for pattern in ["search/search_index.json", *ONLINE_ONLY]:
        for file in site.glob(pattern):
            file.unlink()


def pack(site: Path, target: Path) -> None:
    """Põe `site` num zip, dentro de uma pasta com o nome do zip."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(site.rglob("*")):
            archive.write(file, target.stem / file.relative_to(site))


if __name__ == "__main__":
    zip_file = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        pack(Path(folder), zip_file)
    size = zip_file.stat().st_size / 1e6
    print(f"{zip_file}: {size:.1f} MB. Descompacte e abra index.html no navegador.")
