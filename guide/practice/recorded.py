"""O que o `confere.pyz` viu num motor de verdade, depois de a solução ter sido executada.

Cada gravação é um JSON em `tests/confere/recorded/VERSÃO/EXERCÍCIO.json`: as perguntas que o
programa fez e o que foi respondido. Dela saem, sem motor, as soluções erradas. A suíte grava a que
falta, ao executar a solução; para a refazer, apague-a ou use `make update`.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from guide.confere.docker import Docker
from guide.page import ROOT

FOLDER = ROOT / "tests/confere/recorded"

Data = dict[str, Any]
"""De cada pergunta, como `volume placar`, a resposta."""

_LABELS = dict.fromkeys(
    [
        *(f"com.docker.compose.{name}" for name in ("project", "service", "oneoff", "version")),
        *("guia", "descartar"),
    ],
    True,
)
_HOST = dict.fromkeys(
    [
        *("PortBindings", "PublishAllPorts", "ReadonlyRootfs", "Tmpfs", "RestartPolicy"),
        *("Memory", "NanoCpus", "CpuQuota", "CpuPeriod", "CapDrop", "SecurityOpt", "Init"),
    ],
    True,
)
_ABOUT = _LABELS | dict.fromkeys(
    [
        *("name", "image", "container", "exitCode", "execID", "signal", "oldName", "read/write"),
        *("type", "destination"),
    ],
    True,
)
_ANY = "*"

KEPT: dict[str, object] = {
    "containers": {
        **dict.fromkeys(["Id", "Name", "Created", "Image", "RestartCount"], True),
        "State": {"Status": True, "ExitCode": True, "Health": {"Status": True}},
        "Config": {"Image": True, "Labels": _LABELS, "Env": True, "Cmd": True, "Entrypoint": True},
        "HostConfig": _HOST,
        "NetworkSettings": {"Networks": {_ANY: {"Aliases": True}}},
        "Mounts": {"Type": True, "Name": True, "Destination": True, "RW": True},
    },
    "image": {
        **dict.fromkeys(["Id", "Size", "RepoDigests"], True),
        "RootFS": {"Layers": True},
        "Config": {"Cmd": True, "Entrypoint": True, "Env": True},
    },
    "volume": {"Name": True},
    "network": {"Name": True, "IPAM": {"Config": {"Subnet": True}}},
    "compose_config": {"services": {_ANY: {"depends_on": True, "volumes": True}}},
    "events": {
        **dict.fromkeys(["Type", "Action"], True),
        "Actor": {"ID": True, "Attributes": _ABOUT},
    },
}
"""Do que o motor diz, o que algum exercício olha; o resto, pastas desta máquina, não se grava."""

LOG_LINES = 60
LOCAL = "unix:///var/run/docker.sock"

_UNSEEN = ("exec_start", "attach", "resize", "unmount", "disconnect")
"""Acontecimentos que nenhum exercício olha."""

_FROM_WHERE = re.compile(r',(?:\\n)?\s*\\*"(?:resolved|integrity)\\*": \\*"[^"\\]*\\*"')
"""De que servidor o npm baixou um pacote, num JSON dentro de outro: nenhum exercício olha."""

_LONG = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


class Recorder:
    """Um `Docker` que anota em `answers` o que lhe perguntam e o que responde."""

    def __init__(self, docker: Docker) -> None:
        self._docker = docker
        self.answers: Data = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*words: str) -> Any:
            answer = getattr(self._docker, name)(*words)
            self.answers[" ".join([name, *words])] = answer
            return answer

        return ask

    def save(self, file: Path) -> None:
        """Grava as respostas em `file`, só com o que interessa, e os identificadores curtos."""
        kept = {question: _pruned(question, answer) for question, answer in self.answers.items()}
        lines = [
            f"{json.dumps(question)}: {json.dumps(kept[question], ensure_ascii=False)}"
            for question in sorted(kept)
        ]
        text = _LONG.sub(r"\1", _FROM_WHERE.sub("", "{\n" + ",\n".join(lines) + "\n}\n"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class Replay:
    """Responde como o `Docker` que se gravou em `answers`; o que não há ali não existe."""

    def __init__(self, answers: Data) -> None:
        self._answers = answers

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*words: str) -> Any:
            return self._answers.get(" ".join([name, *words]), _NOTHING.get(name))

        return ask


_NOTHING: Data = {
    "containers": [],
    "images": [],
    "volumes": [],
    "networks": [],
    "events": [],
    "changes": [],
    "history": [],
    "logs": ("", ""),
    "contexts": {},
    "compose_config": ({}, "no configuration file provided"),
}


def file_of(name: str, version: str) -> Path:
    """Onde fica a gravação do exercício `name` no Docker `version`."""
    return FOLDER / version.split(".")[0] / f"{name}.json"


def _pruned(question: str, answer: Any) -> Any:
    name = question.split()[0]
    if name == "events":
        answer = [one for one in answer if not one.get("Action", "").startswith(_UNSEEN)]
    if name == "logs":
        answer = ["\n".join(text.splitlines()[-LOG_LINES:]) for text in answer]
    if name == "contexts":
        answer = {one: re.sub("^unix:.*", LOCAL, address) for one, address in answer.items()}
    return _only(answer, KEPT.get(name, True))


def _only(value: Any, wanted: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_only(one, wanted) for one in value]
    if not isinstance(value, dict) or not isinstance(wanted, dict):
        return value
    keys = value if _ANY in wanted else [name for name in wanted if name in value]
    return {name: _only(value[name], wanted.get(_ANY, wanted.get(name))) for name in keys}
