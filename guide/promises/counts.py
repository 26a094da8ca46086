"""As contas que a prosa faz: quantos itens tem a lista que vem a seguir, e que linha diz o quê."""

import re
from collections.abc import Iterator

from guide.page import Block, GuideError, Page
from guide.promises import prose

_NUMERALS = ["dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez"]
NUMERALS = {"duas": 2} | {numeral: number for number, numeral in enumerate(_NUMERALS, 2)}

COUNT = re.compile(rf"\b(?P<numeral>{'|'.join(NUMERALS)}) (?P<what>\w+)", re.IGNORECASE)
_ITEM = re.compile(r"(?:\d+\.|[-*]) +\S")
LINE = re.compile(r"Linhas? (?P<first>\d+)(?: (?:e|a) (?P<last>\d+))?\b.*?, `(?P<code>[^`]+)`$")


def lists(page: Page) -> list[str]:
    """«Três detalhes:» antes de uma lista promete três itens."""
    found: list[str] = []
    for number, text, items in announced(page):
        said = COUNT.search(text)
        if said and NUMERALS[said["numeral"].lower()] != items:
            found.append(
                f"{page.path}:{number}: a página anuncia «{said[0]}», e a lista que vem a "
                f"seguir tem {items}; acerte um dos dois"
            )
    return found


def announced(page: Page) -> Iterator[tuple[int, str, int]]:
    """Cada parágrafo que acaba em dois-pontos antes de uma lista: a linha, o texto, os itens."""
    lines = dict(prose.lines(page))
    for number, line in lines.items():
        after = number + 2
        if not line.endswith(":") or lines.get(number + 1, "x") or not _is_item(lines, after):
            continue
        start = number
        while lines.get(start - 1):
            start -= 1
        items = 0
        while (text := lines.get(after)) is not None and (
            not text or text.startswith(" ") or _is_item(lines, after)
        ):
            items += _is_item(lines, after)
            after += 1
        yield start, " ".join(lines[one] for one in range(start, number + 1)), items


def _is_item(lines: dict[int, str], number: int) -> bool:
    return bool(_ITEM.match(lines.get(number, "")))


def lines(page: Page) -> list[str]:
    """«Linha 6, `RUN pip`» diz a linha do arquivo mostrado logo acima em que isso está."""
    found: list[str] = []
    for number, line in prose.lines(page):
        said = LINE.match(line)
        shown = said and _last_file(page, number)
        if not said or not shown:
            continue
        first, last = int(said["first"]), int(said["last"] or said["first"])
        place = f"{page.path}:{number}"
        if not 1 <= first <= last <= len(shown):
            found.append(
                f"{place}: o arquivo mostrado acima tem as linhas de 1 a {len(shown)}, e a página "
                f"fala da {first if first == last else f'{first} à {last}'}; acerte o número"
            )
        elif not any(said["code"] in text for text in shown[first - 1 : last]):
            found.append(
                f"{place}: a linha {first} do arquivo mostrado acima não tem `{said['code']}`, e "
                f"sim `{shown[first - 1].strip()}`; acerte o número ou o código"
            )
    return found


def _last_file(page: Page, line: int) -> list[str]:
    """As linhas do último arquivo mostrado antes da linha `line`; vazio se não há."""
    files = [block for block in page.blocks if block.line < line and _is_file(block)]
    if not files or not (include := files[-1].include):
        return []
    try:
        return page.guide.included_text(*include).split("\n")
    except (LookupError, GuideError):
        return []  # já contado


def _is_file(block: Block) -> bool:
    return bool(block.include) and not block.include[0].endswith((".console", ".ps1"))
