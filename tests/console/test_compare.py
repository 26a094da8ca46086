"""A comparação: o que passa, o que não passa e o diff que se lê."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.console.compare import compare, matched
from guide.console.normalise import normalise_line
from guide.console.pattern import Pattern


def kinds(diff):
    return [(line.kind, line.text) for line in diff.lines]


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ([], []),
        (["a"], ["a"]),
        (["a  "], ["a", "", ""]),
        (["a", "...", "d"], ["a", "b", "c", "d"]),
        (["a", "...", "d"], ["a", "d"]),
        (["...", "d"], ["d"]),
        (["a", "..."], ["a"]),
        (["...", "b", "...", "d", "..."], ["b", "a", "b", "c", "d", "e"]),
        (["id 3f2a9c1b2d3e 0.3s"], ["id 9c1b2d3e3f2a 12.0s"]),
    ],
)
def test_what_is_accepted(expected, actual):
    assert compare(expected, actual) is None


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ([], ["a"]),
        (["a"], []),
        (["a"], ["a", "b"]),
        (["a", "", "b"], ["a", "b"]),
        (["a", "...", "d"], ["a", "b"]),
        (["a", "...", "d"], ["a", "d", "e"]),
        (["a", "...", "a"], ["a"]),
        (["porta 8080"], ["porta 8081"]),
        (["  a"], ["a"]),
        (["a b"], ["a  b"]),
    ],
)
def test_what_is_not(expected, actual):
    assert compare(expected, actual) is not None


@pytest.mark.parametrize(
    ("shown", "obtained", "same"),
    [
        ("o motor tem 2 processadores", "o motor tem 8 processadores", True),
        ("o motor tem 2 processadores", "o motor não tem processadores", False),
        ("outra linha", "o motor tem 8 processadores", False),
        ("o motor tem 2 processadores", "outra linha", False),
    ],
)
def test_a_pattern_accepts_only_between_lines_that_fit_it(shown, obtained, same):
    accepts = [Pattern("o motor tem [..] processadores")]
    assert (compare([shown], [obtained], accepts) is None) == same


def test_a_wildcard_in_a_shown_line_is_only_text():
    assert compare(["Olá, [..]!"], ["Olá, mundo!"]) is not None
    assert compare(["Olá, [..]!"], ["Olá, [..]!"]) is None


def test_matched_lines_come_in_pairs_without_the_omitted():
    expected, actual = ["...", "id 3f2a9c1b2d3e", "fim"], ["x", "id 9c1b2d3e3f2a", "fim"]
    assert matched(expected, actual) == list(zip(expected[1:], actual[1:], strict=True))
    assert matched(["...", "a", "b"], ["a", "x", "a", "b"]) == [("a", "a"), ("b", "b")]
    assert matched(["a"], ["b"]) is None


VOLUMES = "DRIVER    VOLUME NAME"
DRAWN = "local     371ed41ed9a944eb4cd9fb1d12f678daf328bfb7f019d0bab2d224d8625e5a79"
LATER = "local     e71ed41ed9a944eb4cd9fb1d12f678daf328bfb7f019d0bab2d224d8625e5a79"
ONE, TWO, TEN = "local     compras", "local     b-2", "local     b-10"


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ([VOLUMES, DRAWN, ONE], [VOLUMES, ONE, LATER], True),
        ([VOLUMES, ONE, LATER], [VOLUMES, DRAWN, ONE], True),
        ([VOLUMES, "...", DRAWN, ONE, "..."], [VOLUMES, "local     0", ONE, LATER], True),
        ([VOLUMES, DRAWN, TWO, TEN, ONE], [VOLUMES, TWO, TEN, ONE, LATER], True),
        ([VOLUMES, ONE, DRAWN], [VOLUMES, DRAWN, ONE], False),
        ([VOLUMES, ONE, DRAWN], [VOLUMES, ONE, LATER], False),
        ([VOLUMES, DRAWN, ONE], [VOLUMES, ONE, DRAWN], False),
        ([VOLUMES, DRAWN, TEN, TWO], [VOLUMES, DRAWN, TWO, TEN], False),
        ([VOLUMES, DRAWN, ONE], [VOLUMES, ONE], False),
        ([VOLUMES, ONE], [VOLUMES, ONE, LATER], False),
        ([VOLUMES, DRAWN, ONE], [VOLUMES, ONE, DRAWN, LATER], False),
        ([VOLUMES, "...", DRAWN, TWO, "..."], [VOLUMES, "local     a", TWO, LATER], False),
        ([VOLUMES, DRAWN, ONE, LATER], [VOLUMES, DRAWN[:-1] + "a", DRAWN, ONE], True),
    ],
)
def test_a_drawn_name_is_where_its_order_puts_it(expected, actual, same):
    """A lista de volumes é em ordem: um nome sorteado cai antes ou depois dos escolhidos.

    Com o nome que a página mostra, a obtida teria de ser a mostrada, na ordem também.
    """
    assert (compare(expected, actual) is None) == same


def test_only_the_lines_that_differ_appear_as_different():
    diff = compare(
        ["início 0.3s", "porta 8080", "...", "fim 12.3MB"],
        ["início 1.4s", "porta 8081", "x", "y", "fim 99.9MB"],
    )
    assert kinds(diff) == [
        ("same", "início 0.3s"),
        ("missing", "porta 8080"),
        ("extra", "porta 8081"),
        ("omitted", "..."),
        ("same", "fim 12.3MB"),
    ]
    assert diff.lines[3].count == 2
    assert diff.first_expected == 1


def test_a_removed_line_does_not_shift_the_others():
    diff = compare(["a", "b", "c", "d"], ["a", "c", "d"])
    assert kinds(diff) == [("same", "a"), ("missing", "b"), ("same", "c"), ("same", "d")]


def test_an_added_line_is_the_only_difference():
    diff = compare(["a", "c"], ["a", "b", "c"])
    assert kinds(diff) == [("same", "a"), ("extra", "b"), ("same", "c")]
    assert diff.first_expected == 1


def test_a_changed_line_beside_omitted_ones_is_not_swallowed():
    diff = compare(["...", "deu certo: 3"], ["a", "b", "deu certo: 4"])
    assert kinds(diff) == [
        ("omitted", "..."),
        ("missing", "deu certo: 3"),
        ("extra", "deu certo: 4"),
    ]


def test_a_replaced_line_is_paired_with_the_most_alike():
    diff = compare(["...", "o servidor ouve na porta 80", "..."], ["x", "o servidor ouve em", "y"])
    assert ("extra", "o servidor ouve em") in kinds(diff)
    assert len([line for line in diff.lines if line.kind == "extra"]) == 1


def test_many_wildcards_take_no_exponential_time():
    assert compare(["...", "a"] * 25 + ["b"], ["a"] * 400) is not None


@pytest.mark.parametrize(
    "piece",
    ["1,1", "1.", "a", "f", "1", " ", "1 ", "[=", "=", "9e+", "12:34:56", "172.17.", "[..]"],
)
def test_a_very_long_line_takes_no_quadratic_time(piece):
    """Um padrão que volta atrás a cada caractere levaria minutos: o teste não acabaria."""
    line = piece * (50_000 // len(piece))
    assert compare([line + "x"], [line + "y"]) is not None


def test_very_long_outputs_still_give_a_diff():
    diff = compare(["x", *map(str, range(2000))], ["x", *map(str, range(5000, 7000))])
    assert diff.lines[0].kind == "same"
    assert len(diff.lines) == 4001


LINES = st.lists(st.sampled_from(["a", "b", "", "porta 80", "0.3s", "3f2a9c1b2d3e"]), max_size=8)


@settings(max_examples=50, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_a_recording_accepts_itself_with_any_lines_omitted(lines, rng):
    lines = [*lines, "fim"]
    assert compare(lines, lines) is None
    assert compare(list(map(normalise_line, lines)), lines) is None
    start = rng.randrange(len(lines))
    end = rng.randrange(start, len(lines) + 1)
    assert compare([*lines[:start], "...", *lines[end:]], lines) is None


@settings(max_examples=50, deadline=None)
@given(LINES.map(lambda lines: [line or "..." for line in lines]), LINES)
def test_a_diff_tells_both_sides(expected, actual):
    diff = compare(expected, actual)
    if diff is None:
        return
    assert any(line.kind in ("missing", "extra") for line in diff.lines)
    assert [line.text for line in diff.lines if line.kind != "extra"] == expected
    told = sum(line.count + (line.kind in ("same", "extra")) for line in diff.lines)
    while actual and not actual[-1]:
        actual = actual[:-1]
    assert told == len(actual)


def test_any_digit_of_a_port_is_caught():
    line = "0.0.0.0:8080->8000/tcp"
    for index, character in enumerate(line):
        if character.isdigit():
            other = random.Random(index).choice([d for d in "0123456789" if d != character])
            assert compare([line], [line[:index] + other + line[index + 1 :]]) is not None
