"""`suba.sh`: o que ele diz quando algo falta, e que nada fica no ar pela metade."""

import re
import subprocess
from pathlib import Path

import pytest

from guide.classroom import folder, images
from tests.classroom import scripts
from tests.classroom.scripts import Machine, assert_refused

STICK = {
    "registro/docker/x": "dados",
    "site/index.html": "<h1>O guia</h1>",
    "programas/nginx.conf": "server {}",
    f"imagens/amd64/{images.file_of(images.REGISTRY)}": "registro",
    f"imagens/amd64/{images.file_of(images.NGINX)}": "nginx",
    f"imagens/amd64/{images.file_of(images.PYTHON)}": "python",
}
ENGINE = {"version*": "echo amd64", "*inspect*": "exit 1"}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "máquina")
    machine.docker(ENGINE)
    machine.put("ip", "echo '2: eth0    inet 192.168.0.10/24 brd x scope global eth0'")
    machine.put("python3", "exit 1")
    return machine


@pytest.fixture
def stick(machine: Machine) -> Path:
    """Um pendrive pequeno, com as somas."""
    stick = machine.home / "turma"
    for name, text in STICK.items():
        (stick / name).parent.mkdir(parents=True, exist_ok=True)
        (stick / name).write_text(text, encoding="utf-8")
    scripts.write("suba.sh", stick)
    (stick / "programas/qr.pyz").write_bytes(folder.qr_program())
    folder._write_sums(stick)
    return stick


