"""O que o site tem e o repositório não guarda: as notas, os zips das lições e o resto que se gera.

    python -m guide generated

Quem constrói o escreve antes. A imagem do site, em que o MkDocs constrói sozinho, chama o comando:
este módulo só usa o que a imagem instala.
"""

import sys
from pathlib import Path

from guide import notes, status
from guide.known import data as known
from guide.page import Guide, GuideError
from guide.site import lesson_files, page_terminal, reader_program, reading


def write(guide: Guide) -> None:
    """Escreve o que se gera de `guide`, cada coisa pelo módulo que a conhece.

    Levanta `GuideError` se o que foi verificado não se lê, ou se duas mensagens de erro se
    confundem.
    """
    notes.write_notes(guide)
    status.write(guide)
    write_files(guide)
    write_known(guide)


def write_files(guide: Guide) -> bool:
    """Escreve o que vai em `docs/arquivos/` de cada lição; diz se há outros arquivos que antes."""
    return any([lesson_files.write(guide), reading.write(guide), page_terminal.write(guide)])


def write_known(guide: Guide) -> list[Path]:
    """Escreve as mensagens de erro e o programa que as leva; dá os arquivos que mudaram.

    Levanta `GuideError` se duas mensagens se confundem.
    """
    messages = known.as_json(guide)
    written = {
        known.SCRIPT: known.write(guide, messages),
        reader_program.PROGRAM: reader_program.write(guide, messages),
    }
    return [file for file, changed in written.items() if changed]


def main() -> None:
    """Escreve os deste guia, ou diz por que não."""
    try:
        write(Guide())
    except GuideError as error:
        sys.exit(str(error))
