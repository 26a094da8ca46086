"""A decisão de que motor usar, e a faxina antes e depois da suíte."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine import cache, daemon, packages, preflight, process, user
from engine.images import BaseImage, BaseImages, declared
from engine.inventory import Inventory
from engine.preflight import Needs


@dataclass(frozen=True)
class Engine:
    """O motor em uso: as versões, a origem das imagens base e os programas, se é o privado."""

    programs: Path | None
    version: str
    compose: str
    base_images: list[BaseImage]
    before: Inventory

    def describe(self) -> list[str]:
        """As linhas do cabeçalho da suíte."""
        kind = "privado, de pacotes Debian" if self.programs else "o desta máquina"
        images = ", ".join(f"{image.tag} ({image.origin})" for image in self.base_images)
        return [
            f"motor: Docker {self.version} com Compose {self.compose} ({kind})",
            f"imagens base: {images}",
        ]


@contextmanager
def open_engine(say: Callable[[str], None], needs: Needs) -> Iterator[Engine]:
    """Dá um motor utilizável e, ao fim, remove dele o que não existia antes.

    A variável de ambiente `ENGINE` escolhe: vazia, o motor da máquina e, se não houver, o privado;
    uma versão de `packages.DEBIAN_SUITES`, o privado dessa versão. Enquanto o contexto está aberto,
    `os.environ` aponta para o motor. `say` recebe as linhas de progresso; `needs` é o que
    precisa estar livre no motor da pessoa. Levanta `EngineError` se não há motor
    utilizável ou se algo que o guia usa está ocupado.
    """
    wanted = os.environ.get("ENGINE", "")
    home = cache.directory()
    with ExitStack() as stack:
        lock = stack.enter_context(cache.lock(home / "lock", say))
        programs = None
        reason = "" if wanted else user.unusable(os.environ)
        if wanted or reason:
            if reason:
                say(f"o motor desta máquina não serve: {reason.splitlines()[-1]}")
            version = wanted or packages.DEFAULT_ENGINE
            folder = home / version
            programs = packages.fetch(version, folder, say)
            say("motor privado: iniciando")
            work = folder / "work"
            shutil.rmtree(work, ignore_errors=True)
            client = stack.enter_context(daemon.running(programs, folder, lock))
            stack.enter_context(_environ(client))
            images = BaseImages(os.environ, say, programs, work)
            stack.callback(shutil.rmtree, work, ignore_errors=True)
            sweep(os.environ)
        else:
            preflight.check(os.environ, needs)
            images = BaseImages(os.environ, say)
        base = images.ensure(declared())
        before = Inventory.take(os.environ)
        stack.callback(_clean, before, say)
        yield Engine(programs, *user.versions(os.environ), base, before)


def sweep(env: Mapping[str, str]) -> None:
    """Deixa um motor privado só com as imagens base: sem restos nem cache de construção."""
    everything = Inventory.take(env)
    nothing: frozenset[str] = frozenset()
    base = frozenset(i for i in everything.images if i.rpartition("@")[0] in declared())
    default = frozenset({"default"})
    kept = Inventory(nothing, _builtin_networks(env), nothing, base, nothing, default)
    (everything - kept).remove(env)


def _builtin_networks(env: Mapping[str, str]) -> frozenset[str]:
    names = process.run(
        ["docker", "network", "ls", "--quiet", "--no-trunc", "--filter", "type=builtin"], env=env
    )
    return frozenset(names.splitlines())


def _clean(before: Inventory, say: Callable[[str], None]) -> None:
    for problem in (Inventory.take(os.environ) - before).remove(os.environ):
        say(f"não pôde ser removido: {problem}")


@contextmanager
def _environ(changes: dict[str, str]) -> Iterator[None]:
    previous = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(previous)
