"""Soluções erradas executadas num motor de verdade: o que o confere vê, e que ele não mexe em nada.

As de `wrong_table` são gravações mudadas; estas provam, no motor da suíte, que as mudanças são as
que os enganos fazem.
"""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from guide.confere.docker import Docker
from guide.confere.exercises import ALL
from guide.confere.judge import judge
from guide.confere.scene import Scene
from guide.engine import images
from guide.engine.inventory import Inventory
from guide.engine.session import Engine

DEBIAN = "debian:trixie-slim"
WAITING = f"{DEBIAN} sleep infinity"

RUNS = [
    (
        "primeiro-container",
        "docker run --name calculadora python:3.13-slim python3 -c 'print(6 * 7)'",
        3,
        "o container «calculadora» ainda existe: está parado, com o código de saída 0",
    ),
    (
        "primeiro-container",
        "docker run --rm --name calculadora python:3.13-slim python3 -c '6 / 0'",
        2,
        "o «calculadora» saiu com o código 1",
    ),
    (
        "o-que-sao",
        f"docker run --detach --name apto1 {WAITING}; docker run --detach --name apto2 {WAITING}; "
        "docker exec apto2 touch /segredo.txt",
        3,
        "não há /segredo.txt em «apto1»; há em «apto2»",
    ),
    (
        "o-que-nao-isola",
        f"docker run --detach --name contido --memory 100m --cpus 2 {WAITING}",
        3,
        "o limite dele é de 2 processadores",
    ),
    (
        "ciclo-de-vida",
        f"for n in 1 2; do docker run --rm --name relampago {DEBIAN} echo oi; done",
        2,
        "houve 2 containers «relampago»",
    ),
    (
        "codigos-de-saida",
        f"docker run --detach --init --name mudo {WAITING}; docker kill mudo; docker rm mudo",
        1,
        "o «mudo» recebeu o sinal 9; o SIGINT é o 2",
    ),
    (
        "codigos-de-saida",
        f"docker run --detach --name mudo {WAITING}; docker kill --signal INT mudo",
        2,
        "sem --init",
    ),
    (
        "portas",
        f"docker tag {DEBIAN} flaskboasvindas; "
        "docker run --detach --name loteria -p 8000 flaskboasvindas sleep infinity",
        2,
        "a 8000 está publicada em todos os endereços",
    ),
    (
        "imagem-final",
        f"docker tag {DEBIAN} flaskboasvindas:2.0; docker run --detach --name lacrado --read-only "
        "-p 127.0.0.1:8080:8000 flaskboasvindas:2.0 sleep infinity",
        3,
        "as pastas em memória do «lacrado»: []",
    ),
    (
        "redes",
        f"docker tag {DEBIAN} canecas; docker network create loja; "
        "docker run --detach --name filial --network loja canecas sleep infinity",
        3,
        "o «filial» responde também por nome nenhum",
    ),
    (
        "redes",
        f"docker network create loja; docker run --detach --name filial --network loja {WAITING}",
        1,
        f"o nome «filial» é de outra coisa: um container da imagem «{DEBIAN}»",
    ),
    (
        "backup",
        f"docker run --rm --volume aulas2:/para {DEBIAN} true",
        2,
        "o «aulas2» foi montado, mas nunca junto com o «aulas»",
    ),
    (
        "faxina",
        f"docker run --name guardado --label guia=faxina {DEBIAN} true; docker run --name "
        f"descartavel --label guia=faxina --label descartar=sim {DEBIAN} true; "
        "docker rm descartavel",
        3,
        "não vi um docker container prune",
    ),
    (
        "internet",
        f"docker run --rm --network none {DEBIAN} true",
        2,
        "o container sem rede saiu com o código 0",
    ),
    (
        "executar",
        "docker create --name cartaz-antigo nginx:1.30; docker create --name cartaz nginx:1.30",
        1,
        "o «cartaz-antigo» já nasceu com esse nome",
    ),
    (
        "senhas-dns-e-proxy",
        "docker network create --subnet 192.0.2.128/25 turma-b",
        1,
        "a faixa da «turma-b» é 192.0.2.128/25",
    ),
    (
        "contextos",
        "docker context create professor --docker host=tcp://servidor.example:2375",
        1,
        "o «professor» aponta para tcp://servidor.example:2375",
    ),
    (
        "compose-valores",
        "printf 'services:\\n  site:\\n    image: nginx:1.30\\n' > tente.yaml",
        2,
        "o «site» já não usa o volume «paginas»",
    ),
    (
        "construcao",
        "echo 'FROM scratch' > Dockerfile; cp Dockerfile copia.txt",
        3,
        "não vi um container da imagem «flaskboasvindas»",
    ),
]


class Fresh(Docker):
    """Esquece o que aconteceu no motor antes de existir: as páginas que já rodaram nele."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        super().__init__(engine.env, folder)
        self._old = max((one.get("timeNano", 0) for one in super().events()), default=0)

    def events(self) -> list[dict[str, Any]]:
        return [one for one in super().events() if one["timeNano"] > self._old]


@pytest.fixture(scope="module")
def start(engine: Engine) -> Inventory:
    """O que há no motor antes de cada engano, e depois da faxina dele."""
    if reason := images.absence(engine.base_images, {DEBIAN, "python:3.13-slim", "nginx:1.30"}):
        pytest.skip(reason)
    return Inventory.take(engine.env)


@pytest.mark.parametrize(
    ("name", "script", "number", "saw"), RUNS, ids=[f"{one[0]}-{one[2]}" for one in RUNS]
)
def test_a_wrong_run_is_seen(
    name: str, script: str, number: int, saw: str, engine: Engine, start: Inventory, tmp_path: Path
) -> None:
    docker = Fresh(engine, tmp_path)
    after = start
    try:
        subprocess.run(["sh", "-c", script], env=engine.env, cwd=tmp_path, capture_output=True)
        exercise = next(one for one in ALL if one.name == name)
        after, files = Inventory.take(engine.env), sorted(tmp_path.rglob("*"))
        result = judge(exercise, Scene(docker))
        assert Inventory.take(engine.env) == after, "o confere mudou algo no motor"
        assert sorted(tmp_path.rglob("*")) == files, "o confere mudou algo na pasta"
    finally:
        (after - start).remove(engine.env)
    wrong = {index: one.saw for index, one in enumerate(result.verdicts, 1) if not one.done}
    assert saw in wrong.get(number, ""), wrong
