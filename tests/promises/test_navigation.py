"""O índice do site, estragado de cada modo."""

from collections.abc import Callable

import pytest

from guide.promises.navigation import menu_of


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("      - segunda.md\n", "", "docs/segunda.md:1: a página não está no índice do site"),
        ("segunda.md\n", "segunda.md\n      - 3: x.md\n", "mkdocs.yml:7: o «nav» nomeia x.md"),
        ("nav:\n", "nav: [\n", "mkdocs.yml:4: não é YAML"),
    ],
)
def test_each_fault_is_said_once(
    only_problem: Callable[..., str], old: str, new: str, said: str
) -> None:
    assert only_problem("mkdocs.yml", old, new).startswith(said)


def test_the_whole_line_to_write_is_said(problems: Callable[..., list[str]]) -> None:
    assert (
        "«- Título da página: primeira.md»" in problems("mkdocs.yml", "primeira.md", "index.md")[0]
    )


def test_without_a_nav_every_page_is_in(problems: Callable[..., list[str]]) -> None:
    assert problems("mkdocs.yml", "", "site_name: Guia\n") == []
    assert problems("mkdocs.yml", "", None) == []


def test_the_menu_says_how_to_get_to_each_page() -> None:
    text = "nav:\n- Início: index.md\n- Erros:\n  - Executar: erros/executar.md\n  - solta.md\n"
    assert menu_of(text) == {
        "index.md": "Início",
        "erros/executar.md": "Erros > Executar",
        "solta.md": "Erros",
    }
    assert menu_of("") == {}
