"""Explica uma saída colada: acha nela as mensagens que o guia conhece, com a causa e o remédio.

    … 2>&1 | python confere.pyz explica
    python confere.pyz explica < saida.txt

As mensagens vêm de `mensagens.json`, que a construção do guia faz dos erros que ele executa
(`guide.known`). Este módulo é o leitor delas, e é o mesmo que o do site,
`docs/assets/javascripts/explica/mensagens.js`: um teste compara os dois, entrada por entrada.

O que distingue uma mensagem da outra são as palavras do programa, na ordem; números, caminhos,
nomes e hashes mudam de um leitor para outro. Um padrão é uma lista de palavras, com `...` no lugar
do que muda. Só usa a biblioteca padrão do Python 3.9.
"""

from __future__ import annotations

import json
import math
import pkgutil
import re
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .typed import WIDTH, typed

DATA = "mensagens.json"
"""O arquivo das mensagens, ao lado deste módulo."""

GAP = "..."
WIDEST_GAP = 8
"""Quantas palavras alheias cabem num intervalo; o que está entre aspas duplas é uma só."""

MOST_WORDS = 100
"""Quantas palavras se leem num intervalo: um pedaço entre aspas pode ser a saída inteira."""

WIDEST_WRAP = 8
"""Por quantas linhas uma mensagem quebrada pelo terminal se estende."""

NARROWEST, WIDEST = 40, 250
"""As larguras, em colunas, entre as quais um terminal quebra uma mensagem."""

SHORTEST_LAST_WORD = 30
"""Quantas colunas podem sobrar numa linha porque a palavra seguinte não cabia nela."""

MOST_WRAPPED = 300
"""Em quantas linhas, as do fim, se procuram mensagens quebradas pelo terminal."""

