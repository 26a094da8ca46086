"""O que um comando do Docker faz: se abre um programa em que o leitor digita, se solta um IP.

`guide.console` não conhece o Docker: recebe daqui as respostas.
"""

import re
import shlex

from guide.console import parse

_BOOLEAN = {
    "run": (
        "ditPq",
        "detach init interactive no-healthcheck oom-kill-disable privileged publish-all quiet "
        "read-only rm sig-proxy tty use-api-socket",
    ),
    "exec": ("dit", "detach interactive privileged tty"),
    "start": ("ai", "attach interactive"),
    "compose run": (
        "ditPqT",
        "build detach interactive no-deps no-TTY no-tty quiet quiet-build quiet-pull "
        "remove-orphans rm service-ports tty use-aliases",
    ),
    "compose exec": ("ditT", "detach interactive no-TTY no-tty privileged tty"),
}
"""As opções sem valor de cada comando, curtas e longas (`docker … --help`, 28.5)."""

_SEPARATORS = frozenset(";&|()<>\n")


def is_interactive(command: str) -> bool:
    """Diz se `command`, uma linha de shell, deixa o leitor a digitar num programa do Docker."""
    words = shlex.shlex(command.replace("\\\n", " "), posix=True, punctuation_chars=";&|()<>\n")
    words.whitespace_split = True
    words.whitespace = " \t\r"
    commands: list[list[str]] = [[]]
    try:
        for word in words:
            if set(word) <= _SEPARATORS:
                commands.append([])
            else:
                commands[-1].append(word)
    except ValueError:  # aspas abertas: o terminal dirá
        return False
    return any(map(_opens_program, commands))


_FREES_ADDRESSES = re.compile(
    r"\bdocker\b.*\b(?:rm|stop|kill|restart|start|up|down|prune|disconnect|pause)\b"
)


def frees_addresses(step: parse.Step) -> bool:
    """Diz se depois de `step` um container pode ter deixado o IP que tinha a outro."""
    return bool(_FREES_ADDRESSES.search(step.text))


def parse_transcript(text: str, path: str) -> parse.Transcript:
    """A transcrição `text`, de um guia sobre o Docker. Levanta `TranscriptError`."""
    return parse.parse(text, path, is_interactive)


def _opens_program(words: list[str]) -> bool:
    if "docker" not in words:
        return False
    words = words[words.index("docker") + 1 :]
    verb, words = _verb(words, ("compose", "run", "exec", "start"))
    compose = verb == "compose"
    if compose:
        verb, words = _verb(words, ("run", "exec"))
        verb = verb and f"compose {verb}"
    if not verb:
        return False
    flags = _flags(words, *_BOOLEAN[verb])
    if compose:
        return not flags & {"d", "detach", "T", "no-TTY", "no-tty"}
    if verb == "start":
        return bool(flags & {"i", "interactive"})
    return bool(flags & {"i", "interactive"} and flags & {"t", "tty"})


def _verb(words: list[str], verbs: tuple[str, ...]) -> tuple[str, list[str]]:
    """O primeiro dos `verbs` em `words`, e o que vem depois; vazio se nenhum há."""
    for i, word in enumerate(words):
        if word in verbs:
            return word, words[i + 1 :]
    return "", []


def _flags(words: list[str], short: str, long: str) -> set[str]:
    """As opções ligadas, até a primeira palavra que não é opção nem valor de uma."""
    found: set[str] = set()
    i = 0
    while i < len(words) and words[i].startswith("-") and words[i] != "--":
        name, has_value, value = words[i].lstrip("-").partition("=")
        if words[i].startswith("--"):
            if value != "false":
                found.add(name)
            i += not has_value and name not in long.split()
        else:
            letters = [letter for letter in name if letter in short]
            cut = next((j for j, letter in enumerate(name) if letter not in short), len(name))
            found |= set(letters[:cut])
            i += cut == len(name) - 1 and not has_value  # a última letra pede um valor
        i += 1
    return found
