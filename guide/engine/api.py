"""A API do motor, pelo soquete em que ele responde nesta máquina.

Só o que a faxina pergunta muitas vezes: cada comando `docker` é um programa grande que começa, e um
`docker info` começa ainda o Buildx e o Compose, só para os listar. O que o leitor digita é sempre o
comando. A forma das respostas é a da API 1.45, que os motores do 26 ao 29 servem
(https://docs.docker.com/reference/api/engine/version/v1.45/).
"""

import json
import socket
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

from guide.engine.failure import EngineError

VERSION = "v1.45"
TIMEOUT = 120
"""Segundos que se espera uma resposta: um motor muito ocupado demora."""

_UNIX = "unix://"


class _Connection(HTTPConnection):
    """Uma conexão HTTP por um soquete do sistema de arquivos."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=TIMEOUT)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def serves(env: Mapping[str, str]) -> bool:
    """Se o motor que `env` aponta responde num soquete desta máquina.

    Um `DOCKER_CONTEXT` vale mais que o `DOCKER_HOST`, e só o comando sabe a que motor ele leva
    (https://docs.docker.com/reference/cli/docker/#environment-variables).
    """
    host = "" if env.get("DOCKER_CONTEXT") else env.get("DOCKER_HOST", "")
    return host.startswith(_UNIX) and hasattr(socket, "AF_UNIX")


def ask(env: Mapping[str, str], path: str, method: str = "GET") -> Any:
    """O que o motor responde a `path`, como `/networks`, lido do JSON; None se nada diz.

    Levanta `EngineError` se ele não responde, ou responde com um erro.
    """
    connection = _Connection(env["DOCKER_HOST"].removeprefix(_UNIX))
    try:
        connection.request(method, f"/{VERSION}{path}")
        answer = connection.getresponse()
        body = answer.read()
        content = json.loads(body) if body.strip() else None
    except (OSError, HTTPException, ValueError) as error:
        raise EngineError(f"O motor não respondeu a {method} {path}: {error}") from error
    finally:
        connection.close()
    if answer.status >= 400:
        said = content.get("message", "") if isinstance(content, dict) else ""
        raise EngineError(f"O motor recusou {method} {path} ({answer.status}): {said}")
    return content
