"""O que uma página aceita de diferente (`# aceita:`) não é o que ela ensina.

O que os programas do guia escrevem não muda de uma máquina para outra; nem os nomes, as portas, os
códigos e os estados que a página mostra.
"""

import ast
import re
from collections.abc import Iterator, Set
from pathlib import Path

from guide import detours
from guide.console.parse import OMITTED, Section, TranscriptError
from guide.console.pattern import Hole, Pattern
from guide.names import STATES, is_name, names_of
from guide.page import GuideError, Page

SHORTEST = 6
"""Caracteres de um texto de um programa, para que uma linha que o traz seja dele."""

_CODE = re.compile(r"\b(?:code|código|exit|status|Exited|curl:|HTTP/\d(?:\.\d)?\"?)[ :=(]*$", re.I)
_PORT = re.compile(r"(?:[\w\]](?<!\.c)(?<!\.py):|\bport(?:a|as|s)? )$", re.I)
"""O que vem antes de uma porta; depois de `_ssl.c:` vem uma linha do arquivo."""

DRAWN = 32768
"""A partir daqui, uma porta é das que o sistema sorteia: a página não conta com o número dela."""


def not_our_own(page: Page) -> list[str]:
    """Nenhum padrão casa com uma linha escrita por um programa do exemplo: essas nunca mudam."""
    texts = _texts(page) if any(_accepted(page)) else set()
    return _unique(
        f"{section.path}:{pattern.line}: a diretiva «aceita» cobre a linha «{line}», que um "
        f"programa do exemplo escreve («{text}»): ela não muda de uma máquina para outra. Apague "
        "a diretiva, ou mude o programa"
        for section, pattern, line in _accepted(page)
        if (text := next((text for text in texts if text in line), ""))
    )


def nothing_taught(page: Page) -> list[str]:
    """Nenhum padrão deixa aberto um nome, uma porta, um código ou um estado que a página mostra."""
    names = names_of(page) if any(_accepted(page)) else frozenset()
    return _unique(
        f"{section.path}:{pattern.line}: a diretiva «aceita» deixa aberto «{hole.text}» na linha "
        f"«{line}», que é {taught}: o leitor conta com isso. Escreva-o no padrão"
        for section, pattern, line in _accepted(page)
        for hole in pattern.holes(line)
        if (taught := _taught(hole, names))
    )


def _taught(hole: Hole, names: Set[str]) -> str:
    """O que `hole` deixa aberto e a página ensina, em palavras; vazio se nada."""
    if set(re.findall(r"[\w-]+", hole.text.lower())) & STATES:
        return "um estado"
    value = hole.text.strip("\"'`()[]{},;:. ")
    if _CODE.search(hole.before) and value[:1].isdigit():
        return "um código"
    if value.isdecimal():
        before = hole.before + hole.text[: hole.text.index(value)]
        return "uma porta" if _PORT.search(before) and int(value) < DRAWN else ""
    return "" if hole.choice or not is_name(value, names) else "um nome da página"


def _accepted(page: Page) -> Iterator[tuple[Section, Pattern, str]]:
    """Cada padrão da página, ou dos desvios dela, com cada linha que casa com ele, e a seção."""
    try:
        detoured = detours.of(page)
        sections = [*page.sections, *(detoured.sections if detoured else ())]
    except (OSError, TranscriptError, GuideError):
        return  # já contado
    for section in sections:
        shown = [line for step in section.steps for line in step.expected if line != OMITTED]
        for pattern in section.accepts:
            for line in filter(pattern.fits, shown):
                yield section, pattern, line


def _unique(found: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _texts(page: Page) -> set[str]:
    """Os textos que os programas do exemplo escrevem: cadeias do Python, `echo` e `printf`."""
    found: set[str] = set()
    for file in page.guide.files(Path("examples") / page.example):
        if file.suffix == ".py":
            found |= _strings(page.guide.read(file))
        elif file.suffix == ".sh":
            said = re.findall(r"\b(?:echo|printf) ([\"'])(.+?)\1", page.guide.read(file))
            found.update(
                piece for _, text in said for piece in re.split(r"\$\w+|\$\{[^}]*\}", text)
            )
    return {text.strip() for text in found if len(text.strip()) >= SHORTEST and " " in text.strip()}


def _strings(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()  # um exemplo estragado de propósito
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
