"""A tela: o que se lê depois de cada sequência de controle."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.console.screen import Mark, Screen


def screen(columns=10, lines=5):
    replies = []
    made = Screen(columns, lines, replies.append)
    made.replies = replies
    return made


def shown(text, **size):
    made = screen(**size)
    made.feed(text.replace("\n", "\r\n"))
    return made.lines()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("um\ndois", ["um", "dois"]),
        ("10%\r100%", ["100%"]),
        ("abc\b\bX", ["aXc"]),
        ("a\tb", ["a       b"]),
        ("a\t\tb", ["a        b"]),
        ("abc\x1b[2DX", ["aXc"]),
        ("abc\x1b[1GX", ["Xbc"]),
        ("abc\x1b[2PX", ["abcX"]),
        ("abc\r\x1b[1P", ["bc"]),
        ("abc\r\x1b[2@", ["  abc"]),
        ("abc\r\x1b[4hX\x1b[4lY", ["XYbc"]),
        ("abc\r\x1b[2X", ["  c"]),
        ("abc\x1b[1K", []),
        ("a\nb\nc\x1b[2A\x1b[M", ["b", "c"]),
        ("a\nb\x1b[A\x1b[Lx", ["x", "a", "b"]),
        ("a\nb\x1b[2;1Hx", ["x", "b"]),
        ("a\nb\x1bMc", ["ac", "b"]),
        ("a\x1b[Ec\x1b[Fd", ["d", "c"]),
        ("a\x1bEb", ["a", "b"]),
        ("a\x1b7bc\x1b8X", ["aXc"]),
        ("\x1b(0lqk\x1b(B l", ["┌─┐ l"]),
        ("x\x1b[Zy", ["y"]),
        ("a\x1b[3b", ["aaaa"]),
        ("\x1b[20habc\n\x1b[20l", ["abc"]),
        ("um\x1bcdois", ["dois"]),
        ("um\n\x1b[2Jdois", ["", "", "dois"]),
        ("um\n\x1b[H\x1b[Jdois", ["dois"]),
        ("\x1b[Hdois", ["dois"]),
        ("a\nb\x1b[1;1H\x1b[0K\x1b[3;1Hc", ["a", "c"]),
        ("a\nb\nc\x1b[2;4r\x1b[4;1H\n", ["b", "c"]),
        ("\x1b]0;título\x07oi", ["oi"]),
        ("\x1b]8;;http://x\x1b\\elo\x1b]8;;\x1b\\", ["elo"]),
        ("\x1b]0;sem fim\x1b[1moi", ["oi"]),
        ("\x1bPq#0\x1b\\oi\x1b_apc\x1b\\", ["oi"]),
        ("\x1b[12\x18oi", ["oi"]),
        ("\x1b[1\x1b[1moi", ["oi"]),
        ("\x1b%Goi\x1b#8\x1b=", ["oi"]),
        ("\x9b31moi", ["oi"]),
        ("oi\x1b[", ["oi"]),
        ("oi\x1b]0;", ["oi"]),
        ("oi\x00\x7f", ["oi"]),
        ("a\x1b[>4;2mb\x1b[=1ub\x1b[?1$pc", ["abbc"]),
        ("abc\x1b[99999999999999999999Dx", ["xbc"]),
    ],
)
def test_what_is_read(text, lines):
    assert shown(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("日本", ["日本"]),
        ("日本\rx", ["x 本"]),
        ("日本\x1b[2Gx", [" x本"]),
        ("日本\x1b[1P", ["日本"]),
        ("a日\x1b[3D\x1b[1P", ["日"]),
        ("123456789日", ["123456789日"]),
        ("e\u0301e", ["e\u0301e"]),
        ("\u0301e", ["\u0301e"]),
        ("a\u200bb\ufe0f", ["a\u200bb\ufe0f"]),
        ("日\ufe0fa", ["日\ufe0fa"]),
        ("abc\x1b[5C\u0301", ["abc     \u0301"]),
    ],
)
def test_wide_characters_and_those_with_no_width(text, lines):
    assert shown(text) == lines


def test_a_folded_line_is_one():
    assert shown("x" * 25 + "\nfim") == ["x" * 25, "fim"]
    assert shown("x" * 10 + "\nfim") == ["x" * 10, "fim"]
    assert shown("x" * 15 + "\x1b[A\r" + "y" * 10 + "\x1b[B\rfim") == ["y" * 10, "fimxx"]
    assert shown("\x1b[?7labcdefghijklmno\nfim") == ["abcdefghio", "fim"]


def test_what_scrolled_away_is_kept_also_with_lines_fixed_at_the_bottom():
    assert shown("".join(f"{n}\n" for n in range(9))) == [str(n) for n in range(9)]
    text = "\x1b[5;1Hpé\x1b[1;4r\x1b[4;1H" + "\n".join("abcdef")
    assert shown(text)[-2:] == ["f", "pé"]
    assert [line for line in shown(text) if line] == [*"abcdef", "pé"]


def test_clearing_the_scrolled_lines_too():
    text = "".join(f"{n}\n" for n in range(9))
    assert shown(text + "\x1b[H\x1b[2J\x1b[3Jfim") == ["fim"]
    assert shown(text + "\x1b[H\x1b[2Jfim")[0] == "0"


def test_the_alternate_screen_leaves_the_other_as_it_was():
    made = screen()
    made.feed("antes\r\n\x1b[?1049h\x1b[Heditor\r\nx")
    assert made.lines() == ["editor", "x"]
    made.feed("\x1b[?1049l")
    made.feed("depois")
    assert made.lines() == ["antes", "depois"]


def test_the_line_typed_is_no_output():
    made = screen()
    made.feed("# ")
    made.mark = Mark(made.position[0], 0, "line", made.position[0] + 1)
    made.feed("x" * 15 + "\r\nsaída\r\n# ")
    assert made.lines(stop=made.position[0]) == ["saída"]
    made.feed("\x1b[H\x1b[2J# ")
    assert made.mark.prompt_row == 0
    assert made.before_cursor() == (0, "# ")


def test_the_line_of_the_cursor_is_whole():
    made = screen()
    made.feed("x" * 15 + "# ")
    assert made.before_cursor() == (1, "x" * 15 + "# ")


def test_questions_are_answered():
    made = screen()
    made.feed("ab\x1b[6n\x1b[5n\x1b[c\x1b[>c\x1b[?6n")
    assert made.replies == ["\x1b[2;3R", "\x1b[0n", "\x1b[?6c"]


PIECE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["日本", "e\u0301", "\r", "\n", "\b", "\t", "\x1b7", "\x1b8", "\x1bM", "\x1bc"]
    ),
    st.sampled_from(["\x1b[?1049h", "\x1b[?1049l", "\x1b[?7l", "\x1b[4h", "\x1b(0", "\x1b(B"]),
    st.from_regex(re.compile(r"\x1b\[[0-9;?]{0,5}[@-~]", re.ASCII), fullmatch=True),
    st.from_regex(re.compile(r"\x1b[\[\]P_][ -~]{0,6}", re.ASCII), fullmatch=True),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECE, max_size=12).map("".join), st.data())
def test_any_text_is_read_whole_or_in_pieces(text, data):
    whole, pieces = screen(), screen()
    whole.feed(text)
    cut = data.draw(st.integers(0, len(text)))
    for part in (text[:cut], text[cut:]):
        pieces.feed(part)
    assert pieces.lines() == whole.lines()
    assert pieces.position == whole.position
    assert pieces.replies == whole.replies
    assert all(0 <= row.cells.count("") <= 10 >= len(row.cells) for row in whole._window)
