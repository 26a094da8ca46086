"""O que o guia precisa que esteja livre no motor da pessoa, para não tocar no que é dela.

No motor privado isso não se confere: lá não há nada de ninguém, e a rede é só dele.
"""

import socket
import sys
from collections.abc import Mapping, Set
from dataclasses import dataclass

import psutil

from engine import process
from engine.errors import EngineError


@dataclass(frozen=True)
class Needs:
    """O que o guia cria: nomes de containers, portas da máquina, imagens e projetos do Compose.

    `words` são as palavras dos comandos: um volume ou uma rede com o nome de uma delas poderia ser
    usado, ou apagado, por um comando.
    """

    containers: Set[str] = frozenset()
    ports: Set[int] = frozenset()
    images: Set[str] = frozenset()
    projects: Set[str] = frozenset()
    words: Set[str] = frozenset()

    def container(self, name: str) -> bool:
        """Se um container `name` é do guia, ou de um projeto dele."""
        return name in self.containers or self._of_a_project(name, "-")

    def volume_or_network(self, name: str) -> bool:
        """O mesmo, de um volume ou de uma rede."""
        return name in self.words or self._of_a_project(name, "_")

    def image(self, tag: str) -> bool:
        """O mesmo, de uma imagem, dita como `nome:tag`."""
        short = tag.removesuffix(":latest")
        return short in self.images or self._of_a_project(tag, "-")

    def _of_a_project(self, name: str, separator: str) -> bool:
        return any(name.startswith(project + separator) for project in self.projects)


def check(env: Mapping[str, str], needs: Needs) -> None:
    """Levanta `EngineError`, dizendo quem ocupa o quê, se algo de que o guia precisa existe."""
    problems = [
        f"o nome {name}, pelo container {name} {about} (`docker rm -f {name}` o remove)"
        for name, about in _list(env, "ps --all", "{{.Names}}\t({{.Image}}, {{.Status}})")
        if needs.container(name)
    ]
    problems += [
        f"o volume {name} (`docker volume rm {name}` o remove, com os dados)"
        for name, _ in _list(env, "volume ls", "{{.Name}}")
        if needs.volume_or_network(name)
    ]
    problems += [
        f"a rede {name} (`docker network rm {name}` a remove)"
        for name, _ in _list(env, "network ls --filter type=custom", "{{.Name}}")
        if needs.volume_or_network(name)
    ]
    problems += [
        f"a imagem {tag} (`docker image rm {tag}` a remove)"
        for tag, _ in _list(env, "image ls", "{{.Repository}}:{{.Tag}}")
        if needs.image(tag)
    ]
    problems += [problem for port in sorted(needs.ports) if (problem := _port_holder(env, port))]
    if problems:
        raise EngineError(
            "O guia usa nomes e portas que já existem nesta máquina:\n- "
            + "\n- ".join(problems)
            + "\nNada foi alterado. Se são seus, renomeie-os; se sobraram das lições, remova-os. "
            "Depois rode de novo."
        )


def _list(env: Mapping[str, str], command: str, columns: str) -> list[tuple[str, str]]:
    lines = process.run(["docker", *command.split(), "--format", columns], env=env).splitlines()
    return sorted((name, about) for name, _, about in (line.partition("\t") for line in lines))


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
