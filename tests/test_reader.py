"""Quem lê uma página: o que ele diz enquanto espera, e o que grava."""

from contextlib import closing
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from guide import reader as module
from guide import versions
from guide.console.story import SectionResult
from guide.console.terminal import Result
from guide.engine.images import BaseImage
from guide.engine.inventory import Inventory
from guide.page import Guide, GuideError, Page
from guide.reader import Reader, reader_environment


def test_a_slow_section_is_told_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    told = Event()
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        told.set()

    page = Guide().page("imagens/construcao")
    reader = Reader(SimpleNamespace(), tmp_path, say=say)
    with reader._telling(page, 0):
        assert told.wait(10), "ninguém avisou que a seção demora"
    assert f"{page.name}::{page.story[0].section}" in said[0]
    assert "^C" in said[0]


def test_recording_keeps_each_output_with_its_command(tmp_path: Path) -> None:
    """Gravar seção por seção não desloca as seguintes, mesmo que a primeira ganhe linhas."""
    text = "# --8<-- [start:{0}]\n$ echo {0}\n# --8<-- [end:{0}]\n"
    file = tmp_path / "ola.console"
    file.write_text(text.format("um") + text.format("dois"), encoding="utf-8")
    results = {2: Result(["um", "a mais"], 0)}
    lived = [SimpleNamespace(status="failed")]
    story = SimpleNamespace(recorded=lambda: {"ola.console": results}, lived=lived)
    reader = Reader(SimpleNamespace(aliases={}), tmp_path, recording=True)
    reader._texts = {"ola.console": file.read_text(encoding="utf-8")}
    reader._record(tmp_path, story)
    results[5] = Result(["dois"], 0)
    reader._record(tmp_path, story)
    assert "$ echo um\num\na mais\n" in file.read_text(encoding="utf-8")
    assert "$ echo dois\ndois\n" in file.read_text(encoding="utf-8")


def test_a_page_that_still_holds_is_not_recorded_again(tmp_path: Path) -> None:
    results = {2: Result(["há 2 minutos"], 0)}
    lived = [SimpleNamespace(status="passed")]
    story = SimpleNamespace(recorded=lambda: {"ola.console": results}, lived=lived)
    reader = Reader(SimpleNamespace(aliases={}), tmp_path, recording=True)
    reader._texts = {"ola.console": "# --8<-- [start:a]\n$ a\n# --8<-- [end:a]\n"}
    reader._record(tmp_path, story)
    assert not (tmp_path / "ola.console").exists()


FILE = Path("examples/a/b.console")


def test_the_variables_of_a_machine_that_tests_stay_out():
    env = {
        "CI": "true",
        "CIDADE": "Recife",
        "PYTEST_ADDOPTS": "--verbose",
        "COMPOSE_PROJECT_NAME": "outro",
        "BUILDKIT_PROGRESS": "plain",
        "DOCKER_HOST": "unix:///motor.sock",
    }
    assert reader_environment(Path("/t/exemplo"), env) == {
        "CIDADE": "Recife",
        "DOCKER_HOST": "unix:///motor.sock",
        "XDG_RUNTIME_DIR": "/t",
        "PIP_QUIET": "1",
    }


def page_with_three_sections(root: Path) -> Page:
    sections = ["um", "dois", "tres"]
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    blocks = [f'```console\n--8<-- "ola/ola.console:{one}"\n```\n' for one in sections]
    (root / "docs/p.md").write_text("\n".join(blocks))
    text = "# --8<-- [start:{0}]\n$ echo {0}\n{0}\n# --8<-- [end:{0}]\n"
    (root / "examples/ola/ola.console").write_text("".join(map(text.format, sections)))
    (root / "examples/ola/Dockerfile").write_text("FROM python:3.7-alpine\n")
    return Guide(root).page("p")


def reader_on(
    home: Path, *images: BaseImage, version: str = "26.1.5", strict: bool = False
) -> Reader:
    nothing = Inventory(*[frozenset()] * 6)
    engine = SimpleNamespace(
        aliases={},
        env={"PATH": "/usr/bin:/bin"},
        version=version,
        compose="2.26.1",
        base_images=list(images),
        before=nothing,
    )
    return Reader(engine, home, strict=strict)


@pytest.fixture
def nothing_in_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inventory, "take", lambda env: Inventory(*[frozenset()] * 6))
    monkeypatch.setattr(Inventory, "images_of", lambda env: frozenset())


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_a_section_left_out_does_not_run_and_the_next_ones_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_with_three_sections(tmp_path)
    table = {("p.md", "dois"): versions.Exclusion("Compose", "2.26", "é outro")}
    monkeypatch.setattr(versions, "NOT_ON", table)
    reader = reader_on(tmp_path / "leitor")
    try:
        assert [reader.left_out(page, index) for index in range(3)] == [
            "",
            "Compose 2.26: é outro",
            "",
        ]
        results = [reader.result(page, index) for index in (0, 2)]
    finally:
        reader.close()
    assert [(one.section.name, one.status) for one in results] == [
        ("um", "passed"),
        ("tres", "passed"),
    ]


SOLVED = """# Solução

```console title="Terminal"
--8<-- "ola/ola.console:um"
```

```text title="ola/dados.txt"
--8<-- "ola/dados.txt"
```

??? success "Solução"

    ```console title="Terminal"
    --8<-- "ola/ola.console:dois"
    ```

Depois da solução.

```console title="Terminal"
--8<-- "ola/ola.console:tres"
```
"""


