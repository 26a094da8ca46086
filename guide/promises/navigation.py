"""O índice do site: o `nav` de `mkdocs.yml` tem cada página, e só páginas que há."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from guide.page import Guide, GuideError, Page

CONFIG = Path("mkdocs.yml")


def in_nav(page: Page) -> list[str]:
    """A página está no `nav`: as que não estão, o leitor não acha. Sem `nav`, estão todas."""
    if not page.guide.is_file(CONFIG):
        return []
    try:
        listed = pages_of(page.guide.read(CONFIG))
    except GuideError as error:
        return [str(error)]
    if page.name in listed or not listed:
        return []
    return [
        f"{page.path}:1: a página não está no índice do site: ponha no «nav» de {CONFIG}, no lugar "
        f"dela, a linha «- Título da página: {page.name}»"
    ]


def only_pages(guide: Guide) -> list[str]:
    """Tudo o que o `nav` nomeia é uma página do guia."""
    if not guide.is_file(CONFIG):
        return []
    text = guide.read(CONFIG)
    try:
        listed = pages_of(text)
    except GuideError:
        return []  # `in_nav` o conta
    known = {page.name for page in guide.pages}
    return [
        f"{CONFIG}:{_line(text, name)}: o «nav» nomeia {name}, que não há em docs/; crie a página "
        "ou apague a linha"
        for name in listed
        if name not in known
    ]


def pages_of(text: str) -> tuple[str, ...]:
    """As páginas (`imagens/construcao.md`) que o `nav` de um `mkdocs.yml` de texto `text` nomeia.

    Levanta `GuideError` se o texto não se lê.
    """
    return tuple(_names(config(text).get("nav")))


def menu_of(text: str) -> dict[str, str]:
    """O que se abre no menu para chegar a cada página, como `Erros comuns > Executar`.

    Levanta `GuideError` se o texto não se lê.
    """
    return dict(_opened(config(text).get("nav"), ()))


@lru_cache(maxsize=64)
def config(text: str) -> dict[str, Any]:
    """O que um `mkdocs.yml` de texto `text` diz, lido pelo leitor do MkDocs.

    Levanta `GuideError` se o texto não se lê.
    """
    try:
        return yaml_load(text)
    except ConfigurationError as error:
        mark = getattr(error.__context__, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error.__context__, "problem", error)
        raise GuideError(f"{CONFIG}:{line}: não é YAML: {why}") from error


def _names(item: object) -> Iterator[str]:
    """Os nomes num `nav`: listas de nomes e de dicionários de um título para outra lista."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict | list):
        for one in item.values() if isinstance(item, dict) else item:
            yield from _names(one)


def _opened(item: object, titles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield item, " > ".join(titles)
    elif isinstance(item, dict):
        for title, one in item.items():
            yield from _opened(one, (*titles, title))
    elif isinstance(item, list):
        for one in item:
            yield from _opened(one, titles)


def _line(text: str, name: str) -> int:
    numbered = enumerate(text.splitlines(), 1)
    return next((number for number, line in numbered if name in line.split()), 1)
