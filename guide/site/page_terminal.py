"""O terminal da página: o que ele sabe responder em cada lição, tirado das transcrições.

Um estado é o que já se fez de passos que mudam algo. Uma resposta gravada vale no estado em que se
gravou: um passo que só lê deixa-o como está, e qualquer outro leva ao seguinte. O que não se sabe
se lê conta como se mudasse. Os desvios (`guide.detours`) saem de um estado e voltam a ele. Uma
solução dobrada pode ser pulada: a suíte prova que a página segue sem ela.

Os dados de cada lição são um script em `docs/arquivos/experimente/`, que o git ignora: assim
também se leem de uma página aberta do disco. Quem os lê é `docs/assets/javascripts/experimente/`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from guide import commands, detours
from guide.commands import MARK
from guide.console.parse import Section, Step, TranscriptError
from guide.page import Guide, GuideError, Page

FOLDER = Path("docs/arquivos/experimente")
TABLE = FOLDER / "comandos.js"
"""As opções dos comandos, para todas as lições."""

OFFER = re.compile(r'<div class="experimente" data-licao="([^"]*)"')
"""O lugar do terminal, numa página."""

FOREGROUND, EXERCISE = 1, 2
"""O que se diz de um passo: fica em primeiro plano; é de uma solução."""

_LISTS = frozenset(
    str.split(
        "container_ls container_logs container_inspect container_port container_top image_ls "
        "image_inspect image_history network_ls network_inspect volume_ls volume_inspect inspect "
        "version system_info system_df context_ls context_inspect buildx_version compose_ps "
        "compose_logs compose_config compose_version compose_images compose_port compose_top"
    )
)
"""Os comandos do Docker que só leem, com `_` no lugar do espaço."""

_READERS = frozenset(str.split("cat diff echo false getent head id ls pwd sleep true uname whoami"))
_REDIS = (["redis-cli", "ping"], ["redis-cli", "get"])
_SUBSTITUTION = re.compile(r"\$\((?!pwd\))|(?<!\\)`")
"""Um comando dentro de outro."""

_LEAVES = ("--volume", "--mount", "--publish", "--network", "--detach", "--tty", "--cidfile")
"""Começo das opções com que um `docker run --rm` pode deixar algo, ou mudar algo que já há."""

_MAKES_NOTHING = re.compile(
    r"Conflict\. The container name|Unable to find image|requires at least 1 argument|"
    r"unknown command|invalid |must be absolute|network \S+ not found"
)
"""O que o `docker run` diz quando nem criou o container."""


@dataclass(frozen=True)
class Move:
    """Um passo: o que se digita, no terminal `terminal`, de um estado a outro."""

    step: Step
    origin: int
    target: int
    terminal: str
    flags: int = 0

    def data(self, terminals: list[str]) -> list[object]:
        """O passo como o JavaScript o lê."""
        step = self.step
        prompt = "^C" if step.kind == "interrupt" else step.prompt
        output = "\n".join(step.expected)
        place = terminals.index(self.terminal)
        return [
            step.text,
            output,
            step.exit_code,
            self.origin,
            self.target,
            place,
            prompt,
            self.flags,
        ]


@dataclass
class Lesson:
    """O que o terminal de uma lição sabe: a história, os desvios, e o que se pode pular."""

    story: list[Move] = field(default_factory=list)
    detours: list[Move] = field(default_factory=list)
    skips: dict[int, int] = field(default_factory=dict)

    def data(self) -> dict[str, object]:
        """O mesmo como o JavaScript o lê."""
        moves = [*self.story, *self.detours]
        terminals = list(dict.fromkeys(move.terminal for move in moves))
        return {
            "terminals": terminals,
            "story": [move.data(terminals) for move in self.story],
            "detours": [move.data(terminals) for move in self.detours],
            "skips": self.skips,
        }


def name_of(page: Page) -> str:
    """Como os dados de `page` se chamam."""
    return page.address.replace("/", "-")


def path_of(page: Page) -> Path:
    """O arquivo dos dados de `page`, relativo à raiz do guia."""
    return FOLDER / f"{name_of(page)}.js"


def is_offered(page: Page) -> bool:
    """Diz se `page` tem o terminal."""
    return bool(OFFER.search(page.text))


def lesson(page: Page) -> Lesson:
    """O que o terminal de `page` sabe.

    Levanta `TranscriptError` ou `GuideError` se uma transcrição não se lê, `OSError` se não existe.
    """
    found = Lesson()
    titles = {block.line: block.title for block in page.blocks}
    ends = {"": 0}
    names: dict[str, str] = {}
    origin = last = 0
    skipped: int | None = None
    following = _next_kinds(page.sections)
    changes = _changes(page.sections)
    for shown, section in zip(page.story, page.sections, strict=True):
        solution = page.in_solution(shown.line)
        if solution and skipped is None:
            skipped = origin
        elif not solution and skipped is not None:
            found.skips |= {skipped: origin} if skipped != origin else {}
            skipped = None
        names[section.terminal] = titles[shown.line]
        for step in section.steps:
            last += changes[id(step)]
            flags = FOREGROUND * (following.get(id(step)) == "interrupt") + EXERCISE * solution
            found.story.append(Move(step, origin, last, names[section.terminal], flags))
            origin = last
        ends[section.name] = last
    detoured = detours.of(page)
    if detoured:
        for chain in detours.chains(detoured):
            found.detours += _detour(chain, ends[chain[0].after], last, names)
            last = max([last, *(move.target for move in found.detours)])
    return found


def _detour(chain: list[Section], home: int, last: int, names: dict[str, str]) -> Iterator[Move]:
    """Os passos de um desvio que sai do estado `home`; os estados novos contam-se de `last`.

    O que não mudou nada (falhou, e nada depois o desfez) volta a `home` como o que só lê.
    """
    steps = [(section, step) for section in chain for step in section.steps]
    changes = _changes(chain)
    undone = any(not step.exit_code and changes[id(step)] for _, step in steps)
    changing = [
        index
        for index, (_, step) in enumerate(steps)
        if changes[id(step)] and (undone or not step.exit_code)
    ]
    following = _next_kinds(chain)
    origin = home
    for index, (section, step) in enumerate(steps):
        target = origin
        if index in changing:
            last += 1
            target = home if index == changing[-1] else last
        flags = FOREGROUND * (following.get(id(step)) == "interrupt")
        terminal = names.get(section.terminal, next(iter(names.values())))
        yield Move(step, origin, target, terminal, flags)
        origin = target


def _next_kinds(sections: list[Section]) -> dict[int, str]:
    """De cada passo, que tipo de passo vem a seguir no mesmo terminal."""
    found: dict[int, str] = {}
    before: dict[str, Step] = {}
    for section in sections:
        for step in section.steps:
            if section.terminal in before:
                found[id(before[section.terminal])] = step.kind
            before[section.terminal] = step
    return found


def _changes(sections: list[Section]) -> dict[int, bool]:
    """De cada passo, se ele pode mudar algo; um Ctrl+C, se o que ele interrompe pode."""
    found: dict[int, bool] = {}
    following = _next_kinds(sections)
    commands: dict[str, Step] = {}
    for section in sections:
        for step in section.steps:
            if step.kind == "command":
                commands[section.terminal] = step
            done = commands[section.terminal] if step.kind == "interrupt" else step
            opens = step.kind == "command" and following.get(id(step)) == "input"
            found[id(step)] = opens or not reads(done)
    return found


def reads(step: Step) -> bool:
    """Diz se `step` certamente não muda nada de que outra resposta dependa."""
    if step.prompt.startswith((">>>", "...")):
        return False
    try:
        canonical = commands.canonical(step.text)
    except ValueError:
        return False
    if _SUBSTITUTION.search(canonical):
        return False
    pieces = canonical.split("\n")
    segments: list[list[str]] = [[]]
    for piece in pieces:
        if piece.startswith(MARK) and len(piece) > 1:
            if piece[1:] not in ("&&", "||", "|", ";"):
                return False  # um desvio da saída escreve num arquivo
            segments.append([])
        else:
            segments[-1].append(piece)
    return all(_reads(segment, step) for segment in segments)


def _reads(words: list[str], step: Step) -> bool:
    program = words[0] if words else ""
    failed = step.exit_code != 0
    if program == "curl":
        return step.exit_code in (6, 7)  # não chegou a ninguém
    if program != "docker":
        return program in _READERS or step.exit_code == 127
    if MARK not in words:
        return failed  # o Docker não conhece o comando
    options, arguments = words[1 : words.index(MARK)], words[words.index(MARK) + 1 :]
    compose = options[:1] == ["compose"]
    name = next(one for one in options[compose:] if not one.startswith("-"))
    name = f"compose {name}" if compose else name
    if name.replace(" ", "_") in _LISTS:
        return True
    if name in ("container exec", "compose exec"):
        inner = arguments[1:]
        return inner[:1] != [] and (inner[0] in _READERS or inner[:2] in _REDIS)
    if name == "container run":
        leaves = any(one.startswith(_LEAVES) for one in options)
        kept = "--rm" in options and (not leaves or step.exit_code == 125)
        made = not (failed and any(_MAKES_NOTHING.search(line) for line in step.expected))
        return kept or not made
    return failed and len(arguments) <= 1 and not compose


def script(page: Page) -> str:
    """Os dados de `page`, como um script que os entrega ao terminal."""
    return _script(f"licao = {_json(lesson(page).data())}")


def table() -> str:
    """A tabela dos comandos, como um script que a entrega ao terminal."""
    return _script(f"tabela = {_json(commands.data())}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _script(text: str) -> str:
    return f"window.experimente.{text};\n"


def write(guide: Guide) -> bool:
    """Faz os scripts das páginas que têm o terminal; diz se há outros que antes.

    O de uma página que não se lê espera: a construção diz o que ela tem.
    """
    before = set((guide.root / FOLDER).glob("*.js"))
    wanted: dict[Path, str] = {}
    kept: set[Path] = set()
    for page in guide.pages:
        file = guide.root / path_of(page)
        try:
            if is_offered(page):
                wanted[file] = script(page)
        except (TranscriptError, GuideError, OSError):
            kept |= {file} & before
    if wanted or kept:
        wanted[guide.root / TABLE] = table()
    for file, text in wanted.items():
        if file not in before or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for file in before - wanted.keys() - kept:
        file.unlink()
    return before != wanted.keys() | kept
