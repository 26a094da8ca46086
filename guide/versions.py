"""O que muda de uma versão do Docker para outra: só as palavras do Docker, e o que fica de fora.

As páginas mostram o que se viu na versão de referência. Noutra versão continuam iguais os códigos
de saída, o que os programas escrevem, os nomes, as portas, os estados e as contagens; uma linha que
o próprio Docker escreve com outras palavras *difere nesta versão*: é contada e listada, e não é
falha (`guide.wording` é quem julga). Com `STRICT=1` é. Na referência, tudo é falha.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from guide import commands
from guide.console.parse import Section
from guide.console.story import SectionResult
from guide.notes import REFERENCE
from guide.wording import hunks


@dataclass(frozen=True)
class Exclusion:
    """O que fica de fora: `program` (`Docker` ou `Compose`) na versão `version`, e por quê."""

    program: str
    version: str
    reason: str


_OTHER_CODES = Exclusion(
    "Compose", "2.26", "sai com 14 ou 15 de um arquivo que ele recusa, e as páginas mostram 1"
)

_OTHER_TYPO = Exclusion("Compose", "2.26", "sai com 16 de um comando ou opção que não há, e não 1")
_OTHER_TABLE = 29
"""O Docker a partir do qual `docker images` mostra outras colunas."""

_LATER = Exclusion(
    "Docker", "26.1", "só dá pela falta da imagem depois de começar a mudar o serviço"
)

_OTHER_NETWORK = Exclusion("Docker", "26.1", "a mensagem não diz que container está na rede")

NOT_ON: Mapping[tuple[str, str], Exclusion] = {
    ("comece/instalacao.md", "antes"): _OTHER_TYPO,
    ("compose/contador.md", "antes"): _OTHER_TYPO,
    ("compose/primeiro.md", "antes"): _OTHER_TYPO,
    ("compose/desenvolvimento.md", "sozinho"): _OTHER_CODES,
    ("compose/variaveis.md", "falta"): _OTHER_CODES,
    ("erros/compose.md", "sem-arquivo"): _OTHER_CODES,
    ("erros/compose.md", "recuo"): _OTHER_CODES,
    ("erros/compose.md", "chave"): _OTHER_CODES,
    ("erros/compose.md", "dependencia"): _OTHER_CODES,
    ("erros/compose.md", "imagem"): _OTHER_CODES,
    ("erros/compose.md", "env-file"): _OTHER_CODES,
    **{
        ("erros/compose-valores.md", section): _OTHER_CODES
        for section in str.split(
            "lista ambiente traco portas intervalo porta-errada variavel volume rede dois-pontos "
            "repetida circular aspas tabulacao onde-tabulacao vazio projeto solucao "
            "solucao-2"
        )
    },
    ("erros/rede-e-portas.md", "em-uso"): _OTHER_NETWORK,
    ("rede/redes.md", "em-uso"): _OTHER_NETWORK,
    ("erros/servicos-do-swarm.md", "ignora"): _LATER,
    ("erros/servicos-do-swarm.md", "ignora-fim"): _LATER,
    ("erros/imagens-e-build.md", "camadas"): Exclusion(
        "Docker", "29", "guarda as imagens de outro modo, e o limite dele ainda não foi visto"
    ),
    ("erros/rede-e-portas.md", "processo-ocupa"): Exclusion(
        "Docker", "26.1", "a mensagem não diz o endereço do container que não recebeu a porta"
    ),
    ("erros/senhas-dns-e-proxy.md", "quebrada"): Exclusion(
        "Docker", "26.1", "a mensagem é «Error loading config file», com o arquivo sem parênteses"
    ),
    ("erros/senhas-dns-e-proxy.md", "ajudante"): Exclusion(
        "Docker", "26.1", "não diz que programa de senhas faltou, só que faltam as credenciais"
    ),
}
"""As seções (página, nome) que não se executam numa versão, onde a diferença não é só de palavras.

