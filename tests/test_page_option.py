"""`--page`: de que página são os testes escolhidos, e o que se diz de um nome errado."""

import subprocess
import sys

import pytest

from guide.page import ROOT, Guide


def collect(*options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        [*command, "tests/test_pages.py", "--page", *options],
        cwd=ROOT,
        text=True,
        capture_output=True,
    )


@pytest.mark.parametrize("name", ["docs/imagens/construcao.md", "imagens/construcao"])
def test_a_page_by_any_of_its_names(name: str) -> None:
    page = Guide().page(name)
    chosen = collect(name).stdout
    assert all(f"[{page.name}::{shown.section}]" in chosen for shown in page.story)
    assert f"test_page_keeps_its_promises[{page.name}]" in chosen
    assert "containers/execucao.md" not in chosen


def test_up_to_a_section() -> None:
    first, second, third, *_ = Guide().page("imagens/construcao").story
    chosen = collect(f"imagens/construcao.md::{second.section}").stdout
    assert f"::{first.section}]" in chosen and f"::{second.section}]" in chosen
    assert f"::{third.section}]" not in chosen


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("imagens/construçao", "Parecidas: imagens/construcao"),
        ("volumes", "dados/volumes"),
        ("imagens/construcao.md::nada", "não há a seção «nada»; as que a página mostra: build"),
    ],
)
def test_a_wrong_name_says_the_right_ones(name: str, said: str) -> None:
    done = collect(name)
    assert done.returncode == 4
    assert said in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["volumes", "--page", "comece/instalacao"], "--page foi dada duas vezes"),
        (["imagens/construcao::build", "--update"], "make update PAGE=imagens/construcao.md"),
    ],
)
def test_what_would_be_done_by_halves_is_refused(options: list[str], said: str) -> None:
    done = collect(*options)
    assert done.returncode == 4
    assert said in done.stderr
