"""O terminal: só com o bash desta máquina."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.console import terminal as module
from guide.console.terminal import CommandTimeout, Terminal, TerminalError


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    monkeypatch.setattr(module, "_PROMPT_SETTLE", 0.01)
    monkeypatch.setattr(module, "_AFTERSHOCK", 0.01)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory):
    """Um terminal para os testes que o deixam como o acharam: esperando um comando."""
    with Terminal(tmp_path_factory.mktemp("comandos"), grace=0.05) as opened:
        yield opened
        assert not opened.busy


def alive(pid):
    return pid in module._parents()


def wait_gone(pid, seconds=2):
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
        ("stty size", ["200 100"], 0),
        ("# só um comentário", [], 0),
        ("nao-existe-mesmo", ["bash: nao-existe-mesmo: command not found"], 127),
        ("echo )", ["bash: syntax error near unexpected token `)'"], 2),
        ("echo $PAGER", ["cat"], 0),
        ("env | grep -c '^PS[0-9]='", ["0"], 1),
        ("bash -c 'echo $-' | grep -c i", ["0"], 1),
    ],
)
def test_a_command_as_typed(terminal, command, output, code):
    result = terminal.run(command, 5)
    assert (result.output, result.exit_code) == (output, code)


def test_pip_does_not_tell_of_the_repositories_of_the_machine(terminal):
    pip = f"{sys.executable} -m pip install --quiet --no-index --ignore-installed --dry-run"
    result = terminal.run(f"{pip} --find-links=file:///nada flask", 30)
    assert not [line for line in result.output if line.startswith("WARNING")]
    assert result.output[-1] == "ERROR: No matching distribution found for flask"


def test_a_line_longer_than_the_terminal_is_one_line(terminal):
    assert terminal.run("printf 'a%.0s' {1..250}; echo; echo fim", 5).output == ["a" * 250, "fim"]


def test_what_scrolled_away_is_kept(terminal):
    assert terminal.run("seq 450", 5).output == [str(number) for number in range(1, 451)]


def test_the_state_of_the_shell_lasts(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.run("mkdir pasta && cd pasta && VALOR=7", 5)
        assert terminal.run("echo $VALOR; pwd", 5).output == ["7", str(tmp_path / "pasta")]


def test_a_comment_does_not_repeat_the_previous_exit_code(terminal):
    terminal.run("false", 5)
    assert terminal.run("# nada", 5).exit_code == 0


def test_the_users_settings_stay_out(tmp_path):
    (tmp_path / ".bashrc").write_text("echo do usuário; alias ls='echo outro'\n")
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "PROMPT_COMMAND": "echo poluído",
        "PS1": "meu prompt> ",
        "LANG": "pt_BR.ISO-8859-1",
        "HISTFILE": str(tmp_path / "historia"),
        "CI": "true",
        "PYTEST_ADDOPTS": "--verbose",
        "COMPOSE_PROJECT_NAME": "outro",
        "MEU": "valor",
        "CIDADE": "Recife",
    }
    forgotten = "$HISTFILE$CI$PYTEST_ADDOPTS$COMPOSE_PROJECT_NAME"
    with Terminal(tmp_path, env) as terminal:
        assert terminal.run("ls -d /", 5).output == ["/"]
        assert terminal.run("echo $MEU $CIDADE $LC_ALL", 5).output == ["valor Recife C.UTF-8"]
        assert terminal.run(f"echo {forgotten}", 5).output == []
    assert not (tmp_path / "historia").exists()


def test_a_closed_pipe_is_silent_as_in_any_terminal(terminal):
    assert terminal.run("yes | head -1", 5).output == ["y"]


def test_ctrl_c_works_in_a_suite_that_ignores_it(tmp_path):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Terminal(tmp_path) as terminal:
            terminal.start("echo pronto; sleep 1000")
            terminal.wait_for(lambda lines: lines == ["pronto"], 5, settle=0.05)
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
        terminal.run(command, 5)
    assert terminal.run("echo segue", 5).output == ["segue"]


def test_a_command_that_hangs_is_stopped_and_what_it_showed_is_told(terminal):
    started = time.monotonic()
    with pytest.raises(CommandTimeout) as caught:
        terminal.run("echo antes; sleep 1000", 0.05)
    assert caught.value.output == ["antes"]
    assert "0.05 s" in str(caught.value)
    assert time.monotonic() - started < 1
    assert terminal.run("echo segue", 5).output == ["segue"]


def test_a_command_deaf_to_ctrl_c_is_killed(terminal):
    with pytest.raises(CommandTimeout) as caught:
        terminal.run("""sh -c 'trap "" INT; echo $$; while :; do sleep 1; done'""", 0.05)
    (pid,) = caught.value.output
    assert wait_gone(int(pid))
    assert terminal.run("echo segue", 5).output == ["segue"]


def test_the_shell_that_ends_is_told(tmp_path):
    terminal = Terminal(tmp_path)
    with pytest.raises(TerminalError, match="o bash do terminal acabou durante: exit 3"):
        terminal.run("exit 3", 5)
    with pytest.raises(TerminalError, match="já foi fechado"):
        terminal.run("echo", 5)


def test_a_command_in_the_foreground_until_ctrl_c(terminal):
    terminal.start("echo pronto; sleep 1000; echo nunca")
    result = terminal.wait_for(lambda lines: lines == ["pronto"], 5, settle=0.05)
    assert (result.output, result.exit_code) == (["pronto"], None)
    assert terminal.busy
    with pytest.raises(TerminalError, match="ainda executa: echo pronto"):
        terminal.run("ls", 5)
    terminal.interrupt()
    result = terminal.wait(5)
    assert (result.output, result.exit_code) == ([], 130)


def test_what_a_program_says_after_ctrl_c(terminal):
    terminal.start("(trap 'echo tchau; exit 3' INT; printf 'sem fim de linha'; sleep 1000)")
    terminal.wait_for(lambda lines: lines == ["sem fim de linha"], 5, settle=0.05)
    terminal.interrupt()
    result = terminal.wait(5)
    assert (result.output, result.exit_code) == (["tchau"], 3)


def test_a_foreground_command_that_ends_by_itself_is_told(terminal):
    terminal.start("echo um; (exit 3)")
    assert terminal.wait_for(lambda _: False, 5).exit_code == 3


def test_settling_does_not_take_the_beginning_for_the_whole(terminal):
    terminal.start("echo um; sleep 0.02; echo dois; sleep 1000")
    with pytest.raises(CommandTimeout) as caught:
        terminal.wait_for(lambda lines: lines == ["um"], 0.1, settle=0.07)
    assert caught.value.output == ["um", "dois"]


def test_waiting_for_quiet(terminal):
    terminal.start("echo um; sleep 0.02; echo dois; sleep 1000")
    assert terminal.wait_quiet(0.06, 5).output == ["um", "dois"]
    terminal.interrupt()
    assert terminal.wait(5).exit_code == 130


def test_typing_in_an_interactive_program(terminal):
    terminal.start("PS1='# ' PS2='> ' sh -i")
    assert terminal.wait_for_prompt("# ".__eq__, 5).prompt == "# "
    terminal.type("echo olá; echo mundo")
    result = terminal.wait_for_prompt("# ".__eq__, 5)
    assert (result.output, result.exit_code, result.prompt) == (["olá", "mundo"], None, "# ")
    terminal.type("true " + "x" * 150)
    assert terminal.wait_for_prompt("# ".__eq__, 5).output == []
    terminal.type("exit 4")
    result = terminal.wait_for_prompt("# ".__eq__, 5)
    assert result.exit_code == 4


def test_the_prompt_typed_at_is_not_the_next_one(terminal, monkeypatch):
    monkeypatch.setattr(module, "_PROMPT_SETTLE", 0)
    terminal.start("PS1='# ' sh -i")
    terminal.wait_for_prompt("# ".__eq__, 5)
    terminal.type("sleep 0.01; echo um")
    assert terminal.wait_for_prompt("# ".__eq__, 5).output == ["um"]
    terminal.type("exit")
    assert terminal.wait(5).exit_code == 0


def test_a_program_that_asks_where_the_cursor_is_gets_an_answer(terminal):
    terminal.run("stty -echo", 5)
    command = r"""printf '\e[6n'; read -r -d R resposta; printf '%q\n' "$resposta" """
    assert terminal.run(command, 5).output == [r"$'\E[2;1'"]
    terminal.run("stty echo", 5)


def test_closing_leaves_no_process(tmp_path):
    with Terminal(tmp_path) as terminal:
        pids = [
            int(terminal.run(f"{command} & echo $!", 5).output[-1])
            for command in (
                "sleep 1000",
                "nohup sleep 1000 2>/dev/null",
                "(trap '' HUP TERM; sleep 1000)",
            )
        ]
        terminal.run("disown -a", 5)
        terminal.start("sleep 1000")
        assert all(map(alive, pids))
    assert not any(map(alive, pids))
    assert not module._processes(terminal._child.pid, terminal._cookie)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="só o Linux tem /proc")
def test_closing_reaches_who_changed_session(tmp_path):
    with Terminal(tmp_path) as terminal:
        code = "import os,time; os.setsid(); print(os.getpid(), flush=True); time.sleep(1000)"
        command = f'({sys.executable} -c "{code}" >pid &)'
        terminal.run(command, 5)
        pid = int(terminal.run("until [ -s pid ]; do sleep 0.005; done; cat pid", 5).output[0])
        assert alive(pid)
    assert not alive(pid)


def test_an_error_inside_the_with_leaves_no_process(tmp_path):
    with pytest.raises(KeyboardInterrupt), Terminal(tmp_path) as terminal:
        pid = int(terminal.run("sleep 1000 & echo $!", 5).output[-1])
        raise KeyboardInterrupt
    assert not alive(pid)


def test_the_death_of_the_test_process_leaves_no_process(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from guide.console.terminal import Terminal\n"
        "t = Terminal(Path(sys.argv[1]))\n"
        "background = t.run('sleep 1000 & echo $!', 5).output[-1]\n"
        "t.start('sh -c \"echo \\\\$\\\\$; exec sleep 1001\"')\n"
        "foreground = t.wait_for(bool, 5).output[-1]\n"
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
    for parents in (module._parents_from_proc(), module._parents_from_ps()):
        assert parents[os.getpid()] == os.getppid()


def test_no_bash(monkeypatch, tmp_path):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(TerminalError, match="não há bash"):
        Terminal(tmp_path)


def test_an_old_bash_is_refused(monkeypatch, tmp_path):
    monkeypatch.setitem(module._PROMPTS, "PS0", "")
    with pytest.raises(TerminalError, match=r"antigo; é preciso o 4\.4"):
        Terminal(tmp_path)
