"""A decisão de que motor usar, e a faxina antes e depois da suíte."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from guide.engine import cache, machine, preflight, process
from guide.engine.footprint import Footprint
from guide.engine.images import BaseImage, BaseImages, recipes
from guide.engine.inventory import Inventory
from guide.engine.private import daemon, packages


@dataclass(frozen=True)
class Engine:
    """Um motor em uso.

    `env` são as variáveis com que o comando `docker` o acha; `network`, o namespace de rede em que
    estão as portas que os containers publicam (vazio se é o da máquina); `programs`, os programas
    do motor privado, e `folder` a pasta dele no cache; `before`, o que havia nele antes da suíte.
    `aliases` são os caminhos que só o motor privado tem, cada um com o que lhe corresponde numa
    instalação comum.
    """

    env: dict[str, str]
    version: str
    compose: str
    base_images: list[BaseImage]
    before: Inventory
    programs: Path | None = None
    network: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    folder: str = ""

    @property
    def private(self) -> bool:
        return self.programs is not None

    def describe(self) -> list[str]:
        """As linhas do cabeçalho da suíte."""
        kind = "privado, de pacotes Debian" if self.private else "o desta máquina"
        images = ", ".join(f"{image.tag} ({image.origin})" for image in self.base_images)
        absent = [image for image in self.base_images if image.reason]
        return [
            f"motor: Docker {self.version} com Compose {self.compose} ({kind})",
            f"imagens base: {images}",
            *(f"{one.tag} falta, e o que a usa fica de fora: {one.reason}" for one in absent),
        ]

    def to_plain(self) -> dict[str, Any]:
        """O mesmo em tipos simples, para outro processo; `from_plain` o lê de volta."""
        plain = asdict(self)
        plain["before"] = {kind: sorted(found) for kind, found in plain["before"].items()}
        plain["programs"] = str(self.programs or "")
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Engine":
        """O motor que `to_plain` descreveu."""
        values = dict(plain)
        values["base_images"] = [BaseImage(**image) for image in values["base_images"]]
        values["before"] = Inventory(**{k: frozenset(v) for k, v in values["before"].items()})
        values["programs"] = Path(values["programs"]) if values["programs"] else None
        return cls(**values)


@contextmanager
def open_engines(
    say: Callable[[str], None], footprint: Footprint, *, count: int = 1
) -> Iterator[list[Engine]]:
    """Dá motores utilizáveis e, ao fim, remove deles o que não existia antes.

    A variável de ambiente `ENGINE` escolhe: vazia, o motor da máquina e, se não houver, o privado;
    uma versão de `packages.DEBIAN_SUITES`, o privado dessa versão. O da máquina é um só; privados
    são `count`, cada um com a sua rede, os seus dados e a sua trava. `say` recebe as linhas de
    progresso; `footprint` é o que precisa estar livre no motor da pessoa. Levanta `EngineError` se
    não há motor utilizável ou se algo que o guia usa está ocupado.
    """
    env = dict(os.environ)
    wanted = env.get("ENGINE", "")
    reason = "" if wanted else machine.unusable(env)
    with ExitStack() as stack:
        if wanted or reason:
            if reason:
                say(f"o motor desta máquina não serve: {reason.splitlines()[-1]}")
            version = wanted or packages.DEFAULT_ENGINE
            started = [
                stack.enter_context(_started(version, number, count, say))
                for number in range(1, count + 1)
            ]
            images = [BaseImages(one.env, say, one.programs, one.work) for one in started]
            base = [images[0].ensure(recipes())]
            images[0].copy_to(images[1:], recipes())
            base += [one.ensure(recipes()) for one in images[1:]]
            yield [
                stack.enter_context(_with_images(one, found, say))
                for one, found in zip(started, base, strict=True)
            ]
        else:
            yield [stack.enter_context(_of_this_machine(env, footprint, say))]


@contextmanager
def inside(engine: Engine) -> Iterator[None]:
    """Fica na rede de `engine`, onde estão as portas que os containers publicam; depois, volta."""
    if not engine.network:
        yield
        return
    with daemon.inside(Path(engine.network)):
        yield


@contextmanager
def _of_this_machine(
    env: dict[str, str], footprint: Footprint, say: Callable[[str], None]
) -> Iterator[Engine]:
    with cache.lock(cache.directory() / "lock", say):
        preflight.check(env, footprint)
        base = BaseImages(env, say).ensure(recipes())
        before = Inventory.take(env)
        try:
            yield Engine(env, *machine.versions(env), base, before)
        finally:
            _clean(env, before, say)


@dataclass(frozen=True)
class _Started:
    """Um motor privado no ar, ainda sem as imagens base."""

    env: dict[str, str]
    programs: Path
    work: Path
    daemon: daemon.Running


@contextmanager
def _started(
    version: str, number: int, count: int, say: Callable[[str], None]
) -> Iterator[_Started]:
    """O motor privado de número `number`, de `count`, varrido."""
    home = cache.directory() / version
    folder = home / str(number)
    with ExitStack() as stack:
        lock = stack.enter_context(cache.lock(folder / "lock", say))
        programs = packages.fetch(version, home, say)
        packages.check_disk(home, count)
        say(f"motor privado {number}: iniciando")
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        running = stack.enter_context(daemon.running(programs, folder, lock))
        env = os.environ | running.client
        sweep(env)
        yield _Started(env, programs, work, running)


@contextmanager
def _with_images(
    started: _Started, base: list[BaseImage], say: Callable[[str], None]
) -> Iterator[Engine]:
    """O motor pronto, com as imagens base `base`; ao fim, sem o que a suíte deixou nele."""
    env = started.env
    before = Inventory.take(env)
    try:
        yield Engine(
            env,
            *machine.versions(env),
            base,
            before,
            started.programs,
            started.daemon.network.as_posix(),
            started.daemon.aliases,
            started.work.parent.as_posix(),
        )
    finally:
        _clean(env, before, say)


def sweep(env: Mapping[str, str]) -> None:
    """Deixa um motor privado só com as imagens base: sem restos nem cache de construção."""
    everything = Inventory.take(env)
    nothing: frozenset[str] = frozenset()
    base = frozenset(i for i in everything.images if i.rpartition("@")[0] in recipes())
    default = frozenset({"default"})
    kept = Inventory(nothing, _builtin_networks(env), nothing, base, nothing, default)
    (everything - kept).remove(env)


def _builtin_networks(env: Mapping[str, str]) -> frozenset[str]:
    names = process.run(
        ["docker", "network", "ls", "--quiet", "--no-trunc", "--filter", "type=builtin"], env=env
    )
    return frozenset(names.splitlines())


def _clean(env: Mapping[str, str], before: Inventory, say: Callable[[str], None]) -> None:
    for problem in (Inventory.take(env) - before).remove(env):
        say(f"não pôde ser removido: {problem}")