def suba(machine: Machine, stick: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return machine.run(stick / "suba.sh", *words)


def test_the_mirror_the_site_and_the_address(machine: Machine, stick: Path) -> None:
    done = suba(machine, stick)
    assert done.returncode == 0, done.stderr
    assert "A turma abre:      http://192.168.0.10:8500/turma/" in done.stdout
    assert "O espelho:         http://192.168.0.10:5500" in done.stdout
    assert "sudo sh prepare.sh 192.168.0.10:5500" in done.stdout
    asked = machine.asked()
    assert f"--publish 5500:5000 --volume {stick}/registro:/var/lib/registry:ro" in asked
    assert "--publish 8500:8500" in asked
    assert "python3 /qr.pyz http://192.168.0.10:8500/turma/" in asked, "sem python3, o da pasta"


def test_the_qr_with_the_python_of_the_machine(machine: Machine, stick: Path) -> None:
    (machine.home / "bin/python3").unlink()
    done = suba(machine, stick)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("█") > 20, done.stdout
    assert "qr.pyz" not in machine.asked()


def test_other_ports_and_address(machine: Machine, stick: Path) -> None:
    words = ["--porta-espelho", "6000", "--porta-site", "7000", "--endereco", "10.1.1.1"]
    done = suba(machine, stick, *words)
    assert "http://10.1.1.1:7000/turma/" in done.stdout
    assert "sudo sh prepare.sh 10.1.1.1:6000" in done.stdout
    assert "--publish 6000:5000" in machine.asked()


def test_a_bad_stick_names_the_files(machine: Machine, stick: Path) -> None:
    (stick / "registro/docker/x").write_text("dadoz")
    (stick / "site/index.html").write_text("<h1>O guio</h1>")
    done = suba(machine, stick)
    assert_refused(done, "A cópia está estragada")
    assert done.stderr.splitlines() == [
        "  registro/docker/x",
        "  site/index.html",
        "A cópia está estragada: estes arquivos não são os que se gravaram. Copie a pasta de novo, "
        "noutro pendrive se for o caso.",
    ]
    assert "load" not in machine.asked()
    assert suba(machine, stick, "--sem-conferir").returncode == 0


def test_a_copy_that_is_not_whole(machine: Machine, stick: Path) -> None:
    (stick / f"imagens/amd64/{images.file_of(images.NGINX)}").unlink()
    done = suba(machine, stick)
    assert_refused(done, "nginx-1.30.tar")
    (stick / "site/index.html").unlink()
    done = suba(machine, stick)
    assert done.stderr.startswith("Falta site/index.html em ")


TROUBLES = [
    ({"version*": "exit 1"}, "O Docker não respondeu: ligue-o"),
    ({"version*": "echo riscv64"}, "é riscv64, e aqui há imagens para: amd64. Use outra máquina"),
    (
        {"load*": "echo 'write: no space left on device' >&2; exit 1"},
        "O disco do Docker está cheio",
    ),
    ({"load*": "echo 'unexpected EOF' >&2; exit 1"}, "não pôde ser carregada: unexpected EOF"),
    (
        {"run*8500*": "echo 'Bind for 0.0.0.0:8500 failed: port is already allocated' >&2; exit 1"},
        "A porta 8500 desta máquina está ocupada",
    ),
    (
        {"run*5500*": "echo 'listen tcp4 0.0.0.0:5500: bind: address already in use' >&2; exit 1"},
        "A porta 5500 desta máquina está ocupada",
    ),
    ({"run*": "echo 'estranho' >&2; exit 1"}, "O container turma-espelho não começou: estranho"),
    ({"*inspect*": "echo outro"}, "Já há um container turma-espelho que não é deste programa"),
]


@pytest.mark.parametrize(("cases", "said"), TROUBLES, ids=lambda one: str(one)[:40])
def test_each_trouble_is_told_and_nothing_stays(
    machine: Machine, stick: Path, cases: dict[str, str], said: str
) -> None:
    machine.docker({**ENGINE, **cases})
    done = suba(machine, stick)
    assert_refused(done, said)
    assert done.stderr.count("\n") == 1
    if "run " in machine.asked():
        last = machine.asked().splitlines()[-1]
        assert last == "rm --force turma-espelho turma-site", "ficou algo no ar pela metade"


def test_no_network_and_no_docker(machine: Machine, stick: Path) -> None:
    machine.put("ip", "exit 0")
    done = suba(machine, stick)
    assert_refused(done, "ligue-a à rede da sala")
    assert machine.asked().splitlines()[-1] == "rm --force turma-espelho turma-site"
    (machine.home / "bin/docker").unlink()
    done = suba(machine, stick)
    assert done.returncode == 1 and done.stderr.startswith("Falta o comando docker")


@pytest.mark.parametrize("words", [["--porta-site"], ["--nada"], ["--porta-site", "oito"]])
def test_what_was_not_understood(machine: Machine, stick: Path, words: list[str]) -> None:
    done = suba(machine, stick, *words)
    assert_refused(done, words[-1])
    assert machine.asked() == ""


def test_goes_down(machine: Machine, stick: Path) -> None:
    machine.docker({**ENGINE, "*inspect*": "echo sim"})
    done = suba(machine, stick, "--desce")
    assert (done.returncode, done.stdout) == (0, "O espelho e o site saíram do ar.\n")
    assert "rm --force turma-espelho" in machine.asked()
    assert "rm --force turma-site" in machine.asked()


def test_powershell_takes_the_same_steps() -> None:
    """O PowerShell não roda aqui: que ao menos diga e peça o mesmo que o sh."""
    for name in ("suba", "prepare"):
        shell, power = (folder.script(f"{name}.{end}", scripts.FIRST) for end in ("sh", "ps1"))
        asked = [
            "docker load --quiet" if name == "suba" else "docker pull --quiet",
            "docker-em-portugues.turma=sim" if name == "suba" else "RegistryConfig.Mirrors",
            "no space left",
            "SHA256SUMS" if name == "suba" else ".antes-da-turma",
            "already allocated" if name == "suba" else ".da-turma",
            "/var/lib/registry:ro" if name == "suba" else ".nao-havia",
        ]
        lacking = [one for one in asked if one not in shell or one not in power]
        assert not lacking, f"{name}: o sh e o PowerShell já não fazem o mesmo: {lacking}"
        assert not re.search(r"@[A-Z_]+@", shell + power), "ficou um lugar por preencher"
        for quote in "‘’“”—":
            assert quote not in power, "o PowerShell toma estas aspas pelas dele"
