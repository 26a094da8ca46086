"""Quanto a suíte custa além dos próprios comandos: a leitura de cada página contra um piso.

O piso são os mesmos comandos, digitados um após o outro por um bash comum, no mesmo motor e na
mesma execução, sem olhar a saída. As duas formas se alternam; cada tempo é a mediana das rodadas.
Sem páginas, são todas: uns 13 minutos por rodada.

    python -m guide bench [RODADAS [PÁGINA…]]
"""

import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from guide.console.parse import Section, Step
from guide.console.story import Story
from guide.console.terminal import Terminal
from guide.engine.footprint import footprint
from guide.engine.inventory import Inventory
from guide.engine.session import Engine, inside, open_engines
from guide.page import Guide, GuideError, Page
from guide.reader import reader_environment

# Um programa em primeiro plano tem um terminal (script(1)) e um FIFO, que faz as vezes do teclado.
FOREGROUND = """\
mkfifo {keyboard}
script --quiet --return --command {command} /dev/null <{keyboard} &
program{terminal}=$!
exec {{keys{terminal}}}>{keyboard}
"""
TYPED = "printf %b {keys} >&$keys{terminal}\n"
ENDED = """\
wait $program{terminal}
exec {{keys{terminal}}}>&-
rm {keyboard}
"""
RETRY = "until {command} >/dev/null 2>&1; [ $? = {exit_code} ]; do sleep 0.1; done\n"
CTRL_C = r"\003"


def main(arguments: list[str]) -> None:
    """`arguments` são as rodadas (3) e os nomes das páginas (todas). Escreve a tabela."""
    rounds, *names = [int(arguments[0]), *arguments[1:]] if arguments else [3]
    guide = Guide()
    try:
        pages = [guide.page(name) for name in names] or [one for one in guide.pages if one.story]
    except GuideError as error:
        sys.exit(str(error))
    ours: dict[Page, list[float]] = {page: [] for page in pages}
    floor: dict[Page, list[float]] = {page: [] for page in pages}
    with open_engines(print, footprint(guide)) as (engine,), inside(engine):
        for _ in range(rounds):
            for page in pages:
                for times, way in ((ours, _read), (floor, _type)):
                    times[page].append(_timed(way, page, engine))
                    (Inventory.take(engine.env) - engine.before).remove(engine.env)
        print(*engine.describe(), sep="\n")
    print(f"\n{'página':<28}{'comandos':>9}{'suíte (s)':>11}{'piso (s)':>10}{'razão':>8}")
    totals = [0.0, 0.0]
    for page in pages:
        seconds = [statistics.median(times[page]) for times in (ours, floor)]
        totals = [total + one for total, one in zip(totals, seconds, strict=True)]
        _row(page.name, len(page.steps), *seconds)
    _row("total", sum(len(page.steps) for page in pages), *totals)


def _row(label: str, commands: int, ours: float, floor: float) -> None:
    print(f"{label:<28}{commands:>9}{ours:>11.2f}{floor:>10.2f}{ours / floor:>8.2f}")


Way = Callable[[Path, list[Section], dict[str, str]], None]


def _timed(way: Way, page: Page, engine: Engine) -> float:
    with tempfile.TemporaryDirectory(prefix="docker-em-portugues-") as temporary:
        folder = Path(temporary) / page.example
        page.guide.copy_example(page.example, folder)
        started = time.perf_counter()
        way(folder, page.sections, reader_environment(folder, engine.env))
        return time.perf_counter() - started


def _read(folder: Path, sections: list[Section], env: dict[str, str]) -> None:
    """Como a suíte: terminais, telas e comparações."""
    with Story(sections, lambda _: Terminal(folder, env)) as story:
        failed = [result for result in story.results() if result.status != "passed"]
    if failed:
        sys.exit(f"A seção «{failed[0].section.name}» não passou: rode `make test` antes.")


def _type(folder: Path, sections: list[Section], env: dict[str, str]) -> None:
    """Como um bash comum: um comando após o outro, sem olhar a saída."""
    steps = [(section, step) for section in sections for step in section.steps]
    script = (
        "set -m\n"
        + "".join(  # senão o que vai para segundo plano ignora o Ctrl+C
            _floor_line(folder.parent, section, step, steps[index + 1 :])
            for index, (section, step) in enumerate(steps)
        )
    )
    subprocess.run(
        ["bash", "-c", script], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True
    )


def _floor_line(
    keyboards: Path, section: Section, step: Step, later: list[tuple[Section, Step]]
) -> str:
    following = next((other for place, other in later if place.terminal == section.terminal), None)
    terminal = sum(section.terminal.encode())
    names = {"terminal": terminal, "keyboard": shlex.quote(f"{keyboards}/teclado-{terminal}")}
    if step.kind != "command":
        keys = CTRL_C if step.kind == "interrupt" else step.text.replace("\\", r"\\") + r"\n"
        ended = following is not None and following.kind == "command"
        return (TYPED + ENDED * ended).format(keys=shlex.quote(keys), **names)
    if following and following.kind != "command":
        return FOREGROUND.format(command=shlex.quote(step.text), **names)
    if section.retry:
        return RETRY.format(command=step.text, exit_code=step.exit_code)
    return f"{step.text}\n"
