"""A faxina remove só a diferença."""

import pytest

from engine import process
from engine.errors import EngineError
from engine.inventory import Inventory


def inventory(**things: set[str]) -> Inventory:
    kinds = ("containers", "networks", "volumes", "images")
    return Inventory(*(frozenset(things.get(kind, ())) for kind in kinds))


def test_only_the_difference_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[str] = []
    monkeypatch.setattr(process, "run", lambda command, **_: commands.append(" ".join(command)))
    before = inventory(containers={"dela"}, networks={"bridge"}, images={"dela:1@sha256:a"})
    after = inventory(
        containers={"dela", "nosso"},
        networks={"bridge"},
        volumes={"dados"},
        images={"dela:1@sha256:a", "<none>:<none>@sha256:b", "nossa:1@sha256:a"},
    )
    assert (after - before).remove({}) == []
    assert commands == [
        "docker rm --force --volumes nosso",
        "docker volume rm --force dados",
        "docker image rm --force sha256:b",
        "docker image rm --force nossa:1",
    ]


def test_what_vanished_meanwhile_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: object) -> str:
        raise EngineError("No such container" if command[1] == "rm" else "volume is in use")

    monkeypatch.setattr(process, "run", run)
    assert inventory(containers={"c"}, volumes={"v"}).remove({}) == ["volume is in use"]
