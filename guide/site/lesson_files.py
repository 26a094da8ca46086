"""Os arquivos de cada lição num zip, para quem não quer digitá-los.

O zip é feito de `examples/` antes de cada construção, em `docs/arquivos/`, que o git ignora: o
MkDocs o copia para o site e confere o link que leva a ele. Dentro dele há uma pasta com o nome da
que a lição manda criar e, nela, os arquivos que a lição mostra; se ela continua outra, também os
daquela.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from guide.page import Guide, GuideError, Page

FOLDER = Path("docs/arquivos")

FEW = 2
"""Arquivos que uma lição mostra sem oferecer o zip: até aí, digitá-los é rápido."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""A data dos arquivos no zip: a mais antiga do formato. Assim ele só muda se um arquivo muda."""


def path_of(page: Page) -> Path:
    """O zip de `page`, relativo à raiz do guia."""
    return FOLDER / f"{page.address.replace('/', '-')}.zip"


def link(page: Page) -> str:
    """O endereço do zip, relativo à página, como se escreve num link do Markdown."""
    up = "../" * page.name.count("/")
    return f"{up}{path_of(page).relative_to('docs').as_posix()}"


def is_linked(page: Page) -> bool:
    """Diz se a página oferece o seu zip."""
    return f"]({link(page)})" in page.text


def contents(page: Page) -> bytes:
    """O zip dos arquivos que `page` mostra, como ela os mostra primeiro (`Page.files_offered`)."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sorted(page.files_offered.items()):
            entry = zipfile.ZipInfo(f"{page.example}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, page.guide.content(source))
    return packed.getvalue()


def write(guide: Guide) -> bool:
    """Faz os zips das páginas que os oferecem, e apaga os das outras; diz se há outros que antes.

    O de uma página que não se lê espera: a construção diz o que ela tem.
    """
    before = set((guide.root / FOLDER).glob("*.zip"))
    wanted: set[Path] = set()
    for page in guide.pages:
        file = guide.root / path_of(page)
        wanted.add(file)
        try:
            data = contents(page) if is_linked(page) else None
        except (GuideError, OSError):
            continue
        if data is None:
            wanted.discard(file)
        elif not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    after = set((guide.root / FOLDER).glob("*.zip"))
    for file in after - wanted:
        file.unlink()
    return before != after & wanted