Antes de acrescentar uma, procure comandos que se comportem igual nas duas versões.
"""


def is_reference(version: str) -> bool:
    """Diz se o Docker `version` é o das páginas."""
    return _is(version, REFERENCE)


def why_not_recorded(version: str) -> str:
    """Por que as saídas do Docker `version` não se gravam; vazio se se gravam.

    Num que vem depois do de referência gravam-se só as das variantes para ele.
    """
    if is_reference(version) or int(version.split(".")[0]) > int(REFERENCE.split(".")[0]):
        return ""
    return (
        f"As páginas mostram o Docker {REFERENCE}, e este é o {version}: o que ele responde não se "
        f"grava. Rode com ENGINE={REFERENCE} antes do comando."
    )


def is_strict(version: str, env: Mapping[str, str]) -> bool:
    """Diz se no Docker `version` toda diferença é falha: a referência, ou `STRICT=1` em `env`."""
    return is_reference(version) or env.get("STRICT", "") not in ("", "0")


def exclusion(
    page: str,
    section: str,
    docker: str,
    compose: str,
    table: Mapping[tuple[str, str], Exclusion] | None = None,
) -> str:
    """Por que a seção fica de fora com essas versões; vazio se não fica. `table` é `NOT_ON`."""
    found = (NOT_ON if table is None else table).get((page, section))
    if found is None:
        return ""
    version = {"Docker": docker, "Compose": compose}[found.program]
    if not _is(version, found.version):
        return ""
    return f"{found.program} {found.version}: {found.reason}"


def draws_another_table(section: Section, docker: str) -> bool:
    """Diz se `section` lista as imagens, e o Docker `docker` o faz noutra tabela.

    Só quem se desvia as lista sem `--format`; nas páginas, ele dispensa saber a versão.
    """
    listing = commands.canonical("docker images")
    return int(docker.split(".")[0]) >= _OTHER_TABLE and any(
        step.kind == "command" and commands.canonical(step.text) == listing
        for step in section.steps
    )


def _is(version: str, prefix: str) -> bool:
    return version == prefix or version.startswith((f"{prefix}.", f"{prefix}+", f"{prefix}-"))


@dataclass(frozen=True)
class Difference:
    """Uma linha que difere, em `page`; `place` diz a linha dela e a da transcrição.

    `shown` vazio é uma linha a mais; `obtained` vazio, uma a menos.
    """

    page: str
    place: str
    shown: str
    obtained: str


def differences(result: SectionResult, page: str, line: int) -> list[Difference]:
    """As linhas que diferem na seção de `page` incluída na linha `line`, na ordem em que se leem.

    Só as toleradas: as de uma falha são contadas pela falha.
    """
    found = []
    for one in result.steps:
        if one.diff is None or not one.tolerated:
            continue
        for hunk in hunks(one.diff):
            number = one.step.output_start + hunk.first if one.step.expected else one.step.line
            place = f"docs/{page}:{line} ({result.section.path}:{number})"
            found += [
                Difference(page, place, shown, obtained)
                for shown, obtained in zip_longest(hunk.shown, hunk.obtained, fillvalue="")
            ]
    return found


@dataclass(frozen=True)
class Told:
    """O que uma execução contou: o que difere e, por razão, as seções que ficaram de fora."""

    differences: list[Difference]
    left_out: dict[str, list[str]]

    @property
    def pages(self) -> frozenset[str]:
        """As páginas em que algo difere: não se dizem verificadas."""
        return frozenset(one.page for one in self.differences)

    def summary(self, version: str) -> list[str]:
        """As linhas do fim da suíte, no Docker `version`."""
        lines: list[str] = []
        if found := self.differences:
            count = "1 linha difere" if len(found) == 1 else f"{len(found)} linhas diferem"
            lines.append(
                f"{count} nesta versão (Docker {version}; referência {REFERENCE}), só nas palavras "
                "do Docker (- na página, + obtida; com STRICT=1 são falhas):"
            )
        place = ""
        for one in found:
            if one.place != place:
                place = one.place
                lines.append(f"  {place}")
            lines += [f"    - {one.shown}"] if one.shown else []
            lines += [f"    + {one.obtained}"] if one.obtained else []
        for reason, sections in self.left_out.items():
            count = "1 seção ficou" if len(sections) == 1 else f"{len(sections)} seções ficaram"
            lines.append(f"{count} de fora, e a página sem verificação: {reason}")
            lines += [f"  {one}" for one in sections]
        return lines


def properties(result: SectionResult, page: str, line: int) -> dict[str, object]:
    """O que o teste de uma seção anota, em tipos simples; `told` o lê de volta."""
    return {"differences": [asdict(one) for one in differences(result, page, line)]}


def told(reports: Iterable[Mapping[str, Any]]) -> Told:
    """O que os testes das seções anotaram: `differences`, ou `left_out` (razão) e `section`."""
    found = Told([], {})
    for one in reports:
        found.differences.extend(Difference(**plain) for plain in one.get("differences", []))
        if "left_out" in one:
            found.left_out.setdefault(one["left_out"], []).append(one["section"])
    return found
