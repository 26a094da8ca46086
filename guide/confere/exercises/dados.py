"""Dados e rede: volumes, bancos, redes e portas."""

from __future__ import annotations

import re

from ..checks import (
    Exercise,
    Item,
    NotYet,
    find_container,
    forgotten,
    is_gone,
    is_in_network,
    is_mounted,
    is_published,
    is_running,
    listed,
    lives,
    require,
    volume_exists,
)
from ..scene import Execution, Scene

REDIS = "redis:8.0.6"


def _asked_redis(scene: Scene, name: str, verb: str) -> list[Execution]:
    runs = [one for life in lives(scene, name) for one in life.ran(rf"\b{verb}\b")]
    require(runs, forgotten(f"não vi um «redis-cli {verb}» no «{name}»"))
    return runs


def _wrote(scene: Scene) -> None:
    runs = _asked_redis(scene, "jogo", "set")
    right = [one for one in runs if one.command.split()[-2:] == ["vencedor", "Ana"]]
    require(right, f"vi «{runs[-1].command}», e o exercício grava Ana em vencedor")
    require(right[-1].code == 0, f"«{right[-1].command}» falhou: ele já respondia ao ping?")


def _stopped(scene: Scene) -> None:
    life = lives(scene, "jogo")[-1]
    if life.signals[-1:] == ["9"]:
        raise NotYet("o «jogo» foi morto com o sinal 9, sem tempo de gravar no disco")
    require("stop" in life.deeds, "o «jogo» não foi parado com o docker stop")


def _read(scene: Scene) -> None:
    runs = _asked_redis(scene, "revanche", "get")
    right = [one for one in runs if one.command.split()[-1:] == ["vencedor"]]
    require(right, f"vi «{runs[-1].command}», e a chave é vencedor")
    require(right[-1].code == 0, f"«{right[-1].command}» falhou: ele já respondia ao ping?")


def _deleted(scene: Scene) -> None:
    runs = [one for life in lives(scene, "acervo") for one in life.ran(r"(?i)\bdelete\s+from\b")]
    require(
        any(one.code == 0 for one in runs),
        forgotten("não vi o DELETE FROM livros no «acervo»"),
    )


def _database(scene: Scene) -> None:
    runs = [
        one
        for life in lives(scene, "acervo")
        for one in life.ran(r"createdb|(?i:create\s+database)")
    ]
    require(runs, forgotten("não vi um createdb no «acervo»"))
    right = [one for one in runs if re.search(r"\bresgate\b", one.command)]
    require(right, f"vi «{runs[-1].command}», e o banco novo se chama resgate")
    require(right[-1].code == 0, f"«{right[-1].command}» falhou")


def _restored(scene: Scene) -> None:
    runs = [one for life in lives(scene, "acervo") for one in life.ran(r"psql.*acervo\.sql")]
    require(runs, forgotten("não vi um psql que leia o /tmp/acervo.sql"))
    chosen = r"(--dbname[= ]|-d ?|\s)resgate\b"
    right = [one for one in runs if re.search(chosen, one.command)]
    require(right, f"vi «{runs[-1].command}», que não entra no banco resgate")
    require(right[-1].code == 0, f"«{right[-1].command}» falhou")


def _nickname(scene: Scene) -> None:
    inside = (find_container(scene, "filial").get("NetworkSettings") or {}).get("Networks") or {}
    require("loja" in inside, f"o «filial» está em {listed(inside)}, e não em «loja»")
    aliases = (inside["loja"] or {}).get("Aliases") or []
    require(
        "deposito" in aliases,
        f"na rede «loja», o «filial» responde também por {listed(aliases) or 'nome nenhum'}",
    )


EXERCISES = (
    Exercise(
        "volumes",
        "dados/volumes",
        "O placar que sobrevive ao container",
        (
            volume_exists("placar"),
            Item(
                "o valor foi gravado no «jogo»",
                _wrote,
                (
                    "Releia o exercício: o comando que grava está lá, inteiro.",
                    "É um docker exec no container «jogo», que precisa estar no ar.",
                    "docker exec jogo redis-cli set CHAVE VALOR",
                ),
            ),
            Item(
                "o «jogo» parou com calma, e gravou no disco",
                _stopped,
                (
                    "O Redis grava ao parar, se alguém lhe pede que pare.",
                    "O docker stop pede; o docker rm --force e o docker kill não esperam.",
                    "docker stop jogo",
                ),
            ),
            is_gone("jogo"),
            is_running("revanche", REDIS),
            is_mounted("revanche", "placar", "/data"),
            Item(
                "o valor foi lido no «revanche»",
                _read,
                (
                    "Pergunte ao container novo pela chave que o outro gravou.",
                    "É um docker exec no «revanche», com o redis-cli e get.",
                    "docker exec revanche redis-cli get CHAVE",
                ),
            ),
        ),
        when="antes de remover o «revanche»",
    ),
    Exercise(
        "bancos-de-dados",
        "dados/bancos-de-dados",
        "Os livros apagados voltam",
        (
            is_running("acervo"),
            Item(
                "os livros foram apagados",
                _deleted,
                (
                    "O exercício começa pelo acidente: apague-os você também.",
                    "É um docker exec com o psql e a opção --command.",
                    "docker exec acervo psql --username=postgres --command='DELETE ...'",
                ),
            ),
            Item(
                "o banco resgate foi criado no «acervo»",
                _database,
                (
                    "A cópia volta num banco novo, ao lado do que perdeu os livros.",
                    "O createdb cria um banco; ele roda dentro do container.",
                    "docker exec acervo createdb --username=postgres NOME",
                ),
            ),
            Item(
                "a cópia foi lida no banco resgate",
                _restored,
                (
                    "A cópia é um arquivo de comandos SQL: o psql os lê e executa.",
                    "O --dbname escolhe o banco; o --file, o arquivo.",
                    "docker exec acervo psql ... --dbname=BANCO --file=/tmp/acervo.sql",
                ),
            ),
        ),
        when="antes de remover os containers",
    ),
    Exercise(
        "redes",
        "rede/redes",
        "Uma filial que responde por depósito",
        (
            is_running("filial", "canecas"),
            is_in_network("filial", "loja"),
            Item(
                "na rede «loja», ele responde também pelo nome «deposito»",
                _nickname,
                (
                    "O docker inspect, em NetworkSettings.Networks, diz os apelidos (Aliases).",
                    "O apelido se dá ao criar o container, na rede que se escolhe ali.",
                    "docker run ... --network loja --network-alias NOME ...",
                ),
            ),
        ),
        when="antes de remover o «filial»",
    ),
    Exercise(
        "portas-internas",
        "rede/portas",
        "A portaria dos fundos",
        (
            is_running("fundos", "portaria"),
            is_in_network("fundos", "predio"),
            is_published("fundos", "8081", "9000"),
            is_running("recepcao", "portaria"),
        ),
        when="antes de remover o «fundos»",
    ),
)
