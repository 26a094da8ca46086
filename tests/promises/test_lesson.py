"""O cabeçalho de uma lição e a nota ao pé dela, estragados de cada modo."""

from collections.abc import Callable

import pytest

PAGE = "docs/primeira.md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Iniciante · 1 min", "Fácil · 1 min", f"{PAGE}:7: depois do título"),
        ("{ .licao }\n", "", f"{PAGE}:7: depois do título"),
        ("# Primeira\n\n", "# Primeira\n", f"{PAGE}:7: depois do título"),
        ("1 min", "9 min", f"{PAGE}:7: a página diz 9 min, e a lição leva 1: escreva «1 min»"),
        ("## Faça\n", "palavra " * 4400, f"{PAGE}:7: a lição leva 23 min, e o limite é 22"),
        (
            "## Entenda\n",
            "## Entenda\n\n" + "palavra " * 4400 + "`>`\n",
            f"{PAGE}:7: a lição leva 23 min",
        ),
        ('--8<-- "primeira.html"\n', "", f"{PAGE}:28: falta, no fim, a linha que mostra quando"),
    ],
)
def test_each_fault_is_said_once(
    only_problem: Callable[..., str], old: str, new: str, said: str
) -> None:
    assert only_problem(PAGE, old, new).startswith(said)
