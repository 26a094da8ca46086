"""Os horários saem do tempo que cada lição diz: acabam na hora, sem buraco, na ordem do guia."""

import re
from itertools import pairwise

import pytest

from guide.classroom import timetable
from guide.page import Guide
from guide.promises.lesson import minutes_needed
from tests.small_guide import write

GUIDE = Guide()
hours = pytest.mark.parametrize("hours", timetable.HOURS)


@hours
def test_every_day_is_whole(hours: int) -> None:
    halves, _ = timetable.plan(GUIDE, hours)
    days = timetable.rows(halves)
    assert len(days) * timetable.DAY == hours
    for day in days:
        assert all(before.end == after.start for before, after in pairwise(day)), day
        assert all(row.end > row.start for row in day)
        assert day[-1].end - day[0].start == timetable.DAY * 60
        assert sum(row.what == "Intervalo" for row in day) == 1


@hours
def test_each_lesson_takes_what_it_says(hours: int) -> None:
    halves, _ = timetable.plan(GUIDE, hours)
    for day in timetable.rows(halves):
        for row in filter(lambda one: one.page, day):
            needed = minutes_needed(GUIDE.page(row.page))
            assert abs(row.end - row.start - needed) <= 1, (
                f"o horário dá {row.end - row.start} min a {row.page}, e a lição leva {needed}"
            )


@hours
def test_what_a_lesson_asks_comes_before(hours: int) -> None:
    halves, home = timetable.plan(GUIDE, hours)
    given = [one.page.path for half in halves for one in half.lessons]
    assert len(given) == len(set(given)) and given
    taught = {one.page.path for one in timetable.lessons(GUIDE)}
    for number, path in enumerate(given):
        before = GUIDE.page(path.as_posix()).prerequisite
        if before and before.path in taught:
            assert before.path in given[:number], f"{path} vem antes de {before.path}"
    assert taught == {*given, *(one.page.path for one in home)}, "uma lição sumiu"


def test_the_short_one_is_for_beginners() -> None:
    halves, _ = timetable.plan(GUIDE, 8)
    assert {one.level for half in halves for one in half.lessons} == {"Iniciante"}
    assert len(timetable.plan(GUIDE, 20)[1]) < len(timetable.plan(GUIDE, 8)[1])


@hours
def test_the_page_links_what_is_on_the_stick(hours: int) -> None:
    text = timetable.document(GUIDE, hours)
    links = re.findall(r'href="([^"]+)"', text)
    assert links
    for link in links:
        found = re.fullmatch(r"site/(.+)/index\.html", link)
        assert found, link
        GUIDE.page(found[1])
    assert "http" not in text


def test_a_lesson_that_changes_changes_the_timetable(tmp_path) -> None:
    page = "# Um\n\nIniciante · {} min · Antes: nada\n{{ .licao }}\n\n## Tente você\n"
    nav = "nav:\n  - Parte:\n      - Um: um.md\n"
    for minutes in (8, 15):
        files = {"docs/um.md": page.format(minutes), "mkdocs.yml": nav}
        halves, _ = timetable.plan(write(tmp_path / str(minutes), files), 8)
        assert halves[0].free == timetable.HALF - minutes - timetable.EXERCISE


def test_a_lesson_waits_for_the_one_it_asks(tmp_path) -> None:
    """Num curso de quem começa não entra a que pede uma que não se dá nele."""
    page = "# {}\n\n{} · 5 min · Antes: {}\n{{ .licao }}\n"
    files = {
        "docs/um.md": page.format("Um", "Iniciante", "nada"),
        "docs/dois.md": page.format("Dois", "Avançado", "[Um](um.md)"),
        "docs/tres.md": page.format("Três", "Iniciante", "[Dois](dois.md)"),
        "mkdocs.yml": "nav:\n  - Parte:\n"
        + "".join(f"      - {name}: {name}.md\n" for name in ("um", "dois", "tres")),
    }
    guide = write(tmp_path, files)
    for hours, given in [(8, ["um"]), (20, ["um", "dois", "tres"])]:
        halves, _ = timetable.plan(guide, hours)
        assert [one.page.address for half in halves for one in half.lessons] == given
