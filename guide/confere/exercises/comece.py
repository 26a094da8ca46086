"""Comece aqui e os conceitos: os primeiros containers."""

from __future__ import annotations

import re

from ..checks import (
    Exercise,
    Item,
    NotYet,
    find_container,
    forgotten,
    is_gone,
    is_running,
    lives,
    require,
    setting,
    volume_exists,
)
from ..scene import Scene

DEBIAN = "debian:trixie-slim"
PYTHON = "python:3.13-slim"
MEGABYTE = 1024 * 1024


def _calculated(scene: Scene) -> None:
    lives(scene, "calculadora", PYTHON)


def _left_python(scene: Scene) -> None:
    life = lives(scene, "calculadora", PYTHON)[-1]
    require(life.exits, "o «calculadora» ainda está no ar: saia do Python")
    require(life.exits[-1] == 0, f"o «calculadora» saiu com o código {life.exits[-1]}")


def _measured(volume: str) -> Item:
    def look(scene: Scene) -> None:
        writers = [one for one in scene.lives if volume in one.mounts]
        require(writers, forgotten(f"não vi um container com o volume «{volume}»"))
        life = writers[-1]
        require(life.mounts[volume], f"o volume «{volume}» foi montado só para leitura")
        require(life.exits, f"o container que grava no «{volume}» ainda não acabou")
        require(life.exits[-1] == 0, f"o comando acabou com o código {life.exits[-1]}")

    return Item(
        f"um container gravou no volume «{volume}», até o fim",
        look,
        (
            "É o mesmo comando do exercício; só muda onde ele grava.",
            "O --volume tem duas partes, separadas por dois-pontos. Troque a primeira: a sua pasta "
            "dá lugar ao nome de um volume.",
            f"... --volume {volume}:/pasta ...",
        ),
    )


def _phrase(scene: Scene) -> None:
    life = lives(scene, "relampago")[-1]
    require(life.exits, "o «relampago» não acabou: o comando dele precisa só escrever e sair")
    require(life.exits[-1] == 0, f"o «relampago» saiu com o código {life.exits[-1]}")


def _twice(scene: Scene) -> None:
    found = lives(scene, "relampago")
    if any(life.started > 1 for life in found):
        return
    begun = sum(life.started for life in found)
    if begun > 1:
        raise NotYet(
            f"houve {len(found)} containers «relampago», cada um executado uma vez; o exercício "
            "pede o mesmo, duas vezes"
        )
    raise NotYet(f"o «relampago» começou {'uma vez' if begun else 'nenhuma vez'}")


def _interrupted(scene: Scene) -> None:
    signals = lives(scene, "mudo")[-1].signals
    require(signals, "o «mudo» não recebeu sinal nenhum")
    require("2" in signals, f"o «mudo» recebeu o sinal {signals[-1]}; o SIGINT é o 2")


def _code_of_interrupt(scene: Scene) -> None:
    life = lives(scene, "mudo")[-1]
    if not life.exits:
        raise NotYet(
            "o «mudo» continua no ar: sem --init, o sleep é o PID 1, e não dá atenção ao sinal"
            if "2" in life.signals
            else "o «mudo» continua no ar"
        )
    require(life.exits[-1] == 130, f"o «mudo» saiu com o código {life.exits[-1]}")


def _cpus(container: dict) -> float:
    host = container.get("HostConfig") or {}
    nano = host.get("NanoCpus") or 0
    quota, period = host.get("CpuQuota") or 0, host.get("CpuPeriod") or 100_000
    return nano / 1e9 if nano else max(quota, 0) / period


def _has_secret(scene: Scene) -> None:
    find_container(scene, "apto1")
    changed = scene.changes("apto1")
    require(
        "A /segredo.txt" in changed,
        "não há /segredo.txt em «apto1»" + ("; há em «apto2»" if _other_has(scene) else ""),
    )


def _other_has(scene: Scene) -> bool:
    return bool(scene.container("apto2")) and "A /segredo.txt" in scene.changes("apto2")


def _hidden(scene: Scene) -> None:
    find_container(scene, "apto2")
    require(not _other_has(scene), "o /segredo.txt está também em «apto2»")
    asked = [one for life in lives(scene, "apto2") for one in life.ran("segredo")]
    inside = [one for life in lives(scene, "apto2") for one in life.ran(r"^(/bin/)?(ba)?sh\s*$")]
    require(asked or inside, forgotten("não vi um docker exec que procure o arquivo em «apto2»"))
    if asked and not inside:
        require(
            any(one.code not in (0, None) for one in asked),
            f"«{asked[-1].command}» não falhou: ele prova outra coisa",
        )


def _processes(scene: Scene) -> None:
    runs = [one for life in lives(scene, "apto2") for one in life.executions.values()]
    wanted = r"/proc|\bps\b|\btop\b|^(/bin/)?(ba)?sh\s*$"
    require(
        any(re.search(wanted, one.command) for one in runs),
        forgotten("não vi um docker exec que mostre os processos de «apto2»"),
    )


