"""O que uma página pede além de um motor: outras máquinas, o podman, um swarm que ainda não haja.

Quem lê num motor em que isso não se pode ter fica sabendo por quê (`absence`).
"""

import re
from functools import lru_cache

from guide.engine import machines, podman
from guide.engine.session import Engine
from guide.page import Page

_PODMAN = re.compile(r"(?:^|[|&;(] *)(?:podman|kubectl) ", re.MULTILINE)
_SWARM = re.compile(r"\bdocker (?:config|node|secret|service|stack|swarm) ")

IN_A_SWARM = (
    "este motor já está num swarm, e as lições começariam outro; para lê-las aqui, tire-o dele com "
    "`docker swarm leave`, se ninguém o usa"
)


def machines_of(page: Page) -> set[str]:
    """As máquinas, pelo nome, em que `page` manda digitar. Levanta `TranscriptError`."""
    return {section.terminal for section in page.sections} & set(machines.NAMES)


@lru_cache(maxsize=1)
def uses_podman(page: Page) -> bool:
    """Diz se `page` usa o podman ou o kubectl. Levanta `TranscriptError`."""
    return any(_PODMAN.search(step.text) for step in page.steps)


def alone(page: Page) -> bool:
    """Diz se para `page` basta um motor. Levanta `TranscriptError`."""
    return not machines_of(page) and not uses_podman(page)


def absence(page: Page, engine: Engine) -> str:
    """Por que `page` não se lê em `engine`; vazio se se lê. Levanta `TranscriptError`."""
    if not engine.private and machines_of(page):
        return machines.ABSENCE
    if uses_podman(page) and (reason := podman.absence(engine)):
        return reason
    if engine.before.swarms and any(_SWARM.search(step.text) for step in page.steps):
        return IN_A_SWARM
    return ""
