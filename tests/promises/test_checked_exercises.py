"""A linha que diz como se confere um exercício: onde tem de estar, e a que não pode estar."""

from pathlib import Path

from guide.page import Guide
from guide.promises import checked_exercises

PAGE = Path("docs/dados/volumes.md")
LINE = (
    "[Confira](../pratique/confere.md) antes de remover o `revanche`: "
    "`python3 confere.pyz volumes`."
)


def problems(old: str, new: str) -> list[str]:
    guide = Guide()
    text = guide.read(PAGE)
    assert old in text
    page = guide.edited({PAGE: text.replace(old, new, 1)}).page("dados/volumes")
    return checked_exercises.told(page) + checked_exercises.known(page)


def test_the_page_as_it_is_keeps_it() -> None:
    assert problems(LINE, LINE) == []


def test_the_line_is_missed() -> None:
    [found] = problems(f"{LINE}\n\n", "")
    assert found == (
        f"{PAGE}: antes da solução do exercício «volumes», escreva numa linha só dela: {LINE}"
    )


def test_in_the_solution_nobody_reads_it_in_time() -> None:
    [found] = problems(
        f'{LINE}\n\n??? success "Solução"\n', f'??? success "Solução"\n\n    {LINE}\n'
    )
    assert "antes da solução" in found


def test_an_exercise_that_is_not_known_is_told() -> None:
    found = problems(LINE, f"{LINE} `python3 confere.pyz vulumes`")
    assert "o confere não conhece o exercício de «python3 confere.pyz vulumes»" in found[-1]


def test_a_page_without_a_solution_is_told() -> None:
    found = problems('??? success "Solução"', '??? success "Resposta"')
    assert any("não tem uma solução executada" in one for one in found)
