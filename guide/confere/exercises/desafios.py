"""Os desafios: cinco problemas maiores, cada um com os arquivos com que se começa."""

from __future__ import annotations

import re
from typing import Any

from ..checks import (
    Exercise,
    Item,
    NotYet,
    file_text,
    find_container,
    forgotten,
    image_exists,
    require,
    state_of,
    volume_exists,
)
from ..scene import SERVICE, Life, Scene
from .compose import service_running, services

MEGABYTES = 190
"""O que a imagem da dieta pode ter, em milhões de bytes."""

OLD_PASSWORD = "girassol-2026"
"""A que vem nos arquivos do desafio do boletim: já vazou."""

HEAVY, LIGHT = "catalogo:pesado", "catalogo:leve"
LEAKED, CLEAN = "boletim:vazada", "boletim:limpa"
DATABASE = ("conserto", "banco")
TILL = {"project": "resiste", "service": "caixa"}


def _one(scene: Scene, project: str, service: str) -> dict[str, Any]:
    found = services(scene, project).get(service, [])
    require(found, f"o projeto «{project}» não tem containers do serviço «{service}»")
    return found[0]


def _environment(container: dict[str, Any]) -> dict[str, str]:
    pairs = [one.partition("=") for one in (container.get("Config") or {}).get("Env") or []]
    return {name: value for name, _, value in pairs}


def _healthy(scene: Scene) -> None:
    site = _one(scene, "conserto", "site")
    health = ((site.get("State") or {}).get("Health") or {}).get("Status")
    require(health, "o «site» já não tem o healthcheck: sem ele, não se sabe se está bem")
    bank = _environment(site).get("BANCO", "")
    require(
        health == "healthy",
        f"o «site» está «{health}»: ele procura o banco no nome «{bank}»",
    )


def _reachable(scene: Scene) -> None:
    site = _one(scene, "conserto", "site")
    asked = (site.get("HostConfig") or {}).get("PortBindings") or {}
    inside = [
        name
        for name, outside in asked.items()
        for one in outside or []
        if one.get("HostPort") == "8080"
    ]
    require(inside, "a porta 8080 da máquina não leva a lugar nenhum")
    require("8000/tcp" in inside, f"a porta 8080 leva à {inside[0].split('/')[0]} do container")


def _kept_in_volume(scene: Scene) -> None:
    mounts = _one(scene, *DATABASE).get("Mounts") or []
    named = {one.get("Destination"): one.get("Name", "") for one in mounts}
    require(
        named.get("/data", "").startswith("conserto_"),
        "o volume «partidas» está em "
        + ", ".join(folder for folder, name in named.items() if name.startswith("conserto_"))
        + ", e o Redis grava em /data"
        if any(name.startswith("conserto_") for name in named.values())
        else "o «banco» não usa um volume com nome",
    )


def _survived_down(scene: Scene) -> None:
    found = scene.lives_of(project="conserto", service="banco")
    with_data = [
        one
        for one in found
        if any(
            name.startswith("conserto_") and folder == "/data"
            for name, folder in one.folders.items()
        )
    ]
    require(
        len(with_data) > 1 and with_data[-2].gone and "stop" in with_data[-2].deeds,
        forgotten("não vi um docker compose down e, depois, um up com o banco no mesmo volume"),
    )


def _light(scene: Scene) -> None:
    found = scene.image(LIGHT)
    if found is None:
        raise NotYet(f"não há uma imagem «{LIGHT}»")
    size = (found.get("Size") or 0) / 1e6
    require(size < MEGABYTES, f"a «{LIGHT}» tem {size:.0f} MB")


def _still_tells(scene: Scene) -> None:
    found = find_container(scene, "leve", LIGHT)
    state = found.get("State") or {}
    require(
        state.get("Status") == "exited" and state.get("ExitCode") == 0,
        f"o «leve» está {state_of(found)}",
    )
    told = scene.logs("leve")[0].strip()
    require(
        told.startswith("Catálogo feito de uma amostra de 160 MB"),
        f"o «leve» escreveu «{told[:60]}»",
    )


