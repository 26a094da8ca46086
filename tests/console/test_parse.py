"""A gramática das transcrições: o que se lê, o que se escreve e o que se recusa."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.console import parse
from guide.console.parse import Section, Step, Transcript, TranscriptError


def section(*lines, name="build", before=()):
    body = [*before, f"# --8<-- [start:{name}]", *lines, f"# --8<-- [end:{name}]"]
    return "\n".join(body) + "\n"


def is_interactive(command):
    """O programa interativo destes testes é a oficina; com -T, ela não é."""
    return command.startswith("oficina ") and "-T" not in command


def steps_of(*lines, before=()):
    text = section(*lines, before=before)
    return parse.parse(text, "x.console", is_interactive).sections[0].steps


def written(transcript: Transcript) -> str:
    """O texto de uma transcrição: lido, dá uma igual."""
    return "\n".join(map(written_section, transcript.sections))


def written_section(one: Section) -> str:
    before = []
    if one.terminal != parse.DEFAULT_TERMINAL:
        before.append(f"# terminal: {one.terminal}")
    if one.timeout != parse.DEFAULT_TIMEOUT:
        before.append(f"# timeout: {one.timeout}")
    if one.retry:
        before.append("# retry: yes")
    before += [f"# aceita: {pattern.text}" for pattern in one.accepts]
    lines = []
    for step in one.steps:
        lines += [step.shown, *step.expected]
        lines += [parse.exit_code_line(step.exit_code)] if step.exit_code else []
    return section(*lines, name=one.name, before=before)


def test_a_command_its_output_and_its_exit_code():
    (step,) = steps_of("$ ls nada", "ls: nada: não existe", "", "[código de saída 2]", "")
    assert step == Step("command", "ls nada", expected=["ls: nada: não existe"], exit_code=2)
    assert (step.line, step.output_start, step.output_end) == (2, 3, 4)


def test_continuations_reach_the_shell_with_their_line_breaks():
    (step,) = steps_of("$ docker run \\", ">   -d nginx", ">", "abc")
    assert step.text == "docker run \\\n  -d nginx\n"
    assert step.shown == "$ docker run \\\n>   -d nginx\n>"
    assert (step.output_start, step.output_end) == (5, 6)


def test_blank_lines_count_inside_the_output_but_not_at_its_end():
    first, second = steps_of("$ a", "", "um", "", "dois  ", "", "", "$ b", "")
    assert first.expected == ["", "um", "", "dois"]
    assert (first.output_start, first.output_end) == (3, 7)
    assert second.expected == []
    assert (second.output_start, second.output_end) == (10, 10)


def test_directives_apply_to_the_next_section_only():
    text = section(
        "$ a", before=["# terminal: outro", "", "# timeout: 90", "# retry: yes"]
    ) + section("$ b", name="run")
    first, second = parse.parse(text, "x.console").sections
    assert (first.terminal, first.timeout, first.retry) == ("outro", 90, True)
    assert (second.terminal, second.timeout, second.retry) == ("principal", 60, False)


def test_ctrl_c_and_what_it_shows():
    command, interrupt = steps_of("$ sleep 9", "^C", "tchau", "[código de saída 130]")
    assert command.kind == "command"
    assert interrupt == Step("interrupt", expected=["tchau"], exit_code=130)


@pytest.mark.parametrize(
    ("line", "prompt", "text"),
    [
        ("# ls", "# ", "ls"),
        ("root@[..]:/app# ls -l", "root@[..]:/app# ", "ls -l"),
        ("root@3f2a9c1b2d3e:/# ls", "root@3f2a9c1b2d3e:/# ", "ls"),
        (">>> 1 + 1", ">>> ", "1 + 1"),
    ],
)
def test_inputs_of_an_interactive_program(line, prompt, text):
    _, entry = steps_of("$ oficina sh", line, "saída")
    assert entry == Step("input", text, prompt, ["saída"])


def test_the_same_lines_are_output_when_the_program_is_not_interactive():
    (step,) = steps_of("$ cat Dockerfile", "# comentário", ">>> nada")
    assert step.expected == ["# comentário", ">>> nada"]


def test_after_exit_the_lines_are_output_again():
    steps = steps_of("$ oficina sh", "# exit", "# não é entrada")
    assert [step.kind for step in steps] == ["command", "input"]
    assert steps[1].expected == ["# não é entrada"]


def test_a_later_section_goes_on_typing_in_the_same_terminal():
    text = section("$ oficina sh", name="entrar") + section("# ls", name="ver")
    assert parse.parse(text, "x", is_interactive).sections[1].steps[0].kind == "input"
    other = text.replace("# --8<-- [start:ver]", "# terminal: outro\n# --8<-- [start:ver]")
    with pytest.raises(TranscriptError, match="nota dentro da seção «ver»"):
        parse.parse(other, "x", is_interactive)


def test_ctrl_c_on_a_program_nobody_typed_in_ends_it():
    text = section("$ oficina web", name="subir") + section("^C", "# saída", name="parar")
    (step,) = parse.parse(text, "x", is_interactive).sections[1].steps
    assert step.expected == ["# saída"]


def test_a_continued_command_opens_a_program_or_not_by_its_whole_text():
    (step,) = steps_of("$ oficina \\", "> -T cat r.txt", "# comentário")
    assert step.expected == ["# comentário"]
    assert not step.interactive
    command, entry = steps_of("$ oficina \\", "> sh", "# ls")
    assert command.interactive
    assert entry.kind == "input"


def test_a_block_in_python():
    _, loop, body, end, expression = steps_of(
        "$ oficina python", ">>> for i in 'a':", "...     print(i)", "...", "a", ">>> 1", "1"
    )
    assert (loop.prompt, loop.expected) == (">>> ", [])
    assert (body.prompt, body.text, body.expected) == ("... ", "    print(i)", [])
    assert (end.prompt, end.text, end.expected) == ("... ", "", ["a"])
    assert expression.expected == ["1"]


def test_omitted_lines_in_python_are_no_block():
    _, first, second = steps_of("$ oficina python", ">>> help(1)", "...", "fim", ">>> 2", "2")
    assert first.expected == ["...", "fim"]
    assert second.text == "2"


def test_spaces_at_the_end_of_a_typed_line_are_kept():
    text = section("$ cat <<FIM", "> a  ", ">    ", "> FIM", "a  ", "...")
    transcript = parse.parse(text, "x")
    assert transcript.sections[0].steps[0].text == "cat <<FIM\na  \n   \nFIM"
    assert parse.parse(written(transcript), "x") == transcript


def test_what_a_section_accepts_reaches_its_steps():
    text = section("$ a", "usa 2 de 4", "$ b", "fim", before=["# aceita: usa [..] de 4"])
    transcript = parse.parse(text, "x")
    (one,) = transcript.sections
    assert [(pattern.text, pattern.line) for pattern in one.accepts] == [("usa [..] de 4", 1)]
    assert all(step.accepts == one.accepts for step in one.steps)
    assert parse.parse(written(transcript), "x") == transcript


def test_what_a_section_accepts_keeps_the_indentation_of_the_line():
    text = section("$ a", "Server:", " Version: 28.5", before=["# aceita:  Version: 28.[..]"])
    (pattern,) = parse.parse(text, "x").sections[0].accepts
    assert pattern.text == " Version: 28.[..]"


@pytest.mark.parametrize("line", ["# espere o banco", "# cor: azul", "# timeout: já", "# retry:"])
def test_a_line_of_comment_is_output_and_whoever_runs_it_tells(line):
    (step,) = steps_of("$ cat Dockerfile", line)
    assert step.expected == [line]


@pytest.mark.parametrize("line", ["# terminal: outro", "# timeout: 5", "# retry: yes"])
def test_a_directive_is_no_output(line):
    assert parse.meaning_of(line) == "uma diretiva"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (section("saída", "$ a"), 2, "saída antes de um comando"),
        (section("> a"), 2, "sem comando"),
        (section("$ a", "saída", "> b"), 4, "sem comando"),
        (section("$ "), 2, "comando vazio"),
        (section("$"), 2, "comando vazio"),
        (section("$ a", "[código de saída 0]"), 3, "não é um código de saída"),
        (section("$ a", "[código de saída 300]"), 3, "não é um código de saída"),
        (section("$ a", "[código de saída 3]", "mais"), 3, "no meio da saída"),
        (section("$ a", "..."), 3, "só tem «...»"),
        (section("$ a", "um", "...", "...", "dois"), 5, "duas linhas «...» seguidas"),
        (section(), 2, "não tem nenhum comando"),
        (section("$ a") + section("$ b"), 4, "já existe na linha 1"),
        ("# --8<-- [start:a]\n$ a\n", 1, "não foi fechada"),
        ("# --8<-- [end:a]\n", 1, "sem ter começado"),
        ("# --8<-- [start:a]\n$ a\n# --8<-- [end:b]\n", 3, "seção desconhecida, «b»"),
        ("# --8<-- [start:a]\n# --8<-- [start:b]\n", 2, "começa dentro de «a»"),
        ("# --8<-- [start:Á]\n", 1, "malformado"),
        ("# --8<-- [start:a] \n", 1, "malformado"),
        (section("$ a", "# --8<-- inicio"), 3, "malformado"),
        ("oi\n", 1, "texto fora de seção"),
        (section("$ a") + "$ b\n", 4, "texto fora de seção"),
        (section("$ a", before=["# cor: azul"]), 1, "diretiva desconhecida «cor»"),
        (section("$ a", before=["# timeout: já"]), 1, "valor ruim «já»"),
        (section("$ a", before=["# timeout: 0"]), 1, "valor ruim «0»"),
        (section("$ a", before=["# retry: sim"]), 1, "valor ruim «sim»"),
        (section("$ a", before=["# terminal: O Outro"]), 1, "valor ruim"),
        (section("$ a", before=["# retry: yes", "# retry: yes"]), 2, "repetida"),
        (section("$ a") + "# retry: yes\n", 4, "não tem seção depois"),
        (section("$ a") + "# aceita: o motor [..]\n", 4, "não tem seção depois"),
        (section("$ a", "o motor é outro", before=["# aceita: a rede [..]"]), 1, "não casa com"),
        (section("$ a", "o motor", before=["# aceita: o motor"]), 1, "não tem «[..]»"),
        (section("$ a", "o motor", before=["# aceita: [..]"]), 1, "aceitaria quase tudo"),
        (
            section("$ a", "o motor roda oito containers", before=["# aceita: o motor [..]"]),
            1,
            "não casa com nenhuma linha que a seção «build» mostra; um «[..]» é um valor só",
        ),
        (
            section("$ a", "o motor escutou", before=["# aceita: o motor [..]"]),
            1,
            "deixa aberto «escutou», que não é um valor só",
        ),
        (
            section("$ a", "no IP 203.0.113.254", before=["# aceita: no IP [..]"]),
            1,
            "deixa aberta mais da metade",
        ),
        (section("$ a", "um", before=["# aceita: qual [..]"] * 2), 2, "está repetido"),
        (section("$ a", "# aceita: web [..]"), 3, "a diretiva «aceita» está dentro da seção"),
        (section("$ a", "^C", before=["# retry: yes"]), 4, "só pode ter comandos"),
        (section("$ a\tb"), 2, "tabulação"),
        (section("$ cat <<FIM", "> \ta", "> FIM"), 3, "escreva «\\t» com printf"),
        (section("$ a", "b\r"), 3, "CRLF"),
        (section("$ a", "10%\r100%"), 3, "retorno de carro (U+000D) no meio da linha"),
        (section("$ a", "# retry: yes"), 3, "ponha-a antes de «# --8<-- [start:build]»"),
        (section("$ a", "um", "# timeout: 5"), 4, "a diretiva «timeout» está dentro da seção"),
        (section("$ oficina sh", "# timeout: 5"), 3, "a diretiva «timeout» está dentro da seção"),
        (section("# nota", "$ a"), 2, "nota dentro da seção «build»"),
        (section("$ a \\", "    --b"), 2, "comece-a com «> », ou apague o «\\»"),
        (section("$ a \\", "> b \\", "$ c"), 3, "comece-a com «> », ou apague o «\\»"),
        (section("$ a \\"), 2, "comece-a com «> », ou apague o «\\»"),
        (section("$ oficina sh", "# ls \\", "a"), 3, "escreva-a inteira numa só"),
        (section("$ a", "\x1b[31mb"), 3, "U+001B"),
        ("\ufeff" + section("$ a"), 1, "U+FEFF"),
    ],
)
def test_bad_transcripts_are_rejected_with_file_and_line(text, line, message):
    with pytest.raises(TranscriptError) as caught:
        parse.parse(text, "examples/a/b.console", is_interactive)
    assert str(caught.value).startswith(f"examples/a/b.console:{line}: ")
    assert message in str(caught.value)


def test_an_unknown_section_is_named_with_those_that_exist():
    transcript = parse.parse(section("$ a") + section("$ b", name="run"), "x.console")
    with pytest.raises(TranscriptError, match="«buid»; as que existem: build, run"):
        transcript.section("buid")


def test_two_bars_at_the_end_are_a_bar_and_go_nowhere():
    (step,) = steps_of("$ echo \\\\", "\\")
    assert step.expected == ["\\"]


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"))
OUTPUT = (
    st.one_of(
        TEXT,
        st.sampled_from(["", "...", "$", "# x", "[código de saída 3]", "^C", "> "]),
    )
    .map(str.rstrip)
    .filter(lambda line: line == "..." or not parse.meaning_of(line))
)


@st.composite
def outputs(draw):
    lines = draw(st.lists(OUTPUT, max_size=4))
    repeated = any(a == b == "..." for a, b in pairwise(lines))
    if repeated or parse.only_omitted(lines) or (lines and not lines[-1]):
        return []
    return lines


CODE = st.just(0) | st.integers(1, 255)
MORE = TEXT.filter(lambda line: "-8<-" not in line)
LINE = MORE.filter(str.strip)
COMMAND = st.builds(
    lambda first, rest, expected, code: Step(
        "command", "\n".join([first, *rest]), expected=expected, exit_code=code
    ),
    LINE,
    st.lists(MORE, max_size=2),
    outputs(),
    CODE,
).filter(lambda step: not step.text.endswith("\\"))
INTERRUPT = st.builds(
    lambda expected, code: Step("interrupt", expected=expected, exit_code=code), outputs(), CODE
)
NAMES = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
SECTION = st.builds(
    Section,
    name=NAMES,
    terminal=NAMES,
    timeout=st.integers(1, 99999),
    steps=st.lists(COMMAND | INTERRUPT, min_size=1, max_size=3),
)
TRANSCRIPT = st.builds(
    Transcript,
    path=st.just("x.console"),
    sections=st.lists(SECTION, max_size=2, unique_by=lambda item: item.name),
)


@settings(max_examples=20, deadline=None)
@given(TRANSCRIPT)
def test_printing_and_reading_back_is_the_identity(transcript):
    text = written(transcript)
    assert parse.parse(text, "x.console") == transcript
    assert written(parse.parse(text, "x.console")) == text


def test_printing_keeps_inputs_and_directives():
    text = section(
        "$ oficina bash",
        "root@[..]:/# ls",
        "bin",
        "root@[..]:/# exit",
        "exit",
        "[código de saída 3]",
        before=["# terminal: outro", "# timeout: 90"],
    )
    assert written(parse.parse(text, "x", is_interactive)) == text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        OUTPUT | st.sampled_from(["$ a", "> b", "[código de saída 3]", "^C", "# retry: yes"]),
        max_size=8,
    )
)
def test_any_text_is_read_or_rejected(lines):
    text = section(*lines)
    try:
        transcript = parse.parse(text, "x")
    except TranscriptError:
        return
    assert parse.parse(written(transcript), "x") == transcript
