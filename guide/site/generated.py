"""O que o site tem e o repositório não guarda: as notas de verificação e os zips das lições.

    python -m guide generated

Quem constrói o escreve antes. A imagem do site, em que o MkDocs constrói sozinho, chama o comando:
este módulo só usa o que a imagem instala.
"""

import sys

from guide import notes
from guide.page import Guide, GuideError
from guide.site import lesson_files


def write(guide: Guide) -> None:
    """Escreve as notas e os zips de `guide`.

    Levanta `GuideError` se `verified/verified.json` não se lê.
    """
    notes.write_notes(guide)
    lesson_files.write(guide)


def main() -> None:
    """Escreve os deste guia, ou diz por que não."""
    try:
        write(Guide())
    except GuideError as error:
        sys.exit(str(error))
