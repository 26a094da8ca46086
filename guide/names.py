"""Os nomes que o guia dá às coisas numa página, e as palavras que são do Docker."""

import re
from collections.abc import Iterator, Set
from pathlib import Path

import yaml

from guide.page import Page

_NAME = re.compile(r"[A-Za-zÀ-ÿ0-9_][\wÀ-ÿ.-]*")

VOCABULARY = frozenset(
    str.split("""
    a an and are as at be by do does for from has have if in into is it its not no of on only or out
    that the this to use used using was when which with you your
    add all always api attach bin bridge build builder builds buildx cache cat check client command
    compose config connect container containers context cp create daemon depends_on disk docker
    driver env environment events exec exit export file filter force format healthcheck host image
    images inspect install internal kill label labels list load local log login logout logs ls
    manifest mode name network networks none null path pause platform plugin port ports process
    prune ps pull push read readonly registry remove restart rm rmi root run save secret secrets
    server service services set sh size start status stop system tag target tcp test timeout top tty
    type unpause up update use user version volume volumes wait watch write
    """)
)
"""Palavras dos comandos e do inglês que também são palavras das mensagens do Docker."""

STATES = frozenset(
    str.split("""
    up exited created running started stopped removed removing restarting paused dead healthy
    unhealthy starting recreated recreate waiting killed error built pulled pushed cached
    read-only true false enabled disabled
    """)
)
"""O que o Docker diz que aconteceu: `Started` não é `Stopped` em outras palavras."""


def names_of(page: Page) -> frozenset[str]:
    """Os nomes do guia numa página: as palavras dos comandos e do Compose dela, e os arquivos.

    As do vocabulário do Docker e as do inglês comum não contam. Levanta `TranscriptError`.
    """
    words = {word for step in page.steps for word in _NAME.findall(step.text)}
    words.add(page.example)
    if page.example:
        for file in page.guide.files(Path("examples") / page.example):
            words.add(file.name)
            if file.suffix == ".yaml":
                words.update(_compose_names(page.guide.read(file)))
    return frozenset(word for word in words if word not in VOCABULARY and len(word) > 1)


def _compose_names(text: str) -> Iterator[str]:
    """Os nomes que um arquivo do Compose dá, e as palavras dos valores dele."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError:
        return  # um exemplo estragado de propósito
    for kind in ("services", "networks", "volumes", "secrets", "configs"):
        named = content.get(kind) if isinstance(content, dict) else None
        if isinstance(named, dict):
            yield from map(str, named)
            for one in named.values():
                environment = one.get("environment") if isinstance(one, dict) else None
                yield from map(str, environment or ())
    yield from _scalar_words(content)


def _scalar_words(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield from _NAME.findall(content)
    values = content.values() if isinstance(content, dict) else content
    for one in values if isinstance(content, (dict, list)) else ():
        yield from _scalar_words(one)


def is_name(token: str, names: Set[str]) -> bool:
    """Diz se `token` é um dos `names`, ou feito de um: `mural-web-1`, `mural_dados`."""
    return token in names or any(piece in names for piece in re.split(r"[^A-Za-zÀ-ÿ0-9.]+", token))
