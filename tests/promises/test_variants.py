"""As respostas de outra versão do Docker: ao lado, com os mesmos comandos e uma escolha."""

from pathlib import Path

import pytest

from guide.promises import variants
from tests.small_guide import section, shown, write

NAMES = {28: "um", 29: "um-docker-29"}
BLOCKS = [
    f'<div class="docker-versao" data-docker="{major}" markdown>\n\nNo Docker {major}:\n\n'
    f"{shown('ola/ola.console', name)}</div>\n\n"
    for major, name in NAMES.items()
]
PAGE = "# Um\n\n" + '<div class="docker-escolha"></div>\n\n' + "".join(BLOCKS)
TRANSCRIPT = section("um", "$ docker ps", "um") + section("um-docker-29", "$ docker ps", "dois")


def problems(root: Path, page: str = PAGE, transcript: str = TRANSCRIPT) -> list[str]:
    guide = write(root, {"docs/p.md": page, "examples/ola/ola.console": transcript})
    return variants.beside_the_reference(guide.page("p"))


def test_side_by_side(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<div class="docker-escolha"></div>\n', "", "não deixa escolher"),
        ('data-docker="29" ', "", "só do Docker 29"),
        ('data-docker="28" ', "", "só do Docker 28"),
        ('ola.console:um"', 'ola.console:dois"', "a página não mostra «um»"),
    ],
)
def test_each_fault_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in one for one in problems(tmp_path, page=PAGE.replace(old, new)))


def test_other_commands_are_refused(tmp_path: Path) -> None:
    other = TRANSCRIPT.replace("$ docker ps\ndois", "$ docker ps --all\ndois")
    (found,) = problems(tmp_path, transcript=other)
    assert "tem outros comandos que «um»" in found


def test_the_variant_comes_right_after(tmp_path: Path) -> None:
    moved = (
        PAGE.replace(':um"', ':x"').replace(":um-docker-29", ":um").replace(':x"', ':um-docker-29"')
    )
    assert any("logo depois de «um»" in one for one in problems(tmp_path, page=moved))
