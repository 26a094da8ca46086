"""`make mutants`: julga os mutantes do guia e relata.

    python -m guide mutants               # os baratos e uma amostra no motor
    python -m guide mutants --engine 0    # só os baratos: minutos, sem Docker
    python -m guide mutants --page imagens/construcao.md

Os baratos são julgados todos, sem Docker. Comandos e arquivos de exemplo mudam o que acontece no
motor: deles, uma amostra sorteada é vivida de verdade. Uma página cuja gravação falta ou envelheceu
é lida antes, num motor.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from guide.console.parse import TranscriptError
from guide.engine.failure import EngineError
from guide.engine.footprint import footprint
from guide.engine.session import open_engines
from guide.mutation import links, living, recordings, workers
from guide.mutation.judge import Judge
from guide.mutation.living import Life
from guide.mutation.recordings import StaleError
from guide.mutation.report import report
from guide.mutation.slips import LINK_KINDS, Mutant, all_mutants, sample
from guide.options import Once
from guide.page import ROOT, Guide, GuideError, Page

SAMPLE = 30
ENGINES = 2
"""Quantos motores privados vivem páginas lado a lado; o de uma pessoa é um só."""

CHUNK = 100
"""Quantos mutantes um processo julga de cada vez."""

Say = Callable[[str], None]


def main(arguments: list[str]) -> None:
    """Lê as opções, julga e relata; termina com 1 se há sobrevivente não declarado."""
    parser = argparse.ArgumentParser(
        prog="python -m guide mutants",
        description="Estraga o guia de muitos modos e vê se a suíte percebe.",
    )
    parser.add_argument(
        "--engine", type=int, default=SAMPLE, metavar="N", help=f"mutantes no motor ({SAMPLE})"
    )
    parser.add_argument("--seed", default="1", help="a semente do sorteio (1)")
    parser.add_argument("--kind", default="", metavar="TIPO", help="só os tipos que começam assim")
    parser.add_argument(
        "--page", action=Once, default="", metavar="PÁGINA", help="só os mutantes desta página"
    )
    options = parser.parse_args(arguments)
    try:
        with workers.interrupted_once(signal.SIGINT, signal.SIGTERM):
            good = run(ROOT, options, lambda line: print(f"[{line}]", flush=True))
    except (StaleError, EngineError, GuideError, TranscriptError, workers.WorkerError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Interrompido: nada ficou no motor nem no disco.")
    sys.exit(not good)


def run(root: Path, options: argparse.Namespace, say: Say) -> bool:
    """Julga os mutantes do guia em `root` que `options` pede, e imprime o relatório.

    Devolve se todo sobrevivente está declarado. Levanta `EngineError`, `GuideError`, `StaleError`.
    """
    guide = Guide(root)
    page = guide.page(options.page) if options.page else None
    judge = Judge(guide)
    mutants = [one for one in all_mutants(guide) if one.kind.startswith(options.kind)]
    if page:
        mutants = [one for one in mutants if page in judge.concerned(one)]
    if not mutants:
        raise GuideError("Nenhum mutante é do tipo pedido: veja os tipos no relatório, sem --kind.")
    costly = [one for one in mutants if one.costly]
    judged = [one for one in mutants if not one.costly]
    chosen = sample(costly, options.engine, options.seed)
    compared = [page for one in judged if one.of_output for page in judge.concerned(one)]
    stale = [page for page in dict.fromkeys(compared) if _is_stale(page)]
    judge.refuse_broken_guide()
    alive = on_engines(judge, stale, chosen, say) if stale or chosen else []
    for page in stale:
        recordings.load(page)
    started = time.monotonic()
    say(f"{len(judged)} mutantes a julgar sem motor")
    alive = cheap(guide, judged) + alive
    say(f"julgados em {time.monotonic() - started:.0f} s")
    text, good = report([*judged, *chosen], alive)
    print(text)
    print(f"No motor: {len(chosen)} de {len(costly)} comandos e arquivos, semente {options.seed}.")
    return good


def cheap(guide: Guide, mutants: Sequence[Mutant]) -> list[Mutant]:
    """Os sobreviventes entre os mutantes que se julgam sem motor, em todos os processadores.

    Levanta `StaleError` se falta uma gravação que o juízo usa.
    """
    dead_links = [[one for one in mutants if one.kind == kind] for kind in LINK_KINDS.values()]
    others = [one for one in mutants if one.kind not in LINK_KINDS.values()]
    chunks = [others[i : i + CHUNK] for i in range(0, len(others), CHUNK)]
    jobs = [*filter(None, dead_links), *chunks]
    posts = [guide.root] * (os.cpu_count() or 1)
    found = [one for _, alive in workers.spread(_bench, posts, jobs) for one in alive]
    order = {(one.kind, one.place, one.after): number for number, one in enumerate(mutants)}
    return sorted(found, key=lambda one: order[one.kind, one.place, one.after])


@contextmanager
def _bench(root: Path) -> Iterator[Callable[[list[Mutant]], list[Mutant]]]:
    """O posto de um processo que julga sem motor: dá os sobreviventes de cada leva."""
    guide = Guide(root)
    judge = Judge(guide)

    def survivors(mutants: list[Mutant]) -> list[Mutant]:
        if mutants[0].kind in LINK_KINDS.values():
            return links.survivors(guide, mutants)
        return [one for one in mutants if not judge.kills(one)]

    yield survivors


def on_engines(
    judge: Judge, stale: Sequence[Page], mutants: Sequence[Mutant], say: Say
) -> list[Mutant]:
    """Grava o que o motor responde às páginas `stale`; dá os sobreviventes de `mutants`.

    Antes, vive sem mutante algum o que os de `mutants` pedem. Levanta `EngineError`.
    """
    guide = judge.guide
    alive: list[Mutant] = []
    lives: list[tuple[Mutant, Life]] = []
    for one in mutants:
        if not judge.breaks_a_promise(one):
            lives.append((one, living.life_of(one, guide)))
    pages = dict.fromkeys([page.name for page in stale])
    pages |= dict.fromkeys(name for _, life in lives for name in life.pages)
    tests = dict.fromkeys(test for _, life in lives for test in life.tests)
    sound = [Life(guide.root, pages=(name,)) for name in pages]
    sound += [Life(guide.root, tests=(test,)) for test in tests]
    with open_engines(say, footprint(guide), count=ENGINES) as engines:
        posts = [engine.to_plain() for engine in engines]
        say(
            f"vivendo {len(pages)} páginas como são, {len(stale)} delas sem gravação em dia, e "
            f"{len(tests)} módulos de testes"
        )
        started = time.monotonic()
        for _, failure in workers.spread(living.resident, posts, sound):
            if failure:
                raise EngineError(f"Sem mutante algum, {failure}: rode antes «make test».")
        say(f"vividas em {time.monotonic() - started:.0f} s")
        started = time.monotonic()
        jobs = [life for _, life in lives]
        for number, (life, failure) in enumerate(workers.spread(living.resident, posts, jobs), 1):
            mutant = next(one for one, its in lives if its is life)
            verdict = f"morto ({failure})" if failure else "VIVO"
            say(f"{number}/{len(jobs)} {verdict}: {mutant}")
            if not failure:
                alive.append(mutant)
        say(f"{len(mutants)} mutantes julgados no motor em {time.monotonic() - started:.0f} s")
    return alive


def _is_stale(page: Page) -> bool:
    try:
        recordings.load(page)
    except StaleError:
        return True
    return False
