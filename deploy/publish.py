"""O site inteiro numa pasta, com o zip e o PDF do guia, pronto para uma hospedagem: `make publish`.

python deploy/publish.py site
"""

import sys
import tempfile
from pathlib import Path

import offline
from chromium import ChromiumError


def publish(site: Path, source: Path = offline.ROOT) -> None:
    """Constrói em `site` o guia em `source`, com os dois arquivos a que a página inicial leva.

    Eles são feitos primeiro: se um falha, `site` não é tocada. Levanta o mesmo que `offline.make`.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = offline.make(Path(folder), source)
        offline.mkdocs("mkdocs-publish.yml", site.resolve(), source)
        for file in files:
            (site / file.name).write_bytes(file.read_bytes())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    try:
        publish(folder)
    except (offline.GuideError, ChromiumError) as error:
        sys.exit(f"{folder}/ não foi publicada. {error}")
    print(f"{folder}/ está pronta: copie-a inteira para a hospedagem.")
