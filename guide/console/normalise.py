"""Troca por um nome o que muda a cada execução, dos dois lados de uma comparação.

As regras são uma lista: o que cada uma casa e por quê. Portas, nomes, status HTTP, contagens,
códigos de saída e versões nunca mudam: são o que a página ensina.
"""

import re
from dataclasses import dataclass

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?"
_ZONE = r"(?: ?Z\b| ?[+-]\d{2}:?\d{2}\b)?(?: (?:UTC|GMT|[+-]\d{2,4})(?!\w))?"
_SPAN = (
    r"(?:[Ll]ess than a second|[Aa]bout a minute|[Aa]bout an hour"
    r"|1 (?:second|minute|hour|day|week|month|year)"
    r"|(?!1 )\d+ (?:second|minute|hour|day|week|month|year)s)"
)
_SIZE = r"\d+(?:\.\d+)?(?:e[+-]\d+)?[kKMGT]i?B|(?:\d+\.\d+|(?<=\()\d+) [kKMGT]i?B|\d+(?:\.\d+)?B"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_POOLS = "|".join(str(first) for first in range(0, 256, 16))
_NUMBER = r"\d+(?:[.,]\d+){0,4}"

_BEFORE = r"(?<![\w.:>-])"
_AFTER = r"(?![\w<-]|[.:]\w)"


@dataclass(frozen=True)
class Rule:
    """Uma troca: o que `pattern` casa vira `replacement`, pela razão `why`."""

    name: str
    pattern: re.Pattern[str]
    replacement: str
    why: str


def _rule(name: str, pattern: str, replacement: str, why: str) -> Rule:
    return Rule(name, re.compile(pattern), replacement, why)


RULES = (
    _rule(
        "digest",
        r"(?<![\w>-])sha256:[0-9a-f]{7,64}(?![\w<])",
        "<digest>",
        "o conteúdo de uma imagem traz datas; o BuildKit ainda corta o digest na largura da tela",
    ),
    _rule(
        "id",
        r"(?<![\w.>-])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![\w<-]|\.\w)",
        "<id>",
        "IDs de containers, imagens, redes e volumes: 64 algarismos hexadecimais, ou só 12",
    ),
    _rule(
        "ref do BuildKit",
        r"(?<![\w>-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}::[0-9a-z]{25}(?![\w<])",
        "<ref>",
        "o contexto de um build, que o BuildKit nomeia de novo a cada vez",
    ),
    _rule(
        "id de 25 letras",
        r"(?<![\w.:>-])(?:(?=[a-z]*\d)|(?<![^(]))[0-9a-z]{25}(?![\w<-]|\.\w)",
        "<id>",
        "IDs do BuildKit e de um swarm: 25 letras e algarismos; um em 3 400 sai só com letras, e "
        "conta no começo da linha ou entre parênteses, onde o Docker o põe",
    ),
    _rule(
        "data do registro HTTP",
        rf"{_BEFORE}\d{{2}}/{_MONTH}/\d{{4}}[: ]{_CLOCK}{_ZONE}(?![\w<:])",
        "<data>",
        "o registro de acessos do Flask, do nginx e de outros servidores",
    ),
    _rule(
        "data ISO",
        rf"{_BEFORE}\d{{4}}-[01]\d-[0-3]\d(?:[T ](?:{_CLOCK}|[0-2]\d:[0-5]\d){_ZONE})?(?![\w<:-])",
        "<data>",
        "datas de criação do Docker e registros de bancos de dados",
    ),
    _rule(
        "data do nginx",
        rf"{_BEFORE}\d{{4}}/[01]\d/[0-3]\d {_CLOCK}(?![\w<:/-])",
        "<data>",
        "o registro de erros do nginx",
    ),
    _rule(
        "data por extenso",
        rf"{_BEFORE}(?:{_DAY},? )?(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} [ \d]\d) "
        rf"(?:{_CLOCK}|[0-2]\d:[0-5]\d)(?: (?:[A-Z]{{3,4}}))?(?: \d{{4}})?{_ZONE}(?![\w<:])",
        "<data>",
        "o cabeçalho Date do HTTP, `date`, `ls -l` e o registro do Redis",
    ),
    _rule(
        "hora",
        rf"{_BEFORE}{_CLOCK}(?![\w<:-])",
        "<hora>",
        "registros que só mostram a hora",
    ),
    _rule(
        "tempo decorrido",
        rf"{_BEFORE}{_SPAN} ago\b",
        "<tempo> ago",
        "há quanto tempo um container ou uma imagem foi criada",
    ),
    _rule(
        "tempo no ar",
        rf"\bUp {_SPAN}(?![\w<])",
        "Up <tempo>",
        "há quanto tempo um container está no ar",
    ),
    _rule(
        "duração",
        rf"{_BEFORE}(?:\d+m)?\d+\.\d+s{_AFTER}",
        "<duração>",
        "quanto cada passo do BuildKit e do Compose demorou",
    ),
    _rule(
        "milissegundos do curl",
        r"(?<=\bafter )\d+ ms(?=: Could(?:n't| not) connect)",
        "<duração>",
        "quanto o curl esperou por uma conexão que não veio",
    ),
    _rule(
        "segundos de um aviso",
        r"(?<=^WARN\[)\d{4}(?=\] )",
        "<segundos>",
        "quantos segundos depois de começar o Compose avisou",
    ),
    _rule(
        "instante no registro do BuildKit",
        r"^(?:#\d+ )?\d+\.\d{3} (?= *\S)",
        "<instante> ",
        "o começo das linhas de um RUN que falhou: segundos desde o início, com três casas",
    ),
    _rule(
        "IP de container",
        rf"(?<![\w.>-])(?:172\.(?:1[6-9]|2\d|3[01])\.{_OCTET}|192\.168\.(?:{_POOLS}))\.{_OCTET}"
        r"(?![\w<]|\.\d)",
        "<ip>",
        "o Docker dá endereços de 172.16.0.0/12 e, depois, de redes /20 de 192.168.0.0/16, na "
        "ordem em que os containers começam; o 26.1 anda de uma rede à seguinte sem as gastar",
    ),
    _rule(
        "velocidade",
        rf"{_BEFORE}{_NUMBER} ?[kKMG]?i?B/s(?![\w<])",
        "<velocidade>",
        "a velocidade de um download é a da rede",
    ),
    _rule(
        "progresso",
        rf"(?:\[=*>? *\] *)?{_BEFORE}{_NUMBER} ?(?:[kMG]?B)?/{_NUMBER} ?[kMG]?B{_AFTER}",
        "<progresso>",
        "quanto de um download já veio; o pip e o Docker o deixam na tela",
    ),
    _rule(
        "tamanho",
        rf"{_BEFORE}(?<!allowed is )(?!0B)(?:{_SIZE}){_AFTER}",
        "<tamanho>",
        "o tamanho de imagens, camadas e contextos muda com a base e com as datas; nada (0B) é "
        "nada, e o mínimo que o Docker aceita não muda",
    ),
    _rule(
        "alinhamento",
        r"(?<=\S) {2,}(?=\S)",
        "  ",
        "as colunas de `docker ps` alargam e estreitam com os valores acima",
    ),
)


def normalise_line(line: str) -> str:
    """A linha com cada valor volátil trocado pelo nome dele, e sem espaços no fim."""
    for rule in RULES:
        line = rule.pattern.sub(rule.replacement, line)
    return line.rstrip()
