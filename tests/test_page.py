"""O que se lê de uma página: as imagens que ela pode deixar a outra lição."""

from pathlib import Path

import pytest

from guide.page import Guide
from tests.small_guide import section, shown, write

NEXT = "# Dois\n\nIniciante · 1 min · Antes: [Um](um.md)\n{ .licao }\n\n"


def guide_with(root: Path, command: str, **files: str) -> Guide:
    """`um` constrói imagens; `dois`, que a nomeia em «Antes:», digita `command`."""
    named = {f"examples/ola/{name}": text for name, text in files.items()}
    blocks = "".join(shown(f"ola/{name}") for name in files)
    return write(
        root,
        {
            "docs/um.md": "# Um\n\n" + shown("ola/ola.console", "um"),
            "docs/dois.md": NEXT + blocks + shown("ola/ola.console", "dois"),
            "examples/ola/ola.console": section("um", "$ docker build --tag=mural .")
            + section("dois", f"$ {command}"),
            **named,
        },
    )


@pytest.mark.parametrize(
    "command",
    ["docker run --rm mural", "docker tag mural:latest x", "docker build --tag=mural ."],
)
def test_an_image_stays_for_the_lesson_that_uses_it(tmp_path: Path, command: str) -> None:
    guide = guide_with(tmp_path, command)
    assert guide.page("um").leaves_image("mural:latest")
    assert not guide.page("um").leaves_image("mural:2")
    assert not guide.page("dois").leaves_image("mural:latest")


@pytest.mark.parametrize(
    "command",
    [
        "docker run --rm --name mural debian",
        "docker stop mural",
        "docker network create mural",
        "cat mural",
    ],
)
def test_the_name_of_something_else_keeps_no_image(tmp_path: Path, command: str) -> None:
    assert not guide_with(tmp_path, command).page("um").leaves_image("mural:latest")


@pytest.mark.parametrize(
    ("name", "text"),
    [("Dockerfile", "FROM mural\n"), ("compose.yaml", "services:\n  a:\n    image: mural\n")],
)
def test_the_image_that_a_file_of_the_lesson_uses_stays(
    tmp_path: Path, name: str, text: str
) -> None:
    guide = guide_with(tmp_path, "ls", **{name: text})
    assert guide.page("um").leaves_image("mural:latest")


def test_a_comment_keeps_no_image(tmp_path: Path) -> None:
    guide = guide_with(tmp_path, "ls")
    page = tmp_path / "docs/um.md"
    page.write_text(page.read_text() + "<!-- deixa a imagem mural: porque sim -->\n")
    assert not Guide(guide.root).page("um").leaves_image("mural:latest")
