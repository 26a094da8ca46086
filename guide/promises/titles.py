"""Os títulos dos blocos: o leitor sabe que arquivo grava e em que terminal digita."""

from pathlib import PurePosixPath

from guide.console.parse import TranscriptError
from guide.page import Block, GuideError, Page


def titles(page: Page) -> list[str]:
    """O título de um arquivo é o caminho dele, ou o do arquivo do leitor que ele substitui.

    O de uma transcrição é sempre o do mesmo terminal.
    """
    found: list[str] = []
    terminals: dict[str, str] = {}
    titles: dict[str, str] = {}
    for block in page.blocks:
        path, section = block.include or ("", None)
        if path and not path.endswith(".console"):
            wanted = "PowerShell" if path.endswith(".ps1") else path
            if block.title != wanted and not _replaces(page, block):
                found.append(f'{block.place}: o bloco mostra {path}; o título dele é "{wanted}"')
        elif section:
            try:
                terminal = page.guide.transcript(path).section(section).terminal
            except (OSError, TranscriptError, GuideError):
                continue  # já contado, por `files` ou `blocks`
            same_title = titles.setdefault(terminal, block.title)
            same_terminal = terminals.setdefault(block.title, terminal)
            if (same_title, same_terminal) != (block.title, terminal):
                found.append(
                    f"{block.place}: o título «{block.title}» está na seção «{section}», que roda "
                    f"no terminal «{terminal}»; nesta página cada terminal tem um título só dele"
                )
    return found


def _replaces(page: Page, block: Block) -> bool:
    """Diz se o bloco mostra o novo conteúdo de um arquivo que o leitor já tem."""
    if block.written is None:
        return False
    name, source = block.written.name, PurePosixPath(block.written.source)
    earlier = {one.name for one in page.files_written if one.line < block.line}
    if name not in earlier | page.files_at_start_alone.keys():
        return False
    others = {PurePosixPath(one).name for one in page.files_at_end} - {PurePosixPath(name).name}
    if source.name in others:
        return False
    return (block.include or ("", None))[0] not in _named(page)


def _named(page: Page) -> set[str]:
    """Os arquivos que alguma página mostra com o nome deles: não são o conteúdo novo de outro."""
    folder = page.example
    return {
        block.include[0]
        for one in page.guide.pages
        if one.example == folder
        for block in one.blocks
        if block.include and block.title == block.include[0]
    }
