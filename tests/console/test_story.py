"""A história de uma página, com um programa interativo de mentira, a oficina."""

from dataclasses import replace

import pytest

from guide.console import story as module
from guide.console.parse import DEFAULT_TIMEOUT, TranscriptError, parse
from guide.console.story import Story
from guide.console.terminal import CommandTimeout, Result, Terminal
from guide.console.update import update

WORKSHOP = """#!/bin/sh
shift
PS1='# ' exec "$@"
"""


def is_interactive(command):
    return command.startswith("oficina ")


def sections_of(text):
    return parse(text, "x.console", is_interactive).sections


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    """Janelas curtas: o que estes testes conferem não depende de quando elas vencem."""
    for name, seconds in {"SETTLE": 0.02, "SILENT_SETTLE": 0.02, "RETRY_PAUSE": 0.005}.items():
        monkeypatch.setattr(module, name, seconds)
    monkeypatch.setattr(module, "QUIET", 0.02)
    monkeypatch.setattr(module, "QUIET_LIMIT", 0.1)


@pytest.fixture
def tell(tmp_path):
    """Lê um texto, monta a história das seções dele e a fecha no fim."""
    workshop = tmp_path / "bin" / "oficina"
    workshop.parent.mkdir()
    workshop.write_text(WORKSHOP)
    workshop.chmod(0o755)
    work = tmp_path / "exemplo"
    work.mkdir()
    env = {"PATH": f"{workshop.parent}:/usr/local/bin:/usr/bin:/bin"}
    stories = []

    def build(text, *, record=False, timeout=60):
        sections = [
            one if one.timeout != DEFAULT_TIMEOUT else replace(one, timeout=timeout)
            for one in sections_of(text)
        ]
        story = Story(sections, lambda _: Terminal(work, env, grace=0.05), record=record)
        stories.append(story)
        return story

    yield build
    for story in stories:
        story.close()


def section(name, *lines, before=()):
    body = [*before, f"# --8<-- [start:{name}]", *lines, f"# --8<-- [end:{name}]"]
    return "\n".join(body) + "\n"


def statuses(story):
    return [result.status for result in story.results()]


def test_a_story_that_holds(tell):
    story = tell(
        section("criar", "$ echo olá > arquivo", "$ cat arquivo", "olá")
        + section(
            "ver",
            "$ cat arquivo nada",
            "olá",
            "cat: nada: No such file or directory",
            "[código de saída 1]",
        )
    )
    assert statuses(story) == ["passed", "passed"]


def test_a_failure_blocks_what_follows_and_points_to_the_culprit(tell, tmp_path):
    story = tell(
        section("certa", "$ echo um", "um")
        + section("errada", "$ echo dois", "três", "$ touch nunca")
        + section("depois", "$ touch nunca")
    )
    first, second, third = story.results()
    assert [first.status, second.status, third.status] == ["passed", "failed", "blocked"]
    assert second.failure.diff
    assert second.failure.problem is None
    assert second.failure.step.line == 6
    assert third.culprit is second.section
    assert not (tmp_path / "exemplo" / "nunca").exists()


def test_sections_run_when_asked_for(tell, tmp_path):
    story = tell(section("a", "$ touch a") + section("b", "$ touch b") + section("c", "$ touch c"))
    assert story.result(1).status == "passed"
    assert sorted(path.name for path in (tmp_path / "exemplo").iterdir()) == ["a", "b"]


def test_an_identifier_shown_for_two_things_is_a_failure(tell):
    shown = "3f2a9c1b2d3e"
    story = tell(
        section("um", "$ echo 9c1b2d3e3f2a web", f"{shown} web")
        + section("dois", "$ echo 9c1b2d3e3f2a web", f"{shown} web")
        + section("tres", "$ echo 8c1b2d3e3f2a web", f"{shown} web")
    )
    assert statuses(story) == ["passed", "passed", "failed"]
    assert "para duas coisas diferentes" in story.result(2).failure.disagreement


def test_a_line_that_differs_in_an_accepted_way_passes(tell):
    accepts = ["# aceita: o motor tem [..] núcleos"]
    lines = ["$ echo o motor tem 8 núcleos", "o motor tem 2 núcleos"]
    assert statuses(tell(section("um", *lines, before=accepts))) == ["passed"]
    assert statuses(tell(section("um", *lines))) == ["failed"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["$ (exit 3)"], "o código de saída foi 3; a página mostra 0"),
        (["$ true", "[código de saída 3]"], "o código de saída foi 0; a página mostra 3"),
        (["$ echo 'x"], "incompleto"),
        (["$ exit 3"], "acabou durante"),
    ],
)
def test_problems_other_than_the_output(tell, lines, problem):
    assert problem in tell(section("a", *lines)).result(0).failure.problem


class Hanging:
    """Um terminal em que nenhum comando acaba: cada espera vence, depois de um `um`."""

    def start(self, command):
        self.waits = []

    def wait(self, timeout):
        raise CommandTimeout("x", timeout, ["um"])

    def wait_for(self, predicate, timeout, *, settle):
        self.waits.append(settle)
        if predicate(["um"]):
            return Result(["um"], None)
        raise CommandTimeout("x", timeout, ["um"])

    def close(self):
        pass