LONGEST = 100_000
"""Quantos caracteres do fim da saída se leem."""

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]"
    r"|\[[0-9]{1,3}(?:;[0-9]{1,3})*m"  # copiadas sem o Esc
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]"  # e o que não ocupa lugar
)
_SPACE = re.compile(r"[\t\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_QUOTES = re.compile(r"['\u2018\u2019]")
_TOKEN = re.compile(r'(?:"[^"\n]*"|[^ \n])+')
_WORD = re.compile(r"[a-z_]{2,}|[0-9]+")
_IN_A_PATTERN = re.compile(r"\.\.\.|[a-z_]{2,}|[0-9]+")


class Item(NamedTuple):
    """Uma palavra da saída: `at` é onde ela começa, `token` o número do pedaço que a contém."""

    word: str
    at: int
    token: int


class Match(NamedTuple):
    """Um padrão achado: o número dele, onde estão as suas palavras, e a linha da primeira."""

    pattern: int
    places: frozenset[int]
    lines: tuple[int, int]


class Found(NamedTuple):
    """Uma mensagem conhecida numa saída.

    `section` é o número da seção que a explica; `twins`, os das que explicam a mesma mensagem por
    outra causa; `lines`, a primeira e a última linha dela, a partir de 0; `version`, a que o texto
    trai, ou vazio.
    """

    section: int
    twins: list[int]
    lines: tuple[int, int]
    version: str


def fold(text: str) -> str:
    """`text` em minúsculas, sem acentos e sem aspas simples."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    return _QUOTES.sub("", plain)


def lines_of(text: str) -> list[str]:
    """As linhas de uma saída como a pessoa a vê: sem cores nem caracteres invisíveis."""
    text = _ESCAPES.sub("", text[-LONGEST:])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).split("\n")


def words_of(pattern: str) -> list[str]:
    """As palavras de um padrão, como ele as escreve."""
    return _IN_A_PATTERN.findall(fold(pattern.replace("[..]", GAP)))


def items_of(text: str) -> list[Item]:
    """As palavras e os números de `text`, já sem acentos."""
    found = []
    for number, token in enumerate(_TOKEN.finditer(text)):
        for word in _WORD.finditer(token.group()):
            found.append(Item(word.group(), token.start() + word.start(), number))
    return found


def match(items: list[Item], pattern: list[str], start: int) -> list[int] | None:
    """Os índices das palavras de `pattern` em `items`, se ele está lá a partir de `start`."""
    here, limit, end = start, -1, len(items)
    places: list[int] = []
    runs = " ".join(pattern).split(f" {GAP} ")
    for number, run in enumerate(one.split(" ") for one in runs):
        found = None
        while here < end and (not number or items[here].token <= limit):
            found = _run(items, run, here)
            if found or not number:
                break
            here += 1
        if not found:
            return None
        places += found
        here = found[-1] + 1
        limit = items[found[-1]].token + WIDEST_GAP + 1
        end = min(len(items), here + MOST_WORDS)
    return places


def _run(items: list[Item], run: list[str], start: int) -> list[int] | None:
    """Onde estão, uma logo depois da outra, as palavras de `run`; um número a mais não conta."""
    here = start
    places: list[int] = []
    for wanted in run:
        while (
            places
            and here < len(items)
            and items[here].word != wanted
            and items[here].word.isdigit()
        ):
            here += 1
        if here >= len(items) or items[here].word != wanted:
            return None
        places.append(here)
        here += 1
    return places


_NOTHING: dict[str, Any] = {"causa": "", "remedio": "", "gemeas": [], "leva_a": [], "padroes": []}
"""O que uma seção não tem quando `mensagens.json` não o diz."""


class Messages:
    """As mensagens que o guia conhece; `data` é o conteúdo de `mensagens.json`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.pages: dict[str, dict[str, Any]] = data["paginas"]
        self.sections = [
            {**_NOTHING, **section, "pagina": page}
            for page, one in self.pages.items()
            for section in one["secoes"]
        ]
        self._site: str = data["site"]
        self._translations: list[list[str]] = data["traducoes"]
        self._clues = [(text.split(" "), version) for text, version in data["pistas"]]
        rows: list[tuple[int | None, str, str]] = [(None, text, "") for text in data["parecidas"]]
        for number, section in enumerate(self.sections):
            for pattern in section["padroes"]:
                text, version = (pattern, "") if isinstance(pattern, str) else pattern
                rows.append((number, text, version))
        rows = self._by_worth(rows)
        self._owners = [owner for owner, _, _ in rows]
        self._versions = [version for _, _, version in rows]
        self._patterns = [text.split(" ") for _, text, _ in rows]
        self._starts: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            self._starts.setdefault(pattern[0], []).append(number)

    def _by_worth(
        self, rows: list[tuple[int | None, str, str]]
    ) -> list[tuple[int | None, str, str]]:
        """Os padrões, do que mais distingue ao que menos; de dois iguais, o da seção de erro."""
        owners: dict[str, set[int | None]] = {}
        for owner, text, _ in rows:
            for word in text.split(" "):
                owners.setdefault(word, set()).add(owner)
        worth = {word: int(1e6 / math.sqrt(len(some))) for word, some in owners.items()}
        worth[GAP] = 0

        def key(row: tuple[int | None, str, str]) -> tuple[int, str, bool]:
            owner, text, _ = row
            of_errors = owner is not None and self.sections[owner]["pagina"].startswith("erros/")
            return -sum(worth[word] for word in text.split(" ")), text, not of_errors

        return sorted(rows, key=key)

    def explain(self, text: str) -> list[Found]:
        """As mensagens conhecidas em `text`, na ordem em que apareceram, cada seção uma vez."""
        lines = [self._translated(fold(line)) for line in lines_of(text)]
        matches = self._matches(lines)
        taken: set = set()
        chosen: list[Match] = []
        for one in sorted(self._outermost(matches), key=lambda one: one.pattern):
            here = set(range(one.lines[0], one.lines[1] + 1))
            if not here & taken:
                taken |= here
                chosen.append(one)
        chosen.sort(key=lambda one: one.lines)
        found: list[Found] = []
        for number, one in enumerate(chosen):
            owner = self._owners[one.pattern]
            if owner is None or self._is_told(owner, [known.section for known in found]):
                continue
            others = (two for two in chosen[number:] if self._owners[two.pattern] != owner)
            end = next((two.lines[0] for two in others), len(lines))
            version = self._version(owner, one.lines, matches)
            version = version or self._clue(lines[one.lines[0] : end])
            found.append(Found(owner, self.sections[owner]["gemeas"], one.lines, version))
        return found

    def _version(self, owner: int, lines: tuple[int, int], matches: list[Match]) -> str:
        """A versão que trai um dos padrões da mensagem de `owner` que está em `lines`."""
        return next(
            (
                self._versions[one.pattern]
                for one in matches
                if self._owners[one.pattern] == owner
                and self._versions[one.pattern]
                and lines[0] <= one.lines[0] <= one.lines[1] <= lines[1]
            ),
            "",
        )

    def _clue(self, lines: list[str]) -> str:
        """A versão que o resto da mensagem, em `lines`, trai; ou vazio."""
        for line in lines:
            items = items_of(line)
            for pattern, version in self._clues:
                if any(
                    item.word == pattern[0] and match(items, pattern, start) is not None
                    for start, item in enumerate(items)
                ):
                    return version
        return ""

    def where(self, page: str, anchor: str) -> str:
        """Onde se lê a seção: o endereço, se o site tem um, ou a página, como o menu a mostra."""
        if not self._site:
            return f"no guia, em {self.pages[page]['menu']}"
        folder = re.sub("(^|/)index$", r"\1", page).rstrip("/")
        return f"{self._site.rstrip('/')}/{folder}/#{anchor}"

    def _is_told(self, owner: int, before: list[int]) -> bool:
        """Diz se a mensagem de `owner` já se disse, ou só vem atrás de uma de antes."""
        twins = self.sections[owner]["gemeas"]
        return any(
            one == owner or one in twins or owner in self.sections[one]["leva_a"] for one in before
        )

    def _translated(self, line: str) -> str:
        for other, english in self._translations:
            line = line.replace(other, english)
        return line

    def _matches(self, lines: list[str]) -> list[Match]:
        """Todos os padrões que estão em `lines`, inclusive nas que o terminal quebrou."""
        starts = []  # onde cada linha começa no texto
        total = 0
        for line in lines:
            starts.append(total)
            total += len(line) + 1
        full = max(NARROWEST, max(map(len, lines), default=0) - SHORTEST_LAST_WORD)
        found: list[Match] = []
        for first in range(len(lines)):
            wrap = WIDEST_WRAP if first >= len(lines) - MOST_WRAPPED else 1
            for last in range(first, min(len(lines), first + wrap)):
                if last > first and not full <= len(lines[last - 1].rstrip()) <= WIDEST:
                    break
                for glue in ("", " ") if last > first else ("",):
                    found += self._matches_in(lines, starts, first, last, glue)
        return found

    def _matches_in(
        self, lines: list[str], starts: list[int], first: int, last: int, glue: str
    ) -> list[Match]:
        """Os padrões que estão nas linhas `first` a `last` coladas por `glue`."""
        pieces = [line.strip() if glue else line for line in lines[first : last + 1]]
        begins = [0]
        for piece in pieces[:-1]:
            begins.append(begins[-1] + len(piece) + len(glue))
        items = items_of(glue.join(pieces))

        def line_of(at: int) -> int:
            return max(number for number, begin in enumerate(begins) if begin <= at)

        found = []
        for start, item in enumerate(items):
            if item.at >= len(pieces[0]):
                break  # o que começa noutra linha acha-se a partir dela
            for number in self._starts.get(item.word, ()):
                places = match(items, self._patterns[number], start)
                end = items[places[-1]] if places else item
                if places is None or end.at + len(end.word) <= begins[-1]:
                    continue  # cabe em menos linhas, e lá se acha
                where = [line_of(items[place].at) for place in places]
                spots = frozenset(
                    starts[first + where[n]] + items[place].at - begins[where[n]]
                    for n, place in enumerate(places)
                )
                found.append(Match(number, spots, (first, last)))
        return found

    def _outermost(self, matches: list[Match]) -> list[Match]:
        """Os padrões que não são parte de outro que também está ali: é o outro que se colou."""
        around: dict[int, list[Match]] = {}
        for one in matches:
            for place in one.places:
                around.setdefault(place, []).append(one)
        return [
            one
            for one in matches
            if not any(one.places < other.places for other in around[min(one.places)])
        ]


UNKNOWN = """\
Não conheço esta mensagem: ela não está entre as que o guia provoca e explica, e o remédio de uma
parecida poderia piorar as coisas. Para lê-la:

- leia do fim para o começo: o fim traz o motivo;
- o começo diz quem fala: «Error response from daemon» é o motor; «docker:», o cliente; o resto,
  quase sempre, o seu programa;
- o código de saída também diz: 125 é o Docker; 126 e 127, o programa que não começou;
- procure o resto: docker logs NOME, docker compose logs.

Como se lê uma: {where}"""
HOW_TO_READ = ("erros/index", "entenda-a-mensagem")

USAGE = """\
Uso: COMANDO 2>&1 | python confere.pyz explica
     python confere.pyz explica ARQUIVO

Acha, numa saída inteira, as mensagens de erro que o guia explica: a linha que importa, a causa, o
remédio e a página. Nada sai da sua máquina.

Código de saída: 0, achou; 1, não conhece; 2, não havia o que ler."""

FOUND, NOT_KNOWN, NOTHING_TO_READ = 0, 1, 2
"""Os códigos de saída."""

PLAIN = {0x201C: '"', 0x201D: '"', 0x2026: "..."}
"""O que as páginas escrevem e nem todo console do Windows mostra: aspas curvas e reticências."""


def told(messages: Messages, text: str, found: list[Found]) -> str:
    """O que se diz de `text`: cada mensagem de `found` com a sua linha, ou como ler a outra."""
    if not found:
        return UNKNOWN.format(where=messages.where(*HOW_TO_READ))
    lines = lines_of(text)
    unread = text[:-LONGEST].count("\n")
    blocks = [_block(messages, one, lines, unread) for one in found]
    if len(blocks) > 1:
        count = f"{len(blocks)} mensagens conhecidas. A primeira costuma ser a causa das outras."
        return "\n\n".join([count, *blocks])
    return blocks[0]


def _block(messages: Messages, found: Found, lines: list[str], unread: int) -> str:
    """O que se diz de `found`; antes de `lines` há `unread` linhas que não se leram."""
    first, last = found.lines
    said = [f"linha {unread + first + 1}: {lines[first].strip()}"]
    said += [f"          {line.strip()}" for line in lines[first + 1 : last + 1]]
    if found.version:
        said.append(VERSION.format(version=found.version))
    for number, owner in enumerate([found.section, *found.twins]):
        section = messages.sections[owner]
        said += ["", OTHER_CAUSE] if number else [""]
        said.append(section["titulo"].replace("`", ""))
        for label, name in (("Por quê", "causa"), ("Remédio", "remedio")):
            if section[name]:
                said += textwrap.wrap(f"{label}: {_quoted(section[name])}", WIDTH)
        said.append(f"Leia mais: {messages.where(section['pagina'], section['ancora'])}")
    return "\n".join(said)


def _quoted(text: str) -> str:
    """`text` com o código, que está entre crases, entre aspas: o terminal mostraria as crases."""
    return re.sub("`([^`]*)`", r"«\1»", text)


VERSION = "As palavras são {version}."
OTHER_CAUSE = "A mesma mensagem tem outra causa:"


def decoded(data: bytes) -> str:
    """O texto de uma saída: UTF-8, UTF-16 (o `>` do PowerShell) ou a codificação do Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def load() -> Messages:
    """As mensagens que vieram com o programa. Levanta `OSError` se elas não vieram."""
    data = pkgutil.get_data(__package__ or "confere", DATA)
    return Messages(json.loads((data or b"").decode("utf-8")))


def main(words: Sequence[str]) -> int:
    """Explica o que chega pela entrada, ou o arquivo que `words` diz; devolve o código de saída."""
    if len(words) > 1 or any(one.startswith("-") for one in words):
        help_asked = list(words) in (["-h"], ["--help"], ["--ajuda"])
        (sys.stdout if help_asked else sys.stderr).write(typed(f"{USAGE}\n"))
        return FOUND if help_asked else NOTHING_TO_READ
    try:
        messages = load()
    except (OSError, ValueError):
        sys.stderr.write("As mensagens não vieram com este programa: baixe-o de novo do guia.\n")
        return NOTHING_TO_READ
    if words:
        try:
            text = decoded(Path(words[0]).read_bytes())
        except OSError:
            sys.stderr.write(f"Não consegui ler «{words[0]}»: confira o nome do arquivo.\n")
            return NOTHING_TO_READ
    else:
        if sys.stdin is None:  # fechada por quem chamou
            sys.stderr.write(typed(f"Não chegou nada para explicar.\n\n{USAGE}\n"))
            return NOTHING_TO_READ
        if sys.stdin.isatty():
            sys.stderr.write("Cole a saída e termine com Ctrl+D (no Windows, Ctrl+Z e Enter).\n")
        text = decoded(sys.stdin.buffer.read())
    if not text.strip():
        sys.stderr.write(typed(f"Não chegou nada para explicar.\n\n{USAGE}\n"))
        return NOTHING_TO_READ
    found = messages.explain(text)
    print(told(messages, text, found).translate(PLAIN))
    return FOUND if found else NOT_KNOWN
