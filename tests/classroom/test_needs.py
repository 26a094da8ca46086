"""O que as lições pedem da rede sai delas: imagens, pacotes, e o que o pendrive não leva."""

from pathlib import Path

from guide.classroom import needs
from guide.engine import images
from guide.page import Guide
from tests.small_guide import section, shown, write

GUIDE = Guide()


def test_the_first_parts_need_nothing_else() -> None:
    first = needs.parts(GUIDE)[: needs.PARTS]
    assert [one.title for one in first] == ["Comece aqui", "Conceitos", "Sua primeira imagem"]
    found = {page.name: needs.outside(page) for part in first for page in part.pages}
    assert not any(found.values()), found


def test_what_is_different_without_internet_is_still_there() -> None:
    for name, told in needs.WITHOUT_DNS:
        shown = [one.section for one in GUIDE.page(name).story]
        assert told in shown, f"needs.WITHOUT_DNS nomeia {name}::{told}, que não há"


def test_the_images_of_the_first_parts() -> None:
    first = needs.first_images(GUIDE)
    assert "python:3.7-alpine" in first and "postgres:17" not in first
    assert set(first) <= set(images.recipes())


def test_the_packages_of_every_dockerfile() -> None:
    packages = needs.packages(GUIDE)
    assert packages["python:3.7-alpine"] == {"flaskboasvindas-requirements.txt": "flask==2.0.1\n"}
    new = packages["python:3.13-slim"]
    assert "--hash=sha256:" in new["flaskboasvindas-producao-requirements.txt"]
    assert "pytest==" in new["flaskboasvindas-estagios-requirements-testes.txt"]
    assert "-r " not in "".join(new.values()), "um arquivo inclui outro, que não vai junto"


def test_what_a_page_asks_of_the_internet(tmp_path: Path) -> None:
    dockerfile = "FROM python:3.13-slim\nRUN pip install -r requirements.txt\n"
    page = shown("x/Dockerfile") + shown("x/x.console", "um")

    def asked(command: str, text: str = dockerfile) -> list[str]:
        files = {
            "docs/x.md": page,
            "examples/x/Dockerfile": text,
            "examples/x/x.console": section("um", f"$ {command}"),
        }
        return needs.outside(write(tmp_path, files).page("x"))

    assert asked("docker build .") == []
    assert asked("docker run python:3.13-slim pip install flask") == ["pacotes do Python"]
    assert asked("docker login") == ["uma conta num registro"]
    assert asked("docker build .", "FROM node:24-slim\nRUN npm ci\n") == ["pacotes do npm"]
    assert asked("docker build .", "FROM x\nRUN apt-get update\n") == [
        "pacotes do Debian (apt-get)"
    ]
