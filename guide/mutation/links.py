"""O juízo dos links mortos: a construção estrita os acha, todos os de um tipo de cada vez."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from guide.mutation.slips import LINK_KINDS, Mutant, kill_links
from guide.page import Guide
from guide.site import generated, mkdocs


def survivors(guide: Guide, mutants: Sequence[Mutant]) -> list[Mutant]:
    """Os links mortos, entre os de `mutants`, de que a construção do site não reclama."""
    kinds = [kind for kind in LINK_KINDS.values() if any(one.kind == kind for one in mutants)]
    alive: list[Mutant] = []
    for kind in kinds:
        warnings = _warnings(guide, kind)
        alive += [
            one
            for one in mutants
            if one.kind == kind and not any(one.after in warning for warning in warnings)
        ]
    return alive


def _warnings(guide: Guide, kind: str) -> list[str]:
    """O que a construção estrita diz, com todos os links de um tipo mortos."""
    with tempfile.TemporaryDirectory(prefix="docker-em-portugues-") as temporary:
        root = Path(temporary) / "guide"
        guide.copy(root)
        for page in guide.pages:
            text = kill_links(page.path, page.text, kind)
            (root / page.path).write_text(text, encoding="utf-8")
        generated.write(Guide(root))
        done = mkdocs.build(root, Path(temporary) / "site")
    lines = [line for line in done.stderr.splitlines() if line.startswith("WARNING")]
    return lines if done.returncode else []
