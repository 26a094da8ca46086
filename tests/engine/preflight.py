"""O que o guia precisa que esteja livre no motor da pessoa: nomes de container e portas.

No motor privado isso não se confere: lá não há nada de ninguém, e a rede é só dele.
"""

import socket
import sys
from collections.abc import Collection, Mapping

import psutil

from engine import process
from engine.errors import EngineError


def check(env: Mapping[str, str], names: Collection[str], ports: Collection[int]) -> None:
    """Levanta `EngineError`, dizendo quem ocupa o quê, se um nome ou uma porta não está livre."""
    taken = [_name_holder(env, name) for name in sorted(names)]
    taken += [_port_holder(env, port) for port in sorted(ports)]
    if problems := [problem for problem in taken if problem]:
        raise EngineError(
            "O guia usa nomes e portas que já estão ocupados nesta máquina:\n- "
            + "\n- ".join(problems)
            + "\nNada foi alterado. Libere-os e rode de novo."
        )


def _name_holder(env: Mapping[str, str], name: str) -> str:
    found = _containers(env, f"name=^/{name}$")
    return (
        f"o nome {name}, pelo container {found} (`docker rm -f {name}` o remove)" if found else ""
    )


def _port_holder(env: Mapping[str, str], port: int) -> str:
    if found := _containers(env, f"publish={port}"):
        return f"a porta {port}, pelo container {found}"
    with socket.socket() as probe:
        if sys.platform != "win32":  # uma conexão que acabou de fechar não ocupa a porta
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return f"a porta {port}, {_process_at(port)}"
    return ""


def _containers(env: Mapping[str, str], condition: str) -> str:
    return process.run(
        ["docker", "ps", "--all", "--filter", condition]
        + ["--format", "{{.Names}} ({{.Image}}, {{.Status}})"],
        env=env,
    )


def _process_at(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"pelo processo {psutil.Process(connection.pid).name()} ({connection.pid})"
    except psutil.Error:
        pass
    return "por um processo que não pôde ser identificado"
