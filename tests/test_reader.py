"""Quem lê uma página: o que ele diz enquanto espera, e o que grava."""

from contextlib import closing
from pathlib import Path
from textwrap import indent
from threading import Event
from types import SimpleNamespace

import pytest

from guide import reader as module
from guide import versions
from guide.console.story import SectionResult
from guide.console.update import UpdateError
from guide.engine.images import BaseImage
from guide.engine.inventory import Inventory
from guide.page import Guide, GuideError, Page
from guide.reader import Reader, reader_environment
from tests.small_guide import section, shown, solution, write


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
        "GOGC": "off",
    }


def page_of(root: Path, text: str, *sections: str, **files: str) -> Page:
    """Uma página, e a transcrição com as `sections`; `files` são o conteúdo de `nome.txt`."""
    named = {f"examples/ola/{name}.txt": content for name, content in files.items()}
    transcript = "".join(sections)
    return write(root, {"docs/p.md": text, "examples/ola/ola.console": transcript, **named}).page(
        "p"
    )


def page_with_three_sections(root: Path) -> Page:
    names = ["um", "dois", "tres"]
    write(root, {"examples/ola/Dockerfile": "FROM python:3.7-alpine\n"})
    return page_of(
        root,
        "".join(shown("ola/ola.console", one) for one in names),
        *(section(one, f"$ echo {one}", one) for one in names),
    )


def reader_on(home: Path, *images: BaseImage, version: str = "26.1.5", **options: bool) -> Reader:
    nothing = Inventory(*[frozenset()] * 6)
    engine = SimpleNamespace(
        aliases={},
        env={"PATH": "/usr/bin:/bin"},
        version=version,
        compose="2.26.1",
        base_images=list(images),
        before=nothing,
        network="",
        private=True,
    )
    return Reader(engine, home, **{"strict": False, **options})


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


FILE_BLOCK = shown("ola/dados.txt")
TRIED = solution(shown("ola/ola.console", "dois"))


def solved_page(root: Path, *, text: str = "", **commands: str) -> Page:
    """Uma página com uma solução; `commands` dá, por seção, um comando que nada mostra."""
    typed = {"um": "ls", "dois": "true", "tres": "true"} | commands
    first, last = (shown("ola/ola.console", one) for one in ("um", "tres"))
    return page_of(
        root,
        text or f"# Um\n\n{first}{FILE_BLOCK}{TRIED}Depois da solução.\n\n{last}",
        *(section(name, f"$ {command}") for name, command in typed.items()),
        dados="dados\n",
    )


def lived(page: Page, home: Path, *, solutions: bool) -> tuple[list[str], Reader]:
    """O que deu cada seção que este leitor vive, e ele."""
    reader = reader_on(home, version="28.5.2", solutions=solutions)
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


FIRST = shown("ola/ola.console", "um")
MATTERS = {
    "um comando que muda a pasta": ("", {"dois": "touch feito"}, True),
    "um comando que nada muda": ("", {}, False),
    "a última seção da página": (f"{FIRST}{TRIED}", {"dois": "touch feito"}, True),
    "a última, que nada muda": (f"{FIRST}{TRIED}", {}, False),
    "só um arquivo": (f"{FIRST}{solution(FILE_BLOCK)}", {}, True),
    "com número": (f"{FIRST}{TRIED.replace('Solução', 'Solução 1')}", {"dois": "touch a"}, True),
    "recuada": (
        f"{FIRST}1. Item\n\n{indent(TRIED, '    ')}",
        {"dois": "touch a"},
        True,
    ),
    "a segunda de duas": (
        f"{FIRST}{TRIED}Texto.\n\n{solution(shown('ola/ola.console', 'tres'))}",
        {"tres": "touch a"},
        True,
    ),
}


@pytest.mark.usefixtures("no_containers")
@pytest.mark.parametrize("case", MATTERS)
def test_a_solution_matters_if_it_changes_something(tmp_path: Path, case: str) -> None:
    text, commands, matters = MATTERS[case]
    page = solved_page(tmp_path, text=text, **commands)
    statuses, reader = lived(page, tmp_path / "leitor", solutions=True)
    assert set(statuses) == {"passed"}
    assert reader.solution_matters is matters


@pytest.mark.usefixtures("no_containers")
def test_who_skips_the_solution_lacks_what_only_it_does(tmp_path: Path) -> None:
    page = solved_page(tmp_path, dois="touch feito", tres="rm feito")
    assert lived(page, tmp_path / "leitor", solutions=True)[0] == ["passed"] * 3
    assert lived(page, tmp_path / "so", solutions=False)[0] == ["passed", "failed"]


