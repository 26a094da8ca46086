"""As palavras com que se procura cada seção, no cabeçalho da página.

`busca` diz, de cada seção, as palavras do leitor; `mensagens`, as partes que distinguem os erros
que ela explica. As chaves são as âncoras dos títulos; a da página inteira é `pagina`.
"""

import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from guide.page import Page
from guide.promises import prose

WHOLE = "pagina"
FRAME = re.compile(
    r"(Por que (isso )?importa|Tente você|O que tentar em seguida|Próximo passo)", re.IGNORECASE
)
"""Os títulos que emolduram a lição: ninguém procura o que está neles."""

_ANCHOR = re.compile(r"\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}$|\bid=\"(?P<html>[\w-]+)\"")


def anchors(page: Page) -> dict[str, prose.Heading]:
    """A âncora de cada seção da página, e o título dela."""
    found: dict[str, prose.Heading] = {}
    for heading in prose.headings(page):
        if heading.level > 1:
            written = _ANCHOR.search(page.lines[heading.line - 1])
            slug = written["id"] if written else slugify(re.sub(r"[`*]", "", heading.title), "-")
            found[slug] = heading
    return found


def known_sections(page: Page) -> list[str]:
    """O cabeçalho só dá palavras e mensagens a seções que a página tem, na forma certa."""
    matter = prose.front_matter(page.text).values
    known = {WHOLE, *anchors(page), *_ids(page)}
    found = []
    for name, wanted, form in (
        ("busca", _is_phrases, "frases separadas por «;»"),
        ("mensagens", _is_list, "uma lista, com uma mensagem em cada linha"),
    ):
        listed = matter.get(name, {})
        if not isinstance(listed, dict):
            found.append(f"{_place(page, name)}: em «{name}», escreva «âncora: …», uma por linha")
            continue
        for anchor, value in listed.items():
            place = _place(page, str(anchor))
            if anchor not in known:
                found.append(
                    f"{place}: «{name}» fala da seção #{anchor}, que a página não tem: mude o nome "
                    f"dela para um destes: {', '.join(sorted(known - set(listed)))}"
                )
            elif not wanted(value):
                found.append(f"{place}: em «{name}», «{anchor}» é {form}")
    return found


def words(page: Page) -> list[str]:
    """Se a página diz com que palavras se procura, diz de todas as seções que respondem a algo."""
    listed = prose.front_matter(page.text).values.get("busca")
    if not isinstance(listed, dict):
        return []
    return [
        f"{page.path}:{heading.line}: diga no cabeçalho, em «busca», com que palavras se procura "
        f"esta seção: «{anchor}: como apagar…; remover…»"
        for anchor, heading in anchors(page).items()
        if anchor not in listed and heading.level < 4 and not FRAME.fullmatch(heading.title)
    ]


def _ids(page: Page) -> Iterator[str]:
    return (found["html"] for found in _ANCHOR.finditer(page.text) if found["html"])


def _is_phrases(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _place(page: Page, text: str) -> str:
    """`docs/pagina.md:linha` da primeira linha do cabeçalho com `text`."""
    matter = page.lines[: prose.front_matter(page.text).lines]
    number = next((n for n, line in enumerate(matter, 1) if line.strip().startswith(text)), 1)
    return f"{page.path}:{number}"
