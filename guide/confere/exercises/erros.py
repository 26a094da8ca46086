"""Erros comuns: os exercícios das páginas de erros."""

from __future__ import annotations

import re

from ..checks import (
    Exercise,
    Item,
    NotYet,
    find_container,
    forgotten,
    is_published,
    is_running,
    lives,
    require,
)
from ..scene import Life, Scene, same_image

DEBIAN = "debian:trixie-slim"
NGINX = "nginx:1.30"


def _last_two(scene: Scene) -> list[Life]:
    """Os dois últimos containers da imagem: os de antes são da lição, e não do exercício."""
    found = scene.lives_of(image=DEBIAN)
    require(found, forgotten(f"não vi um container da imagem «{DEBIAN}»"))
    return found[-2:]


def _outcome(life: Life) -> str:
    """O que aconteceu ao comando de um container: o código, ou por que não há um."""
    if life.exits:
        return f"saiu com o código {life.exits[-1]}"
    return "ainda está no ar" if life.started else "nem começou"


def _program_failed(scene: Scene) -> None:
    found = _last_two(scene)
    outcomes = [_outcome(one) for one in found]
    require(
        "saiu com o código 1" in outcomes,
        f"dos dois últimos containers da «{DEBIAN}», o primeiro {' e o segundo '.join(outcomes)}",
    )


def _docker_failed(scene: Scene) -> None:
    outcomes = [_outcome(one) for one in _last_two(scene)]
    require("nem começou" in outcomes, f"o último container da «{DEBIAN}» {outcomes[-1]}")


def _without_network(scene: Scene) -> list[Life]:
    found = [one for one in scene.lives if "none" in one.networks and same_image(one.image, DEBIAN)]
    require(found, forgotten(f"não vi um container da «{DEBIAN}» sem rede"))
    return found


def _not_found(scene: Scene) -> None:
    codes = [code for life in _without_network(scene) for code in life.exits]
    require(codes, "o container sem rede não acabou")
    require(2 in codes, f"o container sem rede saiu com o código {codes[-1]}")


def _copy_failed(scene: Scene) -> None:
    tried = scene.lives_of(project="copia")
    require(tried, forgotten("não vi containers do projeto «copia»"))
    begun = [one.name for one in tried if one.started]
    web = [one for one in tried if one.labels.get("com.docker.compose.service") == "web"]
    require(web, "o projeto «copia» não chegou a criar o «web»")
    require(
        not any(one.started for one in web),
        f"o «{begun[-1] if begun else 'web'}» chegou a iniciar: o projeto original não estava no "
        "ar, ou usa outra porta",
    )


def _copy_undone(scene: Scene) -> None:
    left = [one["Name"].lstrip("/") for one in scene.service("copia")]
    require(not left, f"ainda há containers do projeto «copia»: {', '.join(left)}")
    require("copia_default" not in scene.networks, "ainda há a rede «copia_default»")


def _original_up(scene: Scene) -> None:
    found = scene.service("erros-compose")
    require(found, "não há containers do projeto «erros-compose»")
    down = [one["Name"].lstrip("/") for one in found if one["State"]["Status"] != "running"]
    require(not down, f"não está no ar: {', '.join(down)}")


def _valid(scene: Scene) -> None:
    require(scene.file("tente.yaml") is not None, _NO_FILE)
    _, complaint = scene.compose_config("tente.yaml")
    require(not complaint, f"o Compose reclama: {complaint}")


def _no_bank(scene: Scene) -> None:
    require(scene.file("tente.yaml") is not None, _NO_FILE)
    config, _ = scene.compose_config("tente.yaml")
    services = config.get("services") or {}
    if not services:
        raise NotYet("o Compose ainda não entende o arquivo")
    require("site" in services, "o serviço «site» sumiu do arquivo")
    needs = services["site"].get("depends_on") or {}
    require("banco" not in needs or "banco" in services, "o «site» ainda depende do «banco»")


