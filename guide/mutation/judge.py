"""A suíte posta à prova: estraga o guia como um autor estragaria sem querer, e vê se ela percebe.

    python -m guide mutants               # os mutantes baratos e uma amostra no motor
    python -m guide mutants --engine 0    # só os baratos: segundos, sem Docker
    python -m guide mutants --record      # grava de novo as saídas reais, num motor

Um mutante é uma edição pequena: um algarismo de porta, uma palavra de uma saída, uma linha a menos,
duas trocadas, uma tag errada, um link morto. Os baratos são julgados sem Docker: pelas verificações
de `checks.py`, pela construção estrita do site e, nas saídas mostradas, pela comparação com as
saídas reais guardadas em `recordings.json`. Comandos e arquivos de exemplo mudam o que acontece no
motor: deles, uma amostra sorteada passa pela suíte de verdade, numa cópia do repositório.

Um sobrevivente é um engano que a suíte deixaria publicar. Ou se conserta a suíte, ou ele é
equivalente (a página continua verdadeira) e está em `EQUIVALENT`, com o motivo.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from guide.console import parse
from guide.console.compare import compare
from guide.console.parse import TranscriptError
from guide.console.story import Story
from guide.engine.failure import EngineError
from guide.engine.footprint import needs
from guide.engine.session import open_engine
from guide.mutation.slips import LINK_KINDS, Edits, Mutant, all_mutants, kill_links
from guide.notes import name
from guide.page import ROOT, pages, transcripts
from guide.promises import blocks as checks

FILE = Path("tests/recordings.json")
GUIDE = (
    "diagrams",
    "docs",
    "examples",
    "overrides",
    "tests",
    "verified",
    "mkdocs.yml",
    "pyproject.toml",
)
SAMPLE = 30
SUITE_LIMIT = 600
"""Segundos para a suíte julgar um mutante no motor."""

HOST = re.compile(r"https?://[\w.-]+\.[a-z]{2,}")
"""Os endereços da internet que uma saída traz não são guardados."""

OUTPUT = ("saída: ", "código de saída: ")
ENGINE = ("comando: ", "arquivo: ")


@dataclass(frozen=True)
class Equivalent:
    """Mutantes que não tornam a página falsa, e por quê.

    `edit` casa com o texto antes e, noutra linha, o de depois.
    """

    place: str
    kind: str
    edit: str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        """Se cada padrão casa por inteiro com o que descreve."""
        edit = f"{mutant.before}\n{mutant.after}"
        pairs = [(self.place, mutant.place), (self.kind, mutant.kind), (self.edit, edit)]
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs)


EQUIVALENT = [
    Equivalent(
        ".*",
        "saída: (algarismo|palavra)",
        r"(.*)\b([0-9a-f]{12}|(sha256:)?[0-9a-f]{64})\n\1(sha256:)?[0-9a-f]+",
        "um identificador é outro a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: algarismo",
        r"(.* )\d+\.\ds\n\1\d+\.\ds",
        "uma duração é outra a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: algarismo",
        r"(.*\[)\d\d/\w{3}/\d{4} [\d:]{8}(\].*)\n\1\d\d/\w{3}/\d{4} [\d:]{8}\2",
        "uma data é outra a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: linha vizinha removida",
        ".*",
        "a linha passa a ser uma das que o «...» ao lado omite: a página mostra menos, sem mentir",
    ),
    Equivalent(
        ".*",
        "saída: curinga (removido|e linha trocadas)",
        ".*",
        "o «...» não engoliu linha alguma no motor da gravação: o que a página mostra é verdade",
    ),
    Equivalent(
        ".*",
        "comando: (removido|trocados)",
        ".*",
        "cada comando que restou deu a saída mostrada, nessa ordem: a página não mente",
    ),
    Equivalent(
        ".*",
        "comando: diretiva tirada",
        "# (retry|timeout): .*",
        "só diz quanto esperar: numa máquina rápida, sem ela dá no mesmo",
    ),
    Equivalent(
        r"examples/flaskboasvindas/execucao\.console:\d+",
        "comando: (algarismo|palavra)",
        r"(\$ docker run --rm --name (flaskboasvindasContainer|outro -p 8080:8000) flask).*\n\1.*",
        "o Docker recusa o nome ou a porta antes de olhar o resto do comando",
    ),
    Equivalent(
        r"examples/camadas/camadas\.console:\d+",
        "comando: opção",
        r"\$ docker build --tag=mural \.\n\$ docker build \.",
        "o build vem todo do cache, e a imagem já tem esse nome",
    ),
    Equivalent(
        r"examples/camadas/camadas\.console:\d+",
        "comando: (algarismo|opção)",
        r"\$ docker build --tag=mural:3 \.\n.*",
        "o build falha antes de dar nome à imagem",
    ),
    Equivalent(
        r"examples/.*\.py:\d+",
        "arquivo: (algarismo|palavra|linha removida)",
        r" *# .*",
        "um comentário não muda o que o programa faz",
    ),
    Equivalent(
        r"examples/.*\.py:\d+",
        "arquivo: linhas trocadas",
        r"(.*\n)? *# [^\n]*\n.*",
        "um comentário não muda o que o programa faz",
    ),
]


class StaleError(Exception):
    """As saídas gravadas não são as deste guia; a mensagem diz de que páginas."""


# Julgar pelas saídas gravadas: o que o motor respondeu a cada comando de cada página.


def record(root: Path, say: Callable[[str], None]) -> None:
    """Executa todas as páginas e guarda o que cada passo deu. Levanta `EngineError`."""
    from test_pages import Reader

    found = {}
    with (
        open_engine(say, needs(root)) as engine,
        closing(Reader(engine, recording=False)) as reader,
    ):
        for page in pages(root):
            results = [reader.result(page, i) for i in range(len(transcripts(page, root)))]
            if failed := [one.section.name for one in results if one.status != "passed"]:
                raise EngineError(f"{page}: a seção {failed[0]!r} falha; só se grava o que passa.")
            found[name(page)] = {
                "content": content(page, root),
                "steps": [
                    {
                        "shown": step.step.shown,
                        "exit_code": step.result.exit_code,
                        "output": [HOST.sub("https://example", o) for o in step.result.output],
                    }
                    for one in results
                    for step in one.steps
                ],
            }
        origin = {"engine": engine.version, "compose": engine.compose}
    entries = {**origin, "pages": {page: entry for page, entry in found.items() if entry["steps"]}}
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    (root / FILE).write_text(text + "\n", encoding="utf-8")


def content(page: Path, root: Path) -> str:
    """Resumo SHA-256 do que decide as saídas: os comandos da página e os arquivos do exemplo."""
    digest = hashlib.sha256()
    for step in steps(page, root):
        digest.update(step.shown.encode() + b"\0")
    for folder in {one.transcript.split("/")[0] for one in transcripts(page, root)}:
        for file in sorted((root / "examples" / folder).rglob("*")):
            if file.is_file() and file.suffix != ".console" and "__pycache__" not in file.parts:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0")
                digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def sections(page: Path, root: Path) -> list[parse.Section]:
    """As seções que a página mostra, lidas das transcrições. Levanta `TranscriptError`."""
    shown = transcripts(page, root)
    loaded = {one.transcript: parse.load(Path("examples") / one.transcript, root) for one in shown}
    return [loaded[one.transcript].section(one.section) for one in shown]


def steps(page: Path, root: Path) -> list[parse.Step]:
    """Os passos da página, na ordem em que o leitor os dá. Levanta `TranscriptError`."""
    return [step for section in sections(page, root) for step in section.steps]


def recorded(root: Path) -> dict[Path, list[dict]]:
    """Os passos gravados de cada página. Levanta `StaleError` se não são os deste guia."""
    file = root / FILE
    entries = json.loads(file.read_text(encoding="utf-8"))["pages"] if file.exists() else {}
    found = {page: entries.get(name(page), {}) for page in pages(root) if transcripts(page, root)}
    stale = [page for page, entry in found.items() if entry.get("content") != content(page, root)]
    if stale:
        names = ", ".join(page.as_posix() for page in stale)
        raise StaleError(
            f"As saídas gravadas em {FILE} não são as de agora: {names}. "
            "Grave-as de novo: python -m guide mutants --record"
        )
    return {page: entry["steps"] for page, entry in found.items()}


def differs(root: Path, page: Path, known: list[dict]) -> bool:
    """Se a página mostra outra coisa que o gravado, ou se a transcrição nem se lê."""
    try:
        shown = steps(page, root)
    except TranscriptError:
        return True
    return [step.shown for step in shown] != [step["shown"] for step in known] or any(
        step.exit_code != (entry["exit_code"] or 0) or compare(step.expected, entry["output"])
        for step, entry in zip(shown, known, strict=True)
    )


# Julgar sem executar: as verificações do texto e a construção do site.


def suspicious(root: Path) -> bool:
    """Se as verificações que não executam nada acham um problema no guia."""
    if checks.problems(root):
        return True
    try:
        for page in pages(root):
            Story(sections(page, root), open_terminal=None)
    except (TranscriptError, OSError):
        return True
    return False


def dead_links_found(root: Path, mutants: list[Mutant], kind: str) -> list[bool]:
    """Se a construção estrita recusa cada link morto; todos os de um tipo vão numa construção."""
    texts = {page: (root / page).read_text(encoding="utf-8") for page in pages(root)}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "site"]
    with edited(root, {page: kill_links(page, text, kind) for page, text in texts.items()}):
        said = subprocess.run(command, cwd=root, text=True, capture_output=True).stderr
    warnings = [line for line in said.splitlines() if line.startswith("WARNING")]
    return [any(mutant.after in line for line in warnings) for mutant in mutants]


# Julgar no motor: a suíte de verdade, sobre uma cópia do repositório.


def suite_fails(root: Path, path: Path) -> bool:
    """Se a suíte reprova, em `root`, as páginas e os testes que dependem de `path`."""
    example, transcript = path.parts[1], path.suffix == ".console"
    wanted = [
        name(page)
        for page in pages(root)
        for one in transcripts(page, root)
        if (path.relative_to("examples").as_posix() if transcript else f"{example}/")
        in one.transcript
    ]
    tests = ["test_pages"]
    if (root / "tests" / f"test_{example}.py").exists() and not transcript:
        tests = [f"test_{example}", "test_examples", *tests]
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += [f"tests/{test}.py" for test in tests]
    command += ["-k", " or ".join([*dict.fromkeys(wanted), *tests[:-1]])]
    # O motor já está no ar e a trava é nossa: a cópia o usa como se fosse o da máquina.
    env = {key: value for key, value in os.environ.items() if key != "ENGINE"}
    env["XDG_CACHE_HOME"] = str(root / "cache")
    done = subprocess.run(
        command, cwd=root, env=env, text=True, capture_output=True, timeout=SUITE_LIMIT
    )
    if done.returncode not in (0, 1, 2):
        raise EngineError(f"A suíte não pôde julgar:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode != 0


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """Uma cópia do repositório numa pasta temporária."""
    with tempfile.TemporaryDirectory(prefix="docker-em-portugues-") as temporary:
        for one in GUIDE:
            source, target = root / one, Path(temporary) / one
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, target)
        yield Path(temporary)


@contextmanager
def edited(root: Path, edits: Edits) -> Iterator[None]:
    """O guia em `root` com `edits` aplicadas; na saída, como era."""
    before = {
        path: (root / path).read_bytes() if (root / path).exists() else None for path in edits
    }
    after = {path: None if text is None else text.encode() for path, text in edits.items()}
    try:
        _write(root, after)
        yield
    finally:
        _write(root, before)


def _write(root: Path, files: dict[Path, bytes | None]) -> None:
    for path, data in files.items():
        if data is None:
            (root / path).unlink()
        else:
            (root / path).write_bytes(data)


# Julgar todos e contar.


def cheap(root: Path, mutants: list[Mutant], known: dict[Path, list[dict]]) -> list[Mutant]:
    """Os sobreviventes entre os mutantes que se julgam sem motor. `root` é uma cópia."""
    if suspicious(root) or any(differs(root, page, known[page]) for page in known):
        raise StaleError("O guia já falha sem mutante algum: rode antes «make test».")
    alive: list[Mutant] = []
    stories = {page: {one.transcript for one in transcripts(page, root)} for page in known}
    for mutant in mutants:
        if mutant.kind in LINK_KINDS.values():
            continue
        with edited(root, mutant.edits):
            if mutant.kind.startswith(OUTPUT):
                path = mutant.path.relative_to("examples").as_posix()
                told = [page for page, paths in stories.items() if path in paths]
                killed = any(differs(root, page, known[page]) for page in told)
            else:
                killed = suspicious(root)
        if not killed:
            alive.append(mutant)
    for kind in LINK_KINDS.values():
        links = [mutant for mutant in mutants if mutant.kind == kind]
        alive += [
            mutant
            for mutant, found in zip(links, dead_links_found(root, links, kind), strict=True)
            if not found
        ]
    return alive


def sample(mutants: list[Mutant], size: int, seed: int) -> list[Mutant]:
    """`size` mutantes sorteados, o mesmo tanto de cada tipo enquanto houver."""
    kinds: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in random.Random(seed).sample(mutants, len(mutants)):
        kinds[mutant.kind].append(mutant)
    rounds = zip_longest(*(kinds[kind] for kind in sorted(kinds)))
    return [mutant for one in rounds for mutant in one if mutant][:size]


def on_engine(root: Path, mutants: list[Mutant], say: Callable[[str], None]) -> list[Mutant]:
    """Os sobreviventes entre os mutantes julgados pela suíte, no motor. Levanta `EngineError`."""
    alive: list[Mutant] = []
    with open_engine(say, needs(root)):
        for path in sorted({mutant.path for mutant in mutants}):
            if suite_fails(root, path):
                raise EngineError(f"{path}: a suíte falha sem mutante algum.")
        for number, mutant in enumerate(mutants, 1):
            with edited(root, mutant.edits):
                killed = suspicious(root) or suite_fails(root, mutant.path)
            say(f"{number}/{len(mutants)} {'morto' if killed else 'VIVO'}: {mutant}")
            if not killed:
                alive.append(mutant)
    return alive


def report(judged: list[Mutant], alive: list[Mutant]) -> tuple[str, bool]:
    """O relatório, e se todo sobrevivente está declarado equivalente."""
    reasons = {id(one): next((e.why for e in EQUIVALENT if e.covers(one)), "") for one in alive}
    undeclared = [one for one in alive if not reasons[id(one)]]
    total = Counter(one.kind for one in judged)
    equal = Counter(one.kind for one in alive if reasons[id(one)])
    bad = Counter(one.kind for one in undeclared)
    rows = [("tipo", "mutantes", "mortos", "equivalentes", "vivos")]
    rows += [
        (kind, total[kind], total[kind] - equal[kind] - bad[kind], equal[kind], bad[kind])
        for kind in sorted(total)
    ]
    killed = len(judged) - len(alive)
    rows.append(("total", len(judged), killed, total.total() and equal.total(), bad.total()))
    lines = [f"{row[0]:<28}" + "".join(f"{cell!s:>13}" for cell in row[1:]) for row in rows]
    why = Counter(reason for reason in reasons.values() if reason)
    lines += ["", "Equivalentes:", *(f"  {count:>4}  {reason}" for reason, count in why.items())]
    lines += ["", "Sobreviventes:", *(f"  {one}" for one in undeclared)] if undeclared else []
    worth = len(judged) - equal.total()
    rate = f"{killed / worth:.1%}".replace(".", ",") if worth else "-"
    lines += ["", f"Taxa de morte: {rate} ({killed} de {worth} que tornam a página falsa)."]
    return "\n".join(lines), not undeclared


def main(arguments: list[str]) -> None:
    """Lê as opções, julga e relata; termina com 1 se há sobrevivente não declarado."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--engine", type=int, default=SAMPLE, metavar="N", help=f"mutantes no motor ({SAMPLE})"
    )
    parser.add_argument("--seed", type=int, default=1, help="a semente do sorteio (1)")
    parser.add_argument("--kind", default="", help="só os tipos que começam assim")
    parser.add_argument("--record", action="store_true", help="grava as saídas reais e termina")
    options = parser.parse_args(arguments)

    def say(line: str) -> None:
        print(f"[{line}]", flush=True)

    try:
        if options.record:
            record(ROOT, say)
            return
        known = recorded(ROOT)
        mutants = [one for one in all_mutants(ROOT) if one.kind.startswith(options.kind)]
        costly = [one for one in mutants if one.kind.startswith(ENGINE)]
        judged = [one for one in mutants if not one.kind.startswith(ENGINE)]
        with copy_of(ROOT) as root:
            alive = cheap(root, judged, known)
            chosen = sample(costly, options.engine, options.seed)
            if chosen:
                alive += on_engine(root, chosen, say)
    except (StaleError, EngineError) as error:
        sys.exit(str(error))
    text, good = report(judged + chosen, alive)
    print(text)
    print(f"No motor: {len(chosen)} de {len(costly)} comandos e arquivos, semente {options.seed}.")
    sys.exit(not good)
