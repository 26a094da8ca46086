"""A faxina remove só a diferença."""

import pytest

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.inventory import LISTS, Inventory


def inventory(**things: set[str]) -> Inventory:
    return Inventory(*(frozenset(things.get(kind, ())) for kind in LISTS))


def test_only_the_difference_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[str] = []
    monkeypatch.setattr(process, "run", lambda command, **_: commands.append(" ".join(command)))
    before = inventory(
        containers={"dela"},
        networks={"bridge"},
        images={"dela:1@sha256:a"},
        contexts={"default", "escola"},
    )
    after = inventory(
        containers={"dela", "nosso"},
        networks={"bridge"},
        volumes={"dados"},
        images={"dela:1@sha256:a", "<none>:<none>@sha256:b", "nossa:1@sha256:a"},
        contexts={"default", "escola", "nosso"},
    )
    assert (after - before).remove({}) == []
    assert commands == [
        "docker rm --force --volumes nosso",
        "docker volume rm --force dados",
        "docker image rm --force sha256:b",
        "docker image rm --force nossa:1",
        "docker context rm --force nosso",
    ]


def test_the_swarm_is_left_before_its_services_remake_the_containers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[str] = []
    monkeypatch.setattr(process, "run", lambda command, **_: commands.append(" ".join(command)))
    after = inventory(containers={"tarefa"}, networks={"gwbridge"}, swarms={"no"})
    assert (after - inventory()).remove({}) == []
    assert commands == [
        "docker swarm leave --force",
        "docker rm --force --volumes tarefa",
        "docker network rm gwbridge",
    ]
    commands.clear()
    (after - inventory(swarms={"no"})).remove({})
    assert not any("swarm" in command for command in commands), "o swarm é da pessoa"


def test_what_vanished_meanwhile_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: object) -> str:
        raise EngineError("No such container" if command[1] == "rm" else "volume is in use")

    monkeypatch.setattr(process, "run", run)
    assert inventory(containers={"c"}, volumes={"v"}).remove({}) == ["volume is in use"]


class BuildCache:
    """Um cache de construção em que cada registro só sai depois dos que nasceram dele."""

    def __init__(self, *records: str) -> None:
        self.records = list(records)
        self.commands: list[str] = []

    def run(self, command: list[str], **_: object) -> str:
        if command[1] == "system":
            return "\n".join(self.records)
        self.commands.append(" ".join(command))
        identifier = command[-1].removeprefix("id=")
        if identifier == "--force":
            self.records.clear()
        elif self.records and self.records[-1] == identifier:
            self.records.pop()
        return ""


def test_build_cache_of_the_person_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = BuildCache("dela", "base", "meio", "topo")
    monkeypatch.setattr(process, "run", cache.run)
    assert inventory(build_cache={"base", "meio", "topo"}).remove({}) == []
    assert cache.records == ["dela"]


def test_build_cache_that_is_all_ours_goes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = BuildCache("base", "topo")
    monkeypatch.setattr(process, "run", cache.run)
    inventory(build_cache={"base", "topo"}).remove({})
    assert cache.commands == ["docker builder prune --all --force"]


def test_build_cache_in_use_does_not_loop_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = BuildCache("base", "topo", "dela, feita sobre o topo")
    monkeypatch.setattr(process, "run", cache.run)
    inventory(build_cache={"base", "topo"}).remove({})
    assert cache.records == ["base", "topo", "dela, feita sobre o topo"]