def _volume_kept(scene: Scene) -> None:
    require(scene.file("tente.yaml") is not None, _NO_FILE)
    config, _ = scene.compose_config("tente.yaml")
    if not config:
        raise NotYet("o Compose ainda não entende o arquivo")
    mounts = ((config.get("services") or {}).get("site") or {}).get("volumes") or []
    named = [one.get("source") for one in mounts if one.get("type") == "volume"]
    require("paginas" in named, "o «site» já não usa o volume «paginas»")


_NO_FILE = (
    "não há o arquivo «tente.yaml» nesta pasta: chame o confere na pasta da lição, onde ele está"
)


def _renamed(scene: Scene) -> None:
    old = find_container(scene, "cartaz-antigo", NGINX)
    found = lives(scene, "cartaz-antigo")[-1]
    require(
        "rename" in found.deeds or "cartaz" in found.old_names,
        "o «cartaz-antigo» já nasceu com esse nome: o exercício quer o primeiro «cartaz»",
    )
    require(old.get("Id"), "o «cartaz-antigo» não tem identificador")


def _second(scene: Scene) -> None:
    new = find_container(scene, "cartaz", NGINX)
    old = scene.container("cartaz-antigo")
    if old is None:
        raise NotYet("o «cartaz» que há ainda é o primeiro")
    require(
        new.get("Created", "") > old.get("Created", ""),
        "o «cartaz» é mais velho que o «cartaz-antigo»",
    )


def _remade(scene: Scene) -> None:
    found = lives(scene, "sorveteria")
    require(
        len(found) > 1,
        forgotten("vi um «sorveteria» só: o exercício erra primeiro, e depois conserta"),
    )


def _asked_registry(pattern: str, saw: str) -> None:
    def look(scene: Scene) -> None:
        find_container(scene, "registro")
        told = "\n".join(scene.logs("registro"))
        require(re.search(pattern, told), saw)

    return look


def _range(scene: Scene) -> None:
    found = scene.network("turma-b")
    if found is None:
        raise NotYet("não há uma rede «turma-b»")
    ranges = [one.get("Subnet", "") for one in (found.get("IPAM") or {}).get("Config") or []]
    require("192.0.2.0/24" in ranges, f"a faixa da «turma-b» é {', '.join(ranges) or 'nenhuma'}")


