"""«Preveja»: as saídas que o leitor tenta dizer antes de as ver.

Quem escreve a página o pede numa linha logo acima do bloco, com o nome de duas outras seções:

    <!-- preveja: reinicia, engano -->
    <!-- preveja o passo 2: visitas/1, flaskboasvindas/execucao.console:curl -->

A saída certa é a do último passo do bloco, ou a do passo dito; as outras duas são as do último
passo de cada seção, ou do passo dito depois da barra. Uma seção sem caminho é da transcrição do
bloco. As três foram executadas: aqui nada se digita. O que se confere delas está em
`guide.promises.predicted`.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from guide.console import parse
from guide.page import Block, GuideError, Page

FAILURE = (GuideError, parse.TranscriptError, OSError)
"""O que se levanta se um pedido não se lê."""

_LIKE = re.compile(r"<!--\s*preveja\b")
_MARK = re.compile(
    r"\s*<!-- preveja(?: o passo (?P<step>[1-9]\d?))?: (?P<first>\S+), (?P<second>\S+) -->"
)
_SOURCE = re.compile(r"(?:(?P<path>[^:]+):)?(?P<section>[a-z0-9-]+)(?:/(?P<step>[1-9]\d?))?")


@dataclass(frozen=True)
class Output:
    """O que um passo executado mostrou; `index` é o número do passo na seção, a partir de 1."""

    transcript: str
    section: str
    index: int
    step: parse.Step

    @property
    def name(self) -> str:
        """Como se chama: `caderno/volumes.console:some/2`."""
        return f"{self.transcript}:{self.section}/{self.index}"

    @property
    def lines(self) -> list[str]:
        """As linhas que a página mostra, a do código de saída inclusive."""
        code = self.step.exit_code
        return [*self.step.expected, *([parse.exit_code_line(code)] if code else [])]


@dataclass(frozen=True)
class Prediction:
    """Um pedido da página `page`: o bloco, e as três saídas; a primeira é a certa."""

    page: Page
    block: Block
    outputs: tuple[Output, Output, Output]

    @property
    def right(self) -> Output:
        """A saída que o bloco mostra."""
        return self.outputs[0]

    @cached_property
    def shuffled(self) -> list[Output]:
        """As três na ordem em que se oferecem: sempre a mesma, e a certa ora aqui, ora ali."""
        first, second, third = self.outputs
        seed = zlib.crc32(f"{self.page.address}:{self.right.section}".encode())
        others = [second, third] if seed & 1 else [third, second]
        others.insert((seed >> 1) % 3, first)
        return others

    @property
    def asked(self) -> str:
        """O que o bloco mostra antes da saída: os comandos, com as saídas dos anteriores."""
        steps = self.page.guide.transcript(self.right.transcript).section(self.right.section).steps
        shown: list[str] = []
        for index, step in enumerate(steps[: self.right.index], 1):
            shown.append(step.shown)
            if index < self.right.index:
                shown += Output("", "", index, step).lines
        return "\n".join(shown)


def marks(page: Page) -> Iterator[int]:
    """As linhas de `page`, a partir de 1, que pedem uma previsão ou o tentam."""
    return (number for number, line in enumerate(page.lines, 1) if _LIKE.search(line))


def read(page: Page, line: int) -> Prediction:
    """O pedido que `page` faz na linha `line`.

    Levanta `GuideError`, com `arquivo:linha`, se ele não se lê ou pede o que não há; e o que
    levanta a leitura de uma transcrição.
    """
    place = f"{page.path}:{line}"
    mark = _MARK.fullmatch(page.lines[line - 1].rstrip())
    if not mark:
        raise GuideError(
            f"{place}: o pedido se escreve <!-- preveja: seção, seção --> ou "
            "<!-- preveja o passo 2: seção/1, pasta/x.console:seção -->"
        )
    block = next((one for one in page.blocks if one.line == line + 1), None)
    path, section = block.include or ("", None) if block else ("", None)
    if not block or not path.endswith(".console") or not section:
        raise GuideError(f"{place}: logo abaixo de «preveja» vem o bloco de uma transcrição")
    right = _output(page, place, f"{path}:{section}{_slash(mark['step'])}", path)
    others = [_output(page, place, mark[name], path) for name in ("first", "second")]
    return Prediction(page, block, (right, *others))


def of(page: Page) -> list[Prediction]:
    """Os pedidos de `page`, na ordem dela. Levanta como `read`."""
    return [read(page, line) for line in marks(page)]


def _slash(step: str | None) -> str:
    return f"/{step}" if step else ""


def _output(page: Page, place: str, name: str, path: str) -> Output:
    source = _SOURCE.fullmatch(name)
    if not source:
        raise GuideError(f"{place}: «{name}» não é o nome de uma seção; escreva seção ou seção/2")
    path = source["path"] or path
    if not page.guide.is_file(Path("examples") / path):
        raise GuideError(f"{place}: não há a transcrição examples/{path}")
    try:
        section = page.guide.transcript(path).section(source["section"])
    except parse.TranscriptError as error:
        raise GuideError(f"{place}: {error}") from None
    index = int(source["step"] or len(section.steps))
    if index > len(section.steps):
        raise GuideError(
            f"{place}: a seção «{section.name}» tem {len(section.steps)} passos, e não {index}"
        )
    return Output(path, section.name, index, section.steps[index - 1])
