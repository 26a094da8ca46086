"""O motor privado no ar: isolado da máquina, e com o fim garantido pelo kernel.

O dockerd roda em namespaces só seus (unshare(1)):

- de processos: quando o processo 1 do namespace morre, o kernel mata todos os outros. O processo
  1 é o tini, que recolhe os órfãos; ele morre quando o unshare morre (`--kill-child`), e o unshare
  morre quando a suíte morre (`setpriv --pdeathsig`). Nem um SIGKILL deixa processo para trás;
- de rede: as portas, a ponte docker0 e as regras de firewall ficam lá dentro. A saída para a
  internet é do slirp4netns, que não mexe na rede da máquina;
- de montagens: os sistemas de arquivos dos containers somem com ele. /run e /opt são pastas
  vazias lá dentro, porque o containerd escreve nelas por conta própria.

O que fica é o cache: programas, imagens e, depois de um SIGKILL, containers parados que a próxima
execução remove.
"""

import ctypes
import json
import os
import signal
import subprocess
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.private import packages

NAME = "maquina1"  # a máquina do motor, para quem lê: as outras são `machines.NAMES`
START_TIMEOUT = 60  # segundos até o dockerd responder
STOP_TIMEOUT = 20  # segundos até o dockerd sair por bem
CGROUP = "/docker-em-portugues"  # e, depois de um hífen, um resumo da pasta do motor
SOCKET_LIMIT = 107  # bytes de um caminho em sockaddr_un, unix(7)
USUAL_SOCKET = "/run/docker.sock"  # onde um container o procura; este só existe no /run do motor
CLONE_NEWNET = 0x40000000  # <linux/sched.h>

# O nome da máquina; /run e /opt novos e vazios, menos os arquivos de DNS que ela guarda em /run.
ENTER = """
set -e
echo "$1" >/proc/sys/kernel/hostname
shift
mount -t tmpfs tmpfs /opt
for file in "$(readlink -f /etc/resolv.conf)" /run/systemd/resolve/resolv.conf; do
    case "$file" in /run/*) [ ! -e "$file" ] || cp --parents "$file" /opt ;; esac
done
mount -t tmpfs tmpfs /run
[ ! -d /opt/run ] || cp -r /opt/run/. /run
exec tini-static -- "$@"
"""


@dataclass(frozen=True)
class Running:
    """Um dockerd no ar: as variáveis com que o cliente o acha, e o namespace de rede dele.

    `aliases` são os caminhos dele e, de cada um, o que uma instalação comum usa (`dockerd --help`).
    """

    client: dict[str, str]
    network: Path
    aliases: dict[str, str]


@contextmanager
def running(
    programs: Path, home: Path, lock: IO[str], *, name: str = NAME, internet: bool = True
) -> Iterator[Running]:
    """Mantém um dockerd no ar.

    `programs` é o que `packages.fetch` devolveu; `home`, uma pasta por motor, guarda os dados entre
    execuções; `lock` é herdado pelo dockerd, para que a trava dure enquanto ele durar; `name`, o
    nome que a máquina dele tem. Sem `internet`, ele não sai da rede que se lhe der. As portas
    que os containers publicam estão só na rede do motor: veja `inside`. Levanta `EngineError`, com
    o fim do log, se o dockerd não responder.
    """
    cgroup = f"{CGROUP}-{zlib.crc32(os.fsencode(home)):08x}"
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    socket, log = run / "docker.sock", run / "dockerd.log"
    _check_place(home, socket)
    socket.unlink(missing_ok=True)
    (run / "daemon.json").write_text(json.dumps({"cgroup-parent": cgroup}))
    daemon_env = packages.environment(programs)
    client = _client_environment(programs, run, socket)
    with log.open("w") as output:
        daemon = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--net", "--mount"]
            + ["--uts", "--mount-proc", "--fork", "--kill-child", "sh", "-c", ENTER, "sh", name]
            + ["dockerd", f"--config-file={run / 'daemon.json'}", f"--host=unix://{socket}"]
            + [f"--host=unix://{USUAL_SOCKET}", f"--data-root={home / 'data'}"]
            + ["--exec-root=/run/docker-em-portugues"]
            + ["--pidfile=/run/docker-em-portugues.pid"],
            env=daemon_env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock.fileno()],
        )
    network: subprocess.Popen[bytes] | None = None
    try:
        init = _init_of(daemon, log)
        if internet:
            network = _connect(init, daemon_env, run / "slirp4netns.log")
        _wait_until_ready(daemon, client, log)
        aliases = {
            str(socket): "/var/run/docker.sock",
            client["DOCKER_CONFIG"]: "/home/voce/.docker",
            str(home / "data"): "/var/lib/docker",
        }
        yield Running(client, Path(f"/proc/{init}/ns/net"), aliases)
    finally:
        _stop(daemon, network)
        socket.unlink(missing_ok=True)
        _remove_cgroups(cgroup)


