"""O juízo no motor: vive-se a página com o engano, como a suíte a viveria.

Um comando ou um arquivo de exemplo estragado muda o que acontece; só acontecendo se sabe. A página
vive-se numa cópia da pasta do exemplo, num motor; se o exemplo tem testes em `tests/examples/`, e a
página deixou o engano passar, eles rodam numa cópia do repositório.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guide import detours, temporary
from guide.console.parse import TranscriptError
from guide.console.story import SectionResult
from guide.detours import DetouredPage
from guide.engine.failure import EngineError
from guide.engine.session import Engine, inside
from guide.mutation import recordings
from guide.mutation.slips import Edits, Mutant
from guide.page import Guide, GuideError, Page
from guide.reader import Reader

TESTS_LIMIT = 300
"""Segundos para os testes de um exemplo julgarem um mutante."""


@dataclass(frozen=True)
class Life:
    """O que se vive: as páginas, pelo nome, e os testes de exemplos, com `edits` por cima do guia.

    Sem `edits` é o guia certo, e o que o motor respondeu fica gravado.
    """

    root: Path
    pages: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    edits: Edits = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([*self.pages, *self.tests])


def life_of(mutant: Mutant, guide: Guide) -> Life:
    """O que se precisa viver para julgar `mutant`, um comando ou um arquivo de exemplo."""
    path, example = mutant.path.relative_to("examples").as_posix(), mutant.path.parts[1]
    if mutant.path.suffix == ".console":
        pages = [one for one in guide.pages if path in _transcripts(one)]
        tests: list[str] = []
    else:
        pages = [one for one in guide.pages if one.example == example]
        tests = example_tests(guide.root, example)
    return Life(guide.root, tuple(one.name for one in pages), tuple(tests), mutant.edits)


def _transcripts(page: Page) -> set[str]:
    """As transcrições que se vivem ao ler `page`, e ao desviar-se dela."""
    lives = [page, detours.of(page)]
    return {shown.transcript for one in lives if one for shown in one.story}


def example_tests(root: Path, example: str) -> list[str]:
    """Os módulos de `tests/examples/` que usam a pasta `example`, relativos à raiz."""
    used = re.compile(rf'[/"]{re.escape(example)}(?=[/".])')
    modules = sorted((root / "tests" / "examples").glob("test_*.py"))
    return [
        module.relative_to(root).as_posix()
        for module in modules
        if used.search(module.read_text(encoding="utf-8"))
    ]


@contextmanager
def resident(plain: dict[str, Any]) -> Iterator[Callable[[Life], str]]:
    """Fica no motor que `plain` descreve (`Engine.to_plain`); dá a função que vive um `Life`.

    Ela devolve o que falhou, ou vazio. Levanta `EngineError` se a suíte não pôde julgar.
    """
    engine = Engine.from_plain(plain)
    with inside(engine):
        yield lambda life: _live(life, engine)


def _live(life: Life, engine: Engine) -> str:
    guide = Guide(life.root)
    if not life.edits:
        failures = (_live_page(guide.page(name), engine, keep=True) for name in life.pages)
    else:
        failures = (_live_edited(guide.page(name), life.edits, engine) for name in life.pages)
    failure = next(filter(None, failures), "")
    return failure or (_run_tests(life, engine) if life.tests else "")


def _live_edited(page: Page, edits: Edits, engine: Engine) -> str:
    """Vive `page` numa cópia em que só há o que ela usa."""
    with temporary.folder() as root:
        chain: Page | None = page
        while chain:
            (root / chain.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(chain.guide.root / chain.path, root / chain.path)
            chain = chain.before
        example = Path("examples") / page.example
        shutil.copytree(
            page.guide.root / example, root / example, ignore=shutil.ignore_patterns("__pycache__")
        )
        _write(root, edits)
        return _live_page(Guide(root).page(page.name), engine, keep=False)


def _live_page(page: Page, engine: Engine, *, keep: bool) -> str:
    """O que falha em `page`, ou vazio. Com `keep`, o que o motor respondeu fica gravado."""
    before = page.digest()
    with temporary.folder() as home, closing(Reader(engine, home)) as reader:
        try:
            results = []
            for index, shown in enumerate(page.story):
                results.append(reader.result(page, index))
                if results[-1].status != "passed":
                    return f"{page.name}::{shown.section} falha"
        except (TranscriptError, GuideError, OSError) as error:
            return f"{page.name}: {error}"
        if left := reader.left_behind():
            return f"{page.name} deixa: {'; '.join(left)}"
    if keep and page.digest() == before:
        recordings.save(page, results, engine.version)
    detoured = detours.of(page)
    return _live_detours(detoured, engine, keep=keep) if detoured else ""


def _live_detours(page: DetouredPage, engine: Engine, *, keep: bool) -> str:
    """O que falha nos desvios de `page`, ou vazio. Com `keep`, o que se respondeu fica gravado."""
    before = page.digest()
    results: dict[int, SectionResult] = {}
    with temporary.folder() as home, closing(Reader(engine, home)) as reader:

        def live(index: int) -> None:
            results[index] = reader.result(page, index)

        try:
            failure = detours.not_back(page, live, lambda index: reader.state(page, index))
        except (TranscriptError, GuideError, OSError) as error:
            return f"{page.name}: {error}"
    for index, result in results.items():
        if result.status != "passed":
            return f"{page.name}::{page.story[index].section} falha"
    if not failure and keep and page.digest() == before:
        recordings.save(page, [results[index] for index in sorted(results)], engine.version)
    return failure


def _run_tests(life: Life, engine: Engine) -> str:
    """O que falha dos testes de exemplos, ou vazio, numa cópia do repositório."""
    with temporary.folder() as root:
        Guide(life.root).copy(root)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(life.root / "tests", root / "tests", ignore=ignored)
        shutil.copy(life.root / "pyproject.toml", root)
        _write(root, life.edits)
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        # O motor já está no ar e a trava é nossa: a cópia o usa como se fosse o da máquina.
        env = {key: value for key, value in engine.env.items() if key != "ENGINE"}
        env |= {"XDG_CACHE_HOME": str(root / "cache"), "TMPDIR": str(root)}
        try:
            done = subprocess.run(
                [*command, *life.tests],
                cwd=root,
                env=env,
                text=True,
                capture_output=True,
                timeout=TESTS_LIMIT,
            )
        except subprocess.TimeoutExpired:
            return f"{' '.join(life.tests)} não acaba em {TESTS_LIMIT} s"
    # 1: um teste falhou; 2: o exemplo estragado nem se importa (pytest.ExitCode).
    if done.returncode not in (0, 1, 2):
        raise EngineError(f"A suíte não pôde julgar:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return f"{' '.join(life.tests)} falha" if done.returncode else ""


def _write(root: Path, edits: Edits) -> None:
    """Aplica a `root` as edições dos arquivos que há lá, e os arquivos novos ao lado deles."""
    for path, text in edits.items():
        if text is None:
            (root / path).unlink()
        elif (root / path).parent.is_dir():
            (root / path).write_bytes(text.encode("utf-8"))
