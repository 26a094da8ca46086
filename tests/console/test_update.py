"""A regravação: uma página grava-se inteira, e as linhas omitidas ficam."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.console.compare import compare
from guide.console.parse import TranscriptError, only_omitted, parse
from guide.console.terminal import Result
from guide.console.update import UpdateError, update

PATH = "examples/a/b.console"


def text(*lines):
    return "\n".join(["# --8<-- [start:s]", *lines, "# --8<-- [end:s]", ""])


def updated(before, *outputs, code=0):
    """`before` regravado com uma saída por passo, na ordem."""
    steps = [step for section in parse(before, PATH).sections for step in section.steps]
    results = {
        step.line: Result(output, code) for step, output in zip(steps, outputs, strict=False)
    }
    after = update(before, PATH, results)
    again = [step.line for section in parse(after, PATH).sections for step in section.steps]
    moved = dict(zip(again, results.values(), strict=False))
    assert update(after, PATH, moved) == after
    return after


def test_everything_comes_from_the_same_run():
    before = text("$ a", "id 3f2a9c1b2d3e", "porta 8080", "0.3s", "", "$ b", "fim")
    after = text("$ a", "id 9c1b2d3e3f2a", "porta 8081", "9.9s", "", "$ b", "fim")
    assert updated(before, ["id 9c1b2d3e3f2a", "porta 8081", "9.9s"], ["fim"]) == after


def test_an_empty_output_is_filled():
    before = text("$ a \\", "> b", "", "$ c")
    after = text("$ a \\", "> b", "um", "", "dois", "", "$ c", "três")
    assert updated(before, ["um", "", "dois"], ["três"]) == after


def test_an_output_that_vanished_is_removed():
    assert updated(text("$ a", "um", "$ b"), [], []) == text("$ a", "$ b")
    assert updated(text("$ a", "...", "um"), []) == text("$ a")


def test_omitted_lines_stay_where_the_others_still_match():
    before = text("$ a", "nome: [..]", "...", "fim: 1")
    after = text("$ a", "nome: agitado", "...", "fim: 2")
    assert updated(before, ["nome: agitado", "x", "y", "fim: 2"]) == after


def test_an_accepted_line_is_recorded_as_it_came():
    pattern = "# aceita: o motor tem [..] processadores\n"
    before = pattern + text("$ a", "o motor tem 2 processadores")
    after = pattern + text("$ a", "o motor tem 8 processadores")
    assert update(before, PATH, {3: Result(["o motor tem 8 processadores"], 0)}) == after


def test_omitted_lines_are_not_left_alone():
    assert updated(text("$ a", "...", "fim"), ["x y", "z"]) == text("$ a", "...", "z")
    assert updated(text("$ a", "um", "..."), []) == text("$ a")


def test_the_exit_code_stays_after_the_new_output():
    before = text("$ a", "um", "[código de saída 3]")
    assert updated(before, ["dois", "três"], code=3) == text(
        "$ a", "dois", "três", "[código de saída 3]"
    )
    assert updated(text("$ a", "[código de saída 3]"), ["um"], code=3) == text(
        "$ a", "um", "[código de saída 3]"
    )


@pytest.mark.parametrize(
    ("before", "code", "message"),
    [
        (text("$ a", "um"), 7, r"mudou de 0 para 7.*escreva «\[código de saída 7\]»"),
        (text("$ a", "um", "[código de saída 7]"), 0, "mudou de 7 para 0.*apague a linha"),
        (text("$ a", "um", "[código de saída 7]"), None, "mudou de 7 para 0"),
    ],
)
def test_a_changed_exit_code_is_refused(before, code, message):
    with pytest.raises(UpdateError, match=f"^{PATH}:2: .*{message}"):
        update(before, PATH, {2: Result(["um"], code)})


def test_a_command_still_in_the_foreground_is_recorded():
    assert updated(text("$ a"), ["pronto"], code=None) == text("$ a", "pronto")


@pytest.mark.parametrize(
    "line",
    [
        "$ ls",
        "$",
        "> x",
        ">",
        "^C",
        "...",
        "[código de saída 3]",
        "# --8<-- [end:s]",
        "[código de saída 0]",
        "# retry: yes",
    ],
)
def test_output_that_looks_like_the_grammar_is_refused(line):
    with pytest.raises(UpdateError, match=rf"^{PATH}:2: .*que numa transcrição é "):
        update(text("$ a"), PATH, {2: Result(["antes", line, "depois"], 0)})


def test_output_that_looks_like_an_input_is_refused_only_where_it_would_be_one():
    line = "# comentário"
    assert updated(text("$ cat Dockerfile"), [line]) == text("$ cat Dockerfile", line)
    with pytest.raises(UpdateError, match="uma entrada num programa interativo"):
        update(text("$ oficina"), PATH, {2: Result([line], 0)}, is_interactive="oficina".__eq__)


def test_a_text_that_only_this_run_has_is_refused():
    with pytest.raises(UpdateError, match=rf"^{PATH}:2: .*«/tmp/x1».*só desta execução"):
        update(text("$ a"), PATH, {2: Result(["em /tmp/x1/a"], 0)}, forbidden=["", "/tmp/x1"])
    before = text("$ a", "em /tmp/x1/a", "um")
    after = update(before, PATH, {2: Result(["em /tmp/x1/a", "dois"], 0)}, forbidden=["/tmp/x1"])
    assert after == text("$ a", "em /tmp/x1/a", "dois")


def test_an_omitted_line_gets_past_the_refusal():
    before = text("$ a", "antes", "...", "depois")
    assert updated(before, ["antes", "$ ls", "depois"]) == before


def test_output_with_invisible_characters_is_refused():
    with pytest.raises(TranscriptError):
        update(text("$ a"), PATH, {2: Result(["a\x07b"], 0)})


def test_the_prompt_of_an_input_is_recorded_too():
    before = text("$ oficina", "root@0123456789ab:/# ls", "um")
    results = {2: Result([], None, "root@9c1b2d3e3f2a:/# "), 3: Result(["dois"], None)}
    after = update(before, PATH, results, is_interactive="oficina".__eq__)
    assert after == text("$ oficina", "root@9c1b2d3e3f2a:/# ls", "dois")


def test_steps_without_a_result_stay():
    before = text("$ a", "um", "$ b", "dois")
    assert update(before, PATH, {4: Result(["três"], 0)}) == text("$ a", "um", "$ b", "três")


LINES = st.lists(
    st.sampled_from(["a", "b", "", "porta 80", "0.3s", "1.4s", "um dois", "um três"]), max_size=6
)


@settings(max_examples=40, deadline=None)
@given(LINES, LINES, st.integers(0, 6))
def test_whatever_was_obtained_is_accepted_afterwards(shown, obtained, where):
    shown = [*shown[:where], "...", *shown[where:]] if where else shown
    if only_omitted(shown):
        return
    after = updated(text("$ x", *shown, "$ y", "fim"), obtained, ["fim"])
    step = parse(after, PATH).sections[0].steps[0]
    assert compare(step.expected, obtained) is None