def _check_place(home: Path, socket: Path) -> None:
    if len(os.fsencode(socket)) > SOCKET_LIMIT:
        raise EngineError(
            f"O caminho do cache é longo demais para um socket ({SOCKET_LIMIT} bytes): {socket}. "
            "Aponte XDG_CACHE_HOME para uma pasta de caminho mais curto."
        )
    if home.is_relative_to("/run") or home.is_relative_to("/opt"):
        raise EngineError(
            f"O cache não pode ficar em /run nem em /opt, que o motor privado não enxerga: {home}. "
            "Aponte XDG_CACHE_HOME para outra pasta."
        )


def _client_environment(programs: Path, run: Path, socket: Path) -> dict[str, str]:
    """O mínimo para o comando `docker` ser o do motor privado e falar com ele."""
    commands, plugins = run / "bin", run / "config" / "cli-plugins"
    commands.mkdir(exist_ok=True)
    plugins.mkdir(parents=True, exist_ok=True)
    links = {commands / "docker": programs / "usr/bin/docker"}
    for plugin in ("docker-compose", "docker-buildx"):
        links[plugins / plugin] = programs / "usr/libexec/docker/cli-plugins" / plugin
    for link, target in links.items():
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    return {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "DOCKER_HOST": f"unix://{socket}",
        "DOCKER_CONFIG": str(plugins.parent),
    }


def _init_of(daemon: subprocess.Popen[bytes], log: Path) -> int:
    """O PID, visto de fora, do processo 1 do namespace do motor."""
    children = Path(f"/proc/{daemon.pid}/task/{daemon.pid}/children")
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and daemon.poll() is None:
        found = children.read_text().split()
        if found:
            return int(found[0])
        time.sleep(0.01)
    raise _failure("O motor privado não pôde ser isolado da máquina", log)


def _connect(init: int, env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Liga a rede do motor à da máquina, em espaço de usuário."""
    with log.open("w") as output:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "slirp4netns", "--configure", "--mtu=65520"]
            + ["--disable-host-loopback", "--netns-type=path", f"/proc/{init}/ns/net", "tap0"],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_until_ready(daemon: subprocess.Popen[bytes], client: dict[str, str], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    env = os.environ | client
    while time.monotonic() < deadline:
        if daemon.poll() is not None:
            raise _failure(f"O motor privado parou ao iniciar (código {daemon.returncode})", log)
        try:
            process.run(["docker", "info"], env=env, timeout=START_TIMEOUT)
            return
        except EngineError:
            time.sleep(0.1)
    raise _failure(f"O motor privado não respondeu em {START_TIMEOUT} s", log)


def _failure(what: str, log: Path) -> EngineError:
    tail = log.read_text(errors="replace").splitlines()[-15:]
    return EngineError(f"{what}. O fim do log, {log}:\n" + "\n".join(tail))


@contextmanager
def inside(network: Path) -> Iterator[None]:
    """Põe esta thread, e os processos que ela criar, em outra rede; ao sair, de volta na de antes.

    É setns(2). `network` é o `Running.network` de um motor. Levanta `EngineError` se não pode.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    with Path("/proc/thread-self/ns/net").open() as outside, network.open() as inside:
        _set_network(libc, inside.fileno())
        try:
            yield
        finally:
            _set_network(libc, outside.fileno())


def _set_network(libc: ctypes.CDLL, descriptor: int) -> None:
    if libc.setns(descriptor, CLONE_NEWNET):
        number = ctypes.get_errno()
        raise EngineError(f"Não foi possível entrar na rede do motor: {os.strerror(number)}.")


def _stop(daemon: subprocess.Popen[bytes], network: subprocess.Popen[bytes] | None) -> None:
    """Pede ao dockerd que saia; se demorar, encerra o namespace inteiro."""
    children = Path(f"/proc/{daemon.pid}/task/{daemon.pid}/children")
    try:
        if daemon.poll() is None:
            for init in children.read_text().split():
                os.kill(int(init), signal.SIGTERM)
            daemon.wait(STOP_TIMEOUT)
    except (subprocess.TimeoutExpired, FileNotFoundError, ProcessLookupError):
        pass
    finally:
        for child in (daemon, network):
            if child is not None:
                child.kill()
                child.wait()


def _remove_cgroups(cgroup: str) -> None:
    """Remove os grupos de controle vazios que o motor criou (rmdir só remove os vazios)."""
    name = cgroup.removeprefix("/")
    # De baixo para cima; o os.walk passa por cima do que outro programa remove nesse meio tempo.
    for folder, _, _ in os.walk("/sys/fs/cgroup", topdown=False):
        if name in Path(folder).parts:
            with suppress(OSError):
                Path(folder).rmdir()
