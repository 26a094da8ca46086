"""O que quem lê uma página tem na máquina."""

from pathlib import Path

from guide.reader import reader_environment


def test_the_variables_of_a_machine_that_tests_stay_out():
    env = {
        "CI": "true",
        "CIDADE": "Recife",
        "PYTEST_ADDOPTS": "--verbose",
        "COMPOSE_PROJECT_NAME": "outro",
        "BUILDKIT_PROGRESS": "plain",
        "DOCKER_HOST": "unix:///motor.sock",
    }
    assert reader_environment(Path("/t/exemplo"), env) == {
        "CIDADE": "Recife",
        "DOCKER_HOST": "unix:///motor.sock",
        "XDG_RUNTIME_DIR": "/t",
        "PIP_QUIET": "1",
    }