@pytest.mark.usefixtures("no_containers")
@pytest.mark.parametrize(
    ("version", "answer"),
    [("26.1.5", "um"), ("28.5.2", "um"), ("29.0.1", "um-docker-29"), ("30.1.0", "um-docker-29")],
)
def test_each_docker_is_compared_with_its_own_answer(
    tmp_path: Path, version: str, answer: str
) -> None:
    names = ["um", "um-docker-29"]
    page = page_of(
        tmp_path,
        "".join(shown("ola/ola.console", one) for one in names),
        *(section(one, "$ cat resposta", f"resposta de {one}") for one in names),
    )
    assert [one.section for one in page.story] == ["um"]
    with closing(reader_on(tmp_path / "leitor", version=version)) as reader:
        result = _with_answer(reader, page, f"resposta de {answer}\n")
    assert (result.section.name, result.status) == (answer, "passed")


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


def recording(home: Path, version: str = "28.5.2") -> Reader:
    return reader_on(home, version=version, recording=True, strict=True)


def transcript_of(page: Page) -> Path:
    return page.guide.root / "examples/ola/ola.console"


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_a_page_is_recorded_whole_and_only_at_the_end(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        shown("ola/ola.console", "um") + shown("ola/ola.console", "dois"),
        section("um", "$ printf 'um\\na mais\\n'"),
        section("dois", "$ echo dois", "antes"),
    )
    file = transcript_of(page)
    before = file.read_text()
    file.chmod(0o640)
    with closing(recording(tmp_path / "leitor")) as reader:
        assert [reader.result(page, one).status for one in (0, 1)] == ["failed", "failed"]
        assert file.read_text() == before, "nada se grava antes do fim"
        assert reader.record() == []
    assert "\num\na mais\n" in file.read_text()
    assert "\ndois\n" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in file.parent.iterdir()] == ["ola.console"]


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_a_page_that_still_holds_is_not_recorded_again(tmp_path: Path) -> None:
    typed = section("um", "$ date --iso-8601", "2001-01-01")
    page = page_of(tmp_path, shown("ola/ola.console", "um"), typed)
    with closing(recording(tmp_path / "leitor")) as reader:
        assert reader.result(page, 0).status == "passed"
        assert reader.record() == []
    assert transcript_of(page).read_text() == typed


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_what_cannot_be_recorded_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        shown("ola/ola.console", "um") + shown("ola/ola.console", "dois"),
        section("um", "$ echo um", "antes"),
        section("dois", "$ false"),
    )
    before = transcript_of(page).read_text()
    with closing(recording(tmp_path / "leitor")) as reader:
        reader.result(page, 0)
        with pytest.raises(UpdateError, match="o código de saída mudou de 0 para 1"):
            reader.result(page, 1)
    assert transcript_of(page).read_text() == before


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_an_edit_made_meanwhile_is_not_lost(tmp_path: Path) -> None:
    page = page_of(tmp_path, shown("ola/ola.console", "um"), section("um", "$ echo um", "antes"))
    with closing(recording(tmp_path / "leitor")) as reader:
        reader.result(page, 0)
        transcript_of(page).write_text("outra coisa\n")
        with pytest.raises(
            UpdateError, match=r"^examples/ola/ola\.console:1: o arquivo mudou enquanto"
        ):
            reader.record()
    assert transcript_of(page).read_text() == "outra coisa\n"


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_only_the_beginning_of_what_was_awaited_is_refused(tmp_path: Path) -> None:
    waiting = "# timeout: 1\n# retry: yes\n" + section("um", "$ echo um", "um", "dois")
    page = page_of(tmp_path, shown("ola/ola.console", "um"), waiting)
    with (
        closing(recording(tmp_path / "leitor")) as reader,
        pytest.raises(UpdateError, match="só o começo da que a página mostra"),
    ):
        reader.result(page, 0)


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_what_was_awaited_and_changed_is_told(tmp_path: Path) -> None:
    waiting = "# timeout: 1\n# retry: yes\n" + section("um", "$ echo começando", "pronto")
    page = page_of(tmp_path, shown("ola/ola.console", "um"), waiting)
    with closing(recording(tmp_path / "leitor")) as reader:
        reader.result(page, 0)
        (said,) = reader.record()
    assert said.startswith("examples/ola/ola.console:3: a seção «um» espera por algo")
    assert "\ncomeçando\n" in transcript_of(page).read_text()


@pytest.mark.usefixtures("nothing_in_the_engine")
def test_a_later_docker_records_only_its_own_answers(tmp_path: Path) -> None:
    names = ["um", "um-docker-29", "dois"]
    page = page_of(
        tmp_path,
        "".join(shown("ola/ola.console", one) for one in names),
        *(section(one, "$ echo nova", "antiga") for one in names),
    )
    with closing(recording(tmp_path / "leitor", version="29.1.0")) as reader:
        assert [reader.result(page, one).section.name for one in (0, 1)] == names[1:]
        reader.record()
    texts = [
        page.guide.edited({}).included_text("ola/ola.console", one)
        for page in [Guide(tmp_path).page("p")]
        for one in names
    ]
    assert [text.splitlines()[-1] for text in texts] == ["antiga", "nova", "antiga"]
