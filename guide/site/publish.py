"""O site inteiro numa pasta, com o zip e o PDF do guia, pronto para uma hospedagem: `make publish`.

python -m guide publish site
"""

import sys
import tempfile
from pathlib import Path

from guide.page import ROOT, GuideError
from guide.site import mkdocs, offline
from guide.site.chromium import ChromiumError


def publish(site: Path, source: Path = ROOT) -> None:
    """Constrói em `site` o guia em `source`, com os dois arquivos a que a página inicial leva.

    Eles são feitos primeiro: se um falha, `site` não é tocada. Levanta o mesmo que `offline.make`.
    """
    with tempfile.TemporaryDirectory() as folder:
        assemble(site, offline.make(Path(folder), source), source)


def assemble(site: Path, files: list[Path], source: Path = ROOT) -> None:
    """Constrói em `site` o guia em `source`, com `files` (o zip e o PDF) ao lado das páginas.

    Levanta `GuideError` se o MkDocs recusa o guia.
    """
    mkdocs.strict(source, site, config="mkdocs-publish.yml")
    for file in files:
        (site / file.name).write_bytes(file.read_bytes())


def main(folder: Path) -> None:
    """Publica em `folder` e diz o que fazer com ela, ou por que não deu."""
    try:
        publish(folder)
    except (GuideError, ChromiumError) as error:
        sys.exit(f"{folder}/ não foi publicada. {error}")
    print(f"{folder}/ está pronta: copie-a inteira para a hospedagem.")
