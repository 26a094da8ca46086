"""O horário de uma aula: que lições cabem em 8 ou em 20 horas, e quando são os intervalos.

Sai do tempo que cada lição diz («Iniciante · 8 min»), que a suíte confere: não há o que envelheça.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from guide.classroom import needs
from guide.page import Guide, Page
from guide.promises import prose
from guide.promises.lesson import LEVELS

HOURS = (8, 20)
DAY = 4
"""Horas de um encontro: duas metades, e um intervalo entre elas."""

BREAK = 20
HALF = (DAY * 60 - BREAK) // 2
START = 9 * 60
EXERCISE = 10
"""Minutos do «Tente você» de uma lição, fora os de a seguir."""

LEFT_OUT = ("Erros comuns", "Consulta")
"""Partes que não se dão em aula: consultam-se."""

_LESSON = re.compile(rf"^({'|'.join(LEVELS)}) · (\d+) min · ", re.MULTILINE)
_OF_ONE_SYSTEM = ("comece/windows.md", "comece/macos.md")


@dataclass(frozen=True)
class Lesson:
    """Uma lição: o título, o nível, os minutos que ela diz e os do exercício."""

    page: Page
    title: str
    level: str
    minutes: int
    exercise: int

    @property
    def total(self) -> int:
        return self.minutes + self.exercise


@dataclass
class Half:
    """Meio encontro: as lições, e quanto sobra para as perguntas."""

    lessons: list[Lesson] = field(default_factory=list)

    @property
    def free(self) -> int:
        return HALF - sum(one.total for one in self.lessons)


@dataclass(frozen=True)
class Row:
    """Uma linha do horário: de que minuto do dia a que minuto, e o quê."""

    start: int
    end: int
    what: str
    page: str = ""


def lesson(page: Page) -> Lesson | None:
    """A lição de `page`; None se a página não é uma."""
    found = _LESSON.search(page.text)
    if not found:
        return None
    headings = prose.headings(page)
    exercise = EXERCISE if any(one.title.startswith("Tente você") for one in headings) else 0
    title = next(one.title for one in headings if one.level == 1)
    return Lesson(page, title, found[1], int(found[2]), exercise)


def lessons(guide: Guide) -> list[Lesson]:
    """As lições que se dão em aula, na ordem do índice. Levanta `GuideError`."""
    return [
        one
        for part in needs.parts(guide)
        if part.title not in LEFT_OUT
        for page in part.pages
        if page.name not in _OF_ONE_SYSTEM and (one := lesson(page))
    ]


def plan(guide: Guide, hours: int) -> tuple[list[Half], list[Lesson]]:
    """O plano de `hours` horas, e as lições que ficam para casa.

    O curto é de quem começa: só as lições de iniciante. Uma lição não se parte, e só entra depois
    da que ela pede em «Antes:», se essa também se dá em aula.
    """
    every = lessons(guide)
    wanted = [one for one in every if hours > min(HOURS) or one.level == LEVELS[0]]
    taught = {one.page.path for one in every}
    given: set[object] = set()
    halves = [Half() for _ in range(hours // DAY * 2)]
    current = 0
    for one in wanted:
        before = one.page.prerequisite
        if before and before.path in taught and before.path not in given:
            continue
        while current < len(halves) and halves[current].free < one.total:
            current += 1
        if current == len(halves):
            break
        halves[current].lessons.append(one)
        given.add(one.page.path)
    return halves, [one for one in every if one.page.path not in given]


def rows(halves: Sequence[Half]) -> list[list[Row]]:
    """As linhas de cada encontro, minuto a minuto, sem buraco."""
    days: list[list[Row]] = []
    for first in range(0, len(halves), 2):
        clock, day = START, []
        for number, half in enumerate(halves[first : first + 2]):
            if number:
                day.append(Row(clock, clock + BREAK, "Intervalo"))
                clock += BREAK
            for one in half.lessons:
                day.append(Row(clock, clock + one.minutes, one.title, one.page.address))
                clock += one.minutes
                if one.exercise:
                    day.append(Row(clock, clock + one.exercise, "Exercício, e o confere"))
                    clock += one.exercise
            if half.free:
                day.append(Row(clock, clock + half.free, "Perguntas, e o que ficou para trás"))
                clock += half.free
        days.append(day)
    return days


def document(guide: Guide, hours: int) -> str:
    """A página do horário de `hours` horas. Levanta `GuideError`."""
    halves, home = plan(guide, hours)
    body = [
        f"<h1>{hours} horas de aula</h1>",
        f"<p>{len(halves) // 2} encontros de {DAY} horas, com um intervalo. O tempo de cada lição "
        f"é o que ela diz no começo; o do exercício, {EXERCISE} minutos.</p>",
    ]
    for number, day in enumerate(rows(halves), 1):
        body.append(f"<h2>Encontro {number}</h2>\n<table>")
        for row in day:
            what = escape(row.what)
            if row.page:
                what = f'<a href="site/{row.page}/index.html">{what}</a>'
            body.append(f"<tr><td>{_hour(row.start)}–{_hour(row.end)}</td><td>{what}</td></tr>")
        body.append("</table>")
    if home:
        minutes = sum(one.minutes for one in home)
        body.append(f"<h2>Para casa</h2>\n<p>{minutes} minutos de leitura:</p>\n<ul>")
        body += [
            f'<li><a href="site/{one.page.address}/index.html">{escape(one.title)}</a> '
            f"({one.level}, {one.minutes} min)</li>"
            for one in home
        ]
        body.append("</ul>")
    return page(f"{hours} horas de aula", "\n".join(body))


def _hour(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02}"


def page(title: str, body: str) -> str:
    """Uma página simples do pendrive, que se lê no telefone e se imprime."""
    return (
        '<!doctype html>\n<html lang="pt-BR">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n"
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;"
        "margin:1rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;"
        "border:1px solid;border-radius:.3rem;padding:.6rem}table{border-collapse:collapse;"
        "width:100%}td{border-top:1px solid;padding:.3rem .5rem;vertical-align:top}"
        "td:first-child{white-space:nowrap}tr{break-inside:avoid}h2{break-after:avoid}\n"
        f"</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
