"""Cada exercício, sobre o que se gravou de motores de verdade: a solução certa e as erradas.

A gravação é do Docker 28, feita enquanto a suíte executava a solução da página; a de outra versão,
onde há uma, também. Uma solução errada é a certa com um engano (`wrong_table`).
"""

import json
import re
from pathlib import Path

import pytest

from guide.confere.checks import Exercise
from guide.confere.exercises import ALL
from guide.confere.judge import judge
from guide.confere.scene import Scene
from guide.page import Guide
from guide.practice.recorded import FOLDER, Replay
from tests.confere.wrong_table import WRONG

RECORDED = sorted(FOLDER.glob("*/*.json"))
BY_NAME = {one.name: one for one in ALL}
CASES = [
    pytest.param(file, wrong, id=f"{file.parent.name}-{file.stem}-{wrong[0]}")
    for file in RECORDED
    for wrong in WRONG.get(file.stem, [])
]
_COMMAND = re.compile(
    r"docker (?:\w+ )?(?:run|build|exec|create|start|kill|tag|push|pull|up|down|rm) +\S*[-A-Z]"
)

each = pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.name)


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_right_solution_is_done(file: Path) -> None:
    result = judge(BY_NAME[file.stem], Scene(Replay(json.loads(file.read_text("utf-8")))))
    missing = [f"{one.item.goal}: {one.saw}" for one in result.verdicts if not one.done]
    assert not missing, f"{file.name}: a solução da página não passa mais:\n" + "\n".join(missing)


@pytest.mark.parametrize(("file", "wrong"), CASES)
def test_a_wrong_solution_is_not_done_and_says_what_it_saw(file: Path, wrong: tuple) -> None:
    _, number, saw, edits = wrong
    data = json.loads(file.read_text("utf-8"))
    for edit in edits:
        edit(data)
    result = judge(BY_NAME[file.stem], Scene(Replay(data)))
    told = [
        f"{index}. {one.item.goal}: {one.saw}"
        for index, one in enumerate(result.verdicts, 1)
        if not one.done
    ]
    assert told, "o engano passou por certo"
    assert told[0].startswith(f"{number}. ") and saw in told[0], "\n".join(told)


@each
def test_whoever_did_nothing_has_not_begun(exercise: Exercise) -> None:
    result = judge(exercise, Scene(Replay({})))
    assert not result.done and not result.begun
    first = next(one for one in result.verdicts if not one.item.absence)
    assert first.saw


@each
def test_an_exercise_has_its_wrong_solutions_and_its_recording(exercise: Exercise) -> None:
    assert len(WRONG.get(exercise.name, [])) >= 4, (
        f"tests/confere/wrong_table.py: «{exercise.name}» precisa de quatro soluções erradas"
    )
    assert (FOLDER / "28" / f"{exercise.name}.json").exists(), (
        f"falta a gravação de «{exercise.name}»: make test PAGE={exercise.page}.md a faz"
    )


@each
def test_hints_go_from_vague_to_clear(exercise: Exercise) -> None:
    for item in exercise.items:
        first, second, third = item.hints
        assert len({first, second, third}) == 3, f"{item.goal}: duas dicas iguais"
        assert not _COMMAND.search(first), (
            f"«{item.goal}»: a primeira dica não pode ser o comando: {first}"
        )


def test_the_recordings_tell_nothing_of_the_machine() -> None:
    for file in RECORDED:
        found = re.search(r"/(?:home|root|Users|tmp/\w+/)[\w/]*", file.read_text("utf-8"))
        allowed = found is None or found[0].startswith("/home/voce")
        assert allowed, f"{file}: a gravação mostra {found[0]}"


def test_every_wrong_solution_is_of_an_exercise() -> None:
    assert not set(WRONG) - set(BY_NAME)


@each
def test_an_exercise_is_of_a_page_and_has_a_name_of_its_own(exercise: Exercise) -> None:
    assert Guide().is_file(Path(f"docs/{exercise.page}.md")), (
        f"guide/confere/exercises: «{exercise.name}» é de docs/{exercise.page}.md, que não há"
    )
    assert [one.name for one in ALL].count(exercise.name) == 1
