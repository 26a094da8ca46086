"""Cada página, lida de cima para baixo por alguém que digita os comandos e compara as saídas.

Se um teste daqui falha, a mensagem diz a página, o comando e a diferença. Há duas saídas:

- a página está certa e o exemplo quebrou: conserte o exemplo;
- a saída nova é a certa: `make update PAGE=imagens/construcao.md` a grava, e o git mostra o que
  mudou.

Uma página conta uma história só, numa cópia nova da pasta do exemplo; por isso pedir uma seção
(`make test PAGE=imagens/construcao.md::build`) executa também as que vêm antes dela na página.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip(
        "os comandos das páginas são digitados num bash: no Windows, rode a suíte no WSL 2",
        allow_module_level=True,
    )

from guide import detours, promises, versions
from guide.console.parse import TranscriptError
from guide.console.report import report
from guide.console.story import SectionResult
from guide.console.update import UpdateError
from guide.detours import DetouredPage, is_detour, not_back
from guide.engine.session import Engine
from guide.mutation import equivalents, recordings, slips
from guide.mutation.judge import Judge
from guide.page import Guide, Page
from guide.practice import living
from guide.promises import spelling
from guide.pytest_plugin import SAY
from guide.reader import Reader

PAGES = Guide().pages
DIGESTS = {page.path: page.digest() for page in PAGES}
SECTIONS = [
    pytest.param(page, index, id=f"{page.name}::{shown.section}")
    for page in PAGES
    for index, shown in enumerate(page.story)
]


DETOURED = [one for page in PAGES if (one := detours.of(page))]

MUTANTS = 7
"""Enganos que, a cada dia, se sorteiam para cada página."""

SOLUTION_MATTERS: dict[Page, bool] = {}
"""Se, nas páginas lidas com as soluções, o que vem depois delas depende de as ter aberto."""

LIVED: set[Page] = set()
"""As páginas que passaram inteiras, e cujas saídas estão gravadas."""

LIVED_DETOURS: set[Path] = set()
"""As páginas cujos desvios passaram, e cujas saídas estão gravadas."""


def life(page: Page) -> str:
    """O nome de uma página, com o que a distingue de como a vive quem se desvia."""
    return f"{page.name}{' (desvios)' if isinstance(page, DetouredPage) else ''}"


@pytest.fixture(scope="module")
def reader(
    engine: Engine, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    home = tmp_path_factory.mktemp("leitor")
    options = request.config.option
    say = request.config.stash[SAY] if options.page else None
    strict = versions.is_strict(engine.version, os.environ)
    reader = Reader(engine, home, recording=options.update, strict=strict, say=say)
    try:
        yield reader
    finally:
        reader.close()


@pytest.mark.parametrize(("page", "index"), SECTIONS)
def test_section(
    page: Page,
    index: int,
    reader: Reader,
    engine: Engine,
    record_property: Callable[[str, object], None],
    request: pytest.FixtureRequest,
) -> None:
    line = page.story[index].line
    if found := promises.blocks.one_example(page):
        pytest.fail("\n".join(found), pytrace=False)
    if reason := reader.left_out(page, index):
        record_property("left_out", reason)
        record_property("section", f"docs/{page.name}:{line} ({page.story[index].section})")
        pytest.skip(reason)
    try:
        result = reader.result(page, index)
    except (TranscriptError, UpdateError) as error:
        raise pytest.fail.Exception(f"{page.path}:{line}\n{error}", pytrace=False) from None
    for name, value in versions.properties(result, page.name, line).items():
        record_property(name, value)
    recorded = request.config.option.update and not any(step.problem for step in result.steps)
    if result.status == "passed":
        record = request.config.option.update
        found = living.problems(page, index, reader, engine, record=record)
        if found:
            pytest.fail("\n".join(found), pytrace=False)
    if result.status == "passed" or (recorded and result.status == "failed"):
        last = index == len(page.story) - 1
        if last and (left := reader.left_behind()):
            pytest.fail(
                f"{page.path}: a página acaba e deixa para o leitor: {'; '.join(left)}. Ponha --rm "
                "no docker run, ou mostre o comando que desfaz o que ela fez.",
                pytrace=False,
            )
        if last:
            SOLUTION_MATTERS[page] = reader.solution_matters
        whole = not any(reader.left_out(page, one) for one in range(len(page.story)))
        if last and request.config.option.update:
            record_property("to_be_seen", _record(reader, page, whole=whole))
        if last and whole and not recorded and page.digest() == DIGESTS[page.path]:
            results = [reader.result(page, one) for one in range(len(page.story))]
            recordings.save(page, results, engine.version)
            LIVED.add(page)
        record_property("page", page.name)
        record_property("content", DIGESTS[page.path])
        record_property("commands", sum(s.step.kind != "interrupt" for s in result.steps))
        return
    pytest.fail(
        report(
            result,
            page=page.name,
            page_line=line,
            update_command=f"make update PAGE={page.name}",
            logs=reader.logs(),
            colour=request.config.get_terminal_writer().hasmarkup,
        ),
        pytrace=False,
    )


def _record(reader: Reader, page: Page, *, whole: bool) -> list[str]:
    """Grava a página, que acabou; dá o que convém conferir."""
    if not whole:
        pytest.fail(
            f"{page.path}: uma seção ficou de fora, e uma página grava-se inteira, de uma execução "
            "só: nada foi gravado.",
            pytrace=False,
        )
    try:
        return reader.record()
    except UpdateError as error:
        raise pytest.fail.Exception(f"{error}\nNada foi gravado.", pytrace=False) from None


LIVED_TWICE = [
    page
    for page in PAGES
    if page.story and (page.solutions or page.files_at_start != page.files_at_start_alone)
]


@pytest.mark.parametrize("page", LIVED_TWICE, ids=lambda page: page.name)
def test_page_without_opening_the_solutions(
    page: Page, reader: Reader, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Quem faz o exercício sozinho, ou o pula, chega ao fim como quem abriu a solução.

    Se a solução nada muda, as duas leituras são a mesma, e uma basta.
    """
    if request.config.option.update or page not in SOLUTION_MATTERS:
        pytest.skip("a página não passou inteira nesta execução: primeiro, com as soluções")
    if not SOLUTION_MATTERS[page]:
        return
    reader.close()
    strict = versions.is_strict(engine.version, os.environ)
    with closing(Reader(engine, tmp_path, strict=strict, solutions=False)) as alone:
        for index, shown in enumerate(page.story):
            if alone.left_out(page, index) or alone.skips(page, index):
                continue
            result = alone.result(page, index)
            if result.status != "passed":
                pytest.fail(
                    "Para quem não abre a solução, a página não segue: o que vem depois dela supõe "
                    "o que só ela faz. Diga no enunciado os nomes que o exercício usa, e limpe "
                    "fora da solução.\n"
                    + report(
                        result,
                        page=page.name,
                        page_line=shown.line,
                        update_command=f"make update PAGE={page.name}",
                        logs=alone.logs(),
                        colour=request.config.get_terminal_writer().hasmarkup,
                    ),
                    pytrace=False,
                )
        if left := alone.left_behind():
            pytest.fail(
                f"{page.path}: sem abrir a solução, a página acaba e deixa para o leitor: "
                f"{'; '.join(left)}. Limpe fora da solução o que a página faz.",
                pytrace=False,
            )


