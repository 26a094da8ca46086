"""O que há no motor e na pasta de quem faz o exercício, e o que aconteceu há pouco.

Cada coisa se pergunta uma vez só, quando um item a quer ver. O que já não existe (um container com
`--rm`, um comando do `docker exec`) ainda está nos acontecimentos, de que o motor lembra os últimos
256: cada container deles é um `Life`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

PROJECT = "com.docker.compose.project"
SERVICE = "com.docker.compose.service"
ONE_OFF = "com.docker.compose.oneoff"


@dataclass
class Execution:
    """Um `docker exec` num container: o comando, e o código com que saiu (None: ainda não saiu)."""

    command: str
    code: int | None = None


@dataclass
class Life:
    """A vida de um container, pelos acontecimentos: o que ainda se sabe dela.

    `exits` são os códigos de saída, na ordem; `signals`, os sinais que recebeu; `deeds`, tudo o
    que lhe aconteceu, na ordem (`create`, `start`, `die`, `destroy`…); `mounts`, os volumes que
    montou, e se podia gravar neles; `folders`, em que pasta de dentro; `networks`, as redes em que
    entrou.
    """

    identifier: str
    name: str = ""
    image: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    deeds: list[str] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    old_names: list[str] = field(default_factory=list)
    executions: dict[str, Execution] = field(default_factory=dict)
    mounts: dict[str, bool] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    networks: list[str] = field(default_factory=list)

    @property
    def gone(self) -> bool:
        """Se o container já foi removido."""
        return "destroy" in self.deeds

    @property
    def started(self) -> int:
        """Quantas vezes começou."""
        return self.deeds.count("start")

    def ran(self, pattern: str) -> list[Execution]:
        """Os `docker exec` cujo comando casa com `pattern`, na ordem."""
        return [one for one in self.executions.values() if re.search(pattern, one.command)]


class Scene:
    """O que um exercício olha; `source` é um `docker.Docker`, ou algo que responde como ele."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._kept: dict[tuple[str, ...], Any] = {}

    def _keep(self, name: str, *words: str) -> Any:
        key = (name, *words)
        if key not in self._kept:
            self._kept[key] = getattr(self._source, name)(*words)
        return self._kept[key]

    @cached_property
    def version(self) -> dict[str, str]:
        """As versões do cliente e do motor. Levanta `DockerError` se o motor não responde."""
        return self._source.version()

    @property
    def compose_version(self) -> str:
        """A versão do Compose; vazia se não há."""
        return self._keep("compose_version")

    @property
    def containers(self) -> list[dict[str, Any]]:
        """O que o `inspect` diz de cada container."""
        return self._keep("containers")

    def container(self, name: str) -> dict[str, Any] | None:
        """O container que se chama `name`, sem tirar nem pôr; None se não há."""
        return next((one for one in self.containers if one.get("Name") == f"/{name}"), None)

    def service(self, project: str, service: str = "") -> list[dict[str, Any]]:
        """Os containers de um projeto do Compose, ou só os de um serviço dele; sem os do `run`."""
        found = []
        for one in self.containers:
            labels = (one.get("Config") or {}).get("Labels") or {}
            wanted = labels.get(PROJECT) == project and service in ("", labels.get(SERVICE))
            if wanted and labels.get(ONE_OFF) != "True":
                found.append(one)
        return found

    def image(self, name: str) -> dict[str, Any] | None:
        """A imagem `name`; sem tag, a `latest`. None se não há."""
        whole = name if ":" in name.rpartition("/")[2] else f"{name}:latest"
        return self._keep("image", whole) if whole in self._keep("images") else None

    @property
    def images(self) -> list[str]:
        """Os nomes das imagens, com a tag."""
        return self._keep("images")

    def history(self, name: str) -> list[str]:
        """As linhas do Dockerfile de que a imagem foi feita, da última à primeira."""
        return self._keep("history", name)

    def volume(self, name: str) -> dict[str, Any] | None:
        """O volume `name`; None se não há."""
        return self._keep("volume", name) if name in self._keep("volumes") else None

    @property
    def volumes(self) -> list[str]:
        """Os nomes dos volumes."""
        return self._keep("volumes")

    def network(self, name: str) -> dict[str, Any] | None:
        """A rede `name`; None se não há."""
        return self._keep("network", name) if name in self._keep("networks") else None

    @property
    def networks(self) -> list[str]:
        """Os nomes das redes."""
        return self._keep("networks")

    def logs(self, container: str) -> tuple[str, str]:
        """O fim do log de um container: a saída e a saída de erros."""
        return tuple(self._keep("logs", container))

    def changes(self, container: str) -> list[str]:
        """O que mudou nos arquivos de um container, como `A /segredo.txt`."""
        return self._keep("changes", container)

    @property
    def contexts(self) -> dict[str, str]:
        """O endereço de cada contexto."""
        return self._keep("contexts")

    def compose_config(self, file: str) -> tuple[dict[str, Any], str]:
        """O que o Compose entende de um arquivo da pasta, e o que ele reclama."""
        return tuple(self._keep("compose_config", file))

    def file(self, name: str) -> str | None:
        """O texto de um arquivo da pasta; None se não há."""
        return self._keep("file", name)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Os acontecimentos de que o motor lembra, do mais velho ao mais novo."""
        return self._keep("events")

    @cached_property
    def lives(self) -> list[Life]:
        """A vida de cada container que aparece nos acontecimentos, na ordem em que apareceram."""
        lives: dict[str, Life] = {}
        for event in self.events:
            actor = event.get("Actor") or {}
            about = actor.get("Attributes") or {}
            kind, action = event.get("Type"), event.get("Action") or ""
            if kind == "container":
                identifier = actor.get("ID") or ""
                _note(lives.setdefault(identifier, Life(identifier)), action, about)
            elif kind in ("volume", "network") and "container" in about:
                life = lives.setdefault(about["container"], Life(about["container"]))
                if action == "mount":
                    volume = actor.get("ID", "")
                    life.mounts[volume] = about.get("read/write") == "true"
                    life.folders[volume] = about.get("destination", "")
                elif action == "connect":
                    life.networks.append(about.get("name", ""))
        return list(lives.values())

    def lives_of(
        self, *, name: str = "", image: str = "", project: str = "", service: str = ""
    ) -> list[Life]:
        """As vidas com este nome (o de agora, ou um antigo), esta imagem, projeto e serviço."""
        return [
            one
            for one in self.lives
            if (not name or name in (one.name, *one.old_names))
            and (not image or same_image(one.image, image))
            and (not project or one.labels.get(PROJECT) == project)
            and (not service or one.labels.get(SERVICE) == service)
        ]

    def happened(self, kind: str, action: str, name: str = "") -> list[dict[str, Any]]:
        """Os atributos dos acontecimentos de um tipo (`image`, `network`…) e de uma ação.

        Com `name`, só os da coisa que tem este nome ou identificador.
        """
        found = []
        for event in self.events:
            if event.get("Type") == kind and event.get("Action") == action:
                actor = event.get("Actor") or {}
                about = actor.get("Attributes") or {}
                if not name or name in (about.get("name"), actor.get("ID")):
                    found.append(about)
        return found


def same_image(one: str, other: str) -> bool:
    """Se dois nomes são o da mesma imagem: sem tag, `latest`; o registro de sempre não se diz."""
    return _whole(one) == _whole(other)


def _whole(name: str) -> str:
    for prefix in ("docker.io/", "library/"):
        name = name[len(prefix) :] if name.startswith(prefix) else name
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def _note(life: Life, action: str, about: dict[str, str]) -> None:
    action, _, command = action.partition(": ")
    life.name = about.get("name", life.name)
    life.image = about.get("image", life.image)
    life.labels = about
    if action == "exec_create":
        life.executions[about.get("execID", str(len(life.executions)))] = Execution(command)
    elif action == "exec_die":
        done = life.executions.get(about.get("execID", ""))
        if done:
            done.code = _number(about.get("exitCode"))
    elif not action.startswith("exec"):
        life.deeds.append(action)
        if action == "die":
            life.exits.append(_number(about.get("exitCode")))
        elif action == "kill":
            life.signals.append(about.get("signal", ""))
        elif action == "rename":
            life.old_names.append(about.get("oldName", "").lstrip("/"))


def _number(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        return -1
