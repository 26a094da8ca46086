"""Os serviços de cada exemplo, construídos e no ar pelo pytest-docker.

Cada arquivo em `compose/` constrói um exemplo como o guia manda. Se os serviços não sobem, a
mensagem traz a saída do Compose e os logs: procure ali a instrução do Dockerfile ou a linha do
programa que falhou.
"""

import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_docker.plugin import Services

from guide.engine import process
from guide.engine.session import Engine

COMPOSE = Path(__file__).parent / "compose" / "flaskboasvindas.yaml"
EXAMPLE = "examples/flaskboasvindas"
GRACE = 10  # segundos que o `docker stop` espera antes de matar, por padrão


@pytest.fixture(scope="session")
def docker_compose_file() -> str:
    return str(COMPOSE)


@pytest.fixture
def url(docker_services: Services, docker_ip: str) -> str:
    return f"http://{docker_ip}:{docker_services.port_for('web', 8000)}"


def test_greeting(url: str, greeting: str) -> None:
    with urllib.request.urlopen(url, timeout=5) as response:
        body = response.read().decode("utf-8")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == greeting, f"{EXAMPLE}/serverFlask.py: saudação inesperada dentro do container"


def test_unknown_page_is_404(url: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(f"{url}/nao-existe", timeout=5)
    raised.value.close()
    assert raised.value.code == 404


def test_concurrent_requests(url: str, greeting: str) -> None:
    def get(_: int) -> str:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.read().decode("utf-8")

    with ThreadPoolExecutor(20) as pool:
        bodies = list(pool.map(get, range(20)))
    assert bodies == [greeting] * 20


def test_versions_are_the_pinned_ones(docker_services: Services, engine: Engine) -> None:
    container = _container(docker_services)
    code = "import sys, flask; print(*sys.version_info[:2], flask.__version__)"
    said = process.run(["docker", "exec", container, "python3", "-c", code], env=engine.env)
    assert said == "3 7 2.0.1"


def test_stops_within_the_grace_period(docker_services: Services, engine: Engine) -> None:
    container = _container(docker_services)
    started = time.monotonic()
    process.run(["docker", "stop", container], env=engine.env)
    took = time.monotonic() - started
    inspect = ["docker", "inspect", container, "--format", "{{.State.ExitCode}}"]
    code = process.run(inspect, env=engine.env)
    assert code == "0", (
        f"{EXAMPLE}/serverFlask.py: o container terminou com {code} depois de {took:.1f} s "
        f"(137 = morto ao fim dos {GRACE} s, sem atender ao SIGTERM)"
    )


def _container(services: Services) -> str:
    return services._docker_compose.execute("ps --all --quiet web").decode().strip()
