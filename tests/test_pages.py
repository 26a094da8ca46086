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
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

import checks
import verified
from engine import process
from engine.errors import EngineError
from engine.inventory import Inventory
from engine.session import Engine
from pages import ROOT, copy_example, pages, reader_environment, transcripts

if sys.platform == "win32":
    pytest.skip(
        "os comandos das páginas são digitados num bash: no Windows, rode a suíte no WSL 2",
        allow_module_level=True,
    )

from console import parse
from console.parse import TranscriptError
from console.report import report
from console.story import SectionResult, Story
from console.terminal import Result, Terminal
from console.update import UpdateError, update

REMOVAL = 5.0
"""Segundos que se espera o daemon remover um container `--rm` cujo comando já acabou."""

STORIES = {page: transcripts(page) for page in pages()}
CONTENT = {page: verified.content(page) for page in pages()}


def _name(page: Path) -> str:
    return page.relative_to("docs").as_posix()


SECTIONS = [
    pytest.param(page, index, id=f"{_name(page)}::{shown.section}")
    for page, story in STORIES.items()
    for index, shown in enumerate(story)
]


class Reader:
    """Lê uma página de cada vez: a história dela segue aberta de uma seção para a outra."""

    def __init__(self, engine: Engine, *, recording: bool) -> None:
        self._recording = recording
        self._page: Path | None = None
        self._open = ExitStack()
        self._story: Story | None = None
        self._folder: Path | None = None
        self._files: set[str] = set()
        self._texts: dict[str, str] = {}
        self._engine = engine

    def result(self, page: Path, index: int) -> SectionResult:
        """O resultado da seção `index` de `page`; ao gravar, grava o que a história já deu."""
        if page != self._page:
            self.close()
            self._story = self._start(page)
            self._page = page
        assert self._story is not None
        result = self._story.result(index)
        if self._recording:
            self._record(self._story)
        return result

    def left_behind(self) -> list[str]:
        """O que a página, já lida, deixa ao leitor: do container ao arquivo.

        As imagens não contam: uma página pode construir a que outra executa.
        """
        assert self._folder is not None
        deadline = time.monotonic() + REMOVAL
        while (left := Inventory.take(os.environ) - self._engine.before).containers:
            if time.monotonic() > deadline:
                break
            time.sleep(0.2)
        kinds = {"container": left.containers, "rede": left.networks, "volume": left.volumes}
        found = [f"{kind} {one[:12]}" for kind, ids in kinds.items() for one in sorted(ids)]
        found += [f"contexto {name}" for name in sorted(left.contexts)]
        files = _names(self._folder)
        return [
            *found,
            *(f"arquivo {name}, que antes não havia" for name in sorted(files - self._files)),
            *(f"a falta do arquivo {name}" for name in sorted(self._files - files)),
        ]

    def close(self) -> None:
        """Fecha os terminais da página e remove o que ela deixou no motor e no disco."""
        self._page = None
        self._open.close()

    def _start(self, page: Path) -> Story:
        shown = STORIES[page]
        paths = {one.transcript for one in shown}
        folders = {path.rpartition("/")[0] for path in paths}
        if found := checks.folder(page, ROOT):
            pytest.fail("\n".join(found), pytrace=False)
        loaded = {path: parse.load(Path("examples") / path, ROOT) for path in paths}
        sections = [loaded[one.transcript].section(one.section) for one in shown]
        self._texts = {one.path: (ROOT / one.path).read_text("utf-8") for one in sections}
        self._tidy()
        temporary = self._open.enter_context(
            tempfile.TemporaryDirectory(prefix="docker-em-portugues-", ignore_cleanup_errors=True)
        )
        # Antes de apagar a pasta: um container que sobrou de uma falha ainda escreveria nela.
        self._open.callback(self._tidy)
        folder = Path(temporary) / folders.pop()
        copy_example(folder.name, folder)
        self._folder, self._files = folder, _names(folder)

        def open_terminal(_: str) -> Terminal:
            return Terminal(folder, reader_environment(folder))

        return self._open.enter_context(Story(sections, open_terminal, record=self._recording))

    def _record(self, story: Story) -> None:
        """Aplica ao texto de antes da leitura tudo o que a história já deu.

        As linhas dos resultados são as desse texto: o arquivo, já regravado, pode ter outras.
        """
        for path, results in story.recorded().items():
            after = update(self._texts[path], path, results)
            if after != (ROOT / path).read_text(encoding="utf-8"):
                (ROOT / path).write_text(after, encoding="utf-8")

    def _tidy(self) -> None:
        """Deixa o motor como a suíte o encontrou: também o cache de construção muda uma saída."""
        (Inventory.take(os.environ) - self._engine.before).remove(os.environ)


