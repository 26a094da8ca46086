"""O motor privado: as falhas ao iniciar, com um dockerd simulado; e um SIGKILL de verdade."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from guide.engine import cache, process
from guide.engine.failure import EngineError
from guide.engine.inventory import Inventory
from guide.engine.private import daemon
from guide.engine.session import Engine, sweep

ROOT = Path(__file__).parents[2]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Uma pasta de programas em que o `setpriv` (o primeiro a ser chamado) é o roteiro dado."""

    def make(script: str) -> Path:
        root = tmp_path / "programs"
        (root / "usr/bin").mkdir(parents=True)
        for name in ("setpriv", "docker"):
            program = root / "usr/bin" / name
            program.write_text(f"#!/bin/sh\n{script if name == 'setpriv' else 'exit 1'}\n")
            program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{root / 'usr/bin'}{os.pathsep}{os.environ['PATH']}")
        return root

    return make


def start(programs: Path, home: Path) -> None:
    with (
        cache.lock(home / "lock", print) as lock,
        daemon.running(programs, home / "motor", lock),
    ):
        raise AssertionError("o motor simulado não devia estar no ar")


def test_daemon_that_dies_shows_its_log(programs: Callable[[str], Path], tmp_path: Path) -> None:
    root = programs("echo 'failed to start daemon: Devices cgroup is not mounted'; exit 1")
    with pytest.raises(EngineError, match=r"(?s)isolado da máquina.*Devices cgroup is not mounted"):
        start(root, tmp_path)


def test_daemon_that_never_answers_is_stopped(
    programs: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daemon, "START_TIMEOUT", 0.5)
    monkeypatch.setattr(daemon, "STOP_TIMEOUT", 0.5)
    root = programs("echo loading; sleep 60 & wait")
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(EngineError, match=r"(?s)não respondeu em 0\.5 s.*loading"):
        start(root, tmp_path)
    assert not set(psutil.Process().children(recursive=True)) - before


def test_stale_socket_of_a_killed_run(programs: Callable[[str], Path], tmp_path: Path) -> None:
    stale = tmp_path / "motor/run/docker.sock"
    stale.parent.mkdir(parents=True)
    stale.touch()
    with pytest.raises(EngineError):
        start(programs("exit 1"), tmp_path)
    assert not stale.exists()


def test_cache_with_a_path_too_long(programs: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="caminho do cache é longo demais"):
        start(programs("exit 1"), tmp_path / ("x" * 100))


def test_cache_where_the_engine_cannot_see(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="não pode ficar em /run nem em /opt"):
        daemon._check_place(Path("/run/cache"), tmp_path / "docker.sock")


RUN_AND_HANG = """
import os, subprocess, sys, time
from pathlib import Path
from guide.engine import cache
from guide.engine.private import daemon
home, programs = map(Path, sys.argv[1:])
with cache.lock(home / "lock", print) as lock, daemon.running(programs, home, lock) as started:
    options = {"env": os.environ | started.client, "stdout": sys.stderr, "check": True}
    subprocess.run(["docker", "load"], stdin=sys.stdin, **options)
    subprocess.run(["docker", "run", "--detach", "--name=sobra", "debian:trixie-slim"]
                   + ["sleep", "1000"], **options)
    print("no ar", flush=True)
    time.sleep(1000)
"""


def test_next_run_recovers_from_sigkill(engine: Engine, tmp_path: Path) -> None:
    """Morta a suíte com SIGKILL: nenhum processo fica, e o mesmo motor volta a subir."""
    if engine.programs is None:
        pytest.skip("o motor é o desta máquina: a suíte não o inicia nem o mata")
    with (
        subprocess.Popen(
            ["docker", "save", "debian:trixie-slim"], env=engine.env, stdout=subprocess.PIPE
        ) as image,
        subprocess.Popen(
            [sys.executable, "-c", RUN_AND_HANG, str(tmp_path), str(engine.programs)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=image.stdout,
            stdout=subprocess.PIPE,
            text=True,
        ) as run,
    ):
        try:
            assert run.stdout is not None and run.stdout.readline() == "no ar\n"
            started = psutil.Process(run.pid).children(recursive=True)
            names = {one.name() for one in started if one.is_running()}
            assert {"dockerd", "containerd", "sleep", "slirp4netns"} <= names
        finally:
            run.kill()
    _, alive = psutil.wait_procs(started, timeout=10)
    assert not alive, f"processos que sobreviveram ao SIGKILL: {alive}"

    with (
        cache.lock(tmp_path / "lock", print) as lock,
        daemon.running(engine.programs, tmp_path, lock) as started,
    ):
        env = os.environ | started.client
        left = process.run(["docker", "ps", "--all", "--format", "{{.Names}}"], env=env)
        assert left == "sobra"
        assert Inventory.take(env).containers
        sweep(env)
        assert not Inventory.take(env).containers


def test_container_finds_the_socket_where_readers_have_it(engine: Engine) -> None:
    """`-v /var/run/docker.sock:…`, como nas páginas, vale também no motor privado."""
    mount = "/var/run/docker.sock:/docker.sock"
    test = ["test", "-S", "/docker.sock"]
    command = ["docker", "run", "--rm", "-v", mount, "debian:trixie-slim", *test]
    process.run(command, env=engine.env)
