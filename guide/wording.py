"""Julga se a saída de um passo difere da página só nas palavras do próprio Docker.

Uma regra sem motor e sem pytest: recebe o comando, o mostrado, o obtido e o diff. Quando ela se
aplica, e o que se faz com a resposta, é com `guide.versions`.
"""

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from guide.console.compare import Diff
from guide.console.normalise import normalise_line
from guide.console.parse import OMITTED, Step
from guide.console.terminal import Result
from guide.names import STATES, is_name


@dataclass(frozen=True)
class Hunk:
    """Linhas mostradas e obtidas que tomaram o lugar umas das outras; `first` é a mostrada."""

    first: int
    shown: tuple[str, ...]
    obtained: tuple[str, ...]


def hunks(diff: Diff) -> Iterator[Hunk]:
    """Os trechos que diferem, sem linhas em branco."""
    position = first = 0
    shown: list[str] = []
    obtained: list[str] = []
    for line in [*diff.lines, None]:
        if line is not None and line.kind == "missing":
            first = first if shown or obtained else position
            shown.append(line.text)
        elif line is not None and line.kind == "extra":
            first = first if shown or obtained else position
            obtained.append(line.text)
        else:
            kept = tuple(s for s in shown if s.strip()), tuple(o for o in obtained if o.strip())
            if any(kept):
                yield Hunk(first, *kept)
            shown, obtained = [], []
        if line is not None and line.expected is not None:
            position = line.expected + 1


class Wording:
    """Diz se um passo difere da página só nas palavras do Docker.

    `names` são os do guia (`names_of`): um nome trocado nunca é uma palavra do Docker.
    """

    def __init__(self, names: Set[str]) -> None:
        self._names = names

    def alone(self, command: Step, step: Step, result: Result, diff: Diff) -> bool:
        """Diz se `diff`, do obtido `result` com o mostrado, é só de palavras.

        `command` é o passo que digitou o comando em primeiro plano: `step` mesmo, ou o de antes do
        Ctrl+C. Valem todas: o código é o mostrado; quem escreveu as linhas foi o Docker, e não um
        programa; e os nomes, números, endereços, caminhos e estados que elas dizem são os mesmos.
        Uma linha de tabela tem todas as suas palavras; uma mensagem pode repetir a mais, ou a
        menos, o que o próprio comando diz. Uma saída nunca some, e um erro não aparece nem some.
        """
        if step.kind == "input" or (result.exit_code or 0) != step.exit_code:
            return False
        shown = [line for line in step.expected if line.strip() and line != OMITTED]
        said = [line for line in result.output if line.strip()]
        if shown and not said:
            return False
        speaker = speaker_of(command.text, failed=step.exit_code != 0)
        table = any(_is_header(line) for line in shown)
        echoes = self._values(command.text) + Counter({"latest": 1})
        everything = {
            "shown": sum(map(self._values, shown), Counter()),
            "obtained": sum(map(self._values, said), Counter()),
        }
        return all(
            all(_is_docker(line, speaker) for line in (*hunk.shown, *hunk.obtained))
            and (
                self._same_rows(hunk)
                if table
                else self._same_message(hunk, echoes, everything["shown"], everything["obtained"])
            )
            for hunk in hunks(diff)
        )

    def _same_rows(self, hunk: Hunk) -> bool:
        """As mesmas linhas de tabela, com as mesmas células, menos os títulos das colunas."""
        rows = [
            [_cells(line) for line in side if not _is_header(line)]
            for side in (hunk.shown, hunk.obtained)
        ]
        headers = [sum(map(_is_header, side)) for side in (hunk.shown, hunk.obtained)]
        return headers[0] == headers[1] and rows[0] == rows[1]

    def _same_message(
        self, hunk: Hunk, echoes: Counter[str], shown: Counter[str], obtained: Counter[str]
    ) -> bool:
        """A mesma mensagem em outras palavras, ou uma que nada diz de novo."""
        if list(hunk.shown) == [_as_in_the_reference(line) for line in hunk.obtained]:
            return True
        before = sum(map(self._values, hunk.shown), Counter())
        after = sum(map(self._values, hunk.obtained), Counter())
        words = [Counter(self._words(hunk.shown)), Counter(self._words(hunk.obtained))]
        if hunk.shown and hunk.obtained:
            lost, gained = before - after, after - before
            same = not (lost and gained) and set(lost + gained) <= set(echoes)
            return same and _alike(*words)
        if any(map(_is_error, (*hunk.shown, *hunk.obtained))) or not all(
            self._words([line]) for line in (*hunk.shown, *hunk.obtained)
        ):
            return False
        return set(before) <= set(echoes | obtained) and set(after) <= set(echoes | shown)

    def _values(self, line: str) -> Counter[str]:
        """O que `line` diz do mundo, e não são palavras: nomes, números, endereços e estados."""
        return Counter(value for token in _tokens(line) for value in self._values_in(token))

    def _values_in(self, token: str) -> list[str]:
        if token.lower() in STATES:
            return [token.lower()]
        bare = token.removeprefix("/")
        if is_name(bare, self._names):
            pieces = [piece for piece in re.split(r"[:@/=]+", bare) if piece]
            return pieces if len(pieces) > 1 else [bare]
        if re.search(r"[\d/@=]|\w[.:]\w", token):
            return [piece for piece in re.split(r"[:@/=]+", token) if piece]
        return []

    def _words(self, lines: Iterable[str]) -> list[str]:
        return [
            token.lower()
            for line in lines
            for token in _tokens(line)
            if not self._values_in(token) and any(map(str.isalpha, token))
        ]


