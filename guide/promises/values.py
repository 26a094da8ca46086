"""Os valores que a prosa e os desenhos dizem: cada um está no que a página mostra.

O que se confere, `said` recolhe. Um valor com forma (um algarismo, um caminho, um arquivo, um
endereço, uma imagem com tag) e um número solto têm de estar num bloco da página: nos comandos, nas
saídas, num arquivo mostrado ou no título dele. Uma opção, uma palavra comum (`root`, `volume`) ou
uma mensagem podem estar num bloco de outra página, porque a prosa fala de alternativas; mas o nome
que outra página dá a um container, a uma imagem, a um volume ou a uma rede não é palavra comum.
Uma página que não executa nada, como o glossário, fala do guia inteiro.

O que nenhum bloco mostra, e está certo, ou é do ofício (`OF_THE_TRADE`), ou se declara acima do
uso, com o motivo:

    <!-- valor: `wsl --install`, `wsl --update` — só no Windows -->
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guide.page import Guide, GuideError, Page
from guide.practice import pages
from guide.promises import said
from guide.promises.said import Said

OF_THE_TRADE = {
    "do Linux e do macOS": "cron export groupadd lsof ss su sudo ufw ulimit unset usermod",
    "do Windows": "curl.exe netstat Remove-Item winpty wsl",
    "do Docker, que a suíte não pode executar ou mudar": "/var/run/docker.sock desktop-linux "
    "docker-buildx docker-buildx-plugin docker-compose-plugin docker.io DOCKER_CONTEXT "
    "linux/amd64 linux/arm64 logout toomanyrequests",
    "do Git": ".gitignore",
}
"""Palavras que nenhum bloco mostra e que não são valor de página alguma, pelo que são."""

FORM = "<!-- valor: `X`, `Y` — motivo -->"

_DECLARATION = re.compile(r"<!-- valor: (?P<values>`[^`]+`(?:, `[^`]+`)*) — \S.*\S -->")
_DECLARATION_LIKE = re.compile(r"<!--\s*valor", re.IGNORECASE)
_SHAPED = re.compile(r"\d|\w/|/\w|\.[a-z]|\w:\w|@|[a-z]_[a-z]|[a-z][A-Z]")
_NUMBERED = re.compile(r"[A-Za-z]+\d+")
"""Um nome que acaba em algarismos, como `python3` e `eth0`, é uma palavra."""

_OF_DOCKER = {"bridge", "host", "none"}
"""As redes que já existem: não foi página alguma que lhes deu nome."""

_PIECE = re.compile(r"[^\s,;()\[\]{}\"'|<>=$]+")
_COMMAND = re.compile(r"docker ([a-z]+)")
_MARKUP = re.compile(r"^.*--8<-- \[.*$|^# [a-z]+: .*$", re.MULTILINE)
_COMES_BEFORE = re.compile(r"\w[\w-]")
_GOES_ON = re.compile(r"\w-?\w|\d\.\d")
"""O que há nas pontas de um valor que é só parte de outro: `web` de `web-1`, `1.2` de `1.2.3`."""

_NAME = re.compile(
    r"(?:--(?:name|hostname|network|network-alias|tag)[ =]|-t |"
    r"(?:volume|network) create (?:--?\S+ )*)"
    r"(?P<name>[a-z][\w-]{2,})(?![\w.:-]*/)|(?:--volume|-v)[ =](?P<volume>[a-z][\w-]+):/"
)


@dataclass
class _Declared:
    """Um valor declarado na linha `line` da página; `used` se a prosa abaixo o diz."""

    value: str
    line: int
    used: bool = False


def shown(page: Page) -> list[str]:
    """Todo valor que a prosa ou um desenho de `page` diz está no que ela mostra, ou é declarado.

    Uma declaração que nada usa, ou de outra forma, é uma falta.
    """
    declared, found = _declarations(page)
    own = text_of_blocks(page)
    prose, drawn = said.in_prose(page), said.in_drawings(page)
    told = "\n".join([own, *(one.text for one in prose)]) if drawn else ""
    for one, text in [*((one, own) for one in prose), *((one, told) for one in drawn)]:
        missing = _missing(one, text, page)
        if missing and not _is_declared(one, missing, declared):
            found.append(_problem(one, missing[0], page))
    found += [
        f"{page.path}:{one.line}: a declaração de `{one.value}` não serve a nada abaixo dela: "
        "ou um bloco já o mostra, ou a página não o diz; apague-a"
        for one in declared
        if not one.used
    ]
    return found


def _declarations(page: Page) -> tuple[list[_Declared], list[str]]:
    """Os valores declarados em `page`, e as declarações que não se entendem."""
    declared: list[_Declared] = []
    wrong: list[str] = []
    for number, line in enumerate(page.lines, 1):
        if found := _DECLARATION.fullmatch(line):
            declared += [_Declared(one, number) for one in found["values"][1:-1].split("`, `")]
        elif _DECLARATION_LIKE.search(line):
            wrong.append(
                f"{page.path}:{number}: esta declaração não se entende; escreva-a numa linha só "
                f"dela, sem recuo, assim: {FORM}"
            )
    return declared, wrong


def _is_declared(one: Said, missing: list[str], declared: list[_Declared]) -> bool:
    """Se o trecho inteiro, ou cada pedaço que falta, foi declarado acima; marca quem serviu."""
    above = {d.value: d for d in declared if d.line < one.line}
    using = [one.text] if one.text in above else missing
    if not all(value in above for value in using):
        return False
    for value in using:
        above[value].used = True
    return True


def _problem(one: Said, value: str, page: Page) -> str:
    name = f"«{value}»" if value == one.text else f"«{value}», de «{one.text}»,"
    here = page.path.as_posix()
    where = "a página" if one.place.startswith(here) else f"o desenho de {here}:{one.line}"
    form = FORM.replace("`X`, `Y`", f"`{value}`")
    return (
        f"{one.place}: {where} diz {name} e nenhum bloco dela o mostra: corrija-o pelo que os "
        f"blocos mostram ou, se está certo, declare-o na página, acima do uso: {form}"
    )


def _missing(one: Said, own: str, page: Page) -> list[str]:
    """Os pedaços de `one` que deviam estar em `own`, na página do link ou no guia, e não estão."""
    linked = _linked_text(one, page.guide)
    if not one.is_code:
        text, many = (own, False) if page.story else (_guide_text(page.guide), True)
        found = occurs_number(one.text, text, many) or occurs_number(one.text, linked)
        return [] if found else [one.text]
    if occurs(one.text, own) or occurs(one.text, linked) or one.text in pages.CALLS:
        return []
    command = _COMMAND.match(one.text)
    if command and command[1] not in _TRADE and not occurs(command[0], _guide_text(page.guide)):
        return [command[0]]
    return [piece for piece, prefix in _pieces(one.text) if not _known(piece, prefix, own, page)]


def _known(piece: str, prefix: bool, own: str, page: Page) -> bool:
    if occurs(piece, own, prefix) or piece in _TRADE:
        return True
    text = _guide_text(page.guide)
    if piece.startswith("-") or not page.story:
        return occurs(piece, text, prefix)
    if _SHAPED.search(piece) and not _NUMBERED.fullmatch(piece):
        return False
    if piece in _names(page.guide) or _has_a_sibling(piece, own):
        return False
    capital = piece[0].swapcase() + piece[1:]  # uma mensagem começa por maiúscula, ou não
    return occurs(piece, text, prefix) or occurs(capital, text, prefix)


def _has_a_sibling(piece: str, own: str) -> bool:
    """Se a página mostra outro do mesmo nome: quem mostra `maquina2` e diz `maquina3` trocou-se."""
    stem = piece.rstrip("0123456789")
    return stem != piece and bool(re.search(rf"(?<![\w-]){re.escape(stem)}\d+(?![\w-])", own))


def _pieces(code: str) -> Iterator[tuple[str, bool]]:
    """Os pedaços de um código, e se cada um é só o começo de um valor (`sha256:3f…`)."""
    for found in _PIECE.finditer(code):
        parts = found[0].split("…")
        for i, part in enumerate(parts):
            piece = part.rstrip(".,:;?!-")
            if re.search(r"\w", piece):
                yield piece, i < len(parts) - 1


def occurs(value: str, text: str, prefix: bool = False) -> bool:
    """Se `value` está em `text` sem ser parte de outra palavra; com `prefix`, é o começo de uma."""
    start = text.find(value)
    while start >= 0:
        end = start + len(value)
        goes_on = _GOES_ON.match(text, end - 1)
        if not _COMES_BEFORE.match(text[start - 1 : start + 1]) and (prefix or not goes_on):
            return True
        start = text.find(value, start + 1)
    return False


def occurs_number(number: str, text: str, many: bool = False) -> bool:
    """Se o número está em `text`; uma unidade pode vir colada: `120m`, `64MB`.

    Um pequeno, que é um código de saída ou uma porta, só conta onde um deles se mostra: `[7`,
    `(0)`, `:80`, `exit code: 3`, `código de saída 3`, sozinho na linha. Com `many`, que é quando
    `text` tem números demais para um deles dizer algo, qualquer inteiro.
    """
    strict = len(number) < 3 or (many and number.isdigit())
    before = r"(?:[\[(:=]|^|\bcode:? |código de saída )" if strict else r"(?<![\w.])"
    after = r"(?!\w|[.,]\d)" if many else r"(?!\d|[.,]\d)"
    return bool(re.search(rf"{before}{re.escape(number)}{after}", text, re.MULTILINE))


def text_of_blocks(page: Page) -> str:
    """Tudo o que os blocos de `page` mostram, e os títulos deles."""
    parts: list[str] = []
    for block in page.blocks:
        parts.append(block.title)
        try:
            parts.append(
                page.guide.included_text(*block.include)
                if block.include
                else "\n".join(block.content)
            )
        except (LookupError, GuideError):
            continue  # já contado
    return "\n".join(parts)


def _linked_text(one: Said, guide: Guide) -> str:
    """O texto da página a que leva o link de `one`, com os blocos dela; vazio se não há link."""
    if one.link is None or not guide.is_file(one.link):
        return ""
    page = Page(one.link, guide)
    try:
        return f"{page.text}\n{text_of_blocks(page)}"
    except GuideError:
        return ""  # já contado


@lru_cache(maxsize=4)
def _guide_text(guide: Guide) -> str:
    """Todos os arquivos de `examples/`: juntos, são o que as páginas mostram (`examples`)."""
    return "\n".join(_texts(guide))


@lru_cache(maxsize=4)
def _names(guide: Guide) -> frozenset[str]:
    """Os nomes que as páginas dão a containers, imagens, volumes e redes."""
    return frozenset(name for text in _texts(guide) for name in _names_in(text))


def _texts(guide: Guide) -> Iterator[str]:
    for file in guide.files(Path("examples")):
        with suppress(GuideError):
            yield _read(guide.read(file))


@lru_cache(maxsize=1024)
def _read(text: str) -> str:
    """O texto de um exemplo sem os marcadores e as diretivas, que ninguém lê."""
    return _MARKUP.sub("", text)


@lru_cache(maxsize=1024)
def _names_in(text: str) -> frozenset[str]:
    found = {found["name"] or found["volume"] for found in _NAME.finditer(text)}
    return frozenset(found - _OF_DOCKER)


_TRADE = frozenset(word for words in OF_THE_TRADE.values() for word in words.split())
