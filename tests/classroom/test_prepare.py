"""`prepare.sh`: muda o daemon.json só depois de perguntar, guarda tudo o que havia e o devolve."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.classroom import scripts
from tests.classroom.scripts import Machine, assert_refused

MIRROR = "http://192.168.0.10:5500"
WORDS = ("192.168.0.10:5500", "--arquivo", "daemon.json")
TOOLS = str.split("cat cp mv rm mkdir cmp grep mktemp dirname diff chmod tail uname sh")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Uma máquina cujo motor lê o daemon.json quando lho mandam."""
    machine = Machine(tmp_path / "máquina da Bia")
    machine.docker(
        {
            '*"{{json .RegistryConfig.Mirrors}}"*': 'cat "$HOME/lido.json" 2>/dev/null',
            "*OperatingSystem*": "echo 'Debian GNU/Linux 13 [name=seccomp]'",
        }
    )
    machine.put(
        "reinicia",
        'rm -f "$HOME/lido.json"; [ ! -e daemon.json ] || cp daemon.json "$HOME/lido.json"',
    )
    return machine


def prepare(machine: Machine, *words: str, **how: str) -> subprocess.CompletedProcess[str]:
    script = scripts.write("prepare.sh", machine.home)
    return machine.run(script, *words, "--reinicia", "reinicia", **how)


def left(machine: Machine) -> list[str]:
    """O que sobra ao lado do daemon.json."""
    found = machine.home.glob("daemon.json?*")
    return sorted(one.name.removeprefix("daemon.json.") for one in found)


KEPT = [
    None,
    "",
    " \n",
    "{}",
    '{"dns": ["10.0.0.1"], "log-opts": {"max-size": "10m"}}\n',
    '{\n\t"registry-mirrors": ["https://espelho.escola.test/"],\n\t"insecure-registries": []\n}',
    '{"labels": ["turma=São João"], "experimental": false}',
]


@pytest.mark.parametrize("before", KEPT)
def test_prepares_and_undoes_exactly(machine: Machine, before: str | None) -> None:
    file = machine.home / "daemon.json"
    if before is not None:
        file.write_text(before, encoding="utf-8")
        file.chmod(0o640)
    done = prepare(machine, *WORDS, answer="s\n")
    assert done.returncode == 0, done.stderr
    assert "Posso?" in done.stdout and "Tudo pronto para a aula." in done.stdout
    options = json.loads(file.read_text(encoding="utf-8"))
    old = json.loads(before) if before and before.strip() else {}
    mirrors = options.pop("registry-mirrors")
    assert mirrors == [MIRROR, *old.pop("registry-mirrors", [])]
    assert options == old, "as outras opções ficam"
    assert all(f"pull --quiet {tag}" in machine.asked() for tag in scripts.FIRST)
    undone = prepare(machine, "--desfaz", "--arquivo", "daemon.json")
    assert undone.returncode == 0, undone.stderr
    assert (file.read_bytes() if file.exists() else None) == (
        None if before is None else before.encode()
    )
    if before is not None:
        assert file.stat().st_mode & 0o777 == 0o640, "o arquivo voltou com outras permissões"
    assert left(machine) == []
    read = machine.home / "lido.json"
    assert not read.exists() or MIRROR not in read.read_text(), "o motor ficou com o espelho"


def test_without_a_yes_nothing_changes(machine: Machine) -> None:
    file = machine.home / "daemon.json"
    file.write_text("{}")
    for answer in ("", "n\n", "talvez\n"):
        done = prepare(machine, *WORDS, answer=answer)
        assert_refused(done, "Está bem: nada mudou.")
        assert file.read_text() == "{}" and left(machine) == []


def test_twice_is_once(machine: Machine) -> None:
    """E o de antes continua a ser o de antes, também com outro espelho."""
    file = machine.home / "daemon.json"
    file.write_text('{"dns": []}')
    assert prepare(machine, *WORDS, "--sim").returncode == 0
    again = prepare(machine, *WORDS)
    assert again.returncode == 0 and "já usa o espelho" in again.stdout
    other = prepare(machine, "192.168.0.99", "--arquivo", "daemon.json", "--sim")
    assert other.returncode == 0, other.stderr
    assert "http://192.168.0.99:5500" in file.read_text()
    assert prepare(machine, "--desfaz", "--arquivo", "daemon.json").returncode == 0
    assert file.read_text() == '{"dns": []}'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{,}", "não é JSON"),
        ("[]", "não é um objeto JSON"),
        ('{"registry-mirrors": "um"}', "a chave registry-mirrors não é uma lista"),
    ],
)
def test_what_it_does_not_understand_it_does_not_touch(
    machine: Machine, text: str, why: str
) -> None:
    file = machine.home / "daemon.json"
    file.write_text(text)
    done = prepare(machine, *WORDS, "--sim")
    assert_refused(done, f"daemon.json {why}")
    assert done.stderr.count("\n") == 1 and "Nada mudou." in done.stderr, done.stderr
    assert file.read_text() == text and left(machine) == []


