"""O que as páginas e os exemplos prometem um ao outro, conferido sem construir nem executar nada.

Cada função devolve os problemas que achou, em frases que dizem o arquivo e o que fazer; nenhuma
conhece o pytest. `root` é a pasta do guia: assim `mutants.py` confere também cópias estragadas.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.toc import slugify

import shells
import verified
from console import parse
from pages import Block, blocks, included_text, pages, sections, transcripts

NO_COMMANDS = {"docs/glossario.md": "só define termos"}
NO_LESSON = {"docs/index.md", "docs/glossario.md", "docs/consulta/cola.md"}
LEVELS = ("Iniciante", "Intermediário", "Avançado")
LESSON = re.compile(rf"^(?:{'|'.join(LEVELS)}) · (?P<minutes>\d+) min · Antes: (?:nada$|\[)")
LONGEST = 20
"""Minutos da lição mais longa que se aceita: uns dez de leitura e outros tantos de terminal."""
ERROR = re.compile(r"^## (?P<title>.*`.*?)(?: \{ #(?P<id>[\w-]+) \})?$", re.MULTILINE)
QUOTED = '!!! quote "Mensagem citada: não dá para provocá-la aqui"'
COMMAND_CELL = re.compile(r"^\| `(?P<command>[^`]+)` \|", re.MULTILINE)
WORD = re.compile(r"\w[\w.:/-]*")
HTML = re.compile(r"<[^>]+>|^---\n.*?^---\n", re.MULTILINE | re.DOTALL)
NOT_SHOWN: dict[str, str] = {}
"""Arquivos de exemplo, a partir de `examples/`, que nenhuma página mostra, e por quê."""


def problems(root: Path) -> list[str]:
    """Tudo o que está errado no guia em `root`."""
    found = dead_examples(root)
    for page in pages(root):
        for block in blocks(page, root):
            found += include(block, root)
        for check in (commands, order, folder, titles, note, lesson):
            found += check(page, root)
    return found + errors(root) + cheat_sheet(root) + powershell(root)


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
    """O título de um arquivo é o caminho dele; o de uma transcrição, sempre o do mesmo terminal."""
    found: list[str] = []
    terminals: dict[str, str] = {}
    titles: dict[str, str] = {}
    for block in blocks(page, root):
        path, section = block.include or ("", None)
        if path and not path.endswith(".console"):
            wanted = "PowerShell" if path.endswith(".ps1") else path
            if block.title != wanted:
                found.append(f'{block.place}: o bloco mostra {path}; o título dele é "{wanted}"')
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


def lesson(page: Path, root: Path) -> list[str]:
    """Uma lição diz, logo abaixo do título, o nível, o tempo e o que ler antes."""
    if page.as_posix() in NO_LESSON:
        return []
    lines = (root / page).read_text(encoding="utf-8").splitlines()
    minutes = minutes_needed(page, root)
    place = next((number for number, line in enumerate(lines) if line.startswith("# ")), -1) + 2
    found = LESSON.match(lines[place]) if place < len(lines) else None
    if not found or lines[place + 1 : place + 2] != ["{ .licao }"]:
        return [
            f"{page}:{place + 1}: depois do título e de uma linha em branco vêm duas linhas:\n"
            f"Iniciante · {minutes} min · Antes: [Título](pagina.md)\n{{ .licao }}\n"
            f"O nível é um destes: {', '.join(LEVELS)}. Sem pré-requisito, escreva «Antes: nada»."
        ]
    if minutes > LONGEST:
        return [f"{page}: a lição leva {minutes} min; o limite é {LONGEST}: divida a página"]
    if abs(int(found["minutes"]) - minutes) > 1:
        return [f"{page}:{place + 1}: diz {found['minutes']} min, e a lição leva {minutes}"]
    return []


def minutes_needed(page: Path, root: Path) -> int:
    """Minutos para seguir `page`: 200 palavras lidas e três comandos digitados por minuto.

    Conta as palavras da página e as dos blocos que ela inclui.
    """
    text = HTML.sub(" ", (root / page).read_text(encoding="utf-8"))
    commands = 0
    for block in blocks(page, root):
        if block.include and not block.include[0].endswith(".ps1"):
            with suppress(LookupError):
                included = included_text(*block.include, root)
                text += included
                commands += included.count("$ ") if block.language == "console" else 0
    return max(1, round(len(WORD.findall(text)) / 200 + commands / 3))


@dataclass(frozen=True)
class ErrorSection:
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


def error_sections(root: Path) -> list[ErrorSection]:
    """As seções de `docs/erros/` cujo título é uma mensagem: as que têm código nele."""
    found: list[ErrorSection] = []
    for file in sorted((root / "docs/erros").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        for heading in ERROR.finditer(text):
            anchor = heading["id"] or slugify(heading["title"].replace("`", ""), "-")
            section, _, _ = text[heading.end() :].partition("\n## ")
            found.append(ErrorSection(file.name, anchor, section))
    return found


def errors(root: Path) -> list[str]:
    """Toda mensagem de `docs/erros/` é provocada ou citada, e está na lista do índice."""
    found: list[str] = []
    if not (sections := error_sections(root)):
        return found
    index = (root / "docs/erros/index.md").read_text(encoding="utf-8")
    for section in sections:
        if section.quoted == ("```console" in section.text):
            found.append(
                f"docs/erros/{section.place}: provoque a mensagem num bloco de terminal ou, se não "
                f"dá, marque-a só com: {QUOTED}"
            )
        if f"({section.place})" not in index:
            found.append(f"docs/erros/index.md: falta na lista um link para {section.place}")
    return found


def cheat_sheet(root: Path) -> list[str]:
    """Todo comando da folha de consulta é executado, igual, na transcrição da própria página."""
    page = Path("docs/consulta/cola.md")
    if not (root / page).is_file():
        return []
    ran = {
        step.text
        for shown in transcripts(page, root)
        for step in parse.load(Path("examples") / shown.transcript, root)
        .section(shown.section)
        .steps
    }
    listed = COMMAND_CELL.finditer((root / page).read_text(encoding="utf-8"))
    return [
        f"{page}: o comando `{cell['command']}` não é executado por nenhuma transcrição da página"
        for cell in listed
        if cell["command"] not in ran
    ]


def powershell(root: Path) -> list[str]:
    """Uma seção de `x.ps1` é a de `x.console` de mesmo nome, escrita para o PowerShell.

    Os comandos das duas têm de ter os mesmos argumentos, depois de lidas as aspas de cada shell.
    """
    found: list[str] = []
    for file in sorted((root / "examples").rglob("*.ps1")):
        path = file.relative_to(root / "examples").with_suffix(".console")
        for name in sections(file):
            place = f"{file.relative_to(root).as_posix()}: a seção {name!r}"
            try:
                bash = parse.load(Path("examples") / path, root).section(name)
            except (OSError, parse.TranscriptError) as error:
                found.append(f"{place} não tem a correspondente executada: {error}")
                continue
            written = included_text(f"{path.with_suffix('.ps1')}", name, root)
            mine = shells.powershell_commands(written)
            theirs = [shells.bash_words(one.text) for one in bash.steps if one.kind == "command"]
            if mine != theirs:
                found.append(
                    f"{place} não faz o que o bash faz.\n  PowerShell: {mine}\n  bash: {theirs}"
                )
    return found


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