EXERCISES = (
    Exercise(
        "primeiro-container",
        "comece/primeiro-container",
        "Uma conta no Python, sem instalar o Python",
        (
            Item(
                f"um container «calculadora» da imagem «{PYTHON}» rodou",
                _calculated,
                (
                    "O nome se dá ao criar o container, e a imagem é a do exercício, com a tag.",
                    "É um docker run com -it, --name e, no fim, a imagem e o programa.",
                    f"docker run ... -it --name calculadora {PYTHON} PROGRAMA",
                ),
            ),
            Item(
                "ele acabou bem",
                _left_python,
                (
                    "Um programa interativo acaba quando você manda.",
                    "No Python, sai-se com uma função, ou com Ctrl+D.",
                    ">>> exit()",
                ),
            ),
            is_gone("calculadora"),
        ),
    ),
    Exercise(
        "windows",
        "comece/windows",
        "A travessia, medida num volume",
        (volume_exists("medida"), _measured("medida")),
        when="antes de remover o volume",
    ),
    Exercise(
        "macos",
        "comece/macos",
        "A parede do aquário, medida num volume",
        (volume_exists("medida-mac"), _measured("medida-mac")),
        when="antes de remover o volume",
    ),
    Exercise(
        "o-que-sao",
        "containers/o-que-sao",
        "O segredo do vizinho",
        (
            is_running("apto1"),
            is_running("apto2"),
            Item(
                "há um /segredo.txt em «apto1»",
                _has_secret,
                (
                    "O docker diff, com o nome do container, mostra os arquivos que mudaram nele.",
                    "O comando que cria o arquivo tem de rodar lá dentro: é um docker exec. Sem "
                    "sh -c '...', o > é do seu terminal, e o arquivo nasce na sua máquina.",
                    "docker exec apto1 touch /ARQUIVO",
                ),
            ),
            Item(
                "você provou que «apto2» não o vê",
                _hidden,
                (
                    "Procure o mesmo arquivo no outro container: o que ele responde?",
                    "É um docker exec no «apto2», com um comando que mostre o arquivo.",
                    "docker exec apto2 ls /ARQUIVO",
                ),
            ),
            Item(
                "você olhou os processos de «apto2»",
                _processes,
                (
                    "Que processos ele vê? Os de «apto1» não deviam estar na lista.",
                    "Esta imagem não tem o ps; os processos são pastas com números em /proc.",
                    "docker exec apto2 sh -c 'echo /proc/[0-9]*'",
                ),
            ),
        ),
        when="antes de remover os dois containers",
    ),
    Exercise(
        "o-que-nao-isola",
        "containers/o-que-nao-isola",
        "O container contido",
        (
            is_running("contido"),
            setting(
                "contido",
                "ele não pode usar mais que 100 MB de memória",
                lambda one: (one.get("HostConfig") or {}).get("Memory") or 0,
                lambda memory: 90_000_000 <= memory <= 100 * MEGABYTE,
                "o limite de memória dele é de {} bytes (0 é nenhum)",
                (
                    "O docker inspect diz o limite que o motor anotou, em bytes.",
                    "Procure no docker run --help uma opção que fale em memory limit.",
                    "docker run ... --memory QUANTO ..., com a unidade: m é mega",
                ),
            ),
            setting(
                "contido",
                "ele não pode usar mais que meio processador",
                _cpus,
                lambda cpus: cpus == 0.5,
                "o limite dele é de {:g} processadores (0 é nenhum)",
                (
                    "O docker inspect diz o limite que o motor anotou.",
                    "Procure no docker run --help uma opção que fale em number of CPUs.",
                    "docker run ... --cpus QUANTOS ..., com ponto, e não vírgula",
                ),
            ),
        ),
        when="antes de remover o «contido»",
    ),
    Exercise(
        "ciclo-de-vida",
        "containers/ciclo-de-vida",
        "O mesmo relâmpago, duas vezes",
        (
            Item(
                "o «relampago» escreveu e acabou bem",
                _phrase,
                (
                    "Um container acaba quando o comando dele acaba.",
                    "É um docker run com --name, e o comando é um que escreve uma frase.",
                    f'docker run --name relampago {DEBIAN} echo "..."',
                ),
            ),
            Item(
                "o mesmo container rodou duas vezes",
                _twice,
                (
                    "Um docker run sempre cria outro container. O mesmo, parado, se inicia de "
                    "novo.",
                    "É o docker start, com uma opção que liga a saída dele ao terminal.",
                    "docker start --attach NOME",
                ),
            ),
            is_gone("relampago"),
        ),
    ),
    Exercise(
        "codigos-de-saida",
        "containers/codigos-de-saida",
        "O código de um Ctrl+C",
        (
            Item(
                "o «mudo» recebeu um SIGINT",
                _interrupted,
                (
                    "O docker stop e o docker kill, sem mais nada, mandam outros sinais.",
                    "O docker kill tem uma opção que escolhe o sinal.",
                    "docker kill --signal SINAL mudo",
                ),
            ),
            Item(
                "ele saiu com o código de quem recebe um SIGINT",
                _code_of_interrupt,
                (
                    "Um programa parado por um sinal sai com 128 mais o número dele.",
                    "O PID 1 ignora os sinais que não trata. Há uma opção do docker run que põe "
                    "outro programa no lugar dele.",
                    "docker run --detach --init --name mudo ...",
                ),
            ),
            is_gone("mudo"),
        ),
    ),
)
