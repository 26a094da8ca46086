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


def _volatile(value: str, why: str) -> Equivalent:
    """Um valor que é outro a cada execução: a página mostra o de uma delas."""
    line = rf"(?P<before>.*)(?<!\w){value}(?P<after>.*)"
    again = rf"(?P=before){value}(?P=after)"
    return Equivalent(".*", "saída: (algarismo|palavra)", rf"{line}\n{again}", why)


EQUIVALENT = [
    _volatile(
        r"(?:sha256:[0-9a-f]{7,64}|[0-9a-f]{64}|[0-9a-f]{12}|(?=[a-z]*\d)[0-9a-z]{25})(?!\w)",
        "um identificador é outro a cada execução",
    ),
    _volatile(r"(?<=WARN\[)\d{4}(?=\])", "quantos segundos depois o Compose avisou"),
    _volatile(r"(?:\d+m)?\d+\.\d+s(?!\w)", "uma duração é outra a cada execução"),
    _volatile(r"\d+ ms(?!\w)", "uma duração é outra a cada execução"),
    _volatile(r"(?<!\d)\d\d:\d\d:\d\d(?:\.\d{3})?(?!\d)", "uma hora é outra a cada execução"),
    _volatile(
        r"[0-9a-z]{8}(?:-[0-9a-z]{3,4}){3}-[0-9a-z]{11,12}::[0-9a-z]{24,25}(?!\w)",
        "o BuildKit dá um nome novo ao contexto de cada build",
    ),
    _volatile(
        r"(?<![^\n])#\d+ \d+\.\d{3}(?= )",
        "o número de um passo e o instante dele são o BuildKit que dá, conforme a ordem do build",
    ),
    _volatile(r"(?<!\S)\d+\.\d{3}(?= )", "o instante de uma linha de um RUN é outro a cada build"),
    _volatile(
        r"(?:\d\d/\w{3}/\d{4}|\d{4}[-/]\d\d[-/]\d\d) [\d:]{8}(?: [+-]\d{4})?",
        "uma data é outra a cada execução",
    ),
    _volatile(
        r"(?:1 (?:second|minute)|\d+ (?:second|minute)s)(?: ago)?(?!\w)",
        "há quanto tempo algo existe, ou acabou, muda com a máquina",
    ),
    _volatile(
        r"172\.\d+\.\d+\.\d+(?!\w)", "o endereço de um container é um que o Docker tem livre"
    ),
    _volatile(
        r"(?!0B)\d+(?:\.\d+)?[kKMGT]?i?B(?!\w)",
        "um tamanho muda com a base, a máquina, o sistema de arquivos e as datas",
    ),
    Equivalent(
        ".*",
        "saída: linhas trocadas",
        r"(.*)[0-9a-f]{12}\n\1[0-9a-f]{12}\n.*",
        "as duas linhas só diferem num identificador, que é outro a cada execução",
    ),
    Equivalent(
        r"examples/(arquitetura/arquitetura|flaskboasvindas-cache/cache)\.console:\d+",
        "saída: linhas trocadas",
        ".*load build context.*",
        "a saída real tem outra linha igual antes, e o «...» omite as do meio",
    ),
    Equivalent(
        r"examples/contador-de-visitas/escala\.console:\d+",
        "saída: algarismo",
        r" ✔ Container escala-web-2 +Healthy .*",
        "a outra cópia também ficou saudável, e o «...» omite a linha dela",
    ),
    Equivalent(
        r"examples/faxina/faxina\.console:\d+",
        "saída: (linha removida|linhas trocadas)",
        r"\n?Total reclaimed space: 0B\n.*",
        "só uma linha em branco a separa do «...», que passa a omiti-la: mostra-se menos",
    ),
    Equivalent(
        r"examples/erros-muitas-maquinas/servicos\.console:\d+",
        "saída: linha repetida",
        r'"No such image: nao-existe:1"\n.*',
        "o Swarm tenta de novo, cada tentativa dá a mesma linha, e o «...» omite quantas foram",
    ),
    Equivalent(
        r"docs/erros/compose(-no-ar)?\.md:\d+",
        "página: bloco apagado",
        '.*"erros-compose/compose.yaml"\n',
        "a outra página da mesma pasta ainda mostra o arquivo: esta mostra menos, sem mentir",
    ),
    Equivalent(
        ".*",
        "aceita: alargada",
        r"(.*)(?<=[= .])(?:\d+\.|v)\[\.\.\](.*)\n\1\[\.\.\]\2",
        "uma versão é um valor só: quanto dela se espera igual é com quem escreve a página",
    ),
    Equivalent(
        r"examples/erros-build/build\.console:\d+",
        "aceita: alargada",
        r"# aceita: 0\.602 .*",
        "o instante é outro a cada build, e o que vem depois dele continua enumerado ou igual",
    ),
    Equivalent(
        ".*",
        "aceita: alargada",
        r"(.*[/(]\[\.\.\])/?\w+([/.].*)\n\1\2",
        "um caminho é um valor só, e o padrão ainda diz com que arquivo ele acaba",
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
        ".*",
        "comando: diretiva tirada",
        "# aceita: .*",
        "só diz o que muda noutra máquina ou noutra versão: na da gravação, a linha é a mostrada",
    ),
    Equivalent(
        r"examples/.*\.yaml:\d+",
        "arquivo: algarismo",
        r" *(interval|retries|start_interval|start_period|timeout): .*",
        "só diz quanto esperar: numa máquina rápida dá no mesmo",
    ),
    Equivalent(
        r"examples/comando/variaveis\.Dockerfile:\d+",
        "arquivo: linhas trocadas",
        "ARG .*\nENV .*",
        "as duas declarações não dependem uma da outra",
    ),
    Equivalent(
        r"examples/erros-valores/ambiente\.yaml:\d+",
        "arquivo: algarismo",
        " *environment: PRECO=.*",
        "o Compose recusa a forma da linha, seja qual for o preço",
    ),
    Equivalent(
        r"examples/flaskboasvindas/execucao\.console:\d+",
        "comando: (algarismo|palavra)",
        r"(\$ docker run --rm --name (flaskboasvindasContainer|rival -p 8080:8000) flask).*\n\1.*",
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
