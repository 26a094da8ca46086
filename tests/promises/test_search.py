"""As palavras com que se procura cada seção: de todas as páginas, e só de seções que há."""

from collections.abc import Callable

import pytest

from guide.page import Guide
from guide.promises import prose

PAGE = "docs/primeira.md"
MATTER = "---\ndescription: Uma página.\n---\n"
WORDS = MATTER[:-4] + "busca:\n  pagina: a primeira\n  faca: fazer\n  entenda: entender\n---\n"


def test_every_page_says_how_it_is_searched() -> None:
    silent = [
        f"{page.path}:1: diga em «busca», no cabeçalho, com que palavras se procura cada seção"
        for page in Guide().pages
        if "busca" not in prose.front_matter(page.text).values
    ]
    assert not silent, "\n".join(silent)


def test_words_for_every_section_are_no_fault(problems: Callable[..., list[str]]) -> None:
    assert problems(PAGE, MATTER, WORDS) == []


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        (
            WORDS.replace("  entenda: entender\n", ""),
            f"{PAGE}:23: diga no cabeçalho, em «busca», com que palavras se procura",
        ),
        (
            f"{WORDS[:-4]}  sumiu: sumir\n---\n",
            f"{PAGE}:7: «busca» fala da seção #sumiu, que a página não tem",
        ),
        (WORDS.replace("fazer", "[a, b]"), f"{PAGE}:5: em «busca», «faca» é frases separadas"),
        (MATTER[:-4] + "busca: tudo\n---\n", f"{PAGE}:3: em «busca», escreva «âncora: …»"),
        (
            MATTER[:-4] + "mensagens:\n  faca: não deu\n---\n",
            f"{PAGE}:4: em «mensagens», «faca» é uma lista",
        ),
    ],
)
def test_each_fault_is_said_once(only_problem: Callable[..., str], matter: str, said: str) -> None:
    assert only_problem(PAGE, MATTER, matter).startswith(said)
