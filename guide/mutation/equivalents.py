"""Os mutantes que não tornam página alguma falsa, e por quê.

Um sobrevivente só entra aqui se a página, com ele, continua verdadeira. O que a suíte deveria ver e
não vê é um buraco dela, e conserta-se lá. Uma declaração que já não cobre mutante algum é um erro.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from guide.mutation.slips import Mutant


@dataclass(frozen=True)
class Equivalent:
    """Mutantes que não tornam a página falsa, e por quê.

    `edit` casa com o texto antes e, noutra linha, o de depois.
    """

    place: str
    kind: str
    edit: str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        """Se cada padrão casa por inteiro com o que descreve."""
        edit = f"{mutant.before}\n{mutant.after}"
        pairs = [(self.place, mutant.place), (self.kind, mutant.kind), (self.edit, edit)]
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs)


EQUIVALENT = [
    Equivalent(
        ".*",
        "saída: (algarismo|palavra)",
        r"(.*)\b([0-9a-f]{12}|(sha256:)?[0-9a-f]{64})\n\1(sha256:)?[0-9a-f]+",
        "um identificador é outro a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: algarismo",
        r"(.* )\d+\.\ds\n\1\d+\.\ds",
        "uma duração é outra a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: algarismo",
        r"(.*\[)\d\d/\w{3}/\d{4} [\d:]{8}(\].*)\n\1\d\d/\w{3}/\d{4} [\d:]{8}\2",
        "uma data é outra a cada execução",
    ),
    Equivalent(
        ".*",
        "saída: linha vizinha removida",
        ".*",
        "a linha passa a ser uma das que o «...» ao lado omite: a página mostra menos, sem mentir",
    ),
    Equivalent(
        ".*",
        "saída: curinga (removido|e linha trocadas)",
        ".*",
        "o «...» não engoliu linha alguma no motor da gravação: o que a página mostra é verdade",
    ),
    Equivalent(
        ".*",
        "comando: (removido|trocados)",
        ".*",
        "cada comando que restou deu a saída mostrada, nessa ordem: a página não mente",
    ),
    Equivalent(
        ".*",
        "comando: diretiva tirada",
        "# (retry|timeout): .*",
        "só diz quanto esperar: numa máquina rápida, sem ela dá no mesmo",
    ),
    Equivalent(
        r"examples/flaskboasvindas/execucao\.console:\d+",
        "comando: (algarismo|palavra)",
        r"(\$ docker run --rm --name (flaskboasvindasContainer|outro -p 8080:8000) flask).*\n\1.*",
        "o Docker recusa o nome ou a porta antes de olhar o resto do comando",
    ),
    Equivalent(
        r"examples/camadas/camadas\.console:\d+",
        "comando: opção",
        r"\$ docker build --tag=mural \.\n\$ docker build \.",
        "o build vem todo do cache, e a imagem já tem esse nome",
    ),
    Equivalent(
        r"examples/camadas/camadas\.console:\d+",
        "comando: (algarismo|opção)",
        r"\$ docker build --tag=mural:3 \.\n.*",
        "o build falha antes de dar nome à imagem",
    ),
    Equivalent(
        r"examples/.*\.py:\d+",
        "arquivo: (algarismo|palavra|linha removida)",
        r" *# .*",
        "um comentário não muda o que o programa faz",
    ),
    Equivalent(
        r"examples/.*\.py:\d+",
        "arquivo: linhas trocadas",
        r"(.*\n)? *# [^\n]*\n.*",
        "um comentário não muda o que o programa faz",
    ),
]


def reason(mutant: Mutant) -> str:
    """Por que `mutant` é equivalente; vazio se não está declarado."""
    return next((one.why for one in EQUIVALENT if one.covers(mutant)), "")


def undeclared(alive: Sequence[Mutant]) -> list[Mutant]:
    """Os sobreviventes que não estão declarados equivalentes."""
    return [one for one in alive if not reason(one)]
