"""O que todos os testes usam: os serviços do compose.yaml, no ar, e o endereço deles."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def docker_compose_file():
    return Path(__file__).parents[1] / "compose.yaml"


@pytest.fixture(scope="session")
def docker_compose_project_name():
    return "testar-testes"


@pytest.fixture(scope="session")
def url(docker_ip, docker_services):
    return f"http://{docker_ip}:{docker_services.port_for('web', 8000)}"
