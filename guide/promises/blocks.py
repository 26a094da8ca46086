"""Os blocos de código de uma página, e a história que eles contam."""

from guide.console.parse import TranscriptError
from guide.console.story import Story
from guide.page import Block, Guide, GuideError, Page

NO_COMMANDS = {"docs/glossario.md": "só define termos"}
"""Páginas sem comandos, e por quê."""


def includes(page: Page) -> list[str]:
    """Todo bloco é uma inclusão que existe, ou uma exceção com motivo.

    A inclusão tem o recuo da cerca: com outro, ela sai do bloco, que fica vazio.
    """
    found = [problem for block in page.blocks for problem in include(block, page.guide)]
    for block in page.blocks:
        fence, line = page.lines[block.line - 1 : block.line + 1]
        if block.include and _indent(fence) != _indent(line):
            found.append(
                f"{page.path}:{block.line + 1}: a inclusão tem outro recuo que a cerca do bloco; "
                f"comece as duas linhas com os mesmos {_indent(fence)} espaços"
            )
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def include(block: Block, guide: Guide) -> list[str]:
    """O que há de errado com um bloco."""
    if block.include is None:
        if block.reason:
            return []
        return [
            f"{block.place}: o bloco foi digitado na página. Ponha o texto num arquivo de "
            'examples/ e inclua-o com uma única linha --8<-- "arquivo:seção"; ou declare antes do '
            "bloco: <!-- exceção: motivo -->"
        ]
    try:
        guide.included_text(*block.include)
    except (LookupError, GuideError) as error:
        return [f"{block.place}: {error}"]
    return []


def commands(page: Page) -> list[str]:
    """Uma página tem comandos, menos as de `NO_COMMANDS`."""
    reason = NO_COMMANDS.get(page.path.as_posix())
    if reason and page.story:
        return [f"{page.path}: tem comandos, e está declarada sem ({reason})"]
    if not reason and not page.story:
        return [f"{page.path}: uma página que ensina precisa mostrar comandos"]
    return []


def order(page: Page) -> list[str]:
    """Um `.console` só entra por seção, num bloco `console`, e na ordem em que está no arquivo.

    Também o `.ps1`, que é o mesmo noutro shell, só entra por seção.
    """
    found: list[str] = []
    last: dict[str, int] = {}
    broken: set[str] = set()
    for block in page.blocks:
        path, section = block.include or ("", None)
        if path.endswith((".console", ".ps1")) and not section:
            found.append(f"{block.place}: inclua uma seção de {path}, e não o arquivo inteiro")
            continue
        if not path.endswith(".console"):
            continue
        if block.language != "console":
            found.append(f"{block.place}: o bloco de um .console é ```console")
        if path in broken:
            continue
        try:
            transcript = page.guide.transcript(path)
        except (OSError, TranscriptError, GuideError) as error:
            broken.add(path)  # um arquivo que não se lê se conta uma vez só
            found.append(f"{block.place}: {error}")
            continue
        try:
            line = transcript.section(section).line
        except TranscriptError as error:
            found.append(f"{block.place}: {error}")
            continue
        if line <= last.get(path, 0):
            found.append(
                f"{block.place}: a seção {section!r} vem antes no arquivo {path} do que na página"
            )
        last[path] = line
    return found


def one_example(page: Page) -> list[str]:
    """Tudo o que uma página inclui é da pasta em que a história dela roda."""
    found = {block.include[0].split("/")[0] for block in page.blocks if block.include}
    if len(found) > 1 and page.story:
        return [f"{page.path}: a página mistura as pastas {sorted(found)} de examples/; use uma só"]
    return []


def story(page: Page) -> list[str]:
    """A história faz sentido: um Ctrl+C ou uma entrada vem depois de um comando."""
    try:
        Story(page.sections, open_terminal=None)
    except TranscriptError as error:
        return [str(error)]
    except (OSError, GuideError):
        pass  # `order` o conta
    return []
