"""A aula, inteira: quem ensina e duas pessoas da turma, três motores em três redes sem saída.

Quem ensina roda `suba.sh` na pasta; a turma baixa `prepare.sh` do site dela, aponta o motor para o
espelho e segue as lições, lidas como a suíte as lê. Na suíte são algumas lições das três primeiras
partes; com `TURMA=inteira`, todas, por cada pessoa; com `TURMA=containers/portas`, essa.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from guide import versions
from guide.classroom import folder, needs
from guide.console.report import report
from guide.engine import cache, images, machines, process
from guide.engine.failure import EngineError
from guide.engine.inventory import Inventory
from guide.engine.private import daemon, packages
from guide.engine.session import Engine
from guide.page import Guide, Page
from guide.reader import Reader
from guide.site import reader_program

ADDRESS = f"{machines.ADDRESS}1"
GUIDE = Guide()
LESSONS = {
    "maquina2": ["comece/instalacao", "containers/codigos-de-saida"],
    "maquina3": ["imagens/construcao"],
}
"""O que cada pessoa segue na suíte: uma lição de cada parte, e a que constrói uma imagem."""

if chosen := os.environ.get("TURMA"):
    WHOLE = [page.address for part in needs.parts(GUIDE)[: needs.PARTS] for page in part.pages]
    LESSONS = {name: WHOLE if chosen == "inteira" else chosen.split() for name in LESSONS}


DOCKERD = """#!/bin/sh
run=${{1#--config-file=}}
run=${{run%/*}}
trap 'kill -TERM "$daemon"' USR1
trap 'over=yes; kill -TERM "$daemon"' TERM
while [ -z "$over" ]; do
    {dockerd} "$@" &
    daemon=$!
    echo "$daemon" >>"$run/starts"
    while kill -0 "$daemon" 2>/dev/null; do wait "$daemon"; done
done
"""
"""Um dockerd que, com um SIGUSR1, faz o mesmo que um `systemctl restart docker`.

Ele é quase o processo 1 do namespace dele: acabando, levaria a rede.
"""

RESTART = """
before=$(wc -l <{run}/starts)
kill -USR1 {init}
while [ "$(wc -l <{run}/starts)" = "$before" ]; do sleep 0.1; done
until docker info >/dev/null 2>&1; do sleep 0.1; done
"""


@dataclass
class Room:
    """A sala: as máquinas por nome, e a pasta de quem ensina."""

    stick: Path
    machines: Mapping[str, Engine]

    @property
    def teacher(self) -> Engine:
        return self.machines["maquina1"]

    @property
    def students(self) -> list[str]:
        return [name for name in self.machines if name != "maquina1"]


def run(
    machine: Engine, *words: str | Path, cwd: Path | None = None, answer: str = ""
) -> subprocess.CompletedProcess[str]:
    """Roda um comando na rede de `machine`, com o motor dela."""
    command = ["nsenter", f"--net={machine.network}", *map(str, words)]
    return subprocess.run(
        command, env=machine.env, cwd=cwd, input=answer, text=True, capture_output=True
    )


@pytest.fixture(scope="module")
def stick(engine: Engine, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta da turma, com o site e as imagens das lições que se seguem."""
    if not engine.private:
        pytest.skip("o motor é o desta máquina: ao lado dele a suíte não põe uma sala")
    pages = [GUIDE.page(name) for names in LESSONS.values() for name in names]
    used = {"registry:2.8.3", "nginx:1.30", "python:3.13-slim"}
    used |= {tag for one in pages for tag in images.used_by(one)}
    absent = {one.tag: one.reason for one in engine.base_images if one.origin == "ausente"}
    if reason := "; ".join(absent[tag] for tag in used & absent.keys()):
        pytest.skip(reason)

    def books(target: Path) -> None:
        shutil.copytree(site, target / "site")
        (target / "arquivos").mkdir()
        (target / "arquivos/confere.pyz").write_bytes(reader_program.contents(GUIDE))

    tags = [tag for tag in images.recipes() if tag in used]
    target = tmp_path_factory.mktemp("pendrive")
    return folder.make(target, engine, GUIDE, books, print, tags)[0]


@pytest.fixture(scope="module")
def dockerd_that_restarts(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Os motores que se põem no ar são dos que se reiniciam."""
    programs = tmp_path_factory.mktemp("programas")
    environment = packages.environment

    def first_ours(root: Path) -> dict[str, str]:
        env = environment(root)
        return env | {"PATH": f"{programs}{os.pathsep}{env['PATH']}"}

    real = shutil.which("dockerd", path=environment(engine.programs)["PATH"])
    (programs / "dockerd").write_text(DOCKERD.format(dockerd=real), encoding="utf-8")
    (programs / "dockerd").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "environment", first_ours)
        yield


@pytest.fixture(scope="module")
def room(engine: Engine, stick: Path, dockerd_that_restarts: None) -> Iterator[Room]:
    """Três motores vazios, ligados por um cabo, sem internet."""
    home = Path(engine.folder) / "turma"
    shutil.rmtree(home, ignore_errors=True)
    with cache.lock(home / "lock", print) as lock:
        try:
            with daemon.running(engine.programs, home, lock, internet=False) as started:
                teacher = replace(
                    engine,
                    env=engine.env | started.client,
                    network=started.network.as_posix(),
                    aliases=started.aliases,
                    folder=home.as_posix(),
                )
                process.run(
                    ["nsenter", f"--net={teacher.network}", "ip", "link", "set", "lo", "up"]
                )
                with machines.beside(teacher) as found:
                    yield Room(stick, found)
        finally:
            shutil.rmtree(home, ignore_errors=True)


class OfflineReader(Reader):
    """Quem lê sem internet: pula o que, sem ela, se sabe que mostra outra coisa."""

    def left_out(self, page: Page, index: int) -> str:
        reason = needs.WITHOUT_DNS.get((page.name, page.story[index].section), "")
        return reason or super().left_out(page, index)


def lived(page: Page, reader: Reader) -> str:
    """Segue `page` até o fim e diz o que não bateu; vazio se tudo bateu."""
    for index, shown in enumerate(page.story):
        if reader.left_out(page, index):
            continue
        result = reader.result(page, index)
        if result.status != "passed":
            return report(
                result,
                page=page.name,
                page_line=shown.line,
                update_command="a aula não é a lição",
                logs=reader.logs(),
                colour=False,
            )
    return ""


def test_nobody_has_a_way_out(room: Room) -> None:
    for name, machine in room.machines.items():
        routes = run(machine, "ip", "route").stdout
        assert "default" not in routes, f"a {name} tem uma saída: {routes}"
        assert Inventory.images_of(machine.env) == frozenset(), f"a {name} já tem imagens"


def test_a_taken_port_leaves_nothing(room: Room) -> None:
    holder = ["python3", "-m", "http.server", "--bind", "0.0.0.0", "8500"]
    command = ["nsenter", f"--net={room.teacher.network}", *holder]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"}, **quiet) as taken:
        try:
            assert b"Serving" in taken.stdout.readline()
            done = run(room.teacher, "sh", room.stick / "suba.sh", "--sem-conferir")
        finally:
            taken.terminate()
    assert done.returncode == 1, done.stdout
    assert done.stderr.startswith("A porta 8500 desta máquina está ocupada"), done.stderr
    assert process.run(["docker", "ps", "--all", "--quiet"], env=room.teacher.env) == ""


def test_the_class(room: Room, tmp_path: Path) -> None:
    """Do `suba.sh` ao `--desfaz`."""
    up = run(room.teacher, "sh", room.stick / "suba.sh")
    assert up.returncode == 0, f"{up.stdout}\n{up.stderr}"
    assert f"A turma abre:      http://{ADDRESS}:8500/turma/" in up.stdout
    assert "█" in up.stdout, "faltou o QR"
    with ThreadPoolExecutor() as pool:
        for found in pool.map(lambda name: student(room, name, tmp_path / name), room.students):
            assert not found, found
    asked = process.run(["sh", "-c", "docker logs turma-espelho 2>&1"], env=room.teacher.env)
    for tag in needs.first_images(GUIDE):
        name, _, version = tag.partition(":")
        if images_on(room.stick, tag):
            wanted = asked.count(f"GET /v2/library/{name}/manifests/{version}")
            wanted += asked.count(f"HEAD /v2/library/{name}/manifests/{version}")
            assert wanted >= len(room.students), f"{tag} não veio do espelho"
    down = run(room.teacher, "sh", room.stick / "suba.sh", "--desce")
    assert down.returncode == 0, down.stderr
    assert process.run(["docker", "ps", "--all", "--quiet"], env=room.teacher.env) == ""


def images_on(stick: Path, tag: str) -> list[Path]:
    """Os arquivos da imagem `tag` na pasta da turma."""
    return list(stick.glob(f"imagens/*/{tag.replace(':', '-')}.tar"))


def student(room: Room, name: str, home: Path) -> str:
    """Uma pessoa da turma: prepara a máquina, segue as lições e desfaz; diz o que deu errado."""
    machine = room.machines[name]
    home.mkdir()
    for path in ("turma/prepare.sh", "turma/arquivos/confere.pyz", "imagens/construcao/index.html"):
        got = run(machine, "curl", "-sSfO", f"http://{ADDRESS}:8500/{path}", cwd=home)
        assert got.returncode == 0, got.stderr
    file = Path(machine.folder) / "run/daemon.json"
    before = file.read_bytes()
    restart = RESTART.format(run=file.parent, init=Path(machine.network).parts[2])
    (home / "reinicia.sh").write_text(restart, encoding="utf-8")
    words = ["--arquivo", file, "--reinicia", f"sh {home}/reinicia.sh"]
    done = run(machine, "sh", "prepare.sh", f"{ADDRESS}:5500", *words, cwd=home, answer="s\n")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    refused = run(machine, "docker", "pull", "busybox")
    assert refused.returncode == 1, "o que o espelho não tem veio de algum lugar"
    machine = replace(machine, before=Inventory.take(machine.env))
    strict = versions.is_strict(machine.version, os.environ)
    with closing(OfflineReader(machine, home, strict=strict)) as reader:
        for address in LESSONS[name]:
            if found := lived(GUIDE.page(address), reader):
                return f"{name}, {address}:\n{found}"
    if found := built_from_the_mirror(machine, home):
        return f"{name}: {found}"
    undone = run(machine, "sh", "prepare.sh", "--desfaz", *words, cwd=home)
    assert undone.returncode == 0, undone.stderr
    assert file.read_bytes() == before
    mirrors = ["docker", "info", "--format", "{{json .RegistryConfig.Mirrors}}"]
    assert ADDRESS not in process.run(mirrors, env=machine.env), "o motor ficou com o espelho"
    return ""


def built_from_the_mirror(machine: Engine, home: Path) -> str:
    """Um build cuja base não está na máquina: o motor vai buscá-la, e o pip acha os pacotes."""
    context = home / "projeto"
    context.mkdir()
    (context / "Dockerfile").write_text(
        "FROM python:3.13-slim\nRUN pip install --root-user-action=ignore flask==3.1.3\n"
    )
    try:
        process.run(["docker", "image", "rm", "--force", "python:3.13-slim"], env=machine.env)
        process.run(["docker", "build", "--quiet", "--tag=projeto", context], env=machine.env)
    except EngineError as error:
        return str(error)
    return ""
