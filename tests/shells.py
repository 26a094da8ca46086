"""O mesmo comando em dois shells: as palavras que o programa recebe, no bash e no PowerShell."""

import re
import shlex

PWD = "$(pwd)"
POWERSHELL_WORD = re.compile(r"""(?:'(?:[^']|'')*'|"[^"]*"|[^\s'"])+""")
BASH_ASSIGNMENT = re.compile(r"(\w+=)\$\((.*)\)")
POWERSHELL_ASSIGNMENT = re.compile(r"\$(\w+) *= *(?=\w)")
POWERSHELL_VARIABLE = re.compile(r"""\$env:(\w+)\s*=\s*(["']?)(.*?)\2;\s*""")


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
