"""O programa de quem lê, `guide/confere`, num arquivo só: `docs/arquivos/confere.pyz`.

É um zip que o Python executa (o módulo `zipapp` da biblioteca padrão descreve o formato). Faz-se
antes de cada construção, como os zips das lições, e sai sempre com os mesmos bytes.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from guide.confere.explica import DATA
from guide.page import Guide, Page
from guide.site.lesson_files import FOLDER, LONG_AGO

PROGRAM = FOLDER / "confere.pyz"
SOURCE = Path("guide/confere")

_START = "import sys\n\nfrom confere.__main__ import main\n\nsys.exit(main())\n"


def line_of(page: Page) -> int:
    """A linha de `page`, a partir de 1, que leva ao programa para o baixar; 0 se nenhuma leva."""
    link = f"({'../' * page.name.count('/')}{PROGRAM.relative_to('docs').as_posix()})"
    return next((number for number, line in enumerate(page.lines, 1) if link in line), 0)


def contents(guide: Guide, messages: str = "") -> bytes:
    """O programa, com o que `guide` tem em `guide/confere`.

    `messages` são as mensagens de erro do guia, em JSON; sem elas, ele não explica nenhuma.
    """
    files = {
        path.relative_to(SOURCE.parent).as_posix(): guide.read(path)
        for path in guide.files(SOURCE)
        if path.suffix == ".py"
    }
    if messages:
        files[f"{SOURCE.name}/{DATA}"] = messages
    packed = BytesIO(b"#!/usr/bin/env python3\n")
    packed.seek(0, 2)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [("__main__.py", _START), *sorted(files.items())]:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return packed.getvalue()


def write(guide: Guide, messages: str = "") -> bool:
    """Faz o programa, se não há ou se mudou; diz se o fez."""
    file = guide.root / PROGRAM
    packed = contents(guide, messages)
    if file.is_file() and file.read_bytes() == packed:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed)
    return True
