"""O contador de visitas no ar, com as três réplicas atrás do nginx.

A página `docs/compose/escala.md` mostra os pedidos um depois do outro. Aqui eles chegam juntos:
nenhuma visita pode ser contada duas vezes nem se perder, e a morte do Redis não apaga a contagem.
"""

import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_docker.plugin import Services

from guide.engine import process
from guide.engine.session import Engine

EXAMPLE = "examples/contador-de-visitas"
TOGETHER = 20

Get = Callable[[str], str]


@pytest.fixture(scope="module")
def docker_compose_file() -> str:
    return str(Path(__file__).parent / "compose" / "contador-de-visitas.yaml")


@pytest.fixture
def get(docker_services: Services, docker_ip: str) -> Get:
    port = docker_services.port_for("nginx", 80)

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://{docker_ip}:{port}{path}", timeout=10) as response:
            return response.read().decode("utf-8")

    return get


def test_every_visit_is_counted_once(get: Get) -> None:
    first = int(get("/").removeprefix("Visita "))
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(get, ["/"] * TOGETHER))
    expected = [f"Visita {first + number}\n" for number in range(1, TOGETHER + 1)]
    assert sorted(answers, key=_number) == expected, (
        f"{EXAMPLE}/contador.py: {TOGETHER} visitas juntas não deram {TOGETHER} números seguidos"
    )


def test_the_three_replicas_take_turns(get: Get) -> None:
    names = {get("/quem") for _ in range(TOGETHER)}
    assert len(names) == 3, (
        f"{EXAMPLE}/escala: responderam {len(names)} containers, e a página diz três; confira "
        "`replicas` em compose.yaml e o `upstream` em nginx.conf"
    )


def test_the_count_survives_the_redis_container(get: Get, docker_services: Services) -> None:
    """O Redis é morto, sem tempo de gravar nada, e o container dele é removido."""
    before = int(get("/").removeprefix("Visita "))
    for command in ("kill redis", "rm --force --volumes redis", "up --detach --wait redis"):
        docker_services._docker_compose.execute(command)
    assert get("/") == f"Visita {before + 1}\n", (
        f"{EXAMPLE}/compose.yaml: a contagem se perdeu com o container do Redis; confira o volume "
        "e o `--appendonly yes`"
    )


def test_does_not_run_as_root(docker_services: Services, engine: Engine) -> None:
    containers = docker_services._docker_compose.execute("ps --quiet web").decode().split()
    users = {
        process.run(["docker", "exec", one, "id", "--user", "--name"], env=engine.env)
        for one in containers
    }
    assert users == {"app"}, f"{EXAMPLE}/Dockerfile: o programa roda como {users}, e não como app"


def _number(answer: str) -> int:
    return int(answer.removeprefix("Visita "))
