"""O relatório, e as declarações de equivalência."""

import pytest

from guide.mutation import equivalents
from guide.mutation.equivalents import EQUIVALENT, Equivalent
from guide.mutation.report import report
from guide.mutation.slips import Mutant, all_mutants
from guide.page import Guide


def mutant(kind: str, before: str) -> Mutant:
    return Mutant(kind, "examples/a/a.console:1", before, "x", {})


def test_the_report_counts_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = [Equivalent(".*", "saída: .*", "b\nx", "por desenho")]
    monkeypatch.setattr(equivalents, "EQUIVALENT", declared)
    all_of_them = [mutant("saída: palavra", text) for text in ("a", "b", "bb", "c")]
    text, good = report(all_of_them, all_of_them[1:3])
    assert not good
    assert "examples/a/a.console:1: saída: palavra: «bb» virou «x»" in text
    assert "«b» virou" not in text
    assert "   1  por desenho" in text
    assert "Taxa de morte: 66,7% (2 de 3" in text
    assert report(all_of_them, all_of_them[1:2])[1]


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    return all_mutants(Guide())


@pytest.mark.parametrize("declared", EQUIVALENT, ids=lambda one: one.why)
def test_declared_equivalents_exist(declared: Equivalent, mutants: list[Mutant]) -> None:
    assert any(map(declared.covers, mutants)), (
        f"guide/mutation/equivalents.py: nada mais é como {declared}; apague a declaração"
    )