def _restarts(scene: Scene) -> None:
    policy = (_one(scene, "resiste", "caixa").get("HostConfig") or {}).get("RestartPolicy") or {}
    name = policy.get("Name") or "no"
    require(name != "no", "a política de reinício da «caixa» é «no»: ninguém a levanta")


def _notes_each_sale(scene: Scene) -> None:
    command = " ".join((_one(scene, "resiste", "caixa").get("Config") or {}).get("Cmd") or [])
    require(
        re.search(r"appendonly['\" ]+yes", command),
        f"o comando da «caixa» é «{command or 'o de costume'}»: as vendas ficam na memória até a "
        "próxima cópia",
    )


def _fell_and_rose(scene: Scene) -> Life:
    found = scene.lives_of(**TILL)
    require(found, forgotten("não vi o serviço «caixa» do projeto «resiste»"))
    life = found[-1]
    require(
        137 in life.exits,
        forgotten(
            f"a «caixa» saiu com o código {life.exits[-1]}, e não com 137"
            if life.exits
            else "a «caixa» de agora não caiu nenhuma vez"
        ),
    )
    fall = life.deeds.index("die")
    require("start" in life.deeds[fall:], "a «caixa» caiu, e não voltou")
    require(
        "kill" not in life.deeds,
        "quem matou a «caixa» foi um comando do Docker: o motor sabe que foi de propósito",
    )
    return life


def _counted_after(scene: Scene) -> None:
    life = _fell_and_rose(scene)
    runs = list(life.executions.values())
    crash = max(i for i, one in enumerate(runs) if re.search(r"kill", one.command))
    asked = [one for one in runs[crash + 1 :] if re.search(r"(?i)\bget\b", one.command)]
    require(asked, "depois da queda, ninguém perguntou à «caixa» quantas vendas há")
    sold = [one for one in runs[:crash] if re.search(r"(?i)\bincr", one.command)]
    require(sold, "antes da queda, não houve venda nenhuma: não há o que perder")


def _no_copy_of_password(scene: Scene) -> None:
    lines = scene.history(CLEAN)
    if scene.image(CLEAN) is None:
        raise NotYet(f"não há uma imagem «{CLEAN}»")
    for line in lines:
        if re.search(r"^(COPY|ADD)\b.*\bsenha\.txt", line):
            raise NotYet(f"uma camada copia a senha: «{line[:60]}»")
        if re.search(r"^(COPY|ADD) \.? ?/?\.? ", line) and not _ignored(scene):
            raise NotYet(f"uma camada copia a pasta toda, e com ela a senha: «{line[:60]}»")


def _ignored(scene: Scene) -> bool:
    rules = (scene.file(".dockerignore") or "").split()
    return any(rule.strip("/") in ("senha.txt", "*.txt", "*") for rule in rules)


def _no_password_in_metadata(scene: Scene) -> None:
    found = scene.image(CLEAN)
    if found is None:
        raise NotYet(f"não há uma imagem «{CLEAN}»")
    words = [word for word in (OLD_PASSWORD, (scene.file("senha.txt") or "").strip()) if word]
    told = "\n".join([*scene.history(CLEAN), *((found.get("Config") or {}).get("Env") or [])])
    require(
        not any(word in told for word in words),
        "a senha aparece no docker history ou nas variáveis da imagem: um ARG e um ENV ficam lá",
    )


def _still_downloads(scene: Scene) -> None:
    found = find_container(scene, "notas", CLEAN)
    told = "".join(scene.logs("notas")).strip()
    require(
        told == "Notas da turma: 3 alunos",
        f"o «notas», que está {state_of(found)}, escreveu «{told[:60]}»",
    )


def _changed_password(scene: Scene) -> None:
    now = file_text(scene, "senha.txt").strip()
    require(now, "o «senha.txt» está vazio")
    require(now != OLD_PASSWORD, "a senha ainda é a que vazou")


def _leaked_is_gone(scene: Scene) -> None:
    require(scene.image(LEAKED) is None, f"a «{LEAKED}», com a senha dentro, ainda existe")


