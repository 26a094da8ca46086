"""Quanto a suíte custa além dos próprios comandos: a leitura de cada página contra um piso.

O piso são os mesmos comandos, digitados um após o outro por um bash comum, no mesmo motor e na
mesma execução, sem olhar a saída. As duas formas se alternam; cada tempo é a mediana das rodadas.
Sem páginas, são todas: uns 13 minutos por rodada.

    python tests/bench.py [RODADAS [PÁGINA…]]
"""

import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from console import parse
from console.parse import Section, Step
from console.story import Story
from console.terminal import Terminal
from engine.inventory import Inventory
from engine.session import open_engine
from needs import needs
from pages import ROOT, copy_example, pages, reader_environment, transcripts
from verified import name

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


def main(rounds: int, names: list[str]) -> None:
    stories = {
        page: sections
        for page in pages()
        if (not names or name(page) in names) and (sections := _sections(page))
    }
    ours: dict[Path, list[float]] = {page: [] for page in stories}
    floor: dict[Path, list[float]] = {page: [] for page in stories}
    with open_engine(print, needs()) as engine:
        for _ in range(rounds):
            for page, sections in stories.items():
                for times, way in ((ours, _read), (floor, _type)):
                    times[page].append(_timed(way, page, sections))
                    (Inventory.take(os.environ) - engine.before).remove(os.environ)
        print(*engine.describe(), sep="\n")
    print(f"\n{'página':<28}{'comandos':>9}{'suíte (s)':>11}{'piso (s)':>10}{'razão':>8}")
    totals = [0.0, 0.0]
    for page, sections in stories.items():
        seconds = [statistics.median(times[page]) for times in (ours, floor)]
        totals = [total + one for total, one in zip(totals, seconds, strict=True)]
        _row(name(page), sum(len(section.steps) for section in sections), *seconds)
    _row("total", sum(len(s.steps) for sections in stories.values() for s in sections), *totals)


def _row(label: str, commands: int, ours: float, floor: float) -> None:
    print(f"{label:<28}{commands:>9}{ours:>11.2f}{floor:>10.2f}{ours / floor:>8.2f}")


def _sections(page: Path) -> list[Section]:
    shown = transcripts(page)
    loaded = {one.transcript: parse.load(ROOT / "examples" / one.transcript) for one in shown}
    return [loaded[one.transcript].section(one.section) for one in shown]


def _timed(
    way: Callable[[Path, list[Section]], None], page: Path, sections: list[Section]
) -> float:
    with tempfile.TemporaryDirectory(prefix="docker-em-portugues-") as temporary:
        example = transcripts(page)[0].transcript.split("/")[0]
        folder = Path(temporary) / example
        copy_example(example, folder)
        started = time.perf_counter()
        way(folder, sections)
        return time.perf_counter() - started


def _read(folder: Path, sections: list[Section]) -> None:
    """Como a suíte: terminais, telas e comparações."""
    with Story(sections, lambda _: Terminal(folder, reader_environment(folder))) as story:
        failed = [result for result in story.results() if result.status != "passed"]
    if failed:
        sys.exit(f"A seção «{failed[0].section.name}» não passou: rode `make test` antes.")


def _type(folder: Path, sections: list[Section]) -> None:
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
        ["bash", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True
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


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3, sys.argv[2:])