EXERCISES = (
    Exercise(
        "leitura",
        "erros/index",
        "Quem falhou: o programa, ou o Docker?",
        (
            Item(
                "um programa rodou e falhou",
                _program_failed,
                (
                    "O primeiro comando do exercício: o cat existe, e não acha o arquivo.",
                    "Copie-o como está.",
                    "docker run --rm debian:trixie-slim cat /etc/...",
                ),
            ),
            Item(
                "um arquivo que não é programa nem começou",
                _docker_failed,
                (
                    "O segundo comando do exercício: o arquivo existe, e não se executa.",
                    "Sem o cat: o arquivo é o comando.",
                    "docker run --rm debian:trixie-slim /etc/hostname",
                ),
            ),
        ),
    ),
    Exercise(
        "internet",
        "erros/internet",
        "Sem rede, nem o nome",
        (
            Item(
                "um container rodou sem rede",
                lambda scene: _without_network(scene) and None,
                (
                    "O comando está no exercício, inteiro.",
                    "A opção é --network, com o nome de uma rede que não leva a lugar algum.",
                    "docker run --rm --network none ...",
                ),
            ),
            Item(
                "o getent não achou o nome",
                _not_found,
                (
                    "Cada programa tem os seus códigos: o do getent para «não achei» não é 1.",
                    "O comando é getent hosts, e um nome.",
                    "... getent hosts escola.example",
                ),
            ),
        ),
    ),
    Exercise(
        "executar",
        "erros/executar",
        "Dois cartazes, um nome",
        (
            Item(
                "o primeiro «cartaz» agora é o «cartaz-antigo»",
                _renamed,
                (
                    "O nome de um container pode mudar, sem que ele seja recriado.",
                    "O comando é o docker rename: primeiro o nome de agora.",
                    "docker rename NOME-DE-AGORA NOME-NOVO",
                ),
            ),
            Item(
                "e há um «cartaz» novo",
                _second,
                (
                    "Com o nome livre, o comando do exercício funciona outra vez.",
                    "É o mesmo docker create.",
                    f"docker create --name cartaz {NGINX}",
                ),
            ),
        ),
        when="antes de remover os dois",
    ),
    Exercise(
        "rede-e-portas",
        "erros/rede-e-portas",
        "A sorveteria que não atendia",
        (
            is_running("sorveteria", NGINX),
            is_published("sorveteria", "8081", "80"),
            Item(
                "ela foi recriada",
                _remade,
                (
                    "Comece pelo engano, para ver o erro.",
                    "As portas de um container não mudam: é preciso outro.",
                    "docker rm --force sorveteria e, depois, docker run ...",
                ),
            ),
        ),
        when="antes de remover a «sorveteria»",
    ),
    Exercise(
        "registros",
        "erros/registros",
        "O repositório que não existe",
        (
            is_running("registro"),
            Item(
                "você pediu o murau ao seu registro",
                _asked_registry(
                    r"/v2/murau/manifests/1\b",
                    "o registro não anotou um pedido de murau:1",
                ),
                (
                    "O endereço do registro faz parte do nome da imagem.",
                    "É um docker pull, com o nome errado de propósito.",
                    "docker pull localhost:5001/...",
                ),
            ),
            Item(
                "você perguntou o que ele tem",
                _asked_registry(r"/v2/_catalog\b", "o registro não anotou a pergunta"),
                (
                    "Um registro responde a pedidos HTTP, como um site.",
                    "O curl faz o pedido; o endereço acaba em /v2/_catalog.",
                    "curl http://localhost:5001/...",
                ),
            ),
        ),
        when="antes de remover o «registro»",
    ),
    Exercise(
        "senhas-dns-e-proxy",
        "erros/senhas-dns-e-proxy",
        "Uma rede com a sua faixa",
        (
            Item(
                "a rede «turma-b» tem a faixa 192.0.2.0/24",
                _range,
                (
                    "O docker network inspect mostra a faixa, em IPAM.",
                    "O docker network create tem uma opção que a escolhe.",
                    "docker network create --subnet FAIXA NOME",
                ),
            ),
        ),
        when="antes de remover a rede",
    ),
    Exercise(
        "compose-no-ar",
        "erros/compose-no-ar",
        "O mesmo arquivo, dois projetos",
        (
            Item(
                "o projeto «copia» não conseguiu a porta",
                _copy_failed,
                (
                    "O primeiro projeto precisa estar no ar quando o segundo tenta.",
                    "O comando está no exercício, inteiro.",
                    "docker compose --project-name copia up --detach",
                ),
            ),
            Item(
                "o projeto «copia» foi desfeito",
                _copy_undone,
                (
                    "O docker ps --all ainda o mostra, mesmo sem ter iniciado.",
                    "O down precisa saber de que projeto é.",
                    "docker compose --project-name copia down",
                ),
                absence=True,
            ),
            Item(
                "o primeiro projeto continua no ar",
                _original_up,
                (
                    "Um down sem o nome do projeto desfaz o da pasta.",
                    "Suba-o outra vez.",
                    "docker compose up --detach",
                ),
            ),
        ),
        when="antes de desfazer o primeiro projeto",
    ),
    Exercise(
        "compose-valores",
        "erros/compose-valores",
        "Dois erros num arquivo",
        (
            Item(
                "o «site» não depende de um serviço que não há",
                _no_bank,
                (
                    "A mensagem diz que nome o Compose não achou.",
                    "O depends_on nomeia serviços do mesmo arquivo.",
                    "apague o depends_on, com o que está dentro dele",
                ),
            ),
            Item(
                "o «site» ainda usa o volume «paginas»",
                _volume_kept,
                (
                    "Apagar o volume do serviço calaria a mensagem, e o site ficaria sem páginas.",
                    "O volume com nome se declara no fim do arquivo.",
                    "volumes: e, na linha de baixo, paginas:",
                ),
            ),
            Item(
                "o Compose aceita o arquivo",
                _valid,
                (
                    "Conserte a primeira mensagem, e rode de novo.",
                    "O docker compose config confere sem subir nada.",
                    "docker compose --file tente.yaml config --quiet",
                ),
            ),
        ),
        when="na pasta da lição",
        engine=False,
    ),
)
