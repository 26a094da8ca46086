"""As mensagens de erro que `docs/erros/` explica."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.toc import slugify

from guide.page import Guide

FOLDER = Path("docs/erros")
QUOTED = '!!! quote "Mensagem citada: não dá para provocá-la aqui"'

_HEADING = re.compile(r"^## (?P<title>.*`.*?)(?: \{ #(?P<id>[\w-]+) \})?$", re.MULTILINE)


@dataclass(frozen=True)
class MessageSection:
    """Uma mensagem de erro explicada em `docs/erros/`: a página, a âncora e o texto da seção."""

    page: str
    anchor: str
    text: str

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
    found: list[MessageSection] = []
    for page in guide.pages:
        if page.path.parent != FOLDER:
            continue
        for heading in _HEADING.finditer(page.text):
            anchor = heading["id"] or slugify(heading["title"].replace("`", ""), "-")
            section, _, _ = page.text[heading.end() :].partition("\n## ")
            found.append(MessageSection(page.path.name, anchor, section))
    return found


def provoked_and_listed(guide: Guide) -> list[str]:
    """Toda mensagem de `docs/erros/` é provocada ou citada, e está na lista do índice."""
    found: list[str] = []
    if not (explained := sections(guide)):
        return found
    index = guide.read(FOLDER / "index.md")
    for section in explained:
        if section.quoted == ("```console" in section.text):
            found.append(
                f"docs/erros/{section.place}: provoque a mensagem num bloco de terminal ou, se não "
                f"dá, marque-a só com: {QUOTED}"
            )
        if f"({section.place})" not in index:
            found.append(f"docs/erros/index.md: falta na lista um link para {section.place}")
    return found
