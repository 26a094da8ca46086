"""Perguntas ao comando `docker`: só as que leem, e uma mensagem clara quando ele não responde."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READS = (
    ("version",),
    ("info",),
    ("context", "ls"),
    ("ps",),
    ("container", "inspect"),
    ("diff",),
    ("logs",),
    ("image", "ls"),
    ("image", "inspect"),
    ("image", "history"),
    ("volume", "ls"),
    ("volume", "inspect"),
    ("network", "ls"),
    ("network", "inspect"),
    ("events",),
    ("compose", "version"),
    ("compose", "config"),
)
"""Os comandos do `docker` que o programa usa. Nenhum muda nada no motor, nem nos arquivos."""

PATIENCE = 30
"""Segundos que se espera uma resposta: depois disso, há um problema."""

AT_ONCE = 50
"""Containers de uma pergunta só: a linha de comando do Windows tem um limite de tamanho."""

LOG_LINES = "2000"

NO_COMPOSE = "no-compose"
"""O tipo do erro de quem não tem o Compose: só alguns exercícios precisam dele."""


class DockerError(Exception):
    """O Docker não respondeu; a mensagem diz por quê e o que fazer. `kind` é uma palavra fixa."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Answer:
    """O que um comando respondeu: o código de saída e as duas saídas."""

    code: int
    out: str
    err: str


class Docker:
    """O Docker que o comando `docker` acha, com as variáveis `env`, a partir da pasta `folder`.

    O contexto, o `DOCKER_HOST` e o resto da configuração são os de quem chama.
    """

    def __init__(self, env: Mapping[str, str] | None = None, folder: Path | None = None) -> None:
        self._env = dict(os.environ if env is None else env)
        self.folder = Path() if folder is None else folder

    def ask(self, *words: str) -> Answer:
        """A resposta do `docker` às palavras `words`, que têm de estar em `READS`.

        Levanta `DockerError` se não há o comando, ou se ele não responde a tempo.
        """
        command = (words[0], *words[3:]) if words[1:2] == ("--file",) else words
        if not any(command[: len(read)] == read for read in READS):
            raise ValueError(f"o confere só lê, e «docker {' '.join(words)}» não está em READS")
        program = shutil.which("docker", path=self._env.get("PATH"))
        if program is None:
            raise DockerError(
                "no-docker",
                "Não achei o comando docker. Instale o Docker, ou abra um terminal em que ele "
                "exista.\nVeja a lição «Instalar o Docker».",
            )
        try:
            done = subprocess.run(
                [program, *words],
                env=self._env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DockerError(
                "slow",
                f"O Docker não respondeu em {PATIENCE} segundos (docker {words[0]}). Espere que "
                "ele acabe de ligar, ou reinicie-o, e tente de novo.",
            ) from error
        except OSError as error:
            raise DockerError("no-docker", f"O comando docker não se executa: {error}") from error
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return Answer(done.returncode, out, err)

    def version(self) -> dict[str, str]:
        """As versões do cliente e do motor. Levanta `DockerError` se o motor não responde."""
        # Só a partir do Docker 23 o --format json diz o mesmo.
        answer = self.ask("version", "--format", "{{json .}}")
        found = _object(answer.out)
        client, server = (_mapping(found.get(one)) for one in ("Client", "Server"))
        # Só o Podman diz o OsArch. O nome dele também está em endereços e contextos do Docker.
        if "OsArch" in client or "using podman" in answer.err.lower():
            raise DockerError(
                "podman",
                "O comando docker desta máquina é o Podman, que responde de outro modo. O confere "
                "só conhece o Docker.",
            )
        if answer.code or not server:
            raise unreachable(answer.err or answer.out)
        return {
            "client": client.get("Version") or "",
            "engine": server.get("Version") or "",
        }

    def compose_version(self) -> str:
        """A versão do Compose; vazia se não há o `docker compose`."""
        answer = self.ask("compose", "version", "--short")
        return "" if answer.code else answer.out.strip().lstrip("v")

    def containers(self) -> list[dict[str, Any]]:
        """O que o `inspect` diz de cada container, no ar ou não."""
        listed = self._read("ps", "--all", "--quiet").split()
        found: list[dict[str, Any]] = []
        for start in range(0, len(listed), AT_ONCE):
            found += self._inspect("container", listed[start : start + AT_ONCE])
        return found

    def image(self, name: str) -> dict[str, Any] | None:
        """O que o `inspect` diz da imagem `name`; None se não há."""
        return next(iter(self._inspect("image", [name])), None)

    def images(self) -> list[str]:
        """Os nomes das imagens, com a tag."""
        words = ("image", "ls", "--format", "{{.Repository}}:{{.Tag}}")
        return self._read(*words).split()

    def history(self, name: str) -> list[str]:
        """As linhas do Dockerfile de que a imagem `name` foi feita, da última à primeira."""
        words = ("image", "history", "--no-trunc", "--format", "{{.CreatedBy}}")
        answer = self.ask(*words, name)
        return [] if answer.code else answer.out.splitlines()

    def volumes(self) -> list[str]:
        """Os nomes dos volumes."""
        return self._read("volume", "ls", "--quiet").split()

    def volume(self, name: str) -> dict[str, Any] | None:
        """O que o `inspect` diz do volume `name`; None se não há."""
        return next(iter(self._inspect("volume", [name])), None)

    def networks(self) -> list[str]:
        """Os nomes das redes."""
        return self._read("network", "ls", "--format", "{{.Name}}").split()

    def network(self, name: str) -> dict[str, Any] | None:
        """O que o `inspect` diz da rede `name`; None se não há."""
        found = self._inspect("network", [name])
        return next((one for one in found if one.get("Name") == name), None)

    def events(self) -> list[dict[str, Any]]:
        """O que o motor lembra do que aconteceu nele: os últimos 256 acontecimentos, no máximo.

        Pergunta até a hora do relógio do motor, que pode não ser o desta máquina.
        """
        now = self._read("info", "--format", "{{.SystemTime}}").strip()
        told = self._read("events", "--since", "1", "--until", now, "--format", "{{json .}}")
        return [_object(line) for line in told.splitlines()]

    def logs(self, container: str) -> tuple[str, str]:
        """As últimas linhas do log de um container: a saída e a saída de erros."""
        answer = self.ask("logs", "--tail", LOG_LINES, container)
        return answer.out, answer.err

    def changes(self, container: str) -> list[str]:
        """Os arquivos que um container acrescentou, mudou ou apagou, como `A /segredo.txt`."""
        answer = self.ask("diff", container)
        return answer.out.splitlines()

    def contexts(self) -> dict[str, str]:
        """O endereço de cada contexto. Não precisa do motor."""
        words = ("context", "ls", "--format", "{{.Name}} {{.DockerEndpoint}}")
        pairs = (line.partition(" ") for line in self._read(*words).splitlines())
        return {name: address.strip() for name, _, address in pairs}

    def compose_config(self, file: str) -> tuple[dict[str, Any], str]:
        """O que o Compose entende de `file`, na pasta, e o que ele reclama (vazio se nada).

        A reclamação vem sem o caminho da pasta, que diz de quem ela é.

        Levanta `DockerError` se não há Compose, ou se ele é o antigo.
        """
        if not self.compose_version():
            raise DockerError(NO_COMPOSE, self._no_compose())
        words = ("compose", "--file", file, "config", "--format", "json")
        answer = self.ask(*words)
        if not answer.code:
            return _object(answer.out), ""
        return {}, answer.err.strip().replace(f"{self.folder.resolve()}{os.sep}", "")

    def file(self, name: str) -> str | None:
        """O texto do arquivo `name`, na pasta em que o programa foi chamado; None se não há."""
        path = self.folder / name
        try:
            if not path.is_file():
                return None
            with path.open("rb") as opened:
                data = opened.read(_FILE_LIMIT)
        except OSError:
            return None
        # O > do Windows PowerShell grava em UTF-16.
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) % 2 == 0
        return data.decode("utf-16" if wide else "utf-8-sig", "replace")

    def _no_compose(self) -> str:
        old = shutil.which("docker-compose", path=self._env.get("PATH"))
        if old:
            return (
                "Esta máquina só tem o docker-compose antigo, com hífen. Este exercício precisa do "
                "docker compose, com espaço: veja «Instalar o Docker»."
            )
        return (
            "O docker compose não respondeu, e este exercício precisa dele: veja «Instalar o "
            "Docker»."
        )

    def _read(self, *words: str) -> str:
        answer = self.ask(*words)
        if answer.code:
            raise unreachable(answer.err)
        return answer.out

    def _inspect(self, kind: str, names: Sequence[str]) -> list[dict[str, Any]]:
        """Uma lista, em que falta o que não existe, ou já não existe."""
        if not names:
            return []
        answer = self.ask(kind, "inspect", *names)
        try:
            found = json.loads(answer.out or "[]")
        except ValueError:
            return []
        found = found if isinstance(found, list) else []
        return [one for one in found if isinstance(one, dict)]