@pytest.fixture(scope="module")
def reader(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Reader]:
    reader = Reader(engine, recording=request.config.option.update)
    try:
        yield reader
    finally:
        reader.close()


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(("page", "index"), SECTIONS)
def test_section(
    page: Path,
    index: int,
    reader: Reader,
    engine: Engine,
    record_property: Callable[[str, object], None],
    request: pytest.FixtureRequest,
) -> None:
    try:
        result = reader.result(page, index)
    except (TranscriptError, UpdateError) as error:
        message = f"{page}:{STORIES[page][index].line}\n{error}"
        raise pytest.fail.Exception(message, pytrace=False) from None
    recorded = request.config.option.update and not any(step.problem for step in result.steps)
    if result.status == "passed" or (recorded and result.status == "failed"):
        last = index == len(STORIES[page]) - 1
        if last and (left := reader.left_behind()):
            pytest.fail(
                f"{page}: a página acaba e deixa para o leitor: {'; '.join(left)}. Ponha --rm no "
                "docker run, ou mostre o comando que desfaz o que ela fez.",
                pytrace=False,
            )
        record_property("page", _name(page))
        record_property("content", CONTENT[page])
        record_property("commands", sum(s.step.kind != "interrupt" for s in result.steps))
        return
    pytest.fail(
        report(
            result,
            page=_name(page),
            page_line=STORIES[page][index].line,
            logs=_container_logs(engine),
            colour=request.config.get_terminal_writer().hasmarkup,
        ),
        pytrace=False,
    )


def _container_logs(engine: Engine) -> dict[str, str]:
    """Os logs dos containers que a página criou e ainda existem."""
    logs: dict[str, str] = {}
    for identifier in (Inventory.take(os.environ) - engine.before).containers:
        try:
            name = process.run(["docker", "inspect", "--format", "{{.Name}}", identifier])
            logs[name.removeprefix("/")] = process.run(
                ["sh", "-c", 'docker logs --tail 40 "$1" 2>&1', "sh", identifier]
            )
        except EngineError:
            continue
    return logs


def test_recording_keeps_each_output_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gravar seção por seção não desloca as seguintes, mesmo que a primeira ganhe linhas."""
    text = "# --8<-- [start:{0}]\n$ echo {0}\n# --8<-- [end:{0}]\n"
    file = tmp_path / "ola.console"
    file.write_text(text.format("um") + text.format("dois"), encoding="utf-8")
    story = SimpleNamespace(recorded=lambda: {"ola.console": results})
    reader = Reader(SimpleNamespace(before=None), recording=True)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    reader._texts = {"ola.console": file.read_text(encoding="utf-8")}
    results = {2: Result(["um", "a mais"], 0)}
    reader._record(story)
    results[5] = Result(["dois"], 0)
    reader._record(story)
    assert "$ echo um\num\na mais\n" in file.read_text(encoding="utf-8")
    assert "$ echo dois\ndois\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_page_has_commands(page: Path) -> None:
    assert not (found := checks.commands(page, ROOT)), "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_page_follows_its_transcripts(page: Path) -> None:
    assert not (found := checks.order(page, ROOT)), "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_page_shows_one_example(page: Path) -> None:
    assert not (found := checks.folder(page, ROOT)), "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_blocks_have_the_right_titles(page: Path) -> None:
    assert not (found := checks.titles(page, ROOT)), "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_lesson_says_level_time_and_what_to_read_before(page: Path) -> None:
    assert not (found := checks.lesson(page, ROOT)), "\n".join(found)


def test_powershell_does_what_bash_does() -> None:
    assert not (found := checks.powershell(ROOT)), "\n".join(found)


def test_powershell_that_does_something_else_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "examples/ola"
    folder.mkdir(parents=True)
    section = "# --8<-- [start:um]\n{}\n# --8<-- [end:um]\n"
    (folder / "ola.console").write_text(section.format("$ docker run -p 8080:8000 ola"))
    (folder / "ola.ps1").write_text(section.format("docker run -p 8000:8080 ola"))
    (folder / "so.ps1").write_text(section.format("docker ps"))
    different, alone = checks.powershell(tmp_path)
    assert "examples/ola/ola.ps1: a seção 'um' não faz o que o bash faz" in different
    assert "examples/ola/so.ps1: a seção 'um' não tem a correspondente executada" in alone
