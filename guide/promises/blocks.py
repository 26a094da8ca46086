"""Os blocos de código de uma página, e a história que eles contam.

Um arquivo que não se lê é contado uma vez só, por `files.readable`; o que falta, por `includes`.
"""

from collections import Counter

from guide.console.parse import TranscriptError
from guide.page import Block, GuideError, Page, Shown

NO_COMMANDS = {
    "docs/glossario.md": "só define termos",
    "docs/consulta/novidades.md": "conta o que mudou nas outras",
    "docs/consulta/situacao.md": "conta o que se verificou das outras",
    "docs/muitas-maquinas/qual-usar.md": "só compara o que as outras lições executam",
}
"""Páginas sem comandos, e por quê."""


def includes(page: Page) -> list[str]:
    """Todo bloco é uma inclusão que existe, ou uma exceção com motivo.

    A inclusão tem o recuo da cerca: com outro, ela sai do bloco, que fica vazio.
    """
    found = [problem for block in page.blocks for problem in include(block)]
    for block in page.blocks:
        if not block.include:
            continue
        fence, line = page.lines[block.line - 1 : block.line + 1]
        if _indent(fence) != _indent(line):
            found.append(
                f"{page.path}:{block.line + 1}: a inclusão tem outro recuo que a cerca do bloco; "
                f"comece as duas linhas com os mesmos {_indent(fence)} espaços"
            )
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def include(block: Block) -> list[str]:
    """Um bloco é uma inclusão, ou uma exceção com motivo; se ela existe, `files.included` diz."""
    if block.include is None and not block.reason:
        return [
            f"{block.place}: o bloco foi digitado na página. Ponha o texto num arquivo de "
            'examples/ e inclua-o com uma única linha --8<-- "arquivo:seção"; ou declare antes do '
            "bloco: <!-- exceção: motivo -->"
        ]
    return []


def commands(page: Page) -> list[str]:
    """Uma página tem comandos, menos as de `NO_COMMANDS`."""
    reason = NO_COMMANDS.get(page.path.as_posix())
    if reason and page.story:
        return [
            f"{page.path}:{page.story[0].line}: a página mostra comandos, e está declarada sem "
            f"({reason}) em NO_COMMANDS, em guide/promises/blocks.py; apague lá a declaração"
        ]
    if not reason and not page.story:
        return [
            f"{page.path}:1: uma página que ensina precisa mostrar comandos: inclua num bloco "
            "«console» uma seção de uma transcrição de examples/; se ela não ensina, diga por quê "
            "em NO_COMMANDS, em guide/promises/blocks.py"
        ]
    return []


def order(page: Page) -> list[str]:
    """Um `.console` só entra por seção, num bloco `console`, e na ordem em que está no arquivo.

    Também o `.ps1`, que é o mesmo noutro shell, só entra por seção.
    """
    found: list[str] = []
    last: dict[str, int] = {}
    for block in page.blocks:
        path, section = block.include or ("", None)
        if path.endswith((".console", ".ps1")) and not section:
            found.append(f"{block.place}: inclua uma seção de {path}, e não o arquivo inteiro")
            continue
        if not path.endswith(".console"):
            continue
        if block.language != "console":
            found.append(f"{block.place}: o bloco de uma transcrição é ```console")
        try:
            line = page.guide.transcript(path).section(section).line
        except (OSError, TranscriptError, GuideError):
            continue  # já contado
        if line == last.get(path):
            found.append(f"{block.place}: a seção «{section}» já foi mostrada; mostre-a uma vez só")
        elif line < last.get(path, 0):
            found.append(
                f"{block.place}: a seção «{section}» vem, em examples/{path}:{line}, antes da que "
                "a página já mostrou; ponha as duas na mesma ordem"
            )
        last[path] = line
    return found


def one_example(page: Page) -> list[str]:
    """Tudo o que uma página inclui é da pasta em que a história dela roda."""
    if not page.story:
        return []
    folders = {block: block.include[0].split("/")[0] for block in page.blocks if block.include}
    usual, _ = Counter(folders.values()).most_common(1)[0]
    return [
        f"{block.place}: o bloco mostra a pasta «{folder}» de examples/, e os outros, a pasta "
        f"«{usual}»: uma página usa uma pasta só"
        for block, folder in folders.items()
        if folder != usual
    ]


def section_names(page: Page) -> list[str]:
    """Duas seções de uma página não têm o mesmo nome: é por ele que se pede uma à suíte."""
    found: list[str] = []
    first: dict[str, Shown] = {}
    for shown in page.story:
        before = first.setdefault(shown.section, shown)
        if before.transcript != shown.transcript:
            found.append(
                f"{page.path}:{shown.line}: a seção «{shown.section}» de {shown.transcript} tem o "
                f"nome de uma de {before.transcript}, na linha {before.line}; dê-lhe outro"
            )
    return found


def story(page: Page) -> list[str]:
    """A história faz sentido: um Ctrl+C ou uma entrada vem depois de um comando."""
    from guide.console.story import Story  # quer um terminal, e quem constrói o site não o instala

    try:
        sections = page.sections
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    try:
        Story(sections, open_terminal=None)
    except TranscriptError as error:
        return [str(error)]
    return []
