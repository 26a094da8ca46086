"""As máquinas ao lado de um motor privado, e o canto do podman: como se veem, e o que deixam."""

from pathlib import Path

import pytest

from guide.engine import machines, podman, process
from guide.engine.failure import EngineError
from guide.engine.session import Engine


@pytest.fixture
def private(engine: Engine) -> Engine:
    if not engine.private:
        pytest.skip("o motor é o desta máquina: ao lado dele a suíte não põe outros")
    return engine


def in_the_network_of(one: Engine, *command: str) -> str:
    return process.run(["nsenter", f"--net={one.network}", *command], env=one.env)


def test_the_machines_reach_each_other_and_leave_nothing(private: Engine) -> None:
    with machines.beside(private) as found:
        names = [
            process.run(["docker", "info", "--format", "{{.Name}}"], env=one.env)
            for one in found.values()
        ]
        third = in_the_network_of(found["maquina3"], "ip", "route", "get", "192.168.56.12")
    assert names == list(machines.NAMES)
    assert "192.168.56.12 dev eth0" in third
    assert not Path(found["maquina2"].network).exists(), "a máquina 2 não se desligou"
    with pytest.raises(EngineError, match="does not exist"):
        in_the_network_of(private, "ip", "link", "show", machines.BRIDGE)


def test_podman_has_its_own_corner_and_leaves_nothing(private: Engine) -> None:
    if reason := podman.absence(private):
        pytest.skip(reason)
    with podman.beside(private) as corner:
        version = process.run(["podman", "--version"], env=corner.env)
        docker = process.run(["docker", "info", "--format", "{{.Name}}"], env=corner.env)
        assert process.run(["podman", "ps", "--all", "--quiet"], env=corner.env) == ""
    assert version.startswith("podman version")
    assert docker == machines.NAMES[0], "do canto do podman não se chega ao motor"
    assert not Path(private.folder, "podman").exists()


def test_a_corner_that_does_not_start_says_why(
    private: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(podman, "_root", lambda programs: tmp_path / "nao-ha")
    with (
        pytest.raises(EngineError, match=r"(?s)O podman não pôde ser isolado.*nao-ha"),
        podman.beside(private),
    ):
        raise AssertionError("o canto não devia começar")