@pytest.mark.parametrize("page", DETOURED, ids=lambda page: page.name)
def test_detours(
    page: DetouredPage,
    reader: Reader,
    engine: Engine,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """Quem se engana num passo vê o que está gravado, e volta à história."""
    reader.close()
    for index in range(len(page.story)):
        if reason := reader.left_out(page, index):
            pytest.skip(reason)
    colour = request.config.get_terminal_writer().hasmarkup
    page = DetouredPage(page.path, Guide())  # a história pode ter acabado de ser gravada
    results: dict[int, SectionResult] = {}
    strict = versions.is_strict(engine.version, os.environ)
    with closing(Reader(engine, tmp_path, strict=strict)) as alone:
        failure = lived_detours(page, alone, results, engine.version, colour=colour)
    if failure and request.config.option.update:
        try:
            failure = lived_detours(page, reader, {}, engine.version, colour=colour, recording=True)
            if not failure:
                reader.record()
        except (TranscriptError, UpdateError) as error:
            failure = str(error)
        finally:
            reader.close()
    elif not failure and len(results) == len(page.story) and page.digest() == DIGESTS[page.path]:
        recordings.save(page, [results[index] for index in sorted(results)], engine.version)
        LIVED_DETOURS.add(page.path)
    if failure:
        pytest.fail(failure, pytrace=False)


class StoppedError(Exception):
    """O relato da seção em que a leitura dos desvios parou."""


def lived_detours(
    page: DetouredPage,
    reader: Reader,
    results: dict[int, SectionResult],
    version: str,
    *,
    colour: bool,
    recording: bool = False,
) -> str:
    """Vive `page` com `reader`, enche `results` e diz o que falhou; vazio se nada.

    O que o Docker `version` mostra noutra tabela fica de fora.
    """

    def live(index: int) -> None:
        shown = page.story[index]
        if is_detour(shown) and versions.draws_another_table(page.sections[index], version):
            return
        result = results[index] = reader.result(page, index)
        recorded = recording and is_detour(shown) and not any(one.problem for one in result.steps)
        if result.status != "passed" and not recorded:
            said = "" if is_detour(shown) else "Com os desvios, a história já não é a da página.\n"
            raise StoppedError(
                said
                + report(
                    result,
                    page=page.name,
                    page_line=shown.line,
                    update_command=f"make update PAGE={page.name}",
                    logs=reader.logs(),
                    colour=colour,
                )
            )

    try:
        return not_back(page, live, lambda index: reader.state(page, index))
    except StoppedError as stopped:
        return str(stopped)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(PAGES[0].guide)


@pytest.mark.parametrize("page", [*PAGES, *DETOURED], ids=life)
def test_the_suite_sees_mutants_of_the_page(page: Page, judge: Judge) -> None:
    """Uma amostra do dia: a prova inteira é `make mutants`."""
    lived = page.path in LIVED_DETOURS if isinstance(page, DetouredPage) else page in LIVED
    if page.story and not lived:
        pytest.skip("a página não passou inteira nesta execução: não há com que comparar")
    chosen = slips.sample(slips.page_slips(page), MUTANTS, f"{date.today()} {page.name}")
    alive = [one for one in chosen if not judge.kills(one, only=page)]
    assert not (found := equivalents.undeclared(alive)), "\n".join(
        [
            "Estes enganos de um autor passariam sem que a suíte os visse:",
            *map(str, found),
            "Conserte a promessa (guide/promises) ou a comparação (guide/console) que falhou;",
            "ou, se a página continua verdadeira, diga por quê em guide/mutation/equivalents.py.",
        ]
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_keeps_its_promises(page: Page) -> None:
    assert not (found := promises.page_problems(page)), "\n".join(found)


@pytest.mark.only_with_page
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_well_spelt(page: Page) -> None:
    if not spelling.has_dictionary():
        pytest.skip(f"sem o dicionário: no Debian, apt-get install {' '.join(spelling.PACKAGES)}")
    assert not (found := spelling.page_problems(page)), "\n".join(found)


def test_the_guide_keeps_its_promises() -> None:
    found = [problem for promise in promises.OF_THE_GUIDE for problem in promise(Guide())]
    assert not found, "\n".join(found)
