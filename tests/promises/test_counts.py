"""As contas da prosa: os itens de uma lista anunciada, e a linha de um arquivo."""

import pytest

from guide.page import Guide
from guide.promises import counts
from tests.promises.conftest import Break

PAGE = "docs/primeira.md"
FOOT = '--8<-- "primeira.html"'
LIST = "- a\n- b\n\n  ainda b\n- c\n"


@pytest.mark.parametrize("said", ["Há três coisas:", "Três coisas\nimportam:", "Há coisas:"])
def test_a_list_may_be_counted(problems: Break, said: str) -> None:
    assert problems(PAGE, FOOT, f"{said}\n\n{LIST}\n{FOOT}") == []


@pytest.mark.parametrize("said", ["Há quatro coisas:", "Duas coisas\nimportam:"])
def test_a_wrong_count_is_named(problems: Break, said: str) -> None:
    (problem,) = problems(PAGE, FOOT, f"{said}\n\n{LIST}\n{FOOT}")
    assert problem.startswith(f"{PAGE}:28: a página anuncia «")
    assert "tem 3" in problem


FILE = '```text title="ola/dados.txt"\n--8<-- "ola/dados.txt"\n```\n'


@pytest.mark.parametrize("said", ["Linha 1, `dados`", "Linhas 1 a 1, `dados`"])
def test_the_line_of_a_file_is_the_one_said(problems: Break, said: str) -> None:
    assert problems(PAGE, FILE, f"{FILE}\n{said}\n:   É isto.\n") == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Linha 1, `um`", "a linha 1 do arquivo mostrado acima não tem `um`"),
        ("Linha 0, `dados`", "tem as linhas de 1 a 1, e a página fala da 0;"),
        ("Linha 2, `dados`", "tem as linhas de 1 a 1, e a página fala da 2;"),
        ("Linhas 1 e 2, `dados`", "tem as linhas de 1 a 1, e a página fala da 1 à 2;"),
        ("Linhas 1 a 0, `dados`", "tem as linhas de 1 a 1, e a página fala da 1 à 0;"),
    ],
)
def test_a_wrong_line_is_named(problems: Break, said: str, why: str) -> None:
    (problem,) = problems(PAGE, FILE, f"{FILE}\n{said}\n:   É isto.\n")
    assert problem.startswith(f"{PAGE}:16: ")
    assert why in problem


def test_the_guide_counts_and_tells_lines() -> None:
    """Se as formas mudam e nada mais se confere, este teste o diz."""
    guide = Guide()
    announced = [text for page in guide.pages for _, text, _ in counts.announced(page)]
    assert any(counts.COUNT.search(text) for text in announced)
    assert any(counts.LINE.match(line) for page in guide.pages for line in page.lines)
