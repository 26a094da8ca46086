"""O motor da pessoa, usado como está."""

import json
from collections.abc import Mapping

from guide.engine import process
from guide.engine.failure import EngineError

TIMEOUT = 30  # segundos


def unusable(env: Mapping[str, str]) -> str:
    """Por que o motor que `env` alcança não serve; vazio se serve.

    Serve o que responde a `docker info` e tem o Compose v2 ou mais novo e o Buildx.
    """
    try:
        info = json.loads(
            process.run(["docker", "info", "--format", "{{json .}}"], env=env, timeout=TIMEOUT)
        )
    except EngineError as error:
        return str(error)
    if info.get("ServerErrors"):
        return "\n".join(info["ServerErrors"])
    for plugin in ("compose", "buildx"):
        try:
            process.run(["docker", plugin, "version"], env=env, timeout=TIMEOUT)
        except EngineError:
            return (
                f"O Docker desta máquina não tem o comando `docker {plugin}`: instale o pacote "
                f"docker-{plugin}-plugin (nos repositórios do Docker) ou docker-{plugin}."
            )
    return ""


def versions(env: Mapping[str, str]) -> tuple[str, str]:
    """As versões do motor e do Compose, como eles as dizem."""
    engine = process.run(["docker", "version", "--format", "{{.Server.Version}}"], env=env)
    compose = process.run(["docker", "compose", "version", "--short"], env=env)
    return engine, compose
