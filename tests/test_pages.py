"""Cada página, lida de cima para baixo por alguém que digita os comandos e compara as saídas.

Se um teste daqui falha, a mensagem diz a página, o comando e a diferença. Há duas saídas:

- a página está certa e o exemplo quebrou: conserte o exemplo;
- a saída nova é a certa: `make update PAGE=imagens/construcao.md` a grava, e o git mostra o que
  mudou.

Uma página conta uma história só, numa cópia nova da pasta do exemplo; por isso pedir uma seção
(`make test PAGE=imagens/construcao.md::build`) executa também as que vêm antes dela na página.
"""

import sys
from collections.abc import Callable, Iterator

import pytest

if sys.platform == "win32":
    pytest.skip(
        "os comandos das páginas são digitados num bash: no Windows, rode a suíte no WSL 2",
        allow_module_level=True,
    )

from guide import promises
from guide.console.parse import TranscriptError
from guide.console.report import report
from guide.console.update import UpdateError
from guide.engine.session import Engine
from guide.page import Guide, Page
from guide.pytest_plugin import SAY
from guide.reader import Reader

PAGES = Guide().pages
DIGESTS = {page: page.digest() for page in PAGES}
SECTIONS = [
    pytest.param(page, index, id=f"{page.name}::{shown.section}")
    for page in PAGES
    for index, shown in enumerate(page.story)
]


@pytest.fixture(scope="module")
def reader(
    engine: Engine, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    home = tmp_path_factory.mktemp("leitor")
    options = request.config.option
    say = request.config.stash[SAY] if options.page else None
    reader = Reader(engine, home, recording=options.update, say=say)
    try:
        yield reader
    finally:
        reader.close()


@pytest.mark.parametrize(("page", "index"), SECTIONS)
def test_section(
    page: Page,
    index: int,
    reader: Reader,
    record_property: Callable[[str, object], None],
    request: pytest.FixtureRequest,
) -> None:
    line = page.story[index].line
    if found := promises.blocks.one_example(page):
        pytest.fail("\n".join(found), pytrace=False)
    try:
        result = reader.result(page, index)
    except (TranscriptError, UpdateError) as error:
        raise pytest.fail.Exception(f"{page.path}:{line}\n{error}", pytrace=False) from None
    recorded = request.config.option.update and not any(step.problem for step in result.steps)
    if result.status == "passed" or (recorded and result.status == "failed"):
        last = index == len(page.story) - 1
        if last and (left := reader.left_behind()):
            pytest.fail(
                f"{page.path}: a página acaba e deixa para o leitor: {'; '.join(left)}. Ponha --rm "
                "no docker run, ou mostre o comando que desfaz o que ela fez.",
                pytrace=False,
            )
        record_property("page", page.name)
        record_property("content", DIGESTS[page])
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_keeps_its_promises(page: Page) -> None:
    assert not (found := promises.page_problems(page)), "\n".join(found)


def test_the_guide_keeps_its_promises() -> None:
    found = [problem for promise in promises.OF_THE_GUIDE for problem in promise(Guide())]
    assert not found, "\n".join(found)
