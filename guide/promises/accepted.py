"""O que uma página aceita de diferente (`# aceita:`) não é o que os programas do guia escrevem."""

import ast
import re
from pathlib import Path

from guide.console.parse import OMITTED, TranscriptError
from guide.page import GuideError, Page

SHORTEST = 6
"""Caracteres de um texto de um programa, para que uma linha que o traz seja dele."""


def not_our_own(page: Page) -> list[str]:
    """Nenhum padrão casa com uma linha escrita por um programa do exemplo: essas nunca mudam."""
    try:
        sections = page.sections
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    accepting = [section for section in sections if section.accepts]
    texts = _texts(page) if accepting else set()
    found: list[str] = []
    for section in accepting:
        shown = [line for step in section.steps for line in step.expected if line != OMITTED]
        for pattern in section.accepts:
            for line in filter(pattern.fits, shown):
                if text := next((text for text in texts if text in line), ""):
                    found.append(
                        f"{section.path}:{pattern.line}: a diretiva «aceita» cobre a linha "
                        f"«{line}», que um programa do exemplo escreve («{text}»): ela não muda "
                        "de uma máquina para outra. Apague a diretiva, ou mude o programa"
                    )
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
