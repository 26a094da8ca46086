"""O que o guia cria no motor: o que precisa estar livre no de uma pessoa (veja `preflight`)."""

import re
import shlex
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from guide.page import Guide

OF_DOCKER = frozenset({"docker_gwbridge"})
"""A rede que um swarm faz para si: o Docker a refaz sempre que precisa, e ela não é de ninguém."""


@dataclass(frozen=True)
class Footprint:
    """O que o guia cria: nomes de containers, portas da máquina, imagens e projetos do Compose.

    `words` são as palavras dos comandos: um volume ou uma rede com o nome de uma delas poderia ser
    usado, ou apagado, por um comando.
    """

    containers: Set[str] = field(default_factory=set)
    ports: Set[int] = field(default_factory=set)
    images: Set[str] = field(default_factory=set)
    projects: Set[str] = field(default_factory=set)
    words: Set[str] = field(default_factory=set)

    def container(self, name: str) -> bool:
        """Se um container `name` é do guia, ou de um projeto dele."""
        return name in self.containers or self._of_a_project(name, "-")

    def volume_or_network(self, name: str) -> bool:
        """O mesmo, de um volume ou de uma rede."""
        return name in self.words - OF_DOCKER or self._of_a_project(name, "_")

    def image(self, tag: str) -> bool:
        """O mesmo, de uma imagem, dita como `nome:tag`."""
        short = tag.removesuffix(":latest")
        return short in self.images or self._of_a_project(tag, "-")

    def _of_a_project(self, name: str, separator: str) -> bool:
        return any(name.startswith(project + separator) for project in self.projects)


def footprint(guide: Guide) -> Footprint:
    """O que as transcrições e os arquivos do Compose de `guide` criam no motor.

    Levanta `TranscriptError` ou `GuideError` se um deles não se lê.
    """
    found = Footprint(set(), set(), set(), set(), set())
    for file in guide.files(Path("examples")):
        if file.suffix == ".console":
            transcript = guide.transcript(file.relative_to("examples").as_posix())
            for section in transcript.sections:
                for step in section.steps:
                    _add_command(found, step.text)
        elif file.suffix == ".yaml" and file.name.startswith("compose"):
            _add_compose(found, file, guide)
    return found


def _add_compose(found: Footprint, file: Path, guide: Guide) -> None:
    found.projects.add(file.parent.name)
    try:
        content = yaml.safe_load(guide.read(file))
    except yaml.YAMLError:
        return  # um exemplo estragado de propósito: o Compose o recusa, e nada cria
    services = content.get("services") if isinstance(content, dict) else None
    for service in (services or {}).values() if isinstance(services, dict) else ():
        if isinstance(service, dict):
            if "container_name" in service:
                found.containers.add(service["container_name"])
            ports = service.get("ports")
            found.ports.update(_published(ports if isinstance(ports, list) else []))


def _published(ports: list[object]) -> Iterator[int]:
    """As portas da máquina na lista `ports:` de um serviço (formas curta e longa)."""
    for port in ports:
        if isinstance(port, dict):
            if str(port.get("published", "")).isdecimal():
                yield int(port["published"])
        elif (host := _host_port(str(port))) is not None:
            yield host


def _host_port(mapping: str) -> int | None:
    """A porta da máquina em `[endereço:]porta:porta-do-container[/protocolo]`, se é fixa."""
    _, _, host = mapping.rpartition(":")[0].rpartition(":")
    return int(host) if host.isdecimal() else None


_NAMES = {"--name": "containers", "--project-name": "projects", "--tag": "images"}
_NAME = re.compile(r"[a-zA-Z0-9][\w.-]+")
"""Um nome como o Docker o aceita, sozinho ou dentro de `volume:/pasta`."""


def _add_command(found: Footprint, text: str) -> None:
    if "docker" not in text:
        return
    words = _words(text)
    found.words.update(_NAME.findall(text))
    for at, word in enumerate(words):
        option, separator, value = word.partition("=")
        value = value if separator else words[at + 1] if at + 1 < len(words) else ""
        if option in ("-p", "--publish"):
            if (host := _host_port(value)) is not None:
                found.ports.add(host)
        elif option in _NAMES and value:
            getattr(found, _NAMES[option]).add(value)
        elif word in ("tag", "commit") and "docker" in words[:at]:
            found.images.update(words[at + 2 : at + 3])


def _words(command: str) -> list[str]:
    """As palavras do comando; as de um texto que o shell não fecharia, separadas por espaços."""
    joined = command.replace("\\\n", " ")
    try:
        return shlex.split(joined)
    except ValueError:
        return joined.split()
