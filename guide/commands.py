"""Quando dois comandos digitados são o mesmo: `-d` e `--detach`, a ordem das opções, os sinônimos.

É o único leitor de argumentos da casa: a promessa do PowerShell (`guide.promises.shells`) e o
terminal da página (`docs/assets/javascripts/experimente/comando.js`, o mesmo algoritmo) decidem por
ele. As opções de cada comando estão em `commands.json`, tiradas de `docker … --help` na versão de
referência e de `curl --help all`; um teste confere as duas coisas, e outro, que o JavaScript
responde o mesmo.

A forma canônica é uma linha por peça. Do bash ficam as diferenças que mudam o que acontece: um `$`
entre aspas simples não é o mesmo que um solto. O que não se sabe ler fica como foi digitado: igual
só a si mesmo.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

MARK = "\x01"
"""Começa uma peça que não é uma palavra: um operador do shell, ou o fim das opções."""

_OPERATOR = re.compile(r"&&|\|\||>>|>&|&>|<<<|<<|[;&|<>()]")
_CONTROL = frozenset(f"{MARK}{one}" for one in ("&&", "||", ";", "&", "|", "(", ")"))
_SPECIAL = frozenset("\\$`*?[~")
"""O que o bash interpreta fora das aspas: dentro delas, leva uma barra na forma canônica."""

_PWD = re.compile(r"(?<!\\)\$(?:PWD\b|\{PWD\})")
_ASSIGNMENT = re.compile(r"\w+=.*", re.DOTALL)
_FIRST_ARGUMENT = frozenset(
    ["container run", "container create", "container exec", "compose run", "compose exec"]
)
"""Os comandos em que a primeira palavra que não é opção acaba com as opções."""

_FIELDS = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly"}
"""Os outros nomes dos campos de `--mount`."""


@dataclass(frozen=True)
class Options:
    """As opções de um comando: por nome, se pede um valor; e o nome de cada letra."""

    valued: dict[str, bool]
    letters: dict[str, str]

    @classmethod
    def read(cls, text: str) -> "Options":
        """As de uma linha da tabela: `d,detach name= p,publish=`."""
        valued: dict[str, bool] = {}
        letters: dict[str, str] = {}
        for one in text.split():
            letter, _, name = one.rpartition(",")
            long = name.removesuffix("=")
            valued[long] = name.endswith("=")
            if letter:
                letters[letter] = long
        return cls(valued, letters)


@dataclass(frozen=True)
class Table:
    """O que se sabe de cada comando; o nome vazio é o das opções do próprio `docker`."""

    options: dict[str, Options]
    aliases: dict[str, str]

    @classmethod
    def read(cls, data: dict[str, dict[str, str]]) -> "Table":
        """A que `commands.json` guarda."""
        options = {name: Options.read(text) for name, text in data["options"].items()}
        return cls(options, data["aliases"])


def data() -> dict[str, dict[str, str]]:
    """O que está em `commands.json`: as opções de cada comando, e os outros nomes dele."""
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


@cache
def table() -> Table:
    """A tabela da casa."""
    return Table.read(data())


@lru_cache(maxsize=8192)
def canonical(line: str) -> str:
    """A forma canônica de `line`, digitada num bash: duas linhas com a mesma fazem o mesmo.

    Levanta `ValueError` se faltam aspas ou o `)` de um `$(`.
    """
    found: list[str] = []
    command: list[str] = []
    for word in words(line):
        if word in _CONTROL:
            found += [*_simple(command), word]
            command = []
        else:
            command.append(word)
    return "\n".join([*found, *_simple(command)])


def of_words(command: list[str]) -> str:
    """A forma canônica de um comando já partido em palavras, sem operadores."""
    return "\n".join(_simple(command))


def words(line: str) -> list[str]:
    """As palavras e os operadores de `line`, com as aspas já lidas; um comentário não conta.

    Um operador começa por `MARK`. Levanta `ValueError` se a linha não acaba.
    """
    found: list[str] = []
    word: list[str] | None = None
    bare = True  # se nada na palavra esteve entre aspas
    line = line.replace("\\\n", "")
    at = 0
    while at < len(line):
        char = line[at]
        if char in " \t\n":
            if word is not None:
                found.append("".join(word))
            word, bare = None, True
            at += 1
            if char == "\n":
                found.append(f"{MARK};")
            continue
        if char == "#" and word is None:
            break
        if operator := _OPERATOR.match(line, at):
            text = operator[0]
            if word is not None:
                number = "".join(word)
                if bare and number.isascii() and number.isdecimal() and text[0] in "<>":
                    text = number + text
                else:
                    found.append(number)
            word, bare = None, True
            found.append(MARK + text)
            at = operator.end()
            continue
        word = [] if word is None else word
        if char == "'":
            end = _closing(line, at, "'")
            word.append(_literal(line[at + 1 : end]))
            bare = False
            at = end + 1
        elif char == '"':
            text, at = _double(line, at + 1)
            word.append(text)
            bare = False
        elif char == "\\":
            if at + 1 == len(line):
                raise ValueError("a linha acaba numa barra")
            word.append(_literal(line[at + 1]))
            bare = False
            at += 2
        elif line.startswith("$(", at):
            text, at = _substitution(line, at)
            word.append(text)
        else:
            word.append(char)
            at += 1
    if word is not None:
        found.append("".join(word))
    while found and found[-1] == f"{MARK};":
        found.pop()
    return [_plain_pwd(one) for one in found]


def _plain_pwd(word: str) -> str:
    return _PWD.sub("$(pwd)", word)


def _literal(text: str) -> str:
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)


def _closing(line: str, at: int, quote: str) -> int:
    end = line.find(quote, at + 1)
    if end < 0:
        raise ValueError("faltam as aspas que fecham")
    return end


def _double(line: str, at: int) -> tuple[str, int]:
    """O que está entre aspas duplas a partir de `at`, e onde continua a linha."""
    text: list[str] = []
    while at < len(line) and line[at] != '"':
        if line[at] == "\\" and line[at + 1 : at + 2] in ("$", "`", '"', "\\"):
            text.append(_literal(line[at + 1]))
            at += 2
        elif line.startswith("$(", at):
            inner, at = _substitution(line, at)
            text.append(inner)
        else:
            text.append(line[at] if line[at] in "$`" else _literal(line[at]))
            at += 1
    if at >= len(line):
        raise ValueError("faltam as aspas que fecham")
    return "".join(text), at + 1


def _substitution(line: str, at: int) -> tuple[str, int]:
    """O `$(comando)` que começa em `at`, na forma canônica, e onde continua a linha."""
    depth = 0
    for end in range(at + 1, len(line)):
        depth += (line[end] == "(") - (line[end] == ")")
        if depth == 0:
            return f"$({canonical(line[at + 2 : end])})", end + 1
    raise ValueError("falta o parêntese que fecha")


def _simple(command: list[str]) -> list[str]:
    """As peças de um comando simples: variáveis, programa e argumentos, e os desvios da saída."""
    redirected: list[str] = []
    kept: list[str] = []
    pieces = iter(command)
    for word in pieces:
        if word.startswith(MARK):
            redirected += [word, next(pieces, "")]
        else:
            kept.append(word)
    first = next((i for i, word in enumerate(kept) if not _ASSIGNMENT.fullmatch(word)), len(kept))
    return [*kept[:first], *_program(kept[first:]), *redirected]


def _program(command: list[str]) -> list[str]:
    if command[:2] == ["sudo", "docker"]:
        command = command[1:]
    if command[:1] == ["docker"]:
        return _docker(command[1:]) or command
    if command[:1] == ["curl"]:
        return _curl(command[1:]) or command
    return command


def _curl(arguments: list[str]) -> list[str] | None:
    parsed = _options(arguments, "curl")
    if parsed is None:
        return None
    options, addresses = parsed
    full = [one if "://" in one else f"http://{one}" for one in addresses]
    return ["curl", *options, MARK, *(re.sub(r"(://[^/]+)/$", r"\1", one) for one in full)]


def _docker(arguments: list[str]) -> list[str] | None:
    """As peças de um comando do Docker, ou None se a tabela não o conhece."""
    parsed = _options(arguments, "", first=True)
    if parsed is None:
        return None
    options, rest = parsed
    found = ["docker", *options]
    if rest[:1] == ["compose"]:
        parsed = _options(rest[1:], "compose", first=True)
        if parsed is None:
            return None
        options, rest = parsed
        found += ["compose", *options]
        rest = [" ".join(["compose", *rest[:1]]), *rest[1:]]
    name, rest = _name(rest)
    parsed = _options(rest, name, first=name in _FIRST_ARGUMENT) if name else None
    if parsed is None:
        return None
    options, rest = parsed
    return [*found, name.removeprefix("compose "), *options, MARK, *rest]


def _name(words: list[str]) -> tuple[str, list[str]]:
    """O comando com que `words` começa, pelo nome da tabela, e o resto; vazio se não há."""
    for length in (2, 1):
        typed = " ".join(words[:length])
        name = table().aliases.get(typed, typed)
        if len(words) >= length and name in table().options and name not in ("", "compose", "curl"):
            return name, words[length:]
    return "", words


def _options(
    arguments: list[str], name: str, *, first: bool = False
) -> tuple[list[str], list[str]] | None:
    """As opções de `arguments`, por extenso e em ordem, e o que não é opção.

    Com `first`, as opções acabam na primeira palavra que não é uma. None se uma não é do comando
    `name`, ou se lhe falta o valor.
    """
    known = table().options[name]
    found: list[tuple[str, str | None]] = []
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--" or (first and not _is_option(word)):
            rest += queue if word == "--" else [word, *queue]
            break
        if not _is_option(word):
            rest.append(word)
            continue
        long, separator, value = word.partition("=")
        if word.startswith("--"):
            given = value if separator else None
            if not _take(found, known, long[2:], given, queue):
                return None
            continue
        letters = word[1:]
        while letters:
            option = known.letters.get(letters[0])
            if option is None:
                return None
            letters = letters[1:]
            valued = known.valued[option]
            given = letters.removeprefix("=") if letters and (valued or letters[0] == "=") else None
            if not _take(found, known, option, given, queue):
                return None
            if given is not None:
                break
    ordered = sorted(found, key=lambda one: one[0])
    return [f"--{one}" if value is None else f"--{one}={value}" for one, value in ordered], rest


def _is_option(word: str) -> bool:
    return len(word) > 1 and word.startswith("-")


def _take(
    found: list[tuple[str, str | None]],
    known: Options,
    option: str,
    given: str | None,
    queue: list[str],
) -> bool:
    """Junta a `found` a opção, com o valor dado ou o da próxima palavra; diz se ela existe."""
    valued = known.valued.get(option)
    if valued is None or (valued and given is None and not queue):
        return False
    if valued:
        value = queue.pop(0) if given is None else given
        found.append((option, _mount(value) if option == "mount" else value))
    else:
        found.append((option, None if given in (None, "true") else given))
    return True


def _mount(value: str) -> str:
    fields = []
    for field in value.split(","):
        name, separator, text = field.partition("=")
        fields.append(f"{_FIELDS.get(name, name)}{separator}{text}")
    return ",".join(sorted(field for field in fields if field != "type=volume"))
