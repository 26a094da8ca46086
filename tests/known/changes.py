"""O que muda de um leitor para outro numa saída: ids, portas, pastas, nomes, o que há em volta."""

import re
from collections.abc import Callable, Set

_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")
_PORT = re.compile(r"(?<=:)\d{4,5}\b")
_ADDRESS = re.compile(r"\b(?:172|10)\.\d+\.\d+\.\d+\b")
_FOLDER = re.compile(r"/home/voce/[\w./-]*/")
_LINE = re.compile(r"(?<=line )\d+")

Change = Callable[[str, Set[str]], str]


def hashes(text: str, _: Set[str]) -> str:
    """Outros IDs: o mesmo comprimento, outros algarismos."""
    others = str.maketrans("0123456789abcdef", "f0e1d2c3b4a59687")
    return _HASH.sub(lambda found: found[0].translate(others), text)


def numbers(text: str, _: Set[str]) -> str:
    """Outras portas, outros endereços, outra linha do arquivo."""
    return _LINE.sub("117", _ADDRESS.sub("192.168.15.204", _PORT.sub("31337", text)))


def paths(text: str, _: Set[str]) -> str:
    """As pastas de quem usa macOS, com espaços e acentos."""
    return _FOLDER.sub("/Users/Ana Lúcia/Área de Trabalho/aula 3/", text)


def windows(text: str, _: Set[str]) -> str:
    """As pastas de quem usa Windows, e o fim de linha dele."""
    return _FOLDER.sub(r"C:\\Users\\Ana Lúcia\\aula 3\\", text).replace("\n", "\r\n")


def names(text: str, known: Set[str]) -> str:
    """Outros nomes: os de quem lê não são os do guia."""
    for name in sorted(known, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", "meu-projeto_7", text)
    return text


def compose(text: str, _: Set[str]) -> str:
    """Como o `docker compose logs --timestamps` a mostra."""
    before = "minha-api-1  | 2026-03-09T21:04:55.123456789Z "
    return "\n".join(before + line for line in text.split("\n"))


def colours(text: str, _: Set[str]) -> str:
    """Com cores, e uma linha antes e outra depois."""
    lines = "\n".join(f"\x1b[31m{line}\x1b[0m" for line in text.split("\n"))
    return f"$ ./sobe.sh\n{lines}\nana@casa:~$ "


def wrapped(text: str, _: Set[str]) -> str:
    """Quebrada pelo terminal, em 80 colunas, no meio das palavras."""
    return "\n".join(
        line[start : start + 80]
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), 80)
    )


ALL: tuple[Change, ...] = (hashes, numbers, paths, windows, names, compose, colours, wrapped)
