"""O que quem lê uma página tem na máquina, e o que se diz de um arquivo que não se lê."""

from pathlib import Path

import pytest

from guide.page import Guide, GuideError
from guide.reader import reader_environment

FILE = Path("examples/a/b.console")


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


@pytest.mark.parametrize(
    "read", [lambda guide: guide.read(FILE), lambda guide: guide.transcript("a/b.console")]
)
def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path, read):
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"# --8<-- [start:a]\n$ echo ol\xe1\n")
    with pytest.raises(GuideError, match=r"^examples/a/b\.console:2: .*grave o arquivo como UTF-8"):
        read(Guide(tmp_path))
