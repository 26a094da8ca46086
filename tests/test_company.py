"""O que uma página pede além de um motor, e quem não o tem."""

from dataclasses import replace
from pathlib import Path

import pytest

from guide import company
from guide.engine import machines, podman
from guide.engine.inventory import Inventory
from guide.engine.session import Engine
from guide.page import Guide, Page

NOTHING = Inventory(*[frozenset()] * 6)
THEIRS = Engine({}, "28.5.2", "2.40.3", [], NOTHING)
PRIVATE = replace(THEIRS, programs=Path("/programas"))
IN_A_SWARM = replace(THEIRS, before=replace(NOTHING, swarms=frozenset({"no"})))


def page(root: Path, command: str, terminal: str = "principal") -> Page:
    """Uma página com um comando só, digitado em `terminal`."""
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "docs/p.md").write_text('```console\n--8<-- "ola/ola.console:um"\n```\n')
    (root / "examples/ola/ola.console").write_text(
        f"# terminal: {terminal}\n# --8<-- [start:um]\n$ {command}\n# --8<-- [end:um]\n"
    )
    return Guide(root).page("p")


def test_other_machines_are_only_beside_a_private_engine(tmp_path: Path) -> None:
    asks = page(tmp_path, "docker node ls", "maquina2")
    assert company.machines_of(asks) == {"maquina2"}
    assert company.absence(asks, THEIRS) == machines.ABSENCE
    assert company.absence(asks, PRIVATE) == ""


@pytest.mark.parametrize(
    ("command", "used"),
    [
        ("podman kube play web.yaml", True),
        ("docker save a | podman load", True),
        ("kubectl create deployment web", True),
        ("docker build --tag podman .", False),
        ("echo kubectl", False),
    ],
)
def test_what_uses_podman(tmp_path: Path, command: str, used: bool) -> None:
    asks = page(tmp_path, command)
    assert company.uses_podman(asks) is used
    assert company.absence(asks, THEIRS) == (podman.ABSENCE if used else "")


@pytest.mark.parametrize(
    ("command", "left_out"),
    [
        ("docker swarm init", True),
        ("docker service ls", True),
        ("docker compose config --services", False),
        ("docker run --rm web", False),
    ],
)
def test_an_engine_in_a_swarm_is_not_taken_out_of_it(
    tmp_path: Path, command: str, left_out: bool
) -> None:
    asks = page(tmp_path, command)
    assert company.absence(asks, IN_A_SWARM) == (company.IN_A_SWARM if left_out else "")
    assert company.absence(asks, THEIRS) == ""
