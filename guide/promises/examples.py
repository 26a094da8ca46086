"""Nada em `examples/` sobra."""

from pathlib import Path

from guide.page import Guide

NOT_SHOWN: dict[str, str] = {}
"""Arquivos de exemplo, a partir de `examples/`, que nenhuma página mostra, e por quê."""


def unused(guide: Guide) -> list[str]:
    """Todo arquivo e toda seção de `examples/` são mostrados: o leitor precisa tê-los iguais."""
    shown = {block.include for page in guide.pages for block in page.blocks if block.include}
    return unused_in(guide, guide.files(Path("examples")), shown)


def unused_in(guide: Guide, files: list[Path], shown: set[tuple[str, str | None]]) -> list[str]:
    """Os arquivos de `files`, e as seções deles, que não estão entre as inclusões `shown`."""
    whole = {path for path, section in shown if section is None}
    dead: list[str] = []
    for file in files:
        path = file.relative_to("examples").as_posix()
        if path in whole:
            continue
        names = guide.section_names(file)
        dead += [
            f"examples/{path}: a seção {name!r} não é mostrada por nenhuma página"
            for name in names
            if (path, name) not in shown
        ]
        if not names and path not in NOT_SHOWN:
            dead.append(
                f"examples/{path}: nenhuma página o mostra. Inclua-o numa página, apague-o ou, se "
                "o leitor não precisa vê-lo, diga por quê em NOT_SHOWN, em "
                "guide/promises/examples.py"
            )
    return dead
