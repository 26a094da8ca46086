"""As outras máquinas de uma lição: motores privados ligados ao primeiro por um cabo virtual.

Uma seção com `# terminal: maquina2` é digitada na máquina 2; `maquina1` é a do motor da página.
Cada uma tem a sua rede, os seus dados e o seu nome, como uma máquina virtual que alguém criasse; o
que as liga é uma ponte na rede da primeira. Elas duram enquanto dura a página.

No motor de uma pessoa não há outras máquinas: o que as pede fica de fora.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from guide.engine import cache, debian, process
from guide.engine.private import daemon
from guide.engine.session import Engine, sweep

NAMES = (daemon.NAME, "maquina2", "maquina3")
ADDRESS = "192.168.56.1"
"""O começo do endereço de cada máquina: `192.168.56.11` é a primeira."""

ABSENCE = "a lição usa três máquinas, e aqui há uma: só ao lado do motor privado a suíte faz mais"
BRIDGE = "cabo"


@contextmanager
def beside(engine: Engine) -> Iterator[Mapping[str, Engine]]:
    """As máquinas, por nome: a de `engine`, privado, e as outras, que duram enquanto isto durar.

    Levanta `EngineError` se uma não começa, ou se o cabo não se liga.
    """
    assert engine.programs is not None
    machines = {NAMES[0]: engine}
    if shutil.which("ip") is None:
        debian.install("iproute2")
    with ExitStack() as stack:
        _in(engine, f"ip link add {BRIDGE} type bridge")
        stack.callback(_in, engine, f"ip link delete {BRIDGE}")
        _in(engine, f"ip address add {ADDRESS}1/24 dev {BRIDGE}")
        _in(engine, f"ip link set {BRIDGE} up")
        for number, name in enumerate(NAMES[1:], 2):
            folder = Path(engine.folder) / name
            lock = stack.enter_context(cache.lock(folder / "lock", print))
            started = stack.enter_context(
                daemon.running(engine.programs, folder, lock, name=name, internet=False)
            )
            machines[name] = replace(
                engine,
                env=engine.env | started.client,
                network=started.network.as_posix(),
                aliases=started.aliases,
                folder=folder.as_posix(),
            )
            _plug(machines[name], engine, name, f"{ADDRESS}{number}/24")
            sweep(machines[name].env)
            stack.callback(sweep, machines[name].env)
        yield machines


def _plug(machine: Engine, first: Engine, name: str, address: str) -> None:
    """Liga `machine` à ponte da primeira, com o endereço `address`."""
    here = Path(machine.network).parts[2]  # /proc/PID/ns/net
    _in(first, f"ip link add {name} type veth peer name eth0 netns {here}")
    _in(first, f"ip link set {name} master {BRIDGE} up")
    _in(machine, "ip link set lo up")
    _in(machine, f"ip address add {address} dev eth0")
    _in(machine, "ip link set eth0 up")


def _in(machine: Engine, command: str) -> str:
    return process.run(["nsenter", f"--net={machine.network}", *command.split()])
