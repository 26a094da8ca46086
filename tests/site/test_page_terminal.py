"""O que o terminal de cada lição sabe."""

import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from guide import commands
from guide.console.compare import compare
from guide.console.parse import Step
from guide.page import Guide, Page
from guide.site import page_terminal

LESSONS = [page for page in Guide().pages if page_terminal.is_offered(page)]
LIMIT = 12 * 1024
"""Bytes de uma lição, com gzip: o que ela sabe e a tabela dos comandos."""

of_lessons = pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.address)


@of_lessons
def test_a_lesson_is_small(page: Page) -> None:
    size = sum(
        len(gzip.compress(text.encode()))
        for text in (page_terminal.script(page), page_terminal.table())
    )
    assert size <= LIMIT


@of_lessons
def test_one_answer_for_each_state(page: Page) -> None:
    """O mesmo comando, no mesmo estado, não tem duas respostas: algo no meio mudaria."""
    lesson = page_terminal.lesson(page)
    known: defaultdict[tuple[int, str, str], list[Step]] = defaultdict(list)
    for move in [*lesson.story, *lesson.detours]:
        step = move.step
        text = commands.canonical(step.text) if not step.prompt else step.text
        known[move.origin, step.kind, text].append(step)
    for (state, _, _), steps in known.items():
        for step in steps[1:]:
            same = step.exit_code == steps[0].exit_code
            assert same and compare(steps[0].expected, step.expected) is None, (
                f"{page.path}: no estado {state}, «{step.shown}» (linhas {steps[0].line} e "
                f"{step.line}) tem duas respostas. Se é um desvio, tire-o; senão, o que há entre "
                "os dois não só lê: veja `reads`, em guide/site/page_terminal.py."
            )


@of_lessons
def test_every_detour_comes_back(page: Page) -> None:
    lesson = page_terminal.lesson(page)
    states = {move.origin for move in lesson.story} | {move.target for move in lesson.story}
    assert {move.origin for move in lesson.detours} <= states | {m.target for m in lesson.detours}
    for state in {move.target for move in lesson.detours} - states:
        assert any(move.origin == state != move.target for move in lesson.detours), state


LISTED = ["docker ps", "docker ps -a", "docker images"]
"""O que se digita em qualquer ponto, para ver o que há."""


@of_lessons
def test_what_there_is_may_always_be_listed(page: Page) -> None:
    """Ao fim de cada seção da lição, quem quer ver o que há recebe uma resposta."""
    lesson = page_terminal.lesson(page)
    known = {
        (move.origin, commands.canonical(move.step.text))
        for move in [*lesson.story, *lesson.detours]
        if move.step.kind == "command"
    }
    ends = {one.step.line: one.target for one in lesson.story}
    places = {0: "no começo"} | {
        ends[section.steps[-1].line]: f"depois de «{section.name}»" for section in page.sections
    }
    for state, place in places.items():
        missing = [one for one in LISTED if (state, commands.canonical(one)) not in known]
        assert not missing, (
            f"{page.path}: {place}, o terminal da página não sabe responder "
            f"{', '.join(f'«{one}»' for one in missing)}. Ponha-os num desvio dessa seção (em "
            f"examples/{page.example}/) e grave-o: make update PAGE={page.name}"
        )


READS = [
    "docker ps -a",
    "docker image ls",
    "docker logs x --tail 1",
    "docker compose ps",
    "docker exec x cat /a",
    "docker compose exec redis redis-cli get a",
    "docker run --rm x ls",
    "ls",
    "diff a b && echo igual",
]
CHANGES = [
    "docker run x ls",
    "docker run --rm -v a:/b x ls",
    "docker run --rm --network a x curl b",
    "docker exec x sh -c 'echo a > b'",
    "docker compose exec redis redis-cli set a 1",
    "docker rm x",
    "docker ps > lista.txt",
    "ls; rm x",
    "curl http://localhost:8080",
    "IP=$(docker inspect x)",
    "docker compose up -d",
    "echo $(docker rm x)",
    "echo `docker rm x`",
    "env docker rm x",
    "meu-programa",
    "echo 'a",
]


@pytest.mark.parametrize("text", READS)
def test_what_only_reads(text: str) -> None:
    assert page_terminal.reads(Step("command", text))


@pytest.mark.parametrize("text", CHANGES)
def test_what_may_change_something(text: str) -> None:
    assert not page_terminal.reads(Step("command", text))


@pytest.mark.parametrize(
    ("text", "code", "said", "expected"),
    [
        ("docker rm x", 1, "", True),
        ("docker rm x y", 1, "", False),
        ("docker run --rm -p 80:80 x", 125, "", True),
        ("docker run -p 80:80 x", 125, "driver failed programming", False),
        ("docker run --name a x", 125, 'Conflict. The container name "/a" is already', True),
        ("docker rum x", 1, "", True),
        ("dockr ps", 127, "", True),
        ("curl http://localhost:8080", 7, "", True),
        ("curl http://localhost:8080", 22, "", False),
        ("docker compose up", 1, "", False),
    ],
)
def test_a_failure_that_leaves_nothing(text: str, code: int, said: str, expected: bool) -> None:
    assert page_terminal.reads(Step("command", text, expected=[said], exit_code=code)) is expected


def test_written_once_and_taken_away(tmp_path: Path) -> None:
    """Só muda se a lição muda; a de uma página que já não tem o terminal some."""
    Guide().copy(tmp_path)
    page_terminal.write(Guide(tmp_path))
    assert not page_terminal.write(Guide(tmp_path))
    page = Guide(tmp_path).page(LESSONS[0].address)
    file = tmp_path / page_terminal.path_of(page)
    assert file.read_text(encoding="utf-8") == page_terminal.script(page)
    (tmp_path / page.path).write_text("# Nada\n", encoding="utf-8")
    assert page_terminal.write(Guide(tmp_path))
    assert not file.exists()
