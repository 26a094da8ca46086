"""O terminal da página como alguém o usa: o que se digita, e o que aparece."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from playwright.sync_api import Page as Tab

from guide import commands, detours
from guide.console.parse import Section, Step, exit_code_line
from guide.page import Page

OPENER = "Experimente aqui, sem Docker"

PLAY = """([lines, restart]) => {
  const box = document.querySelector(".experimente-painel");
  const screen = box.querySelector("pre");
  const key = name => [...box.querySelectorAll("button")].find(one => one.textContent === name);
  const input = box.querySelector("input");
  if (restart) key("reinicia").click();
  return lines.map(line => {
    const before = screen.childElementCount;
    if (line === "^C") {
      key("Ctrl+C").click();
    } else {
      input.value = line;
      input.form.requestSubmit();
    }
    return [...screen.children].slice(before)
      .filter(one => !/^— .* —\\n$/.test(one.textContent) && !one.matches(".experimente-dica"))
      .slice(1)
      .map(one => one.textContent).join("");
  });
}"""
"""Digita as linhas; dá, de cada uma, o que apareceu abaixo: nem terminais, nem dicas."""


@dataclass(frozen=True)
class Play:
    """Uma ida da lição, desde o começo: o que se digita e o que se gravou; `place` diz onde."""

    place: str
    steps: tuple[Step, ...]

    @property
    def lines(self) -> list[str]:
        return [typed(step) for step in self.steps]


def typed(step: Step) -> str:
    """O que se digita, numa linha só, para dar o passo."""
    return "^C" if step.kind == "interrupt" else step.text.replace("\\\n", "")


def told(step: Step) -> str:
    """O que a transcrição diz que aparece."""
    code = [exit_code_line(step.exit_code)] if step.exit_code else []
    return "".join(f"{line}\n" for line in [*step.expected, *code])


def plays(page: Page) -> Iterator[Play]:
    """A história da página, e a ida até cada desvio dela com o próprio desvio."""
    sections = page.sections
    yield Play(page.name, _steps(sections))
    detoured = detours.of(page)
    for one in detours.chains(detoured) if detoured else []:
        names = [section.name for section in sections]
        end = names.index(one[0].after) + 1 if one[0].after else 0
        place = f"{one[0].path}:{one[0].line}"
        yield Play(place, (*_steps(sections[:end]), *_steps(one)))


def _steps(sections: list[Section]) -> tuple[Step, ...]:
    return tuple(step for section in sections for step in section.steps)


def opened(tab: Tab, address: str) -> None:
    """Abre a lição e o terminal dela."""
    tab.goto(address)
    tab.get_by_role("button", name=OPENER).click()
    tab.get_by_label("Comando", exact=True).wait_for()


def play(tab: Tab, lines: list[str], *, restart: bool = True) -> list[str]:
    """O que aparece abaixo de cada linha que se digita."""
    return tab.evaluate(PLAY, [lines, restart])


def differences(tab: Tab, page: Page) -> list[str]:
    """Em que o terminal responde outra coisa que o gravado, passo a passo."""
    found: list[str] = []
    for one in plays(page):
        for step, seen in zip(one.steps, play(tab, one.lines), strict=True):
            if seen != told(step):
                found.append(
                    f"{one.place}: «{step.shown}» (linha {step.line}) mostra\n{seen}"
                    f"e não o gravado\n{told(step)}"
                )
    return found


def variants(line: str) -> list[str]:
    """Outros modos de digitar um comando do Docker: opções curtas, sinônimos, outra ordem.

    Nenhum, se a linha tem o que só o shell entende.
    """
    if not line.startswith("docker ") or any(one in line for one in "$|&;<>*?\n"):
        return []
    words = shlex.split(line)[1:]
    table = commands.table()
    path = 2 if words[0] in ("compose", "network", "volume", "image", "container") else 1
    typed_name = " ".join(words[:path])
    name = table.aliases.get(typed_name, typed_name)
    if name not in table.options:
        return []
    units, rest = _units(words[path:], name)
    if any(long not in table.options[name].valued for long, _ in units):
        return []
    names = [typed_name, *(one for one, other in table.aliases.items() if other == name), name]
    forms = [_written(unit, table.options[name]) for unit in units]
    found = []
    for index, alias in enumerate(dict.fromkeys(names)):
        for chosen in zip_longest(*forms, fillvalue=None) if forms else [()]:
            written = [
                one or form[index % len(form)] for one, form in zip(chosen, forms, strict=True)
            ]
            for order in (written, written[::-1]):
                options = list(chain.from_iterable(order))
                found.append(" ".join(["docker", alias, *map(shlex.quote, [*options, *rest])]))
    found += [f"sudo {found[-1]}", f"  {line.replace(' ', '   ', 1)}  ", f"{line}  # outra vez"]
    return [one for one in dict.fromkeys(found) if one != line]


def _units(words: list[str], name: str) -> tuple[list[tuple[str, str | None]], list[str]]:
    """As opções com que `words` começa, por extenso, e o resto."""
    known = commands.table().options[name]
    units: list[tuple[str, str | None]] = []
    while words and words[0].startswith("-") and len(words[0]) > 1:
        word, *words = words
        if word.startswith("--"):
            long, _, value = word[2:].partition("=")
            if known.valued.get(long) and "=" not in word:
                value, *words = words
            units.append((long, value if known.valued.get(long) else None))
            continue
        for letter in word[1:]:
            long = known.letters[letter]
            value = None
            if known.valued[long]:
                value, *words = words
            units.append((long, value))
    return units, words


def _written(unit: tuple[str, str | None], known: commands.Options) -> list[list[str]]:
    """Os modos de escrever uma opção."""
    long, value = unit
    letters = [letter for letter, name in known.letters.items() if name == long]
    if value is None:
        return [[f"--{long}"], *([f"-{letter}"] for letter in letters), [f"--{long}=true"]]
    short = [form for letter in letters for form in ([f"-{letter}", value], [f"-{letter}{value}"])]
    return [[f"--{long}={value}"], *short, [f"--{long}", value]]
