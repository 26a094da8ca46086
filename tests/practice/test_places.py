"""Onde, na história de uma página, um exercício começa e está feito; o que a página diz dele."""

from guide.confere.exercises import ALL
from guide.page import Guide
from guide.practice import pages

GUIDE = Guide()
BY_NAME = {one.name: one for one in ALL}


def sections(name: str) -> tuple[str, str]:
    exercise = BY_NAME[name]
    page = GUIDE.page(exercise.page)
    before, done = pages.place(page, exercise)
    return page.story[before].section, page.story[done].section


def test_an_exercise_is_between_two_sections() -> None:
    assert sections("volumes")[1] == "redis-le"
    assert sections("o-que-nao-isola")[1] == "solucao"
    assert sections("menos-poderes")[1] == "compose-recusa"
    before, _ = sections("faxina")
    assert before == "tarefa"


def test_where_the_solution_undoes_itself_another_section_follows() -> None:
    for name, section in pages.DONE_AT.items():
        page = GUIDE.page(BY_NAME[name].page)
        _, done = pages.place(page, BY_NAME[name])
        following = page.story[done + 1]
        assert page.story[done].section == section
        assert page.in_solution(following.line), f"{name}: nada o desfaz; tire-o de DONE_AT"


def test_the_sentence_says_when() -> None:
    page = GUIDE.page("dados/volumes")
    assert pages.sentence(page, BY_NAME["volumes"]) == (
        "[Confira](../pratique/confere.md) antes de remover o `revanche`: "
        "`python3 confere.pyz volumes`."
    )
    lesson = GUIDE.page("pratique/dieta")
    assert pages.sentence(lesson, BY_NAME["dieta"]).startswith("[Confira](confere.md) antes de")