def solved_page(root: Path, **commands: str) -> Page:
    """Uma página com uma solução; `commands` dá, por seção, um comando que nada mostra."""
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "docs/p.md").write_text(SOLVED)
    (root / "examples/ola/dados.txt").write_text("dados\n")
    typed = {"um": "ls", "dois": "true", "tres": "true"} | commands
    text = "# --8<-- [start:{0}]\n$ {1}\n# --8<-- [end:{0}]\n"
    (root / "examples/ola/ola.console").write_text(
        "".join(text.format(name, command) for name, command in typed.items())
    )
    return Guide(root).page("p")


def lived(page: Page, home: Path, *, solutions: bool) -> tuple[list[str], Reader]:
    """O que deu cada seção que este leitor vive, e ele."""
    reader = reader_on(home, version="28.5.2")
    reader._solutions = solutions
    try:
        return [
            reader.result(page, index).status
            for index in range(len(page.story))
            if not reader.skips(page, index)
        ], reader
    finally:
        reader.close()


@pytest.fixture
def no_containers(monkeypatch: pytest.MonkeyPatch, nothing_in_the_engine: None) -> None:
    monkeypatch.setattr(module.process, "run", lambda command, env: "")


@pytest.mark.usefixtures("no_containers")
def test_a_file_exists_from_the_block_that_shows_it(tmp_path: Path) -> None:
    page = solved_page(tmp_path, um="test ! -e dados.txt", dois="test -e dados.txt")
    assert lived(page, tmp_path / "leitor", solutions=True)[0] == ["passed"] * 3


@pytest.mark.usefixtures("no_containers")
@pytest.mark.parametrize(
    ("solution", "matters"), [("touch feito", True), ("cat dados.txt >&2", False)]
)
def test_a_solution_matters_if_it_changes_something(
    tmp_path: Path, solution: str, matters: bool
) -> None:
    page = solved_page(tmp_path, dois=solution if matters else "true")
    assert lived(page, tmp_path / "leitor", solutions=True)[1].solution_matters is matters


@pytest.mark.usefixtures("no_containers")
def test_who_skips_the_solution_lacks_what_only_it_does(tmp_path: Path) -> None:
    page = solved_page(tmp_path, dois="touch feito", tres="rm feito")
    assert lived(page, tmp_path / "leitor", solutions=True)[0] == ["passed"] * 3
    assert lived(page, tmp_path / "so", solutions=False)[0] == ["passed", "failed"]


@pytest.mark.usefixtures("no_containers")
@pytest.mark.parametrize(
    ("version", "section"),
    [("26.1.5", "um"), ("28.5.2", "um"), ("29.0.1", "um-docker-29"), ("30.1.0", "um-docker-29")],
)
def test_each_docker_is_compared_with_its_own_answer(
    tmp_path: Path, version: str, section: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "examples/ola").mkdir(parents=True)
    block = '```console title="Terminal"\n--8<-- "ola/ola.console:{}"\n```\n\n'
    names = ["um", "um-docker-29"]
    (tmp_path / "docs/p.md").write_text("".join(map(block.format, names)))
    text = "# --8<-- [start:{0}]\n$ cat resposta\nresposta de {0}\n# --8<-- [end:{0}]\n"
    (tmp_path / "examples/ola/ola.console").write_text("".join(map(text.format, names)))
    page = Guide(tmp_path).page("p")
    assert [shown.section for shown in page.story] == ["um"]
    with closing(reader_on(tmp_path / "leitor", version=version)) as reader:
        result = _with_answer(reader, page, f"resposta de {section}\n")
    assert (result.section.name, result.status) == (section, "passed")


def _with_answer(reader: Reader, page: Page, answer: str) -> SectionResult:
    """O resultado da primeira seção, com `resposta` na pasta do leitor."""
    reader._story = reader._start(page)
    reader._page = page
    (reader._folder.path / "resposta").write_text(answer)
    return reader.result(page, 0)


def test_a_page_whose_base_image_is_absent_is_left_out(tmp_path: Path) -> None:
    page = page_with_three_sections(tmp_path)
    absent = BaseImage("python:3.7-alpine", "ausente", "não há CPython")
    other = BaseImage("redis:8.0.6", "ausente", "também não")
    reason = "não há a imagem base python:3.7-alpine: não há CPython"
    assert reader_on(tmp_path, absent, other, version="28.5.2").left_out(page, 0) == reason
    assert not reader_on(tmp_path, other, version="28.5.2").left_out(page, 0)


@pytest.mark.usefixtures("nothing_in_the_engine")
@pytest.mark.parametrize("strict", [False, True])
def test_other_words_are_a_failure_only_where_all_is_strict(tmp_path: Path, strict: bool) -> None:
    page = page_with_three_sections(tmp_path)
    transcript = tmp_path / "examples/ola/ola.console"
    text = transcript.read_text().replace("$ echo um\num", "$ docker rm vaso\none way to say it")
    page = page.guide.edited({transcript.relative_to(tmp_path): text}).page("p")
    program = tmp_path / "bin/docker"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho another way to say it\n")
    program.chmod(0o755)
    reader = reader_on(tmp_path / "leitor", strict=strict)
    reader._engine.env["PATH"] = f"{program.parent}:/usr/bin:/bin"
    try:
        results = [reader.result(page, index) for index in (0, 1)]
    finally:
        reader.close()
    assert [one.status for one in results] == (
        ["failed", "blocked"] if strict else ["passed", "passed"]
    )
    assert results[0].steps[0].tolerated is not strict


@pytest.mark.parametrize(
    "read", [lambda guide: guide.read(FILE), lambda guide: guide.transcript("a/b.console")]
)
def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path, read):
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"# --8<-- [start:a]\n$ echo ol\xe1\n")
    with pytest.raises(GuideError, match=r"^examples/a/b\.console:2: .*grave o arquivo como UTF-8"):
        read(Guide(tmp_path))