def _restored(scene: Scene) -> None:
    writers = [one for one in scene.lives if one.mounts.get("diario")]
    require(writers, forgotten("não vi um container que possa gravar no volume «diario»"))
    last = writers[-1]
    require(last.exits, "o container que grava no «diario» ainda não acabou")
    require(last.exits[-1] == 0, f"quem gravou no «diario» saiu com o código {last.exits[-1]}")


def _reads(scene: Scene) -> None:
    found = [
        one for one in scene.service("diario") if one["Config"]["Labels"].get(SERVICE) == "leitor"
    ]
    require(found, "não há um container do serviço «leitor», do projeto «diario»")
    out, err = scene.logs(found[0]["Name"].lstrip("/"))
    if "Permission denied" in err:
        raise NotYet("o «leitor» não tem permissão de ler: os arquivos voltaram com outro dono")
    if "No such file" in err:
        raise NotYet("o «leitor» não achou as páginas: elas voltaram em outra pasta do volume")
    days = [day for day in ("Segunda:", "Terça:") if day in out]
    require(len(days) == 2, f"o «leitor» leu {' e '.join(days) or 'nada'}")


EXERCISES = (
    Exercise(
        "conserto",
        "pratique/conserto",
        "Desafio: o projeto que não sobe",
        (
            service_running("conserto", "banco"),
            service_running("conserto", "site"),
            Item(
                "o «site» fala com o banco",
                _healthy,
                (
                    "O docker compose logs site conta o que ele tentou.",
                    "Na rede do projeto, um serviço se acha pelo nome que tem no compose.yaml.",
                    "BANCO: NOME-DO-SERVIÇO",
                ),
            ),
            Item(
                "a porta 8080 leva a quem responde",
                _reachable,
                (
                    "O docker compose ps mostra as portas. Em que porta o programa escuta?",
                    "Em ports, a segunda porta é a de dentro, e o placar.py diz qual é.",
                    '"127.0.0.1:8080:PORTA-DE-DENTRO"',
                ),
            ),
            Item(
                "a contagem fica num volume",
                _kept_in_volume,
                (
                    "O docker inspect, em Mounts, diz onde está cada volume do banco.",
                    "Um volume só guarda o que se grava na pasta em que ele está.",
                    "partidas:/PASTA-EM-QUE-O-REDIS-GRAVA",
                ),
            ),
            Item(
                "e sobreviveu a um down",
                _survived_down,
                (
                    "Só se sabe desfazendo e subindo outra vez.",
                    "Sem --volumes, o down deixa os volumes.",
                    "docker compose down e, depois, docker compose up --detach --wait",
                ),
            ),
        ),
        when="antes de desfazer o projeto",
    ),
    Exercise(
        "dieta",
        "pratique/dieta",
        "Desafio: a imagem que engordou",
        (
            image_exists(
                LIGHT,
                (
                    "O nome do exercício tem uma tag, depois dos dois-pontos.",
                    "O docker build tem uma opção que dá o nome à imagem.",
                    "docker build --tag=NOME:TAG .",
                ),
            ),
            Item(
                f"ela tem menos de {MEGABYTES} MB",
                _light,
                (
                    "O docker history mostra o que cada linha do Dockerfile pesa.",
                    "Apagar um arquivo numa camada não o tira da anterior. Prepare tudo num "
                    "estágio, e leve ao outro só o resultado.",
                    "FROM ... AS prepara e, depois, FROM ... com COPY --from=prepara",
                ),
            ),
            Item(
                "e um container «leve» ainda mostra o catálogo",
                _still_tells,
                (
                    "De nada serve uma imagem leve que não faz o que fazia.",
                    "O que o CMD mostra precisa estar no último estágio.",
                    f"docker run --name leve {LIGHT}",
                ),
            ),
        ),
        when="antes de remover o «leve»",
    ),
    Exercise(
        "resiste",
        "pratique/resiste",
        "Desafio: a caixa que não pode perder vendas",
        (
            service_running("resiste", "caixa"),
            Item(
                "a «caixa» volta sozinha",
                _restarts,
                (
                    "O motor só reinicia quem pediu isso ao ser criado.",
                    "No compose.yaml é uma opção do serviço, com uma política.",
                    "restart: POLÍTICA",
                ),
            ),
            Item(
                "cada venda vai para o disco",
                _notes_each_sale,
                (
                    "Sem mais nada, o Redis guarda na memória, e copia para o disco de vez em "
                    "quando.",
                    "Ele tem um modo que anota cada mudança: o append only.",
                    "command: redis-server --appendonly yes",
                ),
            ),
            Item(
                "ela caiu com um kill -9 e voltou",
                lambda scene: _fell_and_rose(scene) and None,
                (
                    "Provoque a queda, com o comando da página.",
                    "O docker kill não serve: o motor não reinicia o que você manda parar.",
                    "docker compose exec caixa sh -c 'kill -9 -1; sleep 9'",
                ),
            ),
            Item(
                "e as vendas de antes foram contadas depois",
                _counted_after,
                (
                    "Venda antes da queda, e pergunte depois dela.",
                    "No redis-cli, incr soma um, e get mostra.",
                    "docker compose exec caixa redis-cli get vendas",
                ),
            ),
        ),
        when="antes de desfazer o projeto",
    ),
    Exercise(
        "boletim",
        "pratique/boletim",
        "Desafio: a senha que vazou",
        (
            image_exists(CLEAN),
            Item(
                "nenhuma camada dela copia a senha",
                _no_copy_of_password,
                (
                    "O docker history mostra o que cada camada fez; apagar depois não adianta.",
                    "O segredo pode chegar a um RUN sem entrar na imagem: é um tipo de --mount.",
                    "RUN --mount=type=secret,id=senha ... /run/secrets/senha",
                ),
            ),
            Item(
                "nem o histórico nem as variáveis a mostram",
                _no_password_in_metadata,
                (
                    "Um ARG fica no histórico, e um ENV, nas variáveis.",
                    "A opção do docker build é --secret: um id e um arquivo.",
                    "docker build --secret id=senha,src=senha.txt ...",
                ),
            ),
            Item(
                "um container «notas» ainda mostra as notas",
                _still_downloads,
                (
                    "A imagem nova tem de fazer o que a antiga fazia.",
                    "O baixa.sh recebe o caminho da senha: num RUN com segredo, é outro.",
                    f"docker run --name notas {CLEAN}",
                ),
            ),
            Item(
                "a senha foi trocada",
                _changed_password,
                (
                    "Quem baixou a imagem antiga já tem a senha: tirá-la dali não a torna secreta.",
                    "Escreva outra no «senha.txt», antes de construir.",
                    "echo NOVA > senha.txt",
                ),
            ),
            Item(
                f"a «{LEAKED}» já não existe",
                _leaked_is_gone,
                (
                    "A imagem antiga ainda tem a senha dentro.",
                    "É um docker image rm; antes dele, os containers dela.",
                    f"docker image rm {LEAKED}",
                ),
                absence=True,
            ),
        ),
        when="antes de remover o «notas», na pasta do desafio",
    ),
    Exercise(
        "diario",
        "pratique/diario",
        "Desafio: o volume que volta da cópia",
        (
            volume_exists("diario"),
            Item(
                "a cópia foi posta no volume",
                _restored,
                (
                    "Um container de passagem monta a cópia e o volume.",
                    "O tar que cria também extrai: em vez de c, x.",
                    "docker run --rm --volume diario:/diario --volume ...:/copia:ro ... tar xzf",
                ),
            ),
            Item(
                "o «leitor» lê as duas páginas",
                _reads,
                (
                    "Compare os caminhos que há na cópia com o que o leitor procura.",
                    "O tar tzf mostra os caminhos; o -C diz em que pasta se extrai.",
                    "tar xzf /copia/diario.tar.gz -C PASTA, e a pasta é a de cima",
                ),
            ),
        ),
        when="antes de remover o volume",
    ),
)
