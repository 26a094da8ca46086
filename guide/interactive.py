"""O que um comando do Docker faz: se abre um programa em que o leitor digita, que imagens usa.

`guide.console` não conhece o Docker: recebe daqui as respostas.
"""

import shlex

from guide.commands import Options, table
from guide.console import parse

_ALL_IMAGES = ("tag", "push", "pull", "save", "rmi", "history")
"""Os comandos cujas palavras são todas imagens."""

_SEPARATORS = frozenset(";&|()<>\n")


def is_interactive(command: str) -> bool:
    """Diz se `command`, uma linha de shell, deixa o leitor a digitar num programa do Docker."""
    return any(map(_opens_program, _commands(command)))


def images_named(command: str) -> set[str]:
    """As imagens que `command`, uma linha de shell, faz ou usa pelo nome: as de containers, não."""
    return {image for words in _commands(command) for image in _images(words)}


def parse_transcript(text: str, path: str) -> parse.Transcript:
    """A transcrição `text`, de um guia sobre o Docker. Levanta `TranscriptError`."""
    return parse.parse(text, path, is_interactive)


def _commands(command: str) -> list[list[str]]:
    """As palavras de cada comando de uma linha de shell; nenhuma se sobra uma aspa."""
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
        return []
    return commands


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
    flags, _ = _flags(words, table().options[verb if compose else f"container {verb}"])
    if compose:
        return not flags & {"detach", "no-TTY", "no-tty"}
    return "interactive" in flags and (verb == "start" or "tty" in flags)


def _images(words: list[str]) -> list[str]:
    if "docker" not in words:
        return []
    words = words[words.index("docker") + 1 :]
    while words and words[0].startswith("-"):  # `docker --context escola …`
        words = words[1 if "=" in words[0] else 2 :]
    if words[:1] in (["container"], ["buildx"], ["builder"]):
        words = words[1:]
    verb, *rest = words or [""]
    if verb in ("run", "create"):
        return _flags(rest, table().options["container run"])[1][:1]
    if verb == "build":
        return [
            value
            for word, after in zip(rest, [*rest[1:], ""], strict=True)
            for option, separator, given in [word.partition("=")]
            if option in ("-t", "--tag") and (value := given if separator else after)
        ]
    plain = [word for word in rest[verb == "image" :] if not word.startswith("-")]
    if verb == "commit":
        return plain[1:2]
    return plain if verb in ("image", *_ALL_IMAGES) else []


def _verb(words: list[str], verbs: tuple[str, ...]) -> tuple[str, list[str]]:
    """O primeiro dos `verbs` em `words`, e o que vem depois; vazio se nenhum há."""
    for i, word in enumerate(words):
        if word in verbs:
            return word, words[i + 1 :]
    return "", []


def _flags(words: list[str], known: Options) -> tuple[set[str], list[str]]:
    """As opções ligadas, por extenso, até a primeira palavra que não é opção nem valor de uma."""
    found: set[str] = set()
    i = 0
    while i < len(words) and words[i].startswith("-") and words[i] != "--":
        name, has_value, value = words[i].lstrip("-").partition("=")
        if words[i].startswith("--"):
            if value != "false":
                found.add(name)
            i += not has_value and known.valued.get(name, True)
        else:
            options = [known.letters.get(letter, "") for letter in name]
            cut = next(
                (j for j, one in enumerate(options) if known.valued.get(one, True)), len(name)
            )
            found.update(options[:cut])
            i += cut == len(name) - 1 and not has_value  # a última letra pede um valor
        i += 1
    return found, words[i:]