def test_without_python_it_says_what_to_write(machine: Machine, tmp_path: Path) -> None:
    """Sem python3 só se faz um arquivo que não havia; o que há, muda-o a pessoa."""
    tools = tmp_path / "sem python"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    file = machine.home / "daemon.json"
    file.write_text('{"dns": []}')
    done = prepare(machine, *WORDS, "--sim", path=str(tools))
    assert_refused(done, f'"registry-mirrors": ["{MIRROR}"]')
    assert file.read_text() == '{"dns": []}' and left(machine) == []
    file.unlink()
    done = prepare(machine, *WORDS, "--sim", path=str(tools))
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text()) == {"registry-mirrors": [MIRROR]}


def test_options_the_engine_refuses_are_taken_back(machine: Machine) -> None:
    machine.put("reinicia", "exit 1")
    file = machine.home / "daemon.json"
    file.write_text("{}")
    done = prepare(machine, *WORDS, "--sim")
    assert_refused(done, "o daemon.json de antes voltou")
    assert file.read_text() == "{}" and left(machine) == []


def test_an_edit_of_the_person_is_not_undone(machine: Machine) -> None:
    file = machine.home / "daemon.json"
    assert prepare(machine, *WORDS, "--sim").returncode == 0
    file.write_text('{"meu": 1}')
    done = prepare(machine, "--desfaz", "--arquivo", "daemon.json")
    assert_refused(done, "mudou depois da aula")
    assert file.read_text() == '{"meu": 1}'
    never = prepare(machine, "--desfaz", "--arquivo", "outro.json")
    assert (never.returncode, never.stderr) == (
        1,
        "Nada a desfazer: este programa não mudou outro.json.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Diga o endereço do espelho"),
        (["espelho;rm"], "não é um endereço"),
        (["--nada"], "Não há a opção --nada."),
        (["--arquivo"], "Falta o valor de --arquivo."),
    ],
)
def test_what_was_not_understood(machine: Machine, words: list[str], said: str) -> None:
    script = scripts.write("prepare.sh", machine.home)
    done = machine.run(script, *words)
    assert_refused(done, said)
    assert left(machine) == []


def test_no_mirror_no_change(machine: Machine) -> None:
    machine.put("curl", "exit 7")
    done = prepare(machine, *WORDS, "--sim")
    assert done.returncode == 1
    assert done.stderr.startswith(f"O espelho não respondeu em {MIRROR}")
    assert not (machine.home / "daemon.json").exists()


@pytest.mark.parametrize(
    ("disse", "said"),
    [
        ("write /x: no space left on device", "O disco do Docker está cheio"),
        (
            "no matching manifest for linux/arm64/v8",
            "não tem debian:trixie-slim para o processador",
        ),
        ("dial tcp: lookup x: no such host", "debian:trixie-slim não veio do espelho: dial tcp"),
    ],
)
def test_an_image_that_does_not_come(machine: Machine, disse: str, said: str) -> None:
    machine.docker(
        {
            "*Mirrors*": f'echo "[{MIRROR}/]"',
            "pull*": f'echo "{disse}" >&2; exit 1',
            "version*": "echo arm64",
        }
    )
    done = prepare(machine, *WORDS, "--sim")
    assert_refused(done, said)


@pytest.mark.parametrize(
    ("system", "place", "how"),
    [
        ("Docker Desktop [name=seccomp]", ".docker/daemon.json", "reinicie o Docker Desktop"),
        ("Fedora [name=rootless]", ".config/docker/daemon.json", "O Docker usa o espelho"),
    ],
)
def test_where_each_docker_keeps_its_options(
    machine: Machine, system: str, place: str, how: str
) -> None:
    machine.docker({"*OperatingSystem*": f"echo '{system}'", "*Mirrors*": f"echo {MIRROR}"})
    machine.put("systemctl", "exit 0")
    script = scripts.write("prepare.sh", machine.home)
    done = machine.run(script, "192.168.0.10", "--sim")
    assert done.returncode == 0, done.stderr
    assert how in done.stdout
    file = machine.home / place
    assert json.loads(file.read_text()) == {"registry-mirrors": [MIRROR]}
    # Com o motor parado também se desfaz.
    machine.docker({"info*": "exit 1"})
    undone = machine.run(script, "--desfaz")
    assert undone.returncode == 0, undone.stderr
    assert list(file.parent.iterdir()) == []


def test_a_stopped_engine(machine: Machine) -> None:
    machine.docker({"info*": "exit 1"})
    done = machine.run(scripts.write("prepare.sh", machine.home), "192.168.0.10")
    assert_refused(done, "O Docker não respondeu: ligue-o")
