"""As páginas de erros e a folha de consulta: nada nelas é só dito.

Cada mensagem é provocada ou marcada como citada, está na lista do índice e tem uma busca que a
acha; cada comando da folha é executado.
"""

import shutil
from pathlib import Path

import pytest

from guide.page import ROOT, Guide
from guide.promises import cheat_sheet, messages
from tests.browser.pasted_messages import ERRORS

LEAST = 25
"""Quantos erros o guia precisa provocar, no mínimo."""


def test_every_error_is_provoked_or_quoted_and_listed() -> None:
    assert not (found := messages.provoked_and_listed(Guide())), "\n".join(found)


def test_enough_errors_are_provoked() -> None:
    provoked = [section for section in messages.sections(Guide()) if not section.quoted]
    assert len(provoked) >= LEAST, f"só {len(provoked)} mensagens são provocadas"


def test_every_error_is_searched_for() -> None:
    searched = {section for _, section in ERRORS}
    explained = {section.place.replace(".md", "") for section in messages.sections(Guide())}
    assert not (missing := explained - searched), (
        f"ponha em tests/browser/pasted_messages.py uma mensagem que leve a: {sorted(missing)}"
    )
    assert not (unknown := searched - explained), (
        f"tests/browser/pasted_messages.py leva a seções que não existem: {sorted(unknown)}"
    )


def test_cheat_sheet_is_executed() -> None:
    assert not (found := cheat_sheet.executed(Guide())), "\n".join(found)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Uma cópia do guia, para estragar."""
    for name in ("docs", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("erros/index.md", "(compose.md#recuo)", "(compose.md)", "link para compose.md#recuo"),
        ("erros/registros.md", messages.QUOTED, "!!! note", "#pull-access-denied: provoque"),
        (
            "erros/executar.md",
            '```console title="Terminal"\n--8<-- "erros-executar/executar.console:sem-container"',
            "```text",
            "executar.md#no-such-container: provoque",
        ),
        ("consulta/cola.md", "`docker ps --all`", "`docker ps --al`", "`docker ps --al` não é"),
    ],
)
def test_mistakes_are_named(guide: Path, file: str, old: str, new: str, said: str) -> None:
    page = guide / "docs" / file
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    wrong = Guide(guide)
    assert said in "\n".join(messages.provoked_and_listed(wrong) + cheat_sheet.executed(wrong))
