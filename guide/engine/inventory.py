"""O que existe num motor: para mostrar o que sobrou e remover só o que a suíte criou.

Lê-se pela API, se o motor está nesta máquina; senão, pelo comando, que fala com qualquer um.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from guide.engine import api, process
from guide.engine.failure import EngineError

BUILD_CACHE = [
    "system",
    "df",
    "--verbose",
    "--format",
    "{{range .BuildCache}}{{println .ID}}{{end}}",
]
LISTS = {
    "containers": ["ps", "--all", "--quiet", "--no-trunc"],
    "networks": ["network", "ls", "--quiet", "--no-trunc"],
    "volumes": ["volume", "ls", "--quiet"],
    "images": ["image", "ls", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}}@{{.ID}}"],
    "build_cache": BUILD_CACHE,
    "contexts": ["context", "ls", "--quiet"],
    "swarms": ["info", "--format", "{{.Swarm.NodeID}}"],
}


@dataclass(frozen=True)
class Inventory:
    """Containers, redes, volumes, imagens e cache de construção de um motor, por identificador.

    E os contextos, que não são do motor, mas da configuração de quem usa o comando `docker`; e o
    swarm em que o motor está, pelo identificador que ele tem nele: nenhum, ou um.
    """

    containers: frozenset[str]
    networks: frozenset[str]
    volumes: frozenset[str]
    images: frozenset[str]
    build_cache: frozenset[str]
    contexts: frozenset[str]
    swarms: frozenset[str] = frozenset()

    @classmethod
    def take(cls, env: Mapping[str, str]) -> "Inventory":
        """Lê o que existe agora no motor que `env` aponta. Levanta `EngineError`."""
        if not api.serves(env):
            return cls(**{kind: _read(env, words) for kind, words in LISTS.items()})
        return cls(
            containers=frozenset(one["Id"] for one in api.ask(env, "/containers/json?all=1")),
            networks=frozenset(one["Id"] for one in api.ask(env, "/networks")),
            volumes=frozenset(one["Name"] for one in api.ask(env, "/volumes")["Volumes"] or ()),
            images=cls.images_of(env),
            build_cache=_build_cache(env),
            contexts=_contexts(env),
            swarms=frozenset({api.ask(env, "/info")["Swarm"]["NodeID"]} - {""}),
        )

    @staticmethod
    def images_of(env: Mapping[str, str]) -> frozenset[str]:
        """Só as imagens que existem agora no motor que `env` aponta, como em `images`."""
        if not api.serves(env):
            return _read(env, LISTS["images"])
        return frozenset(
            f"{tag}@{one['Id']}"
            for one in api.ask(env, "/images/json")
            for tag in one["RepoTags"] or ["<none>:<none>"]
        )

    @staticmethod
    def states_of(env: Mapping[str, str]) -> frozenset[str]:
        """O nome de cada container do motor que `env` aponta, e o estado dele: `loja running`."""
        if api.serves(env):
            found = api.ask(env, "/containers/json?all=1")
            return frozenset(
                f"{','.join(one['Names']).removeprefix('/')} {one['State']}" for one in found
            )
        words = ["docker", "ps", "--all", "--format", "{{.Names}} {{.State}}"]
        return frozenset(process.run(words, env=env).splitlines())

    def __sub__(self, other: "Inventory") -> "Inventory":
        return Inventory(*(getattr(self, kind) - getattr(other, kind) for kind in LISTS))

    def remove(self, env: Mapping[str, str]) -> list[str]:
        """Remove do motor tudo o que está neste inventário; devolve o que não pôde ser removido."""
        problems: list[str] = []

        def attempt(act: Callable[..., object], *given: str) -> None:
            try:
                act(env, *given)
            except EngineError as error:
                if "No such" not in str(error) and "not found" not in str(error):
                    problems.append(str(error))

        if self.swarms:  # leva junto os serviços, que refariam os containers
            attempt(_docker, "swarm", "leave", "--force")
        if self.containers:
            attempt(_docker, "rm", "--force", "--volumes", *self.containers)
        if self.networks:
            attempt(_docker, "network", "rm", *self.networks)
        if self.volumes:
            attempt(_docker, "volume", "rm", "--force", *self.volumes)
        for name, _, identifier in (image.rpartition("@") for image in sorted(self.images)):
            attempt(_docker, "image", "rm", "--force", identifier if "<none>" in name else name)
        if self.build_cache:
            self._prune(env, attempt)
        if self.contexts:
            attempt(_docker, "context", "rm", "--force", *self.contexts)
        return problems

    def _prune(self, env: Mapping[str, str], attempt: Callable[..., None]) -> None:
        """Remove o cache de construção. Um registro só sai depois dos que nasceram dele."""
        if _build_cache(env) <= self.build_cache:
            attempt(_prune)
            return
        left = self.build_cache
        while left:
            for identifier in left:
                attempt(_prune, identifier)
            remaining = left & _build_cache(env)
            if remaining == left:
                return
            left = remaining


def _prune(env: Mapping[str, str], identifier: str = "") -> None:
    """Remove do cache de construção o registro `identifier`, ou tudo."""
    if api.serves(env):
        chosen = f"&filters={quote(json.dumps({'id': {identifier: True}}))}" if identifier else ""
        api.ask(env, f"/build/prune?all=true{chosen}", "POST")
        return
    words = ["--filter", f"id={identifier}"] if identifier else []
    _docker(env, "builder", "prune", "--all", "--force", *words)


def _docker(env: Mapping[str, str], *words: str) -> str:
    return process.run(["docker", *words], env=env)


def _read(env: Mapping[str, str], words: list[str]) -> frozenset[str]:
    return frozenset(_docker(env, *words).split())


def _build_cache(env: Mapping[str, str]) -> frozenset[str]:
    if not api.serves(env):
        return _read(env, BUILD_CACHE)
    kept = api.ask(env, "/system/df?type=build-cache")["BuildCache"]
    return frozenset(one["ID"] for one in kept or ())


def _contexts(env: Mapping[str, str]) -> frozenset[str]:
    """Os contextos, lidos de onde o comando `docker` os guarda: cada um num `meta.json`.

    O lugar é o de https://docs.docker.com/engine/manage-resources/contexts/.
    """
    folder = Path(env.get("DOCKER_CONFIG") or Path.home() / ".docker") / "contexts/meta"
    names = [json.loads(file.read_bytes())["Name"] for file in folder.glob("*/meta.json")]
    return frozenset(["default", *names])
