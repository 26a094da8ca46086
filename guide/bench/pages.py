"""Quanto a suíte custa além dos próprios comandos: a leitura de cada página contra um piso.

O piso são os mesmos comandos, digitados um após o outro por um bash comum, no mesmo motor e na
mesma execução, sem olhar a saída. As duas formas se alternam; cada tempo é a mediana das rodadas.
Sem páginas, são todas: uns 25 minutos por rodada.

    python -m guide bench [--engines 2] [RODADAS [PÁGINA…]]

Com dois motores, as páginas se repartem entre eles, e a última linha da tabela é o tempo de relógio
da leitura de todas contra o piso, que é de um motor só. A razão de uma página lê-se com um motor:
lado a lado, uma leitura espera por processador enquanto outra corre, e o piso não.
"""

import argparse
import shlex
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

from guide import company, temporary
from guide.console.parse import Section, Step, TranscriptError
from guide.engine.failure import EngineError
from guide.engine.footprint import footprint
from guide.engine.inventory import Inventory
from guide.engine.session import Engine, inside, open_engines
from guide.folder import ReaderFolder
from guide.page import Guide, GuideError, Page
from guide.reader import Reader, reader_environment

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


@dataclass
class Times:
    """Os tempos de uma página, em segundos, um por rodada: a leitura e o piso."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


def main(arguments: list[str]) -> None:
    """Lê as opções, mede e escreve a tabela. Sai com 2 se uma opção não faz sentido."""
    rounds, engines, names = _options(arguments)
    guide = Guide()
    try:
        pages = [guide.page(name) for name in names] or [
            one for one in guide.pages if one.story and company.alone(one)
        ]
        if silent := [page.name for page in pages if not page.story]:
            raise GuideError(f"Sem comandos que medir: {', '.join(silent)}.")
        if more := [page.name for page in pages if not company.alone(page)]:
            raise GuideError(f"Um bash comum não as lê, porque pedem mais que um motor: {more}.")
        measure(guide, pages, rounds, engines)
    except (GuideError, EngineError, TranscriptError) as error:
        sys.exit(str(error))


def _options(arguments: list[str]) -> tuple[int, int, list[str]]:
    """As rodadas, os motores e os nomes das páginas. Sai com 2 e a frase do que está errado."""
    parser = argparse.ArgumentParser(
        prog='make bench ARGS="…"', description="A leitura das páginas ao lado de um bash comum."
    )
    parser.add_argument("--engines", default="1", help="motores privados lado a lado (1)")
    parser.add_argument("rounds", nargs="?", default="3", help="rodadas (3)")
    parser.add_argument("pages", nargs="*", help="páginas, como dados/volumes (todas)")
    options = parser.parse_args(arguments)
    for value, name, example in (
        (options.rounds, "o número de rodadas", "1 dados/volumes"),
        (options.engines, "o número de motores", "--engines 2 1"),
    ):
        if not value.isdecimal() or int(value) < 1:
            parser.exit(
                2, f'«{value}» não é {name}: use 1 ou mais, como make bench ARGS="{example}"\n'
            )
    return int(options.rounds), int(options.engines), options.pages


def measure(guide: Guide, pages: list[Page], rounds: int, count: int) -> None:
    """Mede `pages` em `count` motores e escreve a tabela.

    O piso é sempre de um motor só. Levanta `EngineError`, ou `GuideError` se uma página não passa.
    """
    times = {page: Times() for page in pages}
    walls: list[float] = []
    with open_engines(print, footprint(guide), count=count) as engines:
        if len(engines) < count:
            print("O motor desta máquina é um só: as páginas não se repartem.")
        for _ in range(rounds):
            started = time.perf_counter()
            _share(
                pages,
                engines,
                lambda page, engine: times[page].ours.append(_timed(_read, page, engine)),
            )
            walls.append(time.perf_counter() - started)
            with inside(engines[0]):
                for page in pages:
                    times[page].floor.append(_timed(_type, page, engines[0]))
        print(*engines[0].describe(), sep="\n")
    print(f"\n{'página':<28}{'comandos':>9}{'suíte (s)':>11}{'piso (s)':>10}{'razão':>8}")
    totals = [0.0, 0.0]
    for page, found in times.items():
        seconds = [statistics.median(found.ours), statistics.median(found.floor)]
        totals = [total + one for total, one in zip(totals, seconds, strict=True)]
        _row(page.name, len(page.steps), *seconds)
    commands = sum(len(page.steps) for page in pages)
    _row("total", commands, *totals)
    if len(engines) > 1:
        _row(f"relógio, {len(engines)} motores", commands, statistics.median(walls), totals[1])


def _share(pages: list[Page], engines: list[Engine], read: Callable[[Page, Engine], None]) -> None:
    """Reparte `pages` pelos motores: cada um pega a próxima quando acaba a sua, longas primeiro."""
    waiting: Queue[Page] = Queue()
    for page in sorted(pages, key=lambda page: -len(page.steps)):
        waiting.put(page)
    stop = threading.Event()

    def work(engine: Engine) -> None:
        with inside(engine):  # a rede é da thread
            while not stop.is_set():
                try:
                    page = waiting.get_nowait()
                except Empty:
                    return
                read(page, engine)

    with ThreadPoolExecutor(len(engines)) as pool:
        working = [pool.submit(work, engine) for engine in engines]
        try:
            for one in as_completed(working):
                one.result()
        except KeyboardInterrupt:
            print("Esperando o fim das páginas que já começaram…", flush=True)
            raise
        finally:
            stop.set()  # uma página falhou, ou alguém desistiu: as outras não começam


def _row(label: str, commands: int, ours: float, floor: float) -> None:
    print(f"{label:<28}{commands:>9}{ours:>11.2f}{floor:>10.2f}{ours / floor:>8.2f}")


def _timed(way: Callable[[Page, Path, Engine], float], page: Page, engine: Engine) -> float:
    with temporary.folder() as home:
        try:
            return way(page, home, engine)
        finally:
            (Inventory.take(engine.env) - engine.before).remove(engine.env)


def _read(page: Page, home: Path, engine: Engine) -> float:
    """Segundos da leitura da suíte: arquivos que aparecem, terminais, telas e comparações."""
    with closing(Reader(engine, home)) as reader:
        started = time.perf_counter()
        results = [reader.result(page, index) for index in range(len(page.story))]
        seconds = time.perf_counter() - started
    if failed := [result for result in results if result.status != "passed"]:
        section = failed[0].section
        raise GuideError(
            f"{section.path}:{section.line}: a seção «{section.name}» não passou; veja por quê: "
            f"make test PAGE={page.name}"
        )
    return seconds


def _type(page: Page, home: Path, engine: Engine) -> float:
    """Segundos de um bash comum: um comando após o outro, sem olhar a saída."""
    path = home / page.example
    ReaderFolder(page, path)
    ready = path.parent / "arquivos"
    coming = list(page.files_written)
    steps = [(section, step) for section in page.sections for step in section.steps]
    script = ["set -m\n"]  # senão o que vai para segundo plano ignora o Ctrl+C
    index = 0
    for shown, section in zip(page.story, page.sections, strict=True):
        while coming and coming[0].line < shown.line:
            one = coming.pop(0)
            file = ready / str(one.line)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(page.guide.content(one.source).encode())
            target = path / one.name
            script.append(
                f"install -D -m 644 {shlex.quote(str(file))} {shlex.quote(str(target))}\n"
            )
        for step in section.steps:
            index += 1
            script.append(_floor_line(path.parent, section, step, steps[index:]))
    started = time.perf_counter()
    subprocess.run(
        ["bash", "-c", "".join(script)],
        cwd=path,
        env=reader_environment(path, engine.env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    return time.perf_counter() - started


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
