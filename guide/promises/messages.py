"""As mensagens de erro que `docs/erros/` explica."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.toc import slugify

from guide.page import Guide, GuideError, Page

FOLDER = Path("docs/erros")
INDEX = FOLDER / "index.md"
QUOTED = '!!! quote "Mensagem citada: não dá para provocá-la aqui"'

_HEADING = re.compile(r"^## (?P<title>.*`.*?)(?: \{ #(?P<id>[\w-]+) \})?$", re.MULTILINE)


@dataclass(frozen=True)
class MessageSection:
    """Uma mensagem de erro explicada em `docs/erros/`: a página, a âncora e o texto da seção.

    `line` é a linha do título dela.
    """

    page: str
    anchor: str
    text: str
    line: int

    @property
    def place(self) -> str:
        """Como `compose.md#recuo`: o destino dos links do índice."""
        return f"{self.page}#{self.anchor}"

    @property
    def quoted(self) -> bool:
        """Se a mensagem é só citada, por não poder ser provocada."""
        return QUOTED in self.text


def sections(guide: Guide) -> list[MessageSection]:
    """As seções de `docs/erros/` cujo título é uma mensagem: as que têm código nele."""
    return [section for page in guide.pages for section in sections_of(page)]


def sections_of(page: Page) -> list[MessageSection]:
    """As de uma página; nenhuma, se ela não é de `docs/erros/`."""
    found: list[MessageSection] = []
    if page.path.parent != FOLDER:
        return found
    for heading in _HEADING.finditer(page.text):
        anchor = heading["id"] or slugify(heading["title"].replace("`", ""), "-")
        section, _, _ = page.text[heading.end() :].partition("\n## ")
        line = page.text.count("\n", 0, heading.start()) + 1
        found.append(MessageSection(page.path.name, anchor, section, line))
    return found


def provoked_and_listed(page: Page) -> list[str]:
    """Toda mensagem de uma página de `docs/erros/` é provocada ou citada, e está no índice.

    Do índice, que nele estão as de todas.
    """
    found = [
        f"{page.path}:{section.line}: provoque a mensagem de #{section.anchor} num bloco de "
        f"terminal ou, se não dá, marque-a só com: {QUOTED}"
        for section in sections_of(page)
        if section.quoted == ("```console" in section.text)
    ]
    try:
        explained = sections(page.guide) if page.path == INDEX else sections_of(page)
        index = page.guide.read(INDEX) if explained else ""
    except GuideError:
        return found  # já contado
    return found + [
        f"{INDEX}:1: falta na lista um link para {section.place}, que é a seção de "
        f"{FOLDER / section.page}:{section.line}"
        for section in explained
        if f"({section.place})" not in index
    ]
