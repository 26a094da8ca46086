"""As páginas de erros e a folha de consulta: nada nelas é só dito.

Cada mensagem é provocada ou marcada como citada, está na lista do índice e tem uma busca que a
acha; cada comando da folha é executado.
"""

from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide
from guide.promises import messages
from tests.browser.pasted_messages import PASTED

LEAST = 25
"""Quantos erros o guia precisa provocar, no mínimo."""


def test_enough_errors_are_provoked() -> None:
    provoked = [section for section in messages.sections(Guide()) if not section.quoted]
    assert len(provoked) >= LEAST, f"só {len(provoked)} mensagens são provocadas"


def test_every_error_is_searched_for() -> None:
    searched = {section for _, section in PASTED}
    explained = {section.place.replace(".md", "") for section in messages.sections(Guide())}
    assert not (missing := explained - searched), (
        f"ponha em tests/browser/pasted_messages.py uma mensagem que leve a: {sorted(missing)}"
    )
    assert not (unknown := searched - explained), (
        f"tests/browser/pasted_messages.py leva a seções que não existem: {sorted(unknown)}"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("erros/index.md", "(compose.md#recuo)", "(compose.md)", "link para compose.md#recuo"),
        (
            "erros/registros.md",
            messages.QUOTED,
            "!!! note",
            "provoque a mensagem de #pull-access-denied",
        ),
        (
            "erros/executar.md",
            '```console title="Terminal"\n--8<-- "erros-executar/executar.console:sem-container"',
            "```text",
            "provoque a mensagem de #no-such-container",
        ),
        ("consulta/cola.md", "`docker ps --all`", "`docker ps --al`", "`docker ps --al` não é"),
    ],
)
def test_each_fault_is_named(file: str, old: str, new: str, said: str) -> None:
    path = Path("docs") / file
    text = Guide().read(path)
    assert old in text
    wrong = Guide().edited({path: text.replace(old, new, 1)})
    found = [problem for problem in promises.page_problems(wrong.page(file)) if said in problem]
    assert len(found) == 1
    assert found[0].startswith(f"docs/{file}:")
