"""A voz do guia: as palavras que um leitor jovem do Brasil não usa, e as que se repetem demais.

A prosa é a das páginas, sem títulos em código, blocos nem `código`.
"""

import re

from guide.page import Page
from guide.promises import prose

BANNED = {
    r"noutr[oa]s?": "em outro, em outra",
    r"lhes?": "para ele, para ela, para você",
    r"às claras": "sem esconder, em texto aberto",
    r"à escuta": "esperando conexões, escutando",
    r"faz(?:em)? as vezes": "faz o papel",
    r"faria caso": "daria atenção",
    r"vai-se": "você vai, dá para ir",
    r"toma(?:r)? de lá": "pega de lá",
    r"algarismos?": "dígito, número",
    r"em despedida": "de saída, ao terminar",
    r"(?:computador|porta|coisa|imagem|container|arquivo|página|comando|linha|cópia|programa|camada|"
    r"lugar|serviço|volume|rede|mensagem|máquina|resposta)s? "
    r"(?:nenhum|nenhuma|algum|alguma)": "nenhum computador, nenhuma porta",
    r"(?:sem|antes de|para|depois de|de) (?:o|a|os|as) "
    r"(?:parar|usar|ler|abrir|mudar|apagar|remover|construir|executar|copiar|ver|mexer|perder|"
    r"mostrar|tocar|instalar|iniciar|guardar|mandar)": "sem parar o container, antes de usar",
    r"roteiros?": "tutorial, script",
    r"recuos?": "indentação",
    r"armazé(?:m|ns)": "armazenamento",
    r"etiquetas?": "rótulo (label)",
}
"""O que não se escreve, e o que se escreve em lugar disso."""

LIMITS = {
    r"quem \w+(?: \w+){0,4} é": ("Quem … é …", 1),
    r"(?:diz|dizem|dizer|diga|dito|disse)": ("dizer", 5),
    r"(?:pede|pedem|pedir|peça|peçam|pedido|pediu)": ("pedir", 6),
    r"(?:pôr|ponha|põe|põem|pondo|pôs)": ("pôr", 3),
    r"(?:o|a|os|as) d(?:o|a|os|as|e)(?! que)": ("o do, a da (repita o nome)", 3),
}
"""O que cansa quando se repete: como se mostra, e quantas vezes cabe numa página."""

_ANY = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[^}]*\}")


def banned_words(page: Page) -> list[str]:
    """Nenhuma palavra de `BANNED` na prosa de `page`."""
    return [
        f"{page.path}:{number}: «{found[0]}» não é como se fala hoje; escreva, por exemplo: "
        f"{instead}"
        for number, text in _prose(page)
        if _ANY.search(text)
        for pattern, instead in BANNED.items()
        for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]


def repeated_words(page: Page) -> list[str]:
    """As expressões de `LIMITS` não passam, em `page`, do que cabe."""
    found: list[str] = []
    for pattern, (shown, most) in LIMITS.items():
        compiled = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
        lines = [number for number, text in _prose(page) for _ in compiled.finditer(text)]
        if len(lines) > most:
            found.append(
                f"{page.path}:{lines[most]}: «{shown}» aparece {len(lines)} vezes na página, e o "
                f"limite é {most} (linhas {', '.join(map(str, lines))}): varie"
            )
    return found


def _prose(page: Page) -> list[tuple[int, str]]:
    return [(number, _CODE.sub(" ", text)) for number, text in prose.lines(page)]
