"""O comando: faz a pasta da turma com o motor que há. Sem Docker nem internet não se faz uma."""

import argparse
import shutil
import signal
import sys
from pathlib import Path

from guide.classroom import folder
from guide.engine import cache
from guide.engine.failure import EngineError
from guide.engine.footprint import Footprint
from guide.engine.session import open_engines
from guide.page import ROOT, Guide, GuideError
from guide.site import epub, offline, publish
from guide.site.chromium import ChromiumError
from guide.site.epub import EpubError


def books(target: Path, source: Path = ROOT) -> None:
    """Põe em `target` o site e, em arquivos/, o zip, o PDF, o EPUB e o confere.pyz.

    Levanta o mesmo que `publish.publish` e `epub.book`.
    """
    files = target / "arquivos"
    made = offline.make(files, source)
    publish.assemble(target / "site", made, source)
    epub.book(files / f"{offline.NAME}.epub", source)
    shutil.copy(target / "site/arquivos/confere.pyz", files)


def main(arguments: list[str]) -> None:
    """Faz a pasta da turma e diz o tamanho dela, ou por que não deu. Sai com 1 se não deu."""
    parser = argparse.ArgumentParser(prog="python -m guide turma")
    parser.add_argument("folder", type=Path, metavar="PASTA")
    target = parser.parse_args(arguments).folder
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def say(line: str) -> None:
        print(f"[{line}]", file=sys.stderr, flush=True)

    try:
        with open_engines(say, Footprint()) as engines:
            for line in engines[0].describe():
                say(line)
            made = folder.make(target, engines[0], Guide(), books, say)
    except (folder.FullDiskError, EngineError, GuideError, ChromiumError, EpubError) as error:
        sys.exit(f"A pasta da turma não foi feita. {error}")
    for path in made:
        size = cache.size(path) if path.is_dir() else path.stat().st_size
        print(f"{path}: {size / 1e9:.1f} GB")
    print(f"Copie {made[0]}/ para o pendrive; o LEIA-ME.txt conta o resto.")
