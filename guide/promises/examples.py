"""Nada em `examples/` sobra, e o que se instala tem a versão escrita.

Enquanto uma página não se lê, ou inclui o que não há, não se sabe o que sobra: isso se diz antes.
"""

import re
from fnmatch import fnmatch
from pathlib import Path

from guide import detours
from guide.page import Guide, Page
from guide.promises import blocks
from guide.promises.files import fault, is_readable

NOT_SHOWN: dict[str, str] = {}
"""Arquivos de exemplo, a partir de `examples/`, que nenhuma página mostra, e por quê."""


def unused(guide: Guide) -> list[str]:
    """Todo arquivo e toda seção de `examples/` são mostrados: o leitor precisa tê-los iguais."""
    return unused_in(guide, guide.files(Path("examples")), _shown(guide))


def unused_by(page: Page) -> list[str]:
    """O mesmo, do que há na pasta do exemplo de `page`: outra página dele pode mostrá-lo."""
    if not page.example or blocks.includes(page) or not _all_readable(page.guide):
        return []
    files = page.guide.files(Path("examples") / page.example)
    return unused_in(page.guide, files, _shown(page.guide))


def unpinned(page: Page) -> list[str]:
    """Cada pacote de um `requirements*` da pasta do exemplo de `page` tem a versão, com `==`.

    Sem ela, o pip instala amanhã outra, e o leitor vê o que a suíte não executou. O formato é o do
    pip («Requirements File Format»): a linha que começa com `-` é opção; com `#`, comentário.
    """
    if not page.example:
        return []
    return [
        f"{file.as_posix()}:{number}: «{line.strip()}» não diz a versão, e amanhã o pip instala "
        f"outra: escreva {re.split('[^a-zA-Z0-9._-]', line.strip())[0]}==VERSÃO"
        for file in page.guide.files(Path("examples") / page.example)
        if fnmatch(file.name, "requirements*.*")
        for number, line in enumerate(page.guide.read(file).split("\n"), 1)
        if line.strip() and not line.strip().startswith(("#", "-")) and "==" not in line
    ]


def without_a_page(guide: Guide) -> list[str]:
    """O mesmo, do que há nas pastas em que nenhuma página se passa: `unused_by` não as vê."""
    if not _all_readable(guide):
        return []
    seen = {page.example for page in guide.pages}
    files = [file for file in guide.files(Path("examples")) if file.parts[1] not in seen]
    return unused_in(guide, files, _shown(guide)) if files else []


def _shown(guide: Guide) -> set[tuple[str, str | None]]:
    shown = {block.include for page in guide.pages for block in page.blocks if block.include}
    transcripts = {path for path, _ in shown}
    return shown | {
        (path, name)
        for file in guide.files(Path("examples"))
        if file.name.endswith(detours.SUFFIX)
        and detours.story_of(path := file.relative_to("examples").as_posix()) in transcripts
        for name in guide.section_names(file)
    }


def _all_readable(guide: Guide) -> bool:
    return all(is_readable(page) for page in guide.pages)


def unused_in(guide: Guide, files: list[Path], shown: set[tuple[str, str | None]]) -> list[str]:
    """Os arquivos de `files`, e as seções deles, que não estão entre as inclusões `shown`."""
    whole = {path for path, section in shown if section is None}
    dead: list[str] = []
    for file in files:
        path = file.relative_to("examples").as_posix()
        if path in whole or fault(guide, path):
            continue
        names = guide.section_lines(file)
        dead += [
            f"examples/{path}:{line}: a seção «{name}» não é mostrada por "
            "nenhuma página; inclua-a ou apague-a"
            for name, line in names.items()
            if (path, name) not in shown
        ]
        if not names and path not in NOT_SHOWN:
            dead.append(
                f"examples/{path}:1: nenhuma página o mostra. Inclua-o numa página, apague-o ou, "
                "se o leitor não precisa vê-lo, diga por quê em NOT_SHOWN, em "
                "guide/promises/examples.py"
            )
    return dead
