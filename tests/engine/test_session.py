"""O motor que um processo abre e outro usa."""

from dataclasses import replace
from pathlib import Path

import pytest

from guide.engine.images import BaseImage
from guide.engine.inventory import Inventory
from guide.engine.private import daemon
from guide.engine.session import Engine, inside

NOTHING: frozenset[str] = frozenset()
PRIVATE = Engine(
    env={"DOCKER_HOST": "unix:///motor.sock"},
    version="28.5.2",
    compose="2.40.3",
    base_images=[BaseImage("debian:trixie-slim", "substituta")],
    before=Inventory(frozenset({"um"}), NOTHING, NOTHING, NOTHING, NOTHING, frozenset({"default"})),
    programs=Path("/programas"),
    network="/proc/1/ns/net",
)


def test_the_same_engine_in_another_process() -> None:
    assert Engine.from_plain(PRIVATE.to_plain()) == PRIVATE
    theirs = Engine({}, "29.0.0", "2.40.3", [], PRIVATE.before)
    assert Engine.from_plain(theirs.to_plain()) == theirs
    assert not theirs.private


def test_inside_is_the_network_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    entered: list[Path] = []
    monkeypatch.setattr(daemon, "_set_network", lambda libc, fd: entered.append(fd))
    with inside(Engine({}, "29.0.0", "2.40.3", [], PRIVATE.before)):
        assert entered == []
    with inside(replace(PRIVATE, network="/proc/self/ns/net")):
        assert len(entered) == 1
    assert len(entered) == 2, "ao sair, a rede de antes não voltou"
