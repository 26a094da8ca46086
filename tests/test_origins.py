"""De onde vem a saída errada de um «preveja»: a lição, a seção e o que veio antes do comando."""

import pytest

from guide import origins, predictions
from guide.page import Guide
from guide.site.reading import LESSON

FOUND = [
    (one, output, origins.of(one, output))
    for page in Guide().pages
    for one in predictions.of(page)
    for output in one.outputs[1:]
]


def test_each_one_names_a_lesson_and_ends_in_its_command() -> None:
    for one, output, found in FOUND:
        assert found.commands[-1] == output.step.shown, one.block.place
        assert LESSON in found.page.lines, f"{one.block.place}: {found.page.path} não é uma lição"
        assert found.heading, one.block.place


@pytest.mark.parametrize(
    ("page", "section", "lesson", "commands"),
    [
        (  # o container de outra lição, que o leitor não conhece
            "containers/execucao",
            "shell-pid/1",
            "O comando do container",
            [
                "$ docker run --detach --name surdo balcao-shell",
                "$ docker exec surdo cat /proc/1/comm",
            ],
        ),
        (  # o mesmo comando, noutro estado
            "containers/ciclo-de-vida",
            "pausar/2",
            "O ciclo de vida de um container",
            [
                "$ docker pause maratonista",
                "$ docker ps --all --filter name=maratonista --format '{{.Names}}: {{.State}}'",
            ],
        ),
        (  # visitar a aplicação não explica; pô-la no ar, sim
            "compose/escala",
            "soma/1",
            "Três réplicas atrás do nginx",
            ["$ docker compose up --detach --wait", "$ curl http://localhost:8080"],
        ),
        (  # nesta página, outro comando se explica sozinho
            "imagens/o-que-sao",
            "duas-versoes/1",
            "O que são imagens Docker?",
            ["$ docker run --rm mural:2"],
        ),
    ],
)
def test_what_came_before(page: str, section: str, lesson: str, commands: list[str]) -> None:
    found = next(
        found
        for one, output, found in FOUND
        if one.page.address == page and output.name.endswith(f":{section}")
    )
    assert origins.title(found.page) == lesson
    assert list(found.commands) == commands
