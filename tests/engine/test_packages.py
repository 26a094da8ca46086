"""Os pacotes do motor privado, com o apt e o dpkg simulados."""

import platform
from pathlib import Path

import pytest

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.private import packages

TARGETS = """\
http://espelho.example/debian/ bookworm main
http://espelho.example/debian/ bookworm-updates main
http://espelho.example/seguranca/ bookworm-security main
https://terceiros.example/linux bookworm stable
https://outros.example/ nodistro main
"""


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    release = {"ID": "debian", "VERSION_CODENAME": "bookworm"}
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    monkeypatch.setattr(packages, "check_machine", lambda cache: None)
    monkeypatch.setattr(process, "run", lambda command, **_: TARGETS)
    return monkeypatch


def test_archive_is_the_one_of_the_machine(debian: pytest.MonkeyPatch) -> None:
    archive = packages.find_archive()
    assert archive.mirror == "http://espelho.example/debian/"
    assert archive.source("forky").endswith("http://espelho.example/debian/ forky main")
    assert [line.rpartition("]")[2].split()[-2] for line in archive.own_sources] == [
        "bookworm",
        "bookworm-updates",
        "bookworm-security",
    ]


def test_machine_without_its_own_archive(debian: pytest.MonkeyPatch) -> None:
    debian.setattr(process, "run", lambda command, **_: "https://outros.example/ nodistro main")
    with pytest.raises(EngineError, match="não tem o arquivo de debian bookworm"):
        packages.find_archive()


def test_unknown_version(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"ENGINE=19 não existe; use 28\.5 ou 26\.1"):
        packages.fetch("19", tmp_path, print)


def test_failed_download_leaves_no_half_engine(debian: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def show(command: list[str], **_: object) -> None:
        if "download" in command:
            raise EngineError("O comando falhou (100); o motivo está logo acima")

    debian.setattr(process, "show", show)
    for _ in range(2):  # a segunda tentativa não tropeça no que a primeira deixou
        with pytest.raises(EngineError, match="o motivo está logo acima"):
            packages.fetch("28.5", tmp_path, print)
        assert not (tmp_path / "programs").exists()


def test_complete_download_is_reused(debian: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[str] = []

    def show(command: list[str], **_: object) -> None:
        commands.append(" ".join(map(str, command)))
        if "download" in command:
            (Path(command[2]) / "docker-cli.deb").touch()

    def run(command: list[str], **_: object) -> str:
        if command[0] == "dpkg":
            (Path(command[3]) / "usr/bin").mkdir(parents=True)
        return TARGETS

    debian.setattr(process, "show", show)
    debian.setattr(process, "run", run)
    root = packages.fetch("28.5", tmp_path, print)
    assert root == tmp_path / "programs" and (root / "usr/bin").is_dir()
    assert not (tmp_path / "fetch").exists()
    assert any(" download docker.io docker-cli " in command for command in commands)
    assert any("--download-only install runc iptables " in command for command in commands)

    commands.clear()
    assert packages.fetch("28.5", tmp_path, print) == root
    assert commands == []


def test_failed_command_says_what_it_said() -> None:
    with pytest.raises(EngineError, match=r"(?s)falhou \(3\): sh -c .*motivo do erro"):
        process.run(["sh", "-c", "echo motivo do erro >&2; exit 3"])
    with pytest.raises(EngineError, match="'programa-que-nao-existe' não existe"):
        process.run(["programa-que-nao-existe"])
    with pytest.raises(EngineError, match=r"não terminou em 0\.1 s: sleep 5"):
        process.run(["sleep", "5"], timeout=0.1)
    with pytest.raises(EngineError, match=r"falhou \(1\); o motivo está logo acima"):
        process.show(["false"])
    with pytest.raises(EngineError, match="não existe"):
        process.show(["programa-que-nao-existe"])
