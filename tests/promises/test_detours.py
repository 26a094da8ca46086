"""Os desvios saem da história da página."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide

FILE = "examples/ola/ola.desvios.console"
PLACE = (
    '<div class="experimente" data-licao="{}" data-search-exclude>\n'
    '<button type="button">Experimente aqui, sem Docker</button>\n</div>\n\n## Faça'
)


def section(name: str, after: str = "") -> str:
    line = f"# depois: {after}\n" if after else ""
    return f"{line}# --8<-- [start:{name}]\n$ ls\n# --8<-- [end:{name}]\n"


def offered(guide: Guide, text: str, name: str = "primeira") -> list[str]:
    page = guide.page("primeira")
    place = page.text.replace("## Faça", PLACE.format(name))
    return promises.problems(guide.edited({page.path: place, Path(FILE): text}))


@pytest.mark.parametrize(
    "text", [section("a"), section("a", "um"), section("a", "um") + section("b", "a")]
)
def test_sound(sound: Guide, text: str) -> None:
    assert offered(sound, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (section("a", "x"), f"{FILE}:2: o desvio «a» sai de «x», que não é um desvio acima dele"),
        (section("a", "a"), f"{FILE}:2: o desvio «a» sai de «a», que não é um desvio acima dele"),
        (section("um"), f"{FILE}:1: o desvio «um» tem o nome de uma seção da história"),
        (
            section("a", "um") + section("b", "a") + section("c", "a"),
            f"{FILE}:10: o desvio «c» continua «a», que outro já continua",
        ),
    ],
)
def test_wrong(sound: Guide, text: str, said: str) -> None:
    found = offered(sound, text)
    assert any(one.startswith(said) for one in found), found


def test_the_story_is_no_detour(problems: Callable[..., list[str]]) -> None:
    found = problems(
        "examples/ola/ola.console", "# terminal: outro", "# terminal: outro\n# depois: um"
    )
    assert found == [
        "examples/ola/ola.console:8: a seção «dois» é da história, e não um desvio: tire "
        "«# depois:», ou ponha-a em examples/ola/ola.desvios.console"
    ]


def test_detours_need_a_place(sound: Guide) -> None:
    assert promises.problems(sound.edited({Path(FILE): section("a")})) == [
        "docs/primeira.md:1: a página tem desvios, e não o terminal em que se tentam: ponha, "
        'depois do objetivo, <div class="experimente" data-licao="primeira" data-search-exclude>'
    ]


def test_the_place_is_of_its_page(sound: Guide) -> None:
    assert offered(sound, section("a"), "outra") == [
        'docs/primeira.md:10: o terminal é o de «outra»; o desta página é data-licao="primeira"'
    ]
