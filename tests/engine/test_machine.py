"""Máquinas em que não se pode montar um motor, e motores que não servem: a mensagem diz o quê."""

import json
import platform
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from guide.engine import machine as machine_engine
from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.private import packages

DEBIAN = {"ID": "debian", "VERSION_CODENAME": "trixie"}
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Um Debian em que tudo está certo; cada teste estraga uma coisa."""
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, 10**12))
    monkeypatch.setattr(packages, "TUN", Path("/dev/null"))
    return monkeypatch


def test_good_machine(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packages.check_machine(tmp_path, DEBIAN)


@pytest.mark.parametrize(
    ("target", "name", "value", "said"),
    [
        (platform, "system", lambda: "Darwin", "Instale o Docker"),
        (packages.os, "geteuid", lambda: 1000, "precisa ser root"),
        (shutil, "which", lambda name: None, "faltam estes programas: apt-get, dpkg"),
        (shutil, "disk_usage", lambda path: Usage(10**12, 0, 10**8), "há 0.1 GB"),
        (packages, "TUN", Path("/nao/existe"), "--device /dev/net/tun"),
    ],
)
def test_bad_machine(
    machine: pytest.MonkeyPatch,
    tmp_path: Path,
    target: object,
    name: str,
    value: object,
    said: str,
) -> None:
    machine.setattr(target, name, value, raising=False)
    with pytest.raises(EngineError, match=said):
        packages.check_machine(tmp_path, DEBIAN)


def test_the_engines_still_to_be_made_need_room(
    machine: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, 3 * 10**9))
    packages.check_disk(tmp_path, 1)
    with pytest.raises(EngineError, match=r"os 4 motores privados precisam de 8\.8 GB.*há 3\.0 GB"):
        packages.check_disk(tmp_path, 4)
    for name in "123":
        (tmp_path / name / "data").mkdir(parents=True)
    packages.check_disk(tmp_path, 4)


def test_other_linux(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"só no Debian e no Ubuntu.*Fedora 44"):
        packages.check_machine(tmp_path, {"ID": "fedora", "PRETTY_NAME": "Fedora 44"})


def fake_docker(monkeypatch: pytest.MonkeyPatch, answers: dict[str, str | Exception]) -> None:
    def run(command: list[str], **_: object) -> str:
        answer = answers[command[1]]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(process, "run", run)


def test_engine_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_docker(monkeypatch, {"info": "{}", "compose": "v2", "buildx": "v0.29"})
    assert machine_engine.unusable({}) == ""


def test_client_without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    info = json.dumps({"ServerErrors": ["Cannot connect to the Docker daemon"]})
    fake_docker(monkeypatch, {"info": info})
    assert "Cannot connect" in machine_engine.unusable({})


def test_no_docker_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_docker(monkeypatch, {"info": EngineError("O programa 'docker' não existe")})
    assert "não existe" in machine_engine.unusable({})


@pytest.mark.parametrize("missing", ["compose", "buildx"])
def test_engine_without_a_plugin(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    answers: dict[str, str | Exception] = {"info": "{}", "compose": "v2", "buildx": "v0.29"}
    fake_docker(monkeypatch, answers | {missing: EngineError("unknown command")})
    assert f"não tem o comando `docker {missing}`" in machine_engine.unusable({})
