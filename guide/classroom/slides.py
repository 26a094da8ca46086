"""Os slides de cada parte: o título de uma lição, o que ela ensina, e um bloco por slide.

O que eles mostram são as transcrições das lições, que a suíte executa. Cada parte é um arquivo
HTML só, sem nada de fora: as setas passam, e a impressora põe um slide por folha.
"""

import re
from html import escape
from pathlib import Path

from guide.classroom import needs
from guide.page import Guide, Page
from guide.promises import prose
from guide.promises.lesson import LEVELS

LONG = 16
"""Linhas a partir das quais um bloco encolhe, para caber na tela."""

_GOAL = re.compile(r'<p class="objetivo">(.*?)</p>', re.DOTALL)
_LINK = re.compile(r"\[([^]]+)\]\([^)]*\)")
_LEVEL = re.compile(rf"^(?:{'|'.join(LEVELS)}) · \d+ min", re.MULTILINE)
_HERE = Path(__file__).parent / "stick"


def write(guide: Guide, folder: Path) -> list[Path]:
    """Escreve em `folder` os slides de cada parte, e o índice. Levanta `TranscriptError`."""
    folder.mkdir(parents=True)
    written: list[tuple[str, Path]] = []
    for number, part in enumerate(needs.parts(guide), 1):
        slides = [slide for page in part.pages for slide in of_page(page)]
        if slides:
            first = part.pages[0].address.partition("/")[0]
            file = folder / f"{number:02}-{first}.html"
            file.write_text(document(part.title, slides), encoding="utf-8")
            written.append((part.title, file))
    links = "\n".join(
        f'<li><a href="{file.name}">{escape(title)}</a></li>' for title, file in written
    )
    body = f"<section><h1>Slides</h1>\n<ol>\n{links}\n</ol></section>"
    (folder / "index.html").write_text(document("Slides", [body]), encoding="utf-8")
    return [file for _, file in written]


def of_page(page: Page) -> list[str]:
    """Os slides de `page`: o da lição, e um por transcrição que ela mostra fora das soluções."""
    goal = _GOAL.search(page.text)
    if not page.story or not goal:
        return []
    headings = prose.headings(page)
    title = next(one.title for one in headings if one.level == 1)
    level = _LEVEL.search(page.text)
    slides = [
        f"<section><h1>{_plain(title)}</h1>\n<p>{_plain(' '.join(goal[1].split()))}</p>\n"
        f"<p><small>{level[0] if level else ''}</small></p></section>"
    ]
    for shown in page.story:
        if page.in_solution(shown.line):
            continue
        above = [one.title for one in headings if one.level > 1 and one.line < shown.line]
        text = page.guide.included_text(shown.transcript, shown.section)
        slides.append(
            f"<section><h2>{_plain(above[-1] if above else title)}</h2>\n"
            f"<pre{' class=longo' if text.count(chr(10)) >= LONG else ''}>{_coloured(text)}</pre>"
            f"<p><small>{_plain(title)}</small></p></section>"
        )
    return slides


def _plain(text: str) -> str:
    """Um texto do Markdown sem os links e os destaques, pronto para o HTML."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(_LINK.sub(r"\1", text))).replace(
        "**", ""
    )


def _coloured(text: str) -> str:
    """O texto de uma transcrição, com os comandos destacados."""
    return "\n".join(
        f"<b>{escape(line)}</b>" if line.startswith(("$ ", "> ")) else escape(line)
        for line in text.splitlines()
    )


def document(title: str, slides: list[str]) -> str:
    """A página com `slides`."""
    style = (_HERE / "slides.css").read_text(encoding="utf-8")
    script = (_HERE / "slides.js").read_text(encoding="utf-8")
    body = "\n".join(slides)
    return (
        '<!doctype html>\n<html lang="pt-BR">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n"
        f"<script>\n{script}</script>\n</body>\n</html>\n"
    )