def test_a_command_that_hangs():
    story = Story(sections_of(section("a", "$ x", "um")), lambda _: Hanging())
    failure = story.result(0).failure
    assert failure.problem == "o comando não acabou em 60 s e foi parado"
    assert failure.result.output == ["um"]
    assert failure.diff is None


@pytest.mark.parametrize(("shown", "settle"), [(["um"], "SETTLE"), ([], "SILENT_SETTLE")])
def test_the_beginning_of_what_a_server_says_is_not_the_whole(shown, settle):
    terminal = Hanging()
    story = Story(sections_of(section("a", "$ x", *shown, "^C")), lambda _: terminal)
    story._run_step(story._sections[0], *story._sections[0].steps)
    assert terminal.waits == [getattr(module, settle)]
    assert terminal.waits[0] > 0


SERVER = (
    section("subir", "$ (trap 'echo tchau; exit 3' INT; echo pronto; sleep 1000)", "pronto")
    + section("usar", "$ echo oi", "oi", before=["# terminal: outro"])
    + section("parar", "^C", "tchau", "[código de saída 3]")
)


def test_a_server_in_the_foreground_of_one_terminal_and_a_client_in_another(tell):
    assert statuses(tell(SERVER)) == ["passed", "passed", "passed"]


STUBBORN = "$ >f; sh -c 'trap \"sleep 1; exit 130\" INT; tail -f f & wait'"
OTHER = ["# terminal: outro"]
LATE = (
    section("olhar", STUBBORN, before=OTHER)
    + section("provocar", "$ (sh -c 'sleep 0.5; echo tarde >>f' &)")
    + section("parar", "^C", "[código de saída 130]", before=OTHER)
)


def test_what_another_terminal_caused_comes_before_ctrl_c(tell, monkeypatch):
    """O `tail`, em segundo plano, ignora o Ctrl+C: o que ele mostra depois dele seria do Ctrl+C."""
    monkeypatch.setattr(module, "SILENT_SETTLE", 1.0)
    monkeypatch.setattr(module, "QUIET_LIMIT", 15.0)
    assert statuses(tell(LATE)) == ["passed", "passed", "passed"]


def test_the_foreground_within_one_section(tell):
    assert statuses(
        tell(section("a", "$ echo um; sleep 1000", "um", "^C", "[código de saída 130]"))
    ) == ["passed"]


def test_a_foreground_command_whose_output_never_comes():
    story = Story(
        sections_of(section("a", "$ x", "dois", "^C") + section("b", "$ y")), lambda _: Hanging()
    )
    failure = story.result(0).failure
    assert failure.problem == "a saída mostrada não apareceu em 60 s, e o comando foi parado"
    assert failure.diff
    assert statuses(story) == ["failed", "blocked"]


def test_a_foreground_command_that_ends_too_soon(tell):
    story = tell(section("a", "$ echo um", "um", "^C"))
    assert "acabou sozinho, e a página ainda mostra «^C»" in story.result(0).failure.problem


PROGRAM = section(
    "entrar", "$ oficina -- sh", "# echo olá", "olá", "# false", "# exit 4", "[código de saída 4]"
) + section("fora", "$ echo fora", "fora")


def test_what_is_typed_in_an_interactive_program(tell):
    assert statuses(tell(PROGRAM)) == ["passed", "passed"]


def test_typing_across_sections_and_ending_inside(tell):
    story = tell(section("entrar", "$ oficina -- sh") + section("ver", "# echo um", "um"))
    assert statuses(story) == ["passed", "passed"]


def test_the_wrong_output_inside_a_program(tell):
    failure = tell(PROGRAM.replace("\nolá\n", "\nalô\n")).result(0).failure
    assert failure.step.text == "echo olá"
    assert failure.diff


def test_ctrl_c_inside_a_program_returns_to_it(tell):
    lines = ["$ oficina -- sh", "# sleep 1000", "^C", "# echo um", "um", "# exit"]
    assert statuses(tell(section("a", *lines))) == ["passed"]


def test_a_program_with_another_prompt(tell):
    story = tell(section("a", "$ oficina -- sh", "root@[..]:/# ls"))
    problem = story.result(0).failure.problem
    assert problem == "o programa mostrou o prompt «# »; a página, «root@[..]:/# »"


def test_a_program_that_ends_before_what_is_typed(tell):
    story = tell(section("a", "$ oficina -- true", "# ls"))
    assert "acabou sozinho" in story.result(0).failure.problem


COUNTER = "$ echo x >> n; test $(wc -l < n) -ge 3 && echo pronto"


def test_retry_until_it_matches(tell):
    story = tell(section("a", COUNTER, "pronto", before=["# retry: yes"]))
    assert statuses(story) == ["passed"]


