"""O navegador dos testes: achado, instalado ou pedido com uma mensagem que diz o que fazer."""

import platform
from pathlib import Path

import pytest

from guide.engine import debian, process
from guide.engine.failure import EngineError
from guide.site import chromium, chromium_install
from guide.site.chromium import ChromiumError

DEBIAN = {"ID": "debian", "PRETTY_NAME": "Debian"}


class Machine:
    """Um Debian, como root, sem navegador; o `apt-get` instala um."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.programs = {"apt-get"}
        self.ran: list[str] = []
        self.said: list[str] = []
        self.brings = {chromium_install.PACKAGE}
        monkeypatch.setattr(debian.shutil, "which", self._which)
        monkeypatch.setattr(chromium, "MACOS", Path("/nao/existe"))
        monkeypatch.setattr(debian.os, "geteuid", lambda: 0, raising=False)
        monkeypatch.setattr(platform, "system", lambda: "Linux")
        monkeypatch.setattr(platform, "freedesktop_os_release", lambda: DEBIAN)
        monkeypatch.setattr(process, "show", self._show)

    def _which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.programs else None

    def _show(self, command: list[str], **_: object) -> None:
        self.ran.append(" ".join(command))
        if "install" in command:
            self.programs |= self.brings

    def ensure(self, **env: str) -> Path:
        return chromium_install.ensure(env, self.said.append)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.mark.parametrize("name", chromium.NAMES)
def test_what_the_machine_has_is_used(machine: Machine, name: str) -> None:
    machine.programs.add(name)
    assert machine.ensure() == Path(f"/usr/bin/{name}")
    assert machine.ran == []


def test_ubuntu_has_only_a_snap(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "ubuntu"})
    with pytest.raises(ChromiumError, match=r"só o tem como snap(?s:.*)Google Chrome"):
        machine.ensure()
    assert machine.ran == []


def test_the_person_chooses(machine: Machine) -> None:
    machine.programs |= {"chromium", "meu-chromium"}
    assert machine.ensure(CHROMIUM="meu-chromium") == Path("/usr/bin/meu-chromium")
    with pytest.raises(ChromiumError, match="CHROMIUM=/nada: não há esse programa"):
        machine.ensure(CHROMIUM="/nada")


def test_installed_where_it_may_be(machine: Machine) -> None:
    assert machine.ensure() == Path("/usr/bin/chromium-headless-shell")
    assert [command.split()[-1] for command in machine.ran] == ["update", "chromium-headless-shell"]
    assert "instalando o pacote chromium-headless-shell" in machine.said[0]


@pytest.mark.parametrize(
    ("target", "name", "value", "said"),
    [
        (platform, "system", lambda: "Windows", "o sistema é Windows"),
        (
            platform,
            "freedesktop_os_release",
            lambda: {"ID": "x", "PRETTY_NAME": "Fedora"},
            "Fedora",
        ),
        (debian.os, "geteuid", lambda: 1000, "você não é root"),
        (debian.shutil, "which", lambda name: None, "falta o apt-get"),
    ],
    ids=["sistema", "distribuição", "root", "apt-get"],
)
def test_not_installed_where_it_may_not(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    target: object,
    name: str,
    value: object,
    said: str,
) -> None:
    monkeypatch.setattr(target, name, value, raising=False)
    with pytest.raises(ChromiumError, match=f"{said}(?s:.*)apt-get install chromium"):
        machine.ensure()
    assert machine.ran == []


def test_failed_installation(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.brings = set()
    with pytest.raises(ChromiumError, match="não trouxe o programa"):
        machine.ensure()

    def show(command: list[str], **_: object) -> None:
        raise EngineError("O comando falhou (100)")

    monkeypatch.setattr(process, "show", show)
    with pytest.raises(ChromiumError, match=r"não pôde ser instalado\. O comando falhou"):
        machine.ensure()
