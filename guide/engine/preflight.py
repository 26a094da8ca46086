"""O que o guia precisa que esteja livre no motor da pessoa, para não tocar no que é dela.

No motor privado isso não se confere: lá não há nada de ninguém, e a rede é só dele.
"""

import socket
import sys
from collections.abc import Mapping

import psutil

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.footprint import Footprint

KINDS = (
    ("o container", "rm --force", "ps --all", "{{.Names}}", Footprint.container),
    ("o volume", "volume rm", "volume ls", "{{.Name}}", Footprint.volume_or_network),
    (
        "a rede",
        "network rm",
        "network ls --filter type=custom",
        "{{.Name}}",
        Footprint.volume_or_network,
    ),
    ("a imagem", "image rm", "image ls", "{{.Repository}}:{{.Tag}}", Footprint.image),
)


def check(env: Mapping[str, str], footprint: Footprint) -> None:
    """Levanta `EngineError`, dizendo o quê, se algo que o guia cria ou usa já existe no motor."""
    problems = [
        f"{kind} {name} (`docker {remove} {name}` o apaga)"
        for kind, remove, listing, column, of_the_guide in KINDS
        for name in sorted(_list(env, listing, column))
        if of_the_guide(footprint, name)
    ]
    problems += [
        problem for port in sorted(footprint.ports) if (problem := _port_holder(env, port))
    ]
    if problems:
        raise EngineError(
            "O guia usa nomes e portas que já existem nesta máquina:\n- "
            + "\n- ".join(problems)
            + "\nNada foi alterado. Se sobraram das lições, apague-os (um volume leva os dados); "
            "se são seus, dê-lhes outro nome. Depois rode de novo."
        )


def _list(env: Mapping[str, str], listing: str, column: str) -> list[str]:
    return process.run(["docker", *listing.split(), "--format", column], env=env).split()


def _port_holder(env: Mapping[str, str], port: int) -> str:
    format = "{{.Names}} ({{.Image}}, {{.Status}})"
    command = ["docker", "ps", "--filter", f"publish={port}", "--format", format]
    if found := process.run(command, env=env):
        return f"a porta {port}, pelo container {found}"
    for address in ("0.0.0.0", "127.0.0.1"):
        with socket.socket() as probe:
            if sys.platform != "win32":  # uma conexão que acabou de fechar não ocupa a porta
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return f"a porta {port}, {_process_at(port)}"
    return ""


def _process_at(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"pelo processo {psutil.Process(connection.pid).name()} ({connection.pid})"
    except psutil.Error:
        pass
    return "por um processo que não pôde ser identificado"
