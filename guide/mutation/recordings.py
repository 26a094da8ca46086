"""O que o motor respondeu de verdade a cada passo de cada página: é com isso que se compara.

Quem grava é a própria suíte, quando uma página passa inteira; ninguém as escreve à mão. Ficam no
cache, um JSON por página, com um resumo (hash) do que decide as saídas: os comandos da página e os
arquivos do exemplo dela. Se o resumo já não é o do guia, a gravação não se lê.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from guide import atomic
from guide.console.compare import differs, matched
from guide.console.identity import Identities
from guide.console.parse import Step
from guide.console.story import SectionResult
from guide.detours import DetouredPage
from guide.engine import cache
from guide.page import Page

FORMAT = b"2"
"""Muda com o que se grava: uma gravação de outro formato não se lê."""


class StaleError(Exception):
    """Não há gravação de uma página, ou não é a do guia de agora; a mensagem diz o que fazer."""


@dataclass(frozen=True)
class RecordedStep:
    """O que um passo deu: como a página o mostra, o código de saída e as linhas obtidas.

    O código é None se o comando não acabou (ficou em primeiro plano ou num programa interativo).
    `owners` é de quem eram os IPs (`guide.console.story`).
    """

    shown: str
    exit_code: int | None
    output: list[str]
    owners: dict[str, str] = field(default_factory=dict)

    def is_told_by(self, step: Step) -> bool:
        """Se o que `step` mostra é o que aconteceu."""
        return (
            step.shown == self.shown
            and step.exit_code == (self.exit_code or 0)
            and differs(step, self.output) is None
        )


@dataclass(frozen=True)
class Recording:
    """Uma leitura inteira de uma página, que passou, no motor `engine` (versão do Docker)."""

    content: str
    engine: str
    steps: list[RecordedStep]


def disagreement(steps: Sequence[Step], recorded: Sequence[RecordedStep]) -> str:
    """O identificador que `steps` mostram e que não concorda com o gravado; vazio se não há.

    É o juízo que a história faz enquanto se vive (`guide.console.story`).
    """
    identities = Identities()
    for step, told in zip(steps, recorded, strict=True):
        pairs = matched(step.expected, told.output, step.accepts) or []
        if found := identities.disagreement(pairs, lambda told=told: told.owners):
            return found
    return ""


def content(page: Page) -> str:
    """Resumo SHA-256 do que decide as saídas de `page`: os comandos e os arquivos do exemplo.

    Conta os arquivos que a pasta de um leitor tem: nem transcrições, nem a versão do PowerShell.
    Levanta `TranscriptError` ou `GuideError` se a história não se lê.
    """
    digest = hashlib.sha256(FORMAT)
    for step in page.steps:
        digest.update(step.shown.encode() + b"\0")
    files = page.guide.files(Path("examples") / page.example) if page.example else []
    kept = [file for file in files if file.suffix not in (".console", ".ps1")]
    digest.update(page.guide.digest(kept).encode())
    return digest.hexdigest()


def file_of(page: Page) -> Path:
    """Onde fica a gravação de `page`."""
    name = f"{page.address}{'.desvios' if isinstance(page, DetouredPage) else ''}.json"
    return cache.directory() / "recordings" / name


def save(page: Page, results: Sequence[SectionResult], engine: str) -> None:
    """Guarda o que a leitura inteira de `page` deu, no motor de versão `engine`.

    Só o que passou e bate com o que a página mostra: de outra leitura nada se guarda. A troca do
    arquivo é de uma vez só: uma interrupção não deixa meia gravação.
    """
    steps = [
        RecordedStep(
            one.step.shown, one.result.exit_code, list(one.result.output), dict(one.owners)
        )
        for result in results
        for one in result.steps
    ]
    recording = Recording(content(page), engine, steps)
    if not steps or not tells(page, recording):
        return
    atomic.write({file_of(page): json.dumps(asdict(recording), ensure_ascii=False, indent=1)})


def load(page: Page) -> Recording:
    """A gravação de `page`. Levanta `StaleError` se falta ou se não é a do guia de agora."""
    remedy = f"Leia a página num motor: make test PAGE={page.name}"
    try:
        found = json.loads(file_of(page).read_text(encoding="utf-8"))
        steps = [RecordedStep(**step) for step in found.pop("steps")]
        recording = Recording(steps=steps, **found)
    except FileNotFoundError:
        raise StaleError(
            f"{page.path}: falta a gravação do que o motor respondeu. {remedy}"
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise StaleError(f"{page.path}: {file_of(page)} não se lê. {remedy}") from None
    if recording.content != content(page):
        raise StaleError(
            f"{page.path}: os comandos ou os arquivos do exemplo mudaram desde a gravação. {remedy}"
        )
    if not tells(page, recording):
        raise StaleError(
            f"{page.path}: a página mostra outra coisa que o gravado no Docker {recording.engine}. "
            f"{remedy}"
        )
    return recording


def tells(page: Page, recording: Recording) -> bool:
    """Se `page` mostra o que aconteceu, passo a passo. Levanta `TranscriptError`."""
    steps = page.steps
    return len(steps) == len(recording.steps) and all(
        told.is_told_by(step) for step, told in zip(steps, recording.steps, strict=True)
    )
