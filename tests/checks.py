"""O que as páginas e os exemplos prometem um ao outro, conferido sem construir nem executar nada.

Cada função devolve os problemas que achou, em frases que dizem o arquivo e o que fazer; nenhuma
conhece o pytest. `root` é a pasta do guia: assim `mutants.py` confere também cópias estragadas.
"""

from pathlib import Path

import verified
from console import parse
from pages import Block, blocks, included_text, pages, sections, transcripts

NO_COMMANDS = {"docs/glossario.md": "só define termos"}
NOT_SHOWN: dict[str, str] = {}
"""Arquivos de exemplo, a partir de `examples/`, que nenhuma página mostra, e por quê."""


def problems(root: Path) -> list[str]:
    """Tudo o que está errado no guia em `root`."""
    found = dead_examples(root)
    for page in pages(root):
        for block in blocks(page, root):
            found += include(block, root)
        for check in (commands, order, folder, titles, note):
            found += check(page, root)
    return found


def include(block: Block, root: Path) -> list[str]:
    """Um bloco é uma inclusão que existe, ou uma exceção com motivo."""
    if block.include is None:
        if block.reason:
            return []
        return [
            f"{block.place}: o bloco foi digitado na página. Ponha o texto num arquivo de "
            'examples/ e inclua-o com uma única linha --8<-- "arquivo:seção"; ou declare antes do '
            "bloco: <!-- exceção: motivo -->"
        ]
    try:
        included_text(*block.include, root)
    except LookupError as error:
        return [f"{block.place}: {error}"]
    return []


def commands(page: Path, root: Path) -> list[str]:
    """Uma página tem comandos, menos as de `NO_COMMANDS`."""
    shown = transcripts(page, root)
    reason = NO_COMMANDS.get(page.as_posix())
    if reason and shown:
        return [f"{page}: tem comandos, e está declarada sem ({reason})"]
    if not reason and not shown:
        return [f"{page}: uma página que ensina precisa mostrar comandos"]
    return []


def order(page: Path, root: Path) -> list[str]:
    """Um `.console` só entra por seção, num bloco `console`, e na ordem em que está no arquivo."""
    found: list[str] = []
    last: dict[str, int] = {}
    for block in blocks(page, root):
        path, section = block.include or ("", None)
        if not path.endswith(".console"):
            continue
        if not section:
            found.append(f"{block.place}: inclua uma seção da transcrição, e não o arquivo inteiro")
            continue
        if block.language != "console":
            found.append(f"{block.place}: o bloco de um .console é ```console")
        try:
            line = parse.load(Path("examples") / path, root).section(section).line
        except (OSError, parse.TranscriptError) as error:
            found.append(f"{block.place}: {error}")
            continue
        if line <= last.get(path, 0):
            found.append(
                f"{block.place}: a seção {section!r} vem antes no arquivo {path} do que na página"
            )
        last[path] = line
    return found


def folder(page: Path, root: Path) -> list[str]:
    """Tudo o que uma página inclui é da pasta em que a história dela roda."""
    shown = [block for block in blocks(page, root) if block.include]
    found = {block.include[0].split("/")[0] for block in shown}
    if len(found) > 1 and transcripts(page, root):
        return [f"{page}: a página mistura as pastas {sorted(found)} de examples/; use uma só"]
    return []


def titles(page: Path, root: Path) -> list[str]:
    """O título de um arquivo é o nome dele; o de uma transcrição, sempre o do mesmo terminal."""
    found: list[str] = []
    terminals: dict[str, str] = {}
    titles: dict[str, str] = {}
    for block in blocks(page, root):
        path, section = block.include or ("", None)
        if path and not path.endswith(".console"):
            if not block.title or not f"/{path}".endswith(f"/{block.title}"):
                found.append(
                    f"{block.place}: o bloco mostra {path}; ponha title com o nome do arquivo"
                )
        elif section:
            try:
                terminal = parse.load(Path("examples") / path, root).section(section).terminal
            except (OSError, parse.TranscriptError):
                continue  # `order` o conta
            same_title = titles.setdefault(terminal, block.title)
            same_terminal = terminals.setdefault(block.title, terminal)
            if (same_title, same_terminal) != (block.title, terminal):
                found.append(
                    f"{block.place}: title={block.title!r} na seção {section!r}, que roda no "
                    f"terminal «{terminal}»; nesta página cada terminal tem um título só dele"
                )
    return found


def note(page: Path, root: Path) -> list[str]:
    """Uma página com comandos mostra quando foi verificada."""
    if not transcripts(page, root):
        return []
    line = f'--8<-- "{Path(verified.name(page)).with_suffix(".html").as_posix()}"'
    if line in (root / page).read_text(encoding="utf-8").splitlines():
        return []
    return [f"{page}: falta, no fim, a linha que mostra quando ela foi verificada: {line}"]


def dead_examples(root: Path) -> list[str]:
    """Todo arquivo e toda seção de `examples/` são mostrados: o leitor precisa tê-los iguais."""
    shown = {block.include for page in pages(root) for block in blocks(page, root) if block.include}
    whole = {path for path, section in shown if section is None}
    dead: list[str] = []
    for file in sorted((root / "examples").rglob("*")):
        path = file.relative_to(root / "examples").as_posix()
        if not file.is_file() or "__pycache__" in file.parts or path in whole:
            continue
        names = sections(file)
        dead += [
            f"examples/{path}: a seção {name!r} não é mostrada por nenhuma página"
            for name in names
            if (path, name) not in shown
        ]
        if not names and path not in NOT_SHOWN:
            dead.append(
                f"examples/{path}: nenhuma página o mostra. Inclua-o numa página, apague-o ou, se "
                "o leitor não precisa vê-lo, diga por quê em NOT_SHOWN, em tests/checks.py"
            )
    return dead
