"""O que existe num motor: para mostrar o que sobrou e remover só o que a suíte criou."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guide.engine import process
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
        """Lê o que existe agora no motor que `env` aponta."""
        return cls(**{kind: _read(env, words) for kind, words in LISTS.items()})

    @staticmethod
    def images_of(env: Mapping[str, str]) -> frozenset[str]:
        """Só as imagens que existem agora no motor que `env` aponta, como em `images`."""
        return _read(env, LISTS["images"])

    def __sub__(self, other: "Inventory") -> "Inventory":
        return Inventory(*(getattr(self, kind) - getattr(other, kind) for kind in LISTS))

    def remove(self, env: Mapping[str, str]) -> list[str]:
        """Remove do motor tudo o que está neste inventário; devolve o que não pôde ser removido."""
        problems: list[str] = []

        def attempt(words: list[str]) -> None:
            try:
                process.run(["docker", *words], env=env)
            except EngineError as error:
                if "No such" not in str(error) and "not found" not in str(error):
                    problems.append(str(error))

        if self.swarms:  # leva junto os serviços, que refariam os containers
            attempt(["swarm", "leave", "--force"])
        if self.containers:
            attempt(["rm", "--force", "--volumes", *self.containers])
        if self.networks:
            attempt(["network", "rm", *self.networks])
        if self.volumes:
            attempt(["volume", "rm", "--force", *self.volumes])
        for name, _, identifier in (image.rpartition("@") for image in sorted(self.images)):
            attempt(["image", "rm", "--force", identifier if "<none>" in name else name])
        if self.build_cache:
            self._prune(env, attempt)
        if self.contexts:
            attempt(["context", "rm", "--force", *self.contexts])
        return problems

    def _prune(self, env: Mapping[str, str], attempt: Callable[[list[str]], None]) -> None:
        """Remove o cache de construção. Um registro só sai depois dos que nasceram dele."""
        now = _read(env, BUILD_CACHE)
        if now <= self.build_cache:
            attempt(["builder", "prune", "--all", "--force"])
            return
        left = self.build_cache
        while left:
            for identifier in left:
                attempt(["builder", "prune", "--all", "--force", "--filter", f"id={identifier}"])
            remaining = left & _read(env, BUILD_CACHE)
            if remaining == left:
                return
            left = remaining


def _read(env: Mapping[str, str], words: list[str]) -> frozenset[str]:
    return frozenset(process.run(["docker", *words], env=env).split())