_FILE_LIMIT = 1_000_000

_REASONS = (
    (
        "remote",
        ("command [ssh", "no such host", "i/o timeout", "no route to host", "tls:"),
        "O motor é de outra máquina, e ela não respondeu. Confira o DOCKER_HOST e o contexto, com "
        "docker context ls.",
    ),
    (
        "permission",
        ("permission denied",),
        "O motor existe, mas este usuário não tem permissão de falar com ele. No Linux, "
        "entre no grupo docker: veja «Instalação e motor», nos erros comuns.",
    ),
    (
        "context",
        ("context not found", "no such context"),
        "O contexto escolhido não existe: veja os que há com docker context ls.",
    ),
    (
        "too-new",
        ("is too new", "is too old"),
        "O comando docker e o motor são de versões que não se entendem. Atualize o mais velho.",
    ),
    (
        "desktop",
        ("dockerdesktop", "docker_engine", "/.docker/run/docker.sock", "/.docker/desktop"),
        "O Docker Desktop está parado. Abra-o, espere que diga «running», e tente de novo.",
    ),
    (
        "stopped",
        ("cannot connect", "failed to connect", "error during connect", "connection refused"),
        "O motor não respondeu: está parado, ou o endereço é outro. Ligue-o (no Linux, sudo "
        "systemctl start docker; no Windows e no macOS, abra o Docker Desktop).",
    ),
)


def unreachable(complaint: str) -> DockerError:
    """O erro que a reclamação do `docker` conta, com a primeira linha dela."""
    lowered = complaint.lower()
    unknown = ("unknown", (), "O Docker não respondeu como se esperava.")
    matching = (one for one in _REASONS if any(sign in lowered for sign in one[1]))
    kind, _, message = next(matching, unknown)
    first = next((line.strip() for line in complaint.splitlines() if line.strip()), "")
    return DockerError(kind, f"{message}\nO docker disse: {first}" if first else message)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return _mapping(found)


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