_FILTERS = {"grep", "head", "tail", "sort", "uniq", "tac"}
"""Programas que deixam passar linhas sem as mudar."""

_THROUGH = {"run", "exec", "logs", "attach", "start"}
"""Os verbos por onde passa o que um programa escreve."""

_VALUES = {"--format", "--quiet", "-q"}
"""As opções com que a saída são só valores, sem palavras do Docker."""

_OURS = (
    re.compile(r"^[\w.-]+ +\| "),  # o que um serviço escreve, no `docker compose up`
    re.compile(r"^(#\d+ )?\d+\.\d+ "),  # o que um RUN escreve
    re.compile(r"^ *(>>>)? *\d+ \|"),  # o trecho de um Dockerfile
)
"""O que não é do Docker, mesmo na saída de um comando só dele."""

_SHAPES = (
    re.compile(r"docker: "),
    re.compile(r"Error response from daemon: "),
    re.compile(r"(Error: )?failed to (start|attach|solve)"),
    re.compile(r"Error: No such "),
    re.compile(r"Unable to find image '"),
    re.compile(r"OCI runtime exec failed: "),
    re.compile(r"(See|Run) 'docker "),
    re.compile(r"(Untagged|Deleted): "),
    re.compile(r"Status: (Downloaded newer image|Image is up to date) for "),
    re.compile(r"Digest: <digest>"),
    re.compile(r"[\w.-]+: (Pulling from |Pull complete|Already exists|Download complete)"),
    re.compile(r"\[\+\] (Running|Building|Stopping) "),
    re.compile(r" +(✔|✘|!|⠿) (Container|Network|Volume|Image|Service) "),
    re.compile(r" => "),
    re.compile(r'time="[^"]*" level=(warning|error) msg='),
    re.compile(r"unknown (shorthand )?flag: "),
    re.compile(r"\"docker [\w -]+\" requires "),
)
"""As formas das mensagens do Docker que se reconhecem no meio do que um programa escreve."""

_PREFIX = re.compile(
    r"^\s*(docker: )?(Error response from daemon: |Error: |ERROR: )?"
    r"(failed to set up container networking: |failed to build: )?"
)
"""O que algumas versões põem antes de uma mensagem de erro, e outras não."""

_ERROR = re.compile(r"(docker: |Error|ERROR|failed to |unable to |OCI runtime )")

_REWRITTEN = {
    "could not find an available, non-overlapping IPv4 address pool among the defaults to assign "
    "to the network": "all predefined address pools have been fully subnetted",
}
"""As mensagens de outra versão que o Docker reescreveu por inteiro, e a da referência."""

_SHELL_WORDS = ("do", "then", "else", "if", "while", "until", "!", "time")
"""O que o shell lê antes de um comando."""


