"""Compose e segurança: os serviços de um projeto, e o que lhes acontece."""

from __future__ import annotations

import re
from typing import Any

from ..checks import Exercise, Hints, Item, NotYet, counted, forgotten, listed, require, state_of
from ..scene import SERVICE, Scene

OLD = "com.docker.compose.version"


def services(scene: Scene, project: str) -> dict[str, list[dict[str, Any]]]:
    """Os containers de um projeto, por serviço. Levanta `NotYet` se não há nenhum."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in scene.service(project):
        found.setdefault(one["Config"]["Labels"].get(SERVICE, ""), []).append(one)
    if found:
        return found
    labels = [(one.get("Config") or {}).get("Labels") or {} for one in scene.containers]
    names = sorted({one["com.docker.compose.project"] for one in labels if OLD in one})
    told = f"; os que há: {', '.join(names)}" if names else ""
    raise NotYet(f"não há containers do projeto «{project}»{told}")


def service_running(project: str, service: str, count: int = 1) -> Item:
    """O item: o serviço tem `count` containers no ar, e nenhum parado."""

    def look(scene: Scene) -> None:
        found = services(scene, project).get(service, [])
        require(found, f"o projeto «{project}» não tem containers do serviço «{service}»")
        version = found[0]["Config"]["Labels"].get(OLD, "")
        require(
            not version.startswith("1."),
            f"o projeto «{project}» foi criado pelo docker-compose {version}, antigo: desfaça-o "
            "com ele, e suba com o docker compose",
        )
        up = [one for one in found if (one.get("State") or {}).get("Status") == "running"]
        require(
            up or count == 0,
            f"o serviço «{service}» está {state_of(found[0])}",
        )
        require(
            len(up) == count,
            f"o serviço «{service}» tem {counted(len(up), 'container', 'containers')} no ar",
        )

    wanted = counted(count, "container", "containers")
    return Item(
        f"o serviço «{service}» do projeto «{project}» tem {wanted} no ar",
        look,
        (
            "O docker compose ps --all, na pasta do projeto, mostra os serviços.",
            "Quem cria e inicia é o docker compose up; quem só inicia é o start.",
            "docker compose up --detach",
        ),
    )


def _stopped_and_back(scene: Scene) -> None:
    found = scene.lives_of(project="mural", service="redis")
    require(found, forgotten("não vi o serviço «redis» do projeto «mural»"))
    deeds = found[-1].deeds
    require("stop" in deeds, forgotten("o «redis» não parou"))
    require("start" in deeds[deeds.index("stop") :], "o «redis» parou, e não voltou")
    require(
        "restart" not in deeds or deeds.count("stop") > 1,
        "vi um restart: com ele o «redis» não fica parado, e não se vê o site sem ele",
    )


def _site_never_stopped(scene: Scene) -> None:
    found = scene.lives_of(project="mural", service="site")
    require(
        not found or "die" not in found[-1].deeds,
        "o «site» também parou: o comando sem nome vale para todos",
    )


def _jumped(scene: Scene) -> None:
    found = scene.lives_of(project="contador-de-visitas", service="redis")
    runs = [one for life in found for one in life.ran(r"(?i)\bset\b")]
    if not runs and any(life.ran(r"redis-cli\s*$") for life in found):
        raise NotYet("você abriu o redis-cli, e o que digita nele não se vê: dê o comando inteiro")
    require(runs, forgotten("não vi um «redis-cli set» no serviço «redis»"))
    last = runs[-1]
    key, _, value = " ".join(last.command.split()[-2:]).partition(" ")
    require(key == "visitas", f"vi «{last.command}», e a chave do contador é visitas")
    require(
        value.strip("'\"") == "1000",
        f"vi «{last.command}»: a visita seguinte soma um a esse número",
    )
    require(last.code == 0, f"«{last.command}» falhou")


SAFE: tuple[tuple[str, Any, str, Hints], ...] = (
    (
        "o disco do «web» é somente leitura",
        lambda host: host.get("ReadonlyRootfs"),
        "o disco do «web» aceita escrita",
        (
            "No docker run a proteção era o --read-only.",
            "No compose.yaml as opções se escrevem com _ no lugar do -.",
            "read_only: true",
        ),
    ),
    (
        "o /tmp do «web» fica em memória",
        lambda host: "/tmp" in (host.get("Tmpfs") or {}),
        "o /tmp do «web» não fica em memória",
        (
            "No docker run era o --tmpfs.",
            "No compose.yaml, tmpfs é uma lista de pastas.",
            "tmpfs: e, na linha de baixo, - /PASTA",
        ),
    ),
    (
        "o «web» não tem capabilities",
        lambda host: "ALL" in [one.upper() for one in host.get("CapDrop") or []],
        "o «web» tem as capabilities de costume",
        (
            "No docker run era o --cap-drop.",
            "No compose.yaml, cap_drop é uma lista.",
            "cap_drop: e, na linha de baixo, - ALL",
        ),
    ),
    (
        "o «web» não ganha privilégios",
        lambda host: any("no-new-privileges" in one for one in host.get("SecurityOpt") or []),
        "o «web» pode ganhar privilégios (falta o no-new-privileges)",
        (
            "No docker run era o --security-opt.",
            "No compose.yaml, security_opt é uma lista.",
            "security_opt: e, na linha de baixo, - OPÇÃO",
        ),
    ),
    (
        "a porta 8081 leva à 8000 do «web», só em 127.0.0.1",
        lambda host: (
            {"HostIp": "127.0.0.1", "HostPort": "8081"}
            in ((host.get("PortBindings") or {}).get("8000/tcp") or [])
        ),
        "a 8081 de 127.0.0.1 não leva à 8000 do «web»",
        (
            "O docker compose ps mostra as portas.",
            "Em ports, a ordem é a do -p: endereço, porta da máquina, porta de dentro.",
            'ports: e, na linha de baixo, - "ENDEREÇO:MÁQUINA:DENTRO"',
        ),
    ),
)


def _protection(goal: str, good: Any, saw: str, hints: Hints) -> Item:
    def look(scene: Scene) -> None:
        found = services(scene, "menos-poderes").get("web", [])
        require(found, "o projeto «menos-poderes» não tem containers do serviço «web»")
        require(good(found[0].get("HostConfig") or {}), saw)

    return Item(goal, look, hints)


def _same_count(scene: Scene) -> None:
    names = services(scene, "escala")
    require("redis" in names, f"no projeto «escala» há {listed(sorted(names))}, e falta o «redis»")
    found = scene.lives_of(project="escala", service="redis")
    require(
        len(found) < 2 and not any(life.exits for life in found),
        "o «redis» foi parado ou recriado: a contagem pode ter recomeçado",
    )


def _date(scene: Scene) -> None:
    found = scene.lives_of(project="quadro", service="quadro")
    runs = [one for life in found for one in life.ran(r"\bdate\b|\bTZ\b|localtime|\benv\b")]
    require(runs, forgotten("não vi um comando que pergunte a hora ao serviço «quadro»"))
    asked = [one for one in runs if re.search(r"\bdate\b", one.command)]
    require(
        asked,
        f"vi «{runs[-1].command}»: a variável diz o fuso, e o exercício quer o relógio",
    )
    require(any(one.code == 0 for one in asked), f"«{asked[-1].command}» falhou")


EXERCISES = (
    Exercise(
        "primeiro",
        "compose/primeiro",
        "Parar um serviço, e só ele",
        (
            Item(
                "o «redis» do mural parou e voltou",
                _stopped_and_back,
                (
                    "São dois comandos: um que para e outro que inicia.",
                    "Depois de stop e de start vem o nome do serviço.",
                    "docker compose stop SERVIÇO e, depois, docker compose start SERVIÇO",
                ),
            ),
            Item(
                "o «site» não parou",
                _site_never_stopped,
                (
                    "Sem o nome de um serviço, o Compose para todos.",
                    "O nome do serviço é o que está no compose.yaml.",
                    "docker compose stop redis",
                ),
                absence=True,
            ),
            service_running("mural", "site"),
            service_running("mural", "redis"),
        ),
    ),
    Exercise(
        "contador",
        "compose/contador",
        "A visita 1001",
        (
            service_running("contador-de-visitas", "redis"),
            Item(
                "o Redis guardou o número certo na chave visitas",
                _jumped,
                (
                    "O programa soma um ao que está guardado, e mostra a soma.",
                    "É um docker compose exec no serviço redis, com o redis-cli e o comando set.",
                    "docker compose exec redis redis-cli set CHAVE NÚMERO",
                ),
            ),
        ),
        when="antes do docker compose down",
    ),
    Exercise(
        "escala",
        "compose/escala",
        "De três réplicas a uma",
        (
            service_running("escala", "web"),
            service_running("escala", "nginx"),
            service_running("escala", "redis"),
            Item(
                "a contagem está onde estava",
                _same_count,
                (
                    "Quem guarda a contagem é o redis: ele precisa ficar como está.",
                    "O up só mexe no que mudou; o down remove tudo.",
                    "docker compose up ... --scale SERVIÇO=QUANTOS",
                ),
            ),
        ),
        when="antes do docker compose down",
    ),
    Exercise(
        "perguntas",
        "dia-a-dia/perguntas",
        "O relógio do quadro",
        (
            service_running("quadro", "quadro"),
            Item(
                "o relógio do «quadro» foi perguntado",
                _date,
                (
                    "Que programa mostra a hora?",
                    "Execute o date dentro do serviço; um formato mostra só o fuso.",
                    "docker compose exec SERVIÇO date +FORMATO",
                ),
            ),
        ),
        when="antes do docker compose down",
    ),
    Exercise(
        "menos-poderes",
        "seguranca/menos-poderes",
        "As mesmas proteções, no Compose",
        (
            service_running("menos-poderes", "web"),
            *(_protection(*one) for one in SAFE),
        ),
        when="antes do docker compose down",
    ),
)
