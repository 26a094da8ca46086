"""O que se sabe de todas as páginas: a tabela da página «Situação» e o selo do README.

As duas coisas saem do que a suíte verificou (`guide.notes`) e só contam o que ainda vale: uma
página que mudou volta a ser uma por verificar. A tabela é um trecho em Markdown, que
`docs/consulta/situacao.md` inclui e o repositório não guarda. O selo é um SVG guardado no
repositório, para que o GitHub o mostre sem chamar serviço algum.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from guide import notes
from guide.notes import Verification, day, release
from guide.page import Guide, GuideError, Page

INCLUDED = "situacao.md"
"""O trecho com a tabela, a partir de `verified/`."""

PAGE = Path("docs/consulta/situacao.md")
BADGE = notes.FOLDER / "selo.svg"


@dataclass(frozen=True)
class Row:
    """Uma página com comandos: a parte e o título que o menu lhe dá, e as verificações válidas."""

    part: str
    title: str
    page: Page
    verified: list[Verification]
    changed: bool
    """Se já foi verificada, e mudou depois."""


def rows(guide: Guide) -> list[Row]:
    """As páginas com comandos, na ordem do menu; as que não se leem, a construção as diz.

    Levanta `GuideError` se o que foi verificado não se lê.
    """
    known = notes.read(guide.root)
    pages = {page.name: page for page in guide.pages}
    found: list[Row] = []
    with suppress(ConfigurationError, OSError):
        config = yaml_load((guide.root / "mkdocs.yml").read_text(encoding="utf-8"))
        for part, title, name in _menu(config.get("nav", [])):
            with suppress(GuideError):
                if (page := pages.get(name)) and page.story:
                    valid = notes.valid(page, known)
                    changed = page.name in known and not valid
                    found.append(Row(part, title, page, valid, changed))
    return found


def pending(guide: Guide) -> list[str]:
    """As páginas que, como estão, não foram verificadas em motor algum."""
    return [row.page.path.as_posix() for row in rows(guide) if not row.verified]


def write(guide: Guide) -> None:
    """Escreve o trecho que a página «Situação» inclui. Levanta o mesmo que `rows`."""
    notes.write(guide.root / notes.FOLDER / INCLUDED, table(rows(guide)))


def write_badge(guide: Guide) -> None:
    """Escreve o selo. Levanta o mesmo que `rows`."""
    notes.write(guide.root / BADGE, badge(rows(guide)))


def table(found: list[Row]) -> str:
    """O Markdown: os motores, com quantas páginas cada um, e uma tabela para cada parte do guia."""
    lines = [*_engines(found), ""]
    for part in dict.fromkeys(row.part for row in found):
        lines += [f"### {part} {{ data-search-exclude }}", ""]
        lines += ["| página | Docker e Compose | imagens base | verificada em |"]
        lines += ["| --- | --- | --- | --- |"]
        lines += [line for row in found if row.part == part for line in _lines(row)]
        lines.append("")
    return "\n".join(lines)


def badge(found: list[Row]) -> str:
    """O SVG: quantas páginas estão verificadas, e em que versões do Docker."""
    done = sum(bool(row.verified) for row in found)
    engines = sorted({_minor(one) for row in found for one in row.verified})
    said = f"{done} de {len(found)}" + f" · Docker {', '.join(engines)}" * bool(engines)
    label, colour = "páginas verificadas", "#0b6b3a" if done == len(found) else "#8a4b00"
    # A largura de um caractere da fonte do selo, em média, e as margens.
    left, right = (round(len(text) * 6.6) + 16 for text in (label, said))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img">
<title>{escape(f"{label}: {said}")}</title>
<rect width="{left + right}" height="20" rx="3" fill="{colour}"/>
<path d="M3 0h{left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#444"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
<text x="{left / 2:g}" y="14">{escape(label)}</text>
<text x="{left + right / 2:g}" y="14">{escape(said)}</text>
</g>
</svg>
"""


def _menu(items: list, part: str = "") -> Iterator[tuple[str, str, str]]:
    """A parte, o título e o nome de cada página do `nav`."""
    for item in items:
        for title, value in item.items() if isinstance(item, Mapping) else ():
            if isinstance(value, list):
                yield from _menu(value, part or title)
            else:
                yield part or title, title, value


def _engines(found: list[Row]) -> Iterator[str]:
    engines = dict.fromkeys((one.engine, one.compose) for row in found for one in row.verified)
    for engine, compose in engines:
        dates = [o.date for row in found for o in row.verified if o.engine == engine]
        pages = "1 página" if len(dates) == 1 else f"{len(dates)} páginas"
        yield (
            f"- **Docker {release(engine)} com Compose {release(compose)}**: {pages} de "
            f"{len(found)}, a última em {day(max(dates))}."
        )
    if waiting := sum(not row.verified for row in found):
        pages = "1 página espera" if waiting == 1 else f"{waiting} páginas esperam"
        yield f"- {pages} a próxima verificação."


def _lines(row: Row) -> Iterator[str]:
    up = "../" * (len(PAGE.parts) - 2)
    link = f"[{row.title}]({up}{row.page.name})"
    for one in row.verified:
        bases = "de pacotes Debian" if one.stand_ins else "do registro"
        versions = f"{release(one.engine)} e {release(one.compose)}"
        yield f"| {link} | {versions} | {bases} | {_short(one.date)} |"
    if not row.verified:
        why = "mudou desde a última verificação" if row.changed else "ainda não verificada"
        yield f"| {link} | — | — | {why} |"


def _short(iso: str) -> str:
    return f'<time datetime="{iso}">{date.fromisoformat(iso):%d/%m/%Y}</time>'


def _minor(one: Verification) -> str:
    return ".".join(one.engine.split(".")[:2])