def _as_in_the_reference(line: str) -> str:
    for theirs, ours in _REWRITTEN.items():
        line = line.replace(theirs, ours)
    return line


def _is_docker(line: str, speaker: str) -> bool:
    """Diz se foi o Docker quem escreveu `line`; `speaker` é o que `speaker_of` disse do comando."""
    if speaker == "nobody" or any(shape.match(line) for shape in _OURS):
        return False
    return speaker == "docker" or any(shape.match(normalise_line(line)) for shape in _SHAPES)


def speaker_of(command: str, *, failed: bool) -> str:
    """Quem escreve a saída de `command`.

    `docker` se só ele; `both` se também um programa, ou se são só valores; `nobody` se outro.
    """
    speakers = []
    for pipeline in _pipelines(command):
        source, *filters = pipeline
        words = [word for word in source if not re.match(r"\w+=", word)]
        while words and words[0] in _SHELL_WORDS:
            words = words[1:]
        if words[:1] != ["docker"] or any(one[0] not in _FILTERS for one in filters):
            speakers.append("nobody")
        elif _passes_through(words) or (not failed and _shows_values(words)):
            speakers.append("both")
        else:
            speakers.append("docker")
    if not speakers or all(one == "nobody" for one in speakers):
        return "nobody"
    return "docker" if set(speakers) == {"docker"} else "both"


def _pipelines(command: str) -> list[list[list[str]]]:
    """Os encadeamentos de `command` e, de cada um, as palavras dos comandos ligados por `|`."""
    lexer = shlex.shlex(command.replace("\\\n", " "), posix=True, punctuation_chars="|&;()\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    found: list[list[list[str]]] = [[[]]]
    try:
        for token in lexer:
            if token and not set(token) - set("|&;()\n"):
                if token in ("|", "|&"):
                    found[-1].append([])
                else:
                    found.append([[]])
            else:
                found[-1][-1].append(token)
    except ValueError:
        return []  # uma aspa sem par: o shell o recusa
    return [[one for one in pipeline if one] for pipeline in found if any(pipeline)]


def _passes_through(words: list[str]) -> bool:
    """Diz se `docker …` mostra o que um programa escreve."""
    verbs = [word for word in words[1:] if not word.startswith("-")]
    through = _THROUGH & set(verbs[:3])
    if through & {"start"}:
        return bool({"-a", "--attach", "-i", "-ai", "-ia"} & set(words))
    if through & {"run"}:
        return not {"-d", "--detach"} & set(words)
    return bool(through)


def _shows_values(words: list[str]) -> bool:
    verbs = [word for word in words[1:] if not word.startswith("-")]
    if verbs[:1] == ["compose"] and "config" in verbs:
        return True
    if any(word.split("=")[0] in _VALUES for word in words):
        return True
    return "inspect" in verbs


def _is_error(line: str) -> bool:
    return bool(_ERROR.match(line.lstrip()))


def _is_header(line: str) -> bool:
    """Diz se `line` é a dos títulos das colunas de uma tabela: `CONTAINER ID   IMAGE`."""
    columns = re.split(r" {2,}", line.strip())
    return len(columns) > 1 and all(re.fullmatch(r"[A-Z][A-Z /]+", one) for one in columns)


def _tokens(line: str) -> list[str]:
    """As palavras de `line`, sem os valores que mudam a cada execução e sem pontuação."""
    normal = re.sub(r"<[\w-]+>", " ", normalise_line(_PREFIX.sub("", line)))
    words = re.split(r"[\s\"'“”‘’`(){}\[\],;|]+", normal)
    return [bare for word in words if (bare := word.strip(".:!?=>-✔✘…")) and bare != "/"]


def _cells(line: str) -> Counter[str]:
    """As palavras de uma linha de tabela; um endereço IPv6 se escreve de mais de um modo."""
    return Counter(re.split(r"[\s,:@]+", re.sub(r"\[::\]:|:::", "::", normalise_line(line))))


def _alike(before: Counter[str], after: Counter[str]) -> bool:
    """Diz se metade das palavras da mensagem mais curta está na outra."""
    shortest = min(before.total(), after.total())
    return 2 * (before & after).total() >= shortest
