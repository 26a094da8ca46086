"""O mesmo comando em dois shells: as palavras que o programa recebe, no bash e no PowerShell."""

import re
import shlex
from pathlib import Path

from guide import commands
from guide.console.parse import TranscriptError
from guide.page import Guide, GuideError, Page

PWD = "$(pwd)"
POWERSHELL_WORD = re.compile(r"""(?:'(?:[^']|'')*'|"[^"]*"|[^\s'"])+""")
BASH_ASSIGNMENT = re.compile(r"(\w+=)\$\((.*)\)")
POWERSHELL_ASSIGNMENT = re.compile(r"\$(\w+) *= *(?=\w)")
POWERSHELL_VARIABLE = re.compile(r"""\$env:(\w+)\s*=\s*(["']?)(.*?)\2;\s*""")


def same(page: Page) -> list[str]:
    """Uma seção de `x.ps1` é a de `x.console` de mesmo nome, escrita para o PowerShell.

    Os comandos das duas têm de ser o mesmo (`guide.commands`), depois de lidas as aspas de cada
    shell.
    """
    shown = dict.fromkeys(block.include[0] for block in page.blocks if block.include)
    files = [Path("examples") / path for path in shown if path.endswith(".ps1")]
    found = [same_in(page.guide, file) for file in files if page.guide.is_file(file)]
    return [problem for problems in found for problem in problems]


def same_in(guide: Guide, file: Path) -> list[str]:
    """Em que seções do arquivo `file`, um `.ps1`, o PowerShell faz outra coisa que o bash."""
    found: list[str] = []
    path = file.relative_to("examples")
    partner = file.with_suffix(".console")
    if not guide.is_file(partner):
        return [f"{file.as_posix()}:1: falta ao lado {partner.name}, com as seções executadas"]
    try:
        transcript = guide.transcript(partner.relative_to("examples").as_posix())
    except (TranscriptError, GuideError):
        return []  # `files.readable` o conta
    for name, line in guide.section_lines(file).items():
        place = f"{file.as_posix()}:{line}: a seção «{name}»"
        try:
            bash = transcript.section(name)
        except TranscriptError:
            found.append(f"{place} não tem a de mesmo nome, executada, em {partner.as_posix()}")
            continue
        mine = powershell_commands(guide.included_text(path.as_posix(), name))
        theirs = [bash_words(one.text) for one in bash.steps if one.kind == "command"]
        if [*map(commands.of_words, mine)] != [*map(commands.of_words, theirs)]:
            found.append(
                f"{place} não faz o que faz a de {partner.as_posix()}:{bash.line}.\n"
                f"  PowerShell: {mine}\n  bash: {theirs}"
            )
    return found


def bash_words(command: str) -> list[str]:
    """As palavras de um comando do bash, com `$PWD` e `$(pwd)` escritos do mesmo modo.

    De `NOME=$(comando)`, que guarda uma saída, vêm `NOME=` e as palavras do comando.
    """
    if assignment := BASH_ASSIGNMENT.fullmatch(command):
        return [assignment[1], *bash_words(assignment[2])]
    return shlex.split(re.sub(r"\$PWD\b|\$\{PWD\}", PWD, command.replace("\\\n", " ")))


def powershell_commands(text: str) -> list[list[str]]:
    """As palavras de cada comando de um trecho do PowerShell, como o bash as teria.

    Uma crase no fim da linha continua o comando. `curl.exe` é o `curl`: no PowerShell do Windows o
    nome `curl` é outro comando. `$env:NOME="x";` antes do comando é o `NOME=x` do bash, e
    `$NOME = comando`, o `NOME=$(comando)`.
    """
    lines = re.sub(r"`\n\s*", " ", text).splitlines()
    return [_powershell_words(line) for line in lines if line.strip()]


def _powershell_words(line: str) -> list[str]:
    if assignment := POWERSHELL_ASSIGNMENT.match(line):
        return [f"{assignment[1]}=", *_powershell_words(line[assignment.end() :])]
    line = POWERSHELL_VARIABLE.sub(r"\1=\3 ", line)
    line = re.sub(r"\$PWD\b|\$\{PWD\}|\$\(pwd\)", PWD, line, flags=re.IGNORECASE)
    words = [_unquote(word) for word in POWERSHELL_WORD.findall(line)]
    return ["curl" if word == "curl.exe" else word for word in words]


def _unquote(word: str) -> str:
    pieces = re.findall(r"""'(?:[^']|'')*'|"[^"]*"|[^'"]+""", word)
    return "".join(
        piece[1:-1].replace("''", "'") if piece[0] in "'\"" else piece for piece in pieces
    )
