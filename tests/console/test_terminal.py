"""O terminal: só com o bash desta máquina."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.console import processes
from guide.console import terminal as module
from guide.console.terminal import CommandTimeout, Terminal, TerminalError

LIMIT = 60
"""Segundos até um teste desistir: largo, porque a máquina pode estar ocupada."""


@pytest.fixture(scope="module")
def terminal(tmp_path_factory):
    """Um terminal para os testes que o deixam como o acharam: esperando um comando."""
    with Terminal(tmp_path_factory.mktemp("comandos"), grace=0.05) as opened:
        yield opened
        assert not opened.busy


def alive(pid):
    return pid in processes.parents_of_all()


def wait_gone(pid, seconds=LIMIT):
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not alive(pid)


@pytest.mark.parametrize(
    ("command", "output", "code"),
    [
        ("echo olá, ação", ["olá, ação"], 0),
        ("printf 'a\\nb'", ["a", "b"], 0),
        ("false", [], 1),
        ("(exit 42)", [], 42),
        ("echo 'um\ndois'", ["um", "dois"], 0),
        ("echo um \\\n  dois", ["um dois"], 0),
        ("cat <<FIM\nação\n\n  $((1 + 1))\nFIM", ["ação", "", "  2"], 0),
        ("for i in 1 2; do\n  echo $i\ndone", ["1", "2"], 0),
        ('echo "Olá!"', ["Olá!"], 0),
        ("printf '\\e[31mvermelho\\e[0m\\n'", ["vermelho"], 0),
        ("printf 'um\\ndois\\n\\e[2A\\e[KUM\\n\\n'", ["UM", "dois"], 0),
        ("printf '10%%\\r100%%\\n'", ["100%"], 0),
        ("printf '%s\\n' '' meio ''", ["", "meio"], 0),
        ("stty size", ["200 80"], 0),
        ("# só um comentário", [], 0),
        ("nao-existe-mesmo", ["bash: nao-existe-mesmo: command not found"], 127),
        ("echo )", ["bash: syntax error near unexpected token `)'"], 2),
        ("echo $PAGER", ["cat"], 0),
        ("env | grep -c '^PS[0-9]='", ["0"], 1),
        ("bash -c 'echo $-' | grep -c i", ["0"], 1),
    ],
)
def test_a_command_as_typed(terminal, command, output, code):
    result = terminal.run(command, LIMIT)
    assert (result.output, result.exit_code) == (output, code)


def test_a_line_longer_than_the_terminal_is_one_line(terminal):
    assert terminal.run("printf 'a%.0s' {1..250}; echo; echo fim", LIMIT).output == [
        "a" * 250,
        "fim",
    ]


def test_what_scrolled_away_is_kept(terminal):
    assert terminal.run("seq 450", LIMIT).output == [str(number) for number in range(1, 451)]


def test_the_state_of_the_shell_lasts(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.run("mkdir pasta && cd pasta && VALOR=7", LIMIT)
        assert terminal.run("echo $VALOR; pwd", LIMIT).output == ["7", str(tmp_path / "pasta")]


def test_a_comment_does_not_repeat_the_previous_exit_code(terminal):
    terminal.run("false", LIMIT)
    assert terminal.run("# nada", LIMIT).exit_code == 0


def test_the_users_settings_stay_out(tmp_path):
    (tmp_path / ".bashrc").write_text("echo do usuário; alias ls='echo outro'\n")
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "PROMPT_COMMAND": "echo poluído",
        "PS1": "meu prompt> ",
        "LANG": "pt_BR.ISO-8859-1",
        "HISTFILE": str(tmp_path / "historia"),
        "MEU": "valor",
        "CIDADE": "Recife",
    }
    with Terminal(tmp_path, env) as terminal:
        assert terminal.run("ls -d /", LIMIT).output == ["/"]
        assert terminal.run("echo $MEU $CIDADE $LC_ALL", LIMIT).output == ["valor Recife C.UTF-8"]
        assert terminal.run("echo $HISTFILE", LIMIT).output == []
    assert not (tmp_path / "historia").exists()


def test_a_closed_pipe_is_silent_as_in_any_terminal(terminal):
    assert terminal.run("yes | head -1", LIMIT).output == ["y"]


def test_ctrl_c_works_in_a_suite_that_ignores_it(tmp_path):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Terminal(tmp_path) as terminal:
            terminal.start("echo pronto; sleep 1000")
            terminal.wait_for(lambda lines: lines == ["pronto"], LIMIT, settle=0.05)
            terminal.interrupt()
            assert terminal.wait(5).exit_code == 130
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("echo 'aberta", "incompleto"),
        ("cat <<FIM\nsem fim", "incompleto"),
        ("echo um\necho dois", "já estava completo antes da linha «> echo dois»"),
        ("echo " + "a" * 5000, "4095 bytes"),
    ],
)
def test_commands_that_cannot_be_typed_so(terminal, command, message):
    with pytest.raises(TerminalError, match=message):
        terminal.run(command, LIMIT)
    assert terminal.run("echo segue", LIMIT).output == ["segue"]


def test_a_command_that_hangs_is_stopped_and_what_it_showed_is_told(terminal):
    terminal.start("echo antes; sleep 1000")
    terminal.wait_for(["antes"].__eq__, LIMIT)
    with pytest.raises(CommandTimeout) as caught:
        terminal.wait(0.01)
    assert caught.value.output == ["antes"]
    assert "0.01 s" in str(caught.value)
    assert terminal.run("echo segue", LIMIT).output == ["segue"]


def test_a_command_deaf_to_ctrl_c_is_killed(terminal):
    terminal.start("""sh -c 'trap "" INT; echo $$; while :; do sleep 1; done'""")
    (pid,) = terminal.wait_for(bool, LIMIT).output
    with pytest.raises(CommandTimeout):
        terminal.wait(0.01)
    assert wait_gone(int(pid))
    assert terminal.run("echo segue", LIMIT).output == ["segue"]


def test_a_ctrl_c_that_reaches_the_prompt_does_not_end_the_next_command(terminal, monkeypatch):
    """Como se o comando acabasse no instante do Ctrl+C: o prompt se repete depois do fim dele."""
    send = terminal._child.send

    def press(text):
        send(text)
        if text == "\x03":
            terminal._state = "prompt"

    monkeypatch.setattr(terminal._child, "send", press)
    for _ in range(3):
        terminal._state = "running"
        terminal._stop()
        result = terminal.run("(exit 7)", LIMIT)
        assert (result.output, result.exit_code) == ([], 7)


def test_the_shell_that_ends_is_told(tmp_path):
    terminal = Terminal(tmp_path)
    with pytest.raises(TerminalError, match="o bash do terminal acabou durante: exit 3"):
        terminal.run("exit 3", LIMIT)
    with pytest.raises(TerminalError, match="já foi fechado"):
        terminal.run("echo", LIMIT)


def test_a_command_in_the_foreground_until_ctrl_c(terminal):
    terminal.start("echo pronto; sleep 1000; echo nunca")
    result = terminal.wait_for(lambda lines: lines == ["pronto"], LIMIT, settle=0.05)
    assert (result.output, result.exit_code) == (["pronto"], None)
    assert terminal.busy
    with pytest.raises(TerminalError, match="ainda executa: echo pronto"):
        terminal.run("ls", LIMIT)
    terminal.interrupt()
    result = terminal.wait(5)
    assert (result.output, result.exit_code) == ([], 130)


def test_what_a_program_says_after_ctrl_c(terminal):
    terminal.start("(trap 'echo tchau; exit 3' INT; printf 'sem fim de linha'; sleep 1000)")
    terminal.wait_for(lambda lines: lines == ["sem fim de linha"], LIMIT, settle=0.05)
    terminal.interrupt()
    result = terminal.wait(5)
    assert (result.output, result.exit_code) == (["tchau"], 3)


def test_the_line_of_the_echo_of_ctrl_c_is_no_output(terminal):
    terminal.start("(trap 'echo; echo tchau; exit 3' INT; echo pronto; sleep 1000)")
    terminal.wait_for(["pronto"].__eq__, LIMIT)
    terminal.interrupt()
    assert terminal.wait(LIMIT).output == ["tchau"]


def test_ctrl_c_in_a_program_that_echoes_by_itself(terminal):
    code = (
        "import os, tty; tty.setraw(0); os.write(1, b'pronto'); "
        "os.read(0, 1); os.write(1, b'^C\\r\\nfim\\r\\n')"
    )
    terminal.start(f'{sys.executable} -c "{code}"; stty sane')
    terminal.wait_for(["pronto"].__eq__, LIMIT)
    terminal.interrupt()
    assert terminal.wait(LIMIT).output == ["fim"]


def test_ctrl_c_in_a_program_that_does_not_stop_writing(terminal):
    terminal.start("yes")
    terminal.wait_for(bool, LIMIT)
    terminal.interrupt()
    assert terminal.wait(LIMIT).exit_code == 130


def test_a_foreground_command_that_ends_by_itself_is_told(terminal):
    terminal.start("echo um; (exit 3)")
    assert terminal.wait_for(lambda _: False, LIMIT).exit_code == 3


def test_settling_does_not_take_the_beginning_for_the_whole(terminal, tmp_path):
    fifo = tmp_path / "pode-seguir"
    os.mkfifo(fifo)
    terminal.start(f"echo um; read < {fifo}; echo dois; sleep 1000")
    seen = []

    def shown(lines):
        if lines == ["um"] and ["um"] not in seen:
            fifo.write_text("já\n")
        seen.append(lines)
        return lines in (["um"], ["um", "dois"])

    assert terminal.wait_for(shown, LIMIT, settle=0.5).output == ["um", "dois"]
    assert ["um"] in seen
    terminal.interrupt()
    terminal.wait(LIMIT)


def test_a_program_at_work_has_not_settled(terminal):
    terminal.start("echo um; for ((i = 0; i < 300000; i++)); do :; done; echo dois; sleep 1000")
    result = terminal.wait_for(lambda lines: lines[:1] == ["um"], LIMIT, settle=0.1)
    assert result.output == ["um", "dois"]
    terminal.interrupt()
    terminal.wait(LIMIT)


def test_a_program_that_never_rests_settles_at_the_limit(terminal):
    terminal.start("echo um; while :; do :; done")
    terminal.wait_for(["um"].__eq__, LIMIT)
    assert terminal.wait_for(["um"].__eq__, 0.2, settle=0.05).output == ["um"]
    terminal.interrupt()
    assert terminal.wait(LIMIT).exit_code == 130


def test_waiting_for_quiet(terminal):
    terminal.start("echo um; sleep 0.01; echo dois; sleep 1000")
    assert terminal.wait_quiet(bool, 0.5, LIMIT).output == ["um", "dois"]
    terminal.interrupt()
    assert terminal.wait(LIMIT).exit_code == 130


def test_typing_in_an_interactive_program(terminal):
    terminal.start("PS1='# ' PS2='> ' sh -i")
    assert terminal.wait_for_prompt("# ".__eq__, LIMIT).prompt == "# "
    terminal.type("echo olá; echo mundo")
    result = terminal.wait_for_prompt("# ".__eq__, LIMIT)
    assert (result.output, result.exit_code, result.prompt) == (["olá", "mundo"], None, "# ")
    terminal.type("true " + "x" * 150)
    assert terminal.wait_for_prompt("# ".__eq__, LIMIT).output == []
    terminal.type("exit 4")
    result = terminal.wait_for_prompt("# ".__eq__, LIMIT)
    assert result.exit_code == 4


def test_the_prompt_typed_at_is_not_the_next_one(terminal, monkeypatch):
    monkeypatch.setattr(module, "_PROMPT_SETTLE", 0)
    terminal.start("PS1='# ' sh -i")
    terminal.wait_for_prompt("# ".__eq__, LIMIT)
    terminal.type("sleep 0.01; echo um")
    assert terminal.wait_for_prompt("# ".__eq__, LIMIT).output == ["um"]
    terminal.type("exit")
    assert terminal.wait(5).exit_code == 0


def test_a_program_that_asks_where_the_cursor_is_gets_an_answer(terminal):
    terminal.run("stty -echo", LIMIT)
    command = r"""printf '\e[6n'; read -r -d R resposta; printf '%q\n' "$resposta" """
    assert terminal.run(command, LIMIT).output == [r"$'\E[2;1'"]
    terminal.run("stty echo", LIMIT)


def test_closing_leaves_no_process(tmp_path):
    with Terminal(tmp_path) as terminal:
        pids = [
            int(terminal.run(f"{command} & echo $!", LIMIT).output[-1])
            for command in (
                "sleep 1000",
                "nohup sleep 1000 2>/dev/null",
                "(trap '' HUP TERM; sleep 1000)",
            )
        ]
        terminal.run("disown -a", LIMIT)
        terminal.start("sleep 1000")
        assert all(map(alive, pids))
    assert not any(map(alive, pids))
    assert not processes.of_terminal(terminal._child.pid, terminal._cookie)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="só o Linux tem /proc")
@pytest.mark.parametrize("environment", ["", "env -i "], ids=["com o ambiente", "sem o ambiente"])
def test_closing_reaches_who_changed_session(tmp_path, environment):
    with Terminal(tmp_path) as terminal:
        code = "import os,time; os.setsid(); print(os.getpid(), flush=True); time.sleep(1000)"
        command = f'({environment}{sys.executable} -c "{code}" >pid &)'
        terminal.run(command, LIMIT)
        pid = int(terminal.run("until [ -s pid ]; do sleep 0.005; done; cat pid", LIMIT).output[0])
        assert alive(pid)
    assert not alive(pid)


def test_closing_does_not_let_the_shell_go_on_to_the_next_command(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.start("echo um; sleep 1000; touch depois; sleep 1000; touch depois")
        terminal.wait_for(["um"].__eq__, LIMIT)
    assert not (tmp_path / "depois").exists()


def test_who_resists_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_KILL_LIMIT", 0.05)
    terminal = Terminal(tmp_path)
    pid = int(terminal.run("sleep 1000 & echo $!", LIMIT).output[-1])
    real = os.kill
    monkeypatch.setattr(processes.os, "kill", lambda one, number: one == pid or real(one, number))
    with pytest.raises(TerminalError, match=rf"encerrar os processos {pid} \(sleep\)"):
        terminal.close()
    monkeypatch.undo()
    real(pid, signal.SIGKILL)


def test_an_error_inside_the_with_leaves_no_process(tmp_path):
    with pytest.raises(KeyboardInterrupt), Terminal(tmp_path) as terminal:
        pid = int(terminal.run("sleep 1000 & echo $!", LIMIT).output[-1])
        raise KeyboardInterrupt
    assert not alive(pid)


def test_the_death_of_the_test_process_leaves_no_process(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from guide.console.terminal import Terminal\n"
        "t = Terminal(Path(sys.argv[1]))\n"
        "background = t.run('sleep 1000 & echo $!', 60).output[-1]\n"
        "t.start('sh -c \"echo \\\\$\\\\$; exec sleep 1001\"')\n"
        "foreground = t.wait_for(bool, 60).output[-1]\n"
        "print(background, foreground, flush=True); time.sleep(1000)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[2])},
    )
    with process, process.stdout:
        try:
            pids = [int(pid) for pid in process.stdout.readline().split()]
            assert len(pids) == 2
            assert all(map(alive, pids))
        finally:
            process.send_signal(signal.SIGKILL)
    assert all(map(wait_gone, pids))


def test_the_two_ways_of_listing_processes_agree():
    if not Path("/proc/self/stat").exists():
        pytest.skip("só o Linux tem /proc")
    for parents in (processes._parents_from_proc(), processes._parents_from_ps()):
        assert parents[os.getpid()] == os.getppid()


def test_no_bash(monkeypatch, tmp_path):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(TerminalError, match="não há bash"):
        Terminal(tmp_path)


def test_an_old_bash_is_refused(monkeypatch, tmp_path):
    prompts = Terminal._prompts
    monkeypatch.setattr(Terminal, "_prompts", lambda self: {**prompts(self), "PS0": ""})
    with pytest.raises(TerminalError, match=r"antigo; é preciso o 4\.4"):
        Terminal(tmp_path)


HARD = {
    "VS16": ("echo '⚠️ disco cheio'; echo fim", ["⚠️ disco cheio", "fim"]),
    "ZWJ": ("echo '👩‍💻 ola'", ["👩‍💻 ola"]),
    "espaço de largura zero": (r"printf 'um\u200bdois\n'", ["um\u200bdois"]),
    "híndi": ("echo 'हिन्दी ok'", ["हिन्दी ok"]),
    "clear": ("clear; echo um; echo dois", ["um", "dois"]),
    "home": (r"printf '\e[2J\e[HNOME\nweb\n'", ["NOME", "web"]),
    "?4m": (r"printf '\e[?4moi\n'", ["oi"]),
    "parâmetros a mais": (r"printf 'a\e[1;5Cb\n'", ["a b"]),
    "apagar desconhecido": (r"printf '\e[5Joi\n'", ["oi"]),
    "tela alternativa": (
        r"echo antes; printf '\e[?1049h\e[2J\e[Hx\n\e[?1049l'; echo depois",
        ["antes", "depois"],
    ),
    "linha dobrada que se apaga": (
        r"printf 'x%.0s' {1..150}; printf '\e[2K\e[1A\e[2K\rum\e[1B\rdois\n'",
        ["um", "dois"],
    ),
    "margens": (
        r"printf '\e[1;200r'; seq 450 | wc -l; seq 450; printf '\e[r'",
        ["450", *map(str, range(1, 451))],
    ),
    "cor com dois-pontos": (r"printf '\e[4:3mond\e[0m\n'", ["ond"]),
    "DECSTR": (r"printf '\e[!poi\n'", ["oi"]),
    "teclado do kitty": (r"printf '\e[<uoi\n'", ["oi"]),
    "DCS": (r"printf '\eP+q544e\e\\oi\n'", ["oi"]),
    "repetição": (r"printf 'a\e[4b|\n'", ["aaaaa|"]),
    "cursor guardado": (r"printf 'abc\e[sdef\e[uX\n'", ["abcXef"]),
    "marcas de outro": (
        r"printf '\e]133;D;7\a\e]133;A\a\e]133;B\aum\n'; sleep 0.01; echo dois",
        ["um", "dois"],
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_output(terminal, name):
    command, output = HARD[name]
    result = terminal.run(command, LIMIT)
    assert (result.output, result.exit_code) == (output, 0)


def test_a_bad_line_is_told_also_without_echo(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.run("stty -echo", LIMIT)
        result = terminal.run("echo )", LIMIT)
        assert result.output == ["bash: syntax error near unexpected token `)'"]
        assert result.exit_code == 2
        assert terminal.run("# nada", LIMIT).exit_code == 0


@pytest.mark.parametrize("before", ["", "stty -echo; "])
def test_an_answer_nobody_read_does_not_land_in_the_next_command(tmp_path, before):
    with Terminal(tmp_path) as terminal:
        assert terminal.run(before + r"printf '\e[6n'", LIMIT).output == []
        assert terminal.run("echo ok", LIMIT).output == ["ok"]


def test_who_asks_without_turning_the_echo_off_gets_no_answer(terminal):
    command = r"printf '\e[6n'; read -r -t 0.3 -d R resposta || echo nada"
    assert terminal.run(command, LIMIT).output == ["nada"]


@pytest.mark.parametrize(
    ("typed", "output"), [("printf sem-fim", ["sem-fim"]), ("clear", []), ("clear; echo a", ["a"])]
)
def test_the_prompt_of_a_program_after_hard_output(tmp_path, typed, output):
    with Terminal(tmp_path) as terminal:
        terminal.start("PS1='# ' bash --norc -i")
        terminal.wait_for_prompt("# ".__eq__, LIMIT)
        terminal.type(typed)
        result = terminal.wait_for_prompt("# ".__eq__, LIMIT)
        assert (result.output, result.prompt) == (output, "# ")


@pytest.mark.parametrize(
    ("variable", "value", "command", "output"),
    [
        ("CDPATH", "/", "mkdir usr; cd usr", []),
        ("SHELLOPTS", "xtrace", "echo a", ["a"]),
        ("BASHOPTS", "failglob", "echo nada*", ["nada*"]),
        ("GLOBIGNORE", "*", "touch a.b; echo *.b", ["a.b"]),
        ("POSIXLY_CORRECT", "1", "shopt -o posix", ["posix           off"]),
        ("TMOUT", "1", "echo $TMOUT", []),
        ("TIMEFORMAT", "outro", "echo $TIMEFORMAT", []),
        ("GREP_OPTIONS", "--count", "echo a | grep a", ["a"]),
        ("BLOCK_SIZE", "1", "echo $BLOCK_SIZE", []),
    ],
)
def test_a_variable_that_would_change_the_output_stays_out(
    tmp_path, variable, value, command, output
):
    with Terminal(tmp_path, {**os.environ, variable: value}) as terminal:
        assert terminal.run(command, LIMIT).output == output


def test_a_folder_of_this_run_has_the_name_a_reader_could_have(tmp_path):
    real = str(tmp_path)
    with Terminal(tmp_path, aliases={real: "/home/voce", f"{real}/a": "/home/outra"}) as terminal:
        shown = terminal.run("pwd; echo ${PWD}x $PWD/a/b; printf '%095d %s' 0 $PWD", LIMIT).output
        assert shown == ["/home/voce", f"{real}x /home/outra/b", "0" * 95 + " /home/voce"]
        with pytest.raises(CommandTimeout) as caught:
            terminal.start("pwd; sleep 1000")
            terminal.wait_for(["/home/voce"].__eq__, LIMIT)
            terminal.wait(0.01)
        assert caught.value.output == ["/home/voce"]
