"""O mesmo comando em dois shells: as palavras que o programa recebe, no bash e no PowerShell."""

import re
import shlex
from pathlib import Path

from guide.console.parse import TranscriptError
from guide.page import Guide, GuideError

PWD = "$(pwd)"
POWERSHELL_WORD = re.compile(r"""(?:'(?:[^']|'')*'|"[^"]*"|[^\s'"])+""")
BASH_ASSIGNMENT = re.compile(r"(\w+=)\$\((.*)\)")
POWERSHELL_ASSIGNMENT = re.compile(r"\$(\w+) *= *(?=\w)")
POWERSHELL_VARIABLE = re.compile(r"""\$env:(\w+)\s*=\s*(["']?)(.*?)\2;\s*""")


def same(guide: Guide) -> list[str]:
    """Uma seção de `x.ps1` é a de `x.console` de mesmo nome, escrita para o PowerShell.

    Os comandos das duas têm de ter os mesmos argumentos, depois de lidas as aspas de cada shell.
    """
    files = [file for file in guide.files(Path("examples")) if file.suffix == ".ps1"]
    return [problem for file in files for problem in same_in(guide, file)]


def same_in(guide: Guide, file: Path) -> list[str]:
    """Em que seções do arquivo `file`, um `.ps1`, o PowerShell faz outra coisa que o bash."""
    found: list[str] = []
    path = file.relative_to("examples")
    for name in guide.section_names(file):
        place = f"{file.as_posix()}: a seção {name!r}"
        try:
            bash = guide.transcript(path.with_suffix(".console").as_posix()).section(name)
        except (OSError, TranscriptError, GuideError) as error:
            found.append(f"{place} não tem a correspondente executada: {error}")
            continue
        mine = powershell_commands(guide.included_text(path.as_posix(), name))
        theirs = [bash_words(one.text) for one in bash.steps if one.kind == "command"]
        if mine != theirs:
            found.append(
                f"{place} não faz o que o bash faz.\n  PowerShell: {mine}\n  bash: {theirs}"
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
