"""Os identificadores de uma página: o que concorda, e os quase enganos que não."""

import pytest

from guide.console.identity import Identities

LONG = "3f2a9c1b2d3e" + "0" * 52
OTHER = "9c1b2d3e3f2a" + "1" * 52


HELD = {"172.18.0.2": "web", "172.18.0.3": "banco", "172.20.0.2": "api"}


def told(*lines):
    """O desacordo de cada par de linhas, mostrada e obtida, na ordem."""
    identities = Identities()
    return [identities.disagreement([pair], lambda: HELD) for pair in lines]


@pytest.mark.parametrize(
    "lines",
    [
        [(LONG, OTHER), (f"{LONG[:12]} web", f"{OTHER[:12]} web")],
        [(f"{LONG[:12]} web", f"{OTHER[:12]} web"), (LONG, OTHER), (LONG, OTHER)],
        [(f"sha256:{LONG}", f"sha256:{OTHER}"), (f"{LONG[:12]} x", f"{OTHER[:12]} x")],
        [(f"sha256:{LONG[:9]}", f"sha256:{OTHER[:9]}"), (LONG, OTHER)],
        [("web 172.18.0.2", "web 172.20.0.2"), ("ping 172.18.0.2", "ping 172.20.0.2")],
        [(f"{LONG[:12]} {OTHER[:12]}", f"{OTHER[:12]} {LONG[:12]}")],
        [("sem nada", "sem nada")],
        [(f" => => exporting sha256:{LONG[:40]}", f" => => exporting sha256:{OTHER}")],
    ],
)
def test_what_agrees(lines):
    assert not any(told(*lines))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(
            [(f"sha256:{LONG}", f"sha256:{LONG}"), (f"sha256:{LONG}", f"sha256:{OTHER}")],
            "para duas coisas diferentes",
            id="duas construções com um digest",
        ),
        pytest.param(
            [(LONG, LONG), (f"{OTHER[:12]} web", f"{LONG[:12]} web")],
            "de uma coisa só de dois modos",
            id="o docker ps não mostra o ID do docker run",
        ),
        pytest.param(
            [(LONG, OTHER), (f"{LONG[:11]}f web", f"{OTHER[:12]} web")],
            "de uma coisa só de dois modos",
            id="um ID curto que não é o começo do longo",
        ),
        pytest.param(
            [("a 172.18.0.2", "a 172.18.0.2"), ("b 172.18.0.2", "b 172.18.0.3")],
            "o IP 172.18.0.2 para duas coisas",
            id="dois containers com um IP",
        ),
        pytest.param(
            [("a 172.18.0.2", "a 172.18.0.2"), ("a 172.18.0.20", "a 172.18.0.2")],
            "o IP de uma coisa só",
            id="um IP não é o começo de outro",
        ),
        pytest.param(
            [(f"menu@sha256:{LONG[:46]}", f"menu@sha256:{OTHER}")],
            "com outro tamanho",
            id="um digest cortado",
        ),
    ],
)
def test_what_does_not(lines, message):
    *before, last = told(*lines)
    assert not any(before)
    assert message in last


FIRST = ("a 172.18.0.2", "a 172.18.0.2")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"172.18.0.3": "banco"}, id="ninguém o tem"),
        pytest.param({"172.18.0.2": "outro", "172.18.0.3": "banco"}, id="outro o tem"),
    ],
)
def test_an_address_passes_to_another_container_once_the_first_is_gone(later):
    identities = Identities()
    assert not identities.disagreement([FIRST], lambda: HELD)
    assert not identities.disagreement([("b 172.18.0.2", "b 172.18.0.3")], lambda: later)


def test_an_address_does_not_pass_while_the_first_container_has_it():
    identities = Identities()
    assert not identities.disagreement([FIRST], lambda: HELD)
    assert not identities.disagreement([("c 172.18.0.9", "c 172.18.0.3")], lambda: HELD)
    assert identities.disagreement([("b 172.18.0.2", "b 172.18.0.3")], lambda: HELD)


def test_the_owners_are_asked_only_where_there_is_an_address_and_a_hash_stays():
    asked = []

    def owners():
        asked.append(1)
        return {}

    identities = Identities()
    assert not identities.disagreement([(LONG, OTHER)], owners)
    assert not asked
    assert not identities.disagreement([FIRST], owners)
    assert identities.disagreement([(LONG, LONG)], owners)
    assert len(asked) == 1


def test_a_line_with_what_was_already_shown() -> None:
    """Um ID que a página mostrou aparece como ela o mostrou; o que ela só mostrou curto acaba como
    se obteve, e o que não mostrou fica."""
    identities = Identities()
    long, other = "a1" * 32, "b2" * 32
    identities.disagreement(
        [(f"sha256:{long}", f"sha256:{other}"), ("0123456789ab", "ba9876543210")]
    )
    assert identities.as_shown(f"id {other[:12]}.") == f"id {long[:12]}."
    assert identities.as_shown(f"id {other}.") == f"id {long}."
    rest = "c" * 52
    assert identities.as_shown(f"id ba9876543210{rest}.") == f"id 0123456789ab{rest}."
    assert identities.as_shown("id fedcba987654.") == "id fedcba987654."