def test_retry_gives_up_at_the_limit(tell):
    story = tell(section("a", "$ echo um", "dois", before=["# retry: yes"]), timeout=0.1)
    failure = story.result(0).failure
    assert failure.diff
    assert failure.problem is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (section("a", "^C"), "Ctrl\\+C sem um comando"),
        (section("a", "$ b", "^C", "^C"), "Ctrl\\+C sem um comando"),
        (
            section("a", "$ b") + section("c", "^C", before=["# terminal: outro"]),
            "no terminal «outro»",
        ),
        (section("a", "$ b", before=["# retry: yes"]) + section("c", "^C"), "Tire o retry"),
    ],
)
def test_stories_that_make_no_sense(tell, text, message):
    with pytest.raises(TranscriptError, match=rf"^x\.console:\d+: .*{message}"):
        tell(text)


def test_a_page_that_skips_the_section_that_opens_the_program():
    sections = sections_of(section("entrar", "$ oficina -- sh") + section("ver", "# ls"))
    with pytest.raises(TranscriptError, match="a entrada «# ls» sem um comando"):
        Story(sections[1:], lambda _: None)


def test_recording_goes_on_after_a_difference_and_settles(tell, monkeypatch):
    monkeypatch.setattr(module, "QUIET", 0.5)
    monkeypatch.setattr(module, "QUIET_LIMIT", 0.5)
    waiting = ["# terminal: outro", "# timeout: 5", "# retry: yes"]
    before = (
        section("subir", "$ echo um; sleep 0.01; echo dois; sleep 1000")
        + section("usar", COUNTER, "velho", before=waiting)
        + section("parar", "^C", "[código de saída 130]")
        + section("fim", "$ echo fim", "início")
    )
    story = tell(before, record=True)
    assert statuses(story) == ["failed", "failed", "passed", "failed"]
    after = update(before, "x.console", story.recorded()["x.console"])
    assert "1000\num\ndois\n# --8" in after
    assert "echo pronto\npronto\n" in after
    assert "echo fim\nfim\n" in after
    assert statuses(tell(after)) == ["passed"] * 4


def test_recording_waits_longer_for_an_output_already_shown(tell, monkeypatch):
    monkeypatch.setattr(module, "QUIET_LIMIT", 5)
    late = "$ echo x >> n; test $(wc -l < n) -ge 15 && echo pronto || echo espere"
    story = tell(section("a", late, "pronto", before=["# retry: yes"]), record=True)
    assert statuses(story) == ["passed"]


PYTHON = """#!/usr/bin/env python3
import code, sys
sys.ps1, sys.ps2 = ">>> ", "... "
code.interact(banner="", exitmsg="")
"""


def test_a_block_typed_in_python(tell, tmp_path):
    story = tell(
        section(
            "a",
            "$ oficina -- python",
            ">>> for i in 'ab':",
            "...     print(i)",
            "... ",
            "a",
            "b",
            ">>> 1 + \\",
            "... 1",
            "2",
            ">>> exit()",
        )
    )
    python = tmp_path / "bin" / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    assert statuses(story) == ["passed"]


def test_the_prompt_of_a_block_is_no_wildcard(tell):
    story = tell(section("a", "$ oficina -- sh", "# true"))
    step = replace(story._sections[0].steps[1], prompt="... ")
    problem = module._problem(story._sections[0].steps[0], Result([], None, "# "), step)
    assert problem == "o programa mostrou o prompt «# »; a página, «... »"


def test_three_dots_before_the_cursor_are_a_prompt_only_in_python():
    command, entry = sections_of(section("a", "$ oficina -- python", ">>> 1"))[0].steps
    assert module._prompts_after(entry)("... ")
    assert not module._prompts_after(command)("... ")
    assert module._prompts_after(command)(">>> ")


def test_output_that_ends_without_a_line_break_before_the_prompt(tell):
    lines = ["$ oficina -- sh", "# printf sem-fim", "sem-fim", "# exit"]
    assert statuses(tell(section("a", *lines))) == ["passed"]


def test_recording_stops_at_a_changed_exit_code(tell):
    story = tell(section("a", "$ (exit 3)") + section("b", "$ echo b"), record=True)
    assert statuses(story) == ["failed", "blocked"]
    assert story.recorded()["x.console"][2].exit_code == 3


def test_recording_leaves_out_what_hung(tell):
    story = tell(section("a", "$ sleep 1000"), record=True, timeout=0.05)
    assert statuses(story) == ["failed"]
    assert story.recorded() == {"x.console": {}}


def test_closing_closes_every_terminal_even_if_one_fails():
    closed = []

    class Broken:
        def __init__(self, name):
            self.name = name

        def close(self):
            closed.append(self.name)
            raise RuntimeError(self.name)

    story = Story([], Broken)
    for name in ("a", "b"):
        story._terminal(name)
    with pytest.raises(RuntimeError):
        story.close()
    assert sorted(closed) == ["a", "b"]


def test_an_exit_code_shown_for_a_command_that_goes_on(tell):
    story = tell(section("a", "$ sleep 1000", "[código de saída 3]", "^C", "[código de saída 130]"))
    problem = story.result(0).failure.problem
    assert problem == "a página mostra o código de saída 3, mas o comando não acabou"
