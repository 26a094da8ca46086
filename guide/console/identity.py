"""Os identificadores de uma página concordam entre si: o que é o mesmo se mostra igual.

IDs, digests e IPs mudam em cada execução, e a comparação de linhas os ignora. Mas, numa página, o
que ela mostra e o que se obtém são uma bijeção: um digest mostrado duas vezes é de uma imagem só, e
o ID curto do `docker ps` é o começo do que o `docker run` escreveu. Um IP passa a outro container
só depois que o primeiro o deixa.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from guide.console.normalise import RULES

_BY_NAME = {rule.name: rule.pattern.pattern for rule in RULES}
_HASH = re.compile("|".join(_BY_NAME[name] for name in ("digest", "id", "id de 25 letras")))
_ADDRESS = re.compile(_BY_NAME["IP de container"])


Owners = Callable[[], Mapping[str, str]]
"""Diz de quem é, agora, cada IP; um que não está ali não é de ninguém."""


class Identities:
    """O que já se viu numa página: que valor mostrado é que valor obtido."""

    def __init__(self) -> None:
        self._hashes: list[tuple[str, str]] = []
        self._addresses: list[tuple[str, str]] = []
        self._owners: Mapping[str, str] = {}

    def as_shown(self, line: str) -> str:
        """`line`, obtida, com os identificadores que a página já mostrou como ela os mostrou.

        De um que ela só mostrou curto, o resto é o obtido.
        """

        def shown(found: re.Match[str]) -> str:
            value = found[0].removeprefix("sha256:")
            known = next((one[0] for one in self._hashes if _same(one[1], value)), value)
            return found[0].replace(value, known[: len(value)] + value[len(known) :])

        return _HASH.sub(shown, line)

    def disagreement(self, lines: Iterable[tuple[str, str]], owners: Owners = dict) -> str:
        """O primeiro desacordo de `lines`, pares de linha mostrada e obtida; vazio se não há.

        O que concorda fica guardado para as linhas seguintes; um IP, enquanto o dono, segundo
        `owners`, é o mesmo. Só se pergunta por eles se alguma linha tem um.
        """
        lines = list(lines)
        if any(_ADDRESS.search(obtained) for _, obtained in lines):
            self._forget_addresses(owners())
        for shown, obtained in lines:
            for pattern, known, what in (
                (_HASH, self._hashes, "o identificador"),
                (_ADDRESS, self._addresses, "o IP"),
            ):
                for pair in _pairs(pattern, shown, obtained):
                    if _is_cut(pair, obtained):
                        return (
                            f"a página mostra {what} {pair[0]} com outro tamanho: nesta execução "
                            f"ele é {pair[1]}"
                        )
                    if found := _against(pair, known, what):
                        return found
        return ""

    def _forget_addresses(self, now: Mapping[str, str]) -> None:
        """Esquece os IPs que já não são de quem eram: podem ter passado a outro."""
        before, self._owners = self._owners, now
        self._addresses = [
            pair
            for pair in self._addresses
            if pair[1] in now and now[pair[1]] == before.get(pair[1])
        ]


def _is_cut(pair: tuple[str, str], obtained: str) -> bool:
    """Diz se o valor mostrado foi cortado: um IP varia, e o BuildKit corta na largura da tela."""
    shown, seen = pair
    return "." not in seen and len(shown) != len(seen) and not obtained.lstrip().startswith("=>")


def _pairs(pattern: re.Pattern[str], shown: str, obtained: str) -> Iterator[tuple[str, str]]:
    """Os valores das duas linhas, na ordem; nenhum se não são tantos de um lado como do outro."""
    found = [
        [value.removeprefix("sha256:") for value in pattern.findall(line)]
        for line in (shown, obtained)
    ]
    if len(found[0]) == len(found[1]):
        yield from zip(*found, strict=True)


def _against(pair: tuple[str, str], known: list[tuple[str, str]], what: str) -> str:
    """O desacordo de `pair` com os conhecidos, ou vazio; guarda o mais longo de cada par."""
    for index, before in enumerate(known):
        same = [_same(one, other) for one, other in zip(pair, before, strict=True)]
        if all(same):
            known[index] = max(pair[0], before[0], key=len), max(pair[1], before[1], key=len)
            return ""
        if same[0]:
            return (
                f"a página mostra {what} {pair[0]} para duas coisas diferentes: "
                f"nesta execução, {before[1]} e agora {pair[1]}"
            )
        if same[1]:
            return (
                f"a página mostra {what} de uma coisa só de dois modos, {before[0]} e agora "
                f"{pair[0]}: nesta execução ele é {pair[1]} nos dois lugares"
            )
    known.append(pair)
    return ""


def _same(one: str, other: str) -> bool:
    """Um hash curto é o começo do longo; dois IPs são iguais ou não."""
    if "." in one or "." in other:
        return one == other
    return one.startswith(other) or other.startswith(one)
