"""O podman e o kubectl de uma lição: os do Debian, num canto só deles, ao lado do motor privado.

O canto é um Debian mínimo, feito por mmdebstrap(1) e guardado no cache, cujo /usr e cujo /etc tomam
o lugar dos da máquina em namespaces só seus: a pasta de quem lê está onde sempre esteve. A rede é
outra, porque as regras do Docker recusam o que passa entre dois pods; os terminais da página ficam
nela, e falam com o motor pelo socket, que não é da rede. Como o motor, tudo morre com a suíte.
"""

import os
import platform
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from guide.engine import cache, process
from guide.engine.failure import EngineError
from guide.engine.private import packages
from guide.engine.session import Engine

SUITE = "trixie"
PACKAGES = (
    "aardvark-dns",
    "ca-certificates",
    "catatonit",
    "crun",
    "iproute2",
    "iptables",
    "kubernetes-client",
    "netavark",
    "nftables",
    "podman",
)

ABSENCE = (
    "a lição usa o podman e o kubectl, e só num Debian, ao lado do motor privado, a suíte os põe"
)

# O crun recusa a hierarquia híbrida de grupos de controle: sem o pedaço v2, usa o v1.
ENTER = """
set -e
mount -t tmpfs tmpfs /run
cp -a "$1/etc" /run/etc
mount --bind "$1/usr" /usr
mount --bind /run/etc /etc
if [ -d /sys/fs/cgroup/unified ]; then umount /sys/fs/cgroup/unified; fi
ip link set lo up
echo pronto
exec catatonit -P
"""

COMMAND = """#!/bin/sh
exec nsenter --target {init} --mount --pid --net -- env PATH=/usr/sbin:/usr/bin \\
    CONTAINERS_STORAGE_CONF={storage} PODMAN_IGNORE_CGROUPSV1_WARNING=1 \\
    sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" /usr/bin/{name} "$@"
"""


def absence(engine: Engine) -> str:
    """Por que ao lado de `engine` não se põe o podman; vazio se se põe."""
    debian = engine.private and platform.freedesktop_os_release().get("ID") == "debian"
    return "" if debian else ABSENCE


@contextmanager
def beside(engine: Engine) -> Iterator[Engine]:
    """O motor privado `engine` como o vê quem tem também o podman e o kubectl.

    A rede é a do podman, vazia. Levanta `EngineError` se o canto não pode ser feito, ou não começa.
    """
    assert engine.programs is not None
    root = _root(engine.programs)
    folder = Path(engine.folder) / "podman"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bin").mkdir(parents=True)
    storage = folder / "storage.conf"
    storage.write_text(
        '[storage]\ndriver = "overlay"\nrunroot = "/run/containers"\n'
        f'graphroot = "{folder / "data"}"\n'
    )
    words = ["setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--net", "--mount"]
    words += ["--mount-proc", "--fork", "--kill-child", "sh", "-c", ENTER, "sh", str(root)]
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as holder:
        try:
            init = _wait(holder)
            for name in ("podman", "kubectl"):
                command = folder / "bin" / name
                said = COMMAND.format(init=init, storage=shlex.quote(str(storage)), name=name)
                command.write_text(said)
                command.chmod(0o755)
            env = engine.env | {"PATH": f"{folder / 'bin'}{os.pathsep}{engine.env['PATH']}"}
            yield replace(engine, env=env, network=f"/proc/{init}/ns/net")
        finally:
            holder.kill()
            holder.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait(holder: subprocess.Popen[str]) -> int:
    """O PID do processo 1 do canto, quando ele está pronto."""
    assert holder.stdout is not None
    said = ""
    for line in holder.stdout:
        if line == "pronto\n":
            return int(Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text())
        said += line
    raise EngineError(f"O podman não pôde ser isolado da máquina: {said.strip()}")


def _root(programs: Path) -> Path:
    """A pasta do Debian mínimo com o podman; feita só na primeira vez."""
    home = programs.parent / "podman"
    root = home / "root"
    with cache.lock(home / "lock", print):
        if not root.exists():
            work = home / "work"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            process.run(
                ["mmdebstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", SUITE]
                + [work / "root", packages.find_archive().source(SUITE)],
                env=packages.environment(programs) | {"TMPDIR": str(work)},
            )
            (work / "root").rename(root)
            shutil.rmtree(work)
    return root
