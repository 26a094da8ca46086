"""Um terminal como as pessoas têm: bash num PTY de 100 colunas, com a tela já desenhada.

O pexpect cuida do pseudoterminal e o pyte desenha o que chega: cores somem, e o progresso do
BuildKit vira a tabela final que a pessoa vê. O fim de um comando e o seu código de saída vêm da
integração de shell OSC 133 (`A` prompt, `B` entrada, `C` saída, `D;código` fim), emitida pelos
prompts do bash e invisível na tela; não há espera por tempo fixo.

A saída vem em linhas lógicas: uma linha mais longa que o terminal, que a tela mostra dobrada, volta
a ser uma só. Assim um valor que muda de largura não muda o lugar da dobra, e a página mostra o que
a pessoa copiaria.
"""

import codecs
import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
import uuid
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pexpect
import pyte

COLUMNS = 100
LINES = 200

_CTRL_C = "\x03"
_LONGEST_LINE = 4095
"""Bytes que o núcleo aceita numa linha digitada, sem a quebra (MAX_CANON do Linux)."""

_AFTERSHOCK = 0.05
"""Segundos de silêncio depois dos quais um comando parado não escreve mais nada."""

_PROMPT_SETTLE = 0.05
"""Segundos que o prompt de um programa precisa ficar parado: pode ser o começo de uma linha."""

_DRAIN = 0.05
"""Segundos de silêncio depois dos quais o que o comando já mostrou está todo na tela."""

_KILL_LIMIT = 5.0
"""Segundos até desistir de matar os processos de um terminal."""

_MARK = re.compile(r"\x1b\]133;([A-DP])(?:;([^\x07]*))?\x07")
_PARTIAL_MARK = re.compile(r"\x1b(?:\](?:1(?:3(?:3(?:;[^\x07]*)?)?)?)?)?$")

_PROMPTS = {
    "PS0": r"\e]133;C\a",
    "PS1": r"\e]133;D;$?\a\e]133;A\a$ \e]133;B\a",
    "PS2": r"> \e]133;P;k=s\a",
}
_SETTINGS = {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "SYSTEMD_PAGER": "cat",
    "LESS": "FRX",
    # Soma-se a um --quiet: calam-se os avisos sobre os repositórios que a máquina configura.
    "PIP_QUIET": "1",
}
_FORGOTTEN = re.compile(
    r"BASH_|PROMPT_|HIST|PS\d$|MAIL|LC_|LANGUAGE$|COLUMNS$|LINES$|ENV$|INPUTRC$"
    # Programas que mostram mais, ou menos, na integração contínua ou a pedido da pessoa.
    r"|CI$|BUILD_NUMBER$|PYTEST_|COMPOSE_|BUILDKIT_|BUILDX_|NO_COLOR$|FORCE_COLOR$|CLICOLOR"
)
_SETUP = f"unset HISTFILE MAILCHECK; export -n {' '.join(_PROMPTS)}"


class TerminalError(RuntimeError):
    """O terminal não pôde fazer o que se pediu; a mensagem diz por quê."""


class CommandTimeout(TerminalError):  # noqa: N818 (é um acontecimento, não um engano)
    """Um comando não acabou no limite e foi parado.

    `command` é o comando, `timeout` o limite em segundos e `output` as linhas que já tinham saído.
    """

    def __init__(self, command: str, timeout: float, output: list[str]) -> None:
        super().__init__(f"o comando passou do limite de {timeout:g} s e foi parado: {command}")
        self.command = command
        self.timeout = timeout
        self.output = output


@dataclass(frozen=True)
class Result:
    """O que um passo mostrou.

    `exit_code` é None enquanto o comando segue em primeiro plano. `prompt` é o do programa
    interativo que espera uma entrada, ou vazio.
    """

    output: list[str]
    exit_code: int | None
    prompt: str = ""


class Terminal:
    """Um bash em `cwd`, sem os arquivos de configuração e o histórico do usuário.

    `env` é o ambiente herdado (o deste processo, se None), que perde o que mudaria a saída
    (prompts, locale, sinais de integração contínua) e ganha `C.UTF-8`, para que ela não dependa da
    máquina. `grace` é quantos segundos um comando parado tem para acabar depois de um Ctrl+C, antes
    do SIGKILL.

    Levanta `TerminalError` se não houver bash 4.4 ou mais novo. Use com `with`: na saída, nenhum
    processo que o terminal começou continua vivo.
    """

    def __init__(
        self, cwd: Path, env: Mapping[str, str] | None = None, *, grace: float = 2.0
    ) -> None:
        bash = shutil.which("bash")
        if not bash:
            raise TerminalError("não há bash nesta máquina; instale-o.")
        self._grace = grace
        self._cookie = f"TERM_SESSION_ID={uuid.uuid4()}"
        self._command = ""
        self._state = "starting"
        self._exit_code: int | None = None
        self._pending = ""
        self._typed = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._clear()
        with warnings.catch_warnings():
            # O Python 3.12 avisa de forkpty com threads; o filho faz exec em seguida.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = pexpect.spawn(
                bash,
                ["--norc", "--noprofile", "--noediting", "-i"],
                cwd=str(cwd),
                env=self._environment(os.environ if env is None else env),
                dimensions=(LINES, COLUMNS),
                preexec_fn=_heed_signals,
            )
        self._child.delaybeforesend = None
        self._child.delayafterclose = self._child.ptyproc.delayafterclose = 0
        self._child.delayafterterminate = self._child.ptyproc.delayafterterminate = 0.01
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def busy(self) -> bool:
        """Diz se há um comando em primeiro plano."""
        return self._state != "prompt"

    def run(self, command: str, timeout: float) -> Result:
        """Digita `command` e espera o prompt voltar, por até `timeout` segundos.

        Levanta `CommandTimeout`, ou `TerminalError` se o comando não estiver completo.
        """
        self.start(command)
        return self.wait(timeout)

    def start(self, command: str) -> None:
        """Digita `command`, uma linha de cada vez, e não espera que acabe.

        Levanta `TerminalError` se o comando ficar incompleto (aspas abertas, por exemplo) ou se
        uma linha que o continua sobrar.
        """
        if self._state == "closed":
            raise TerminalError("o terminal já foi fechado.")
        if self.busy:
            raise TerminalError(f"o terminal ainda executa: {self._command}")
        self._command = command
        self._clear()
        lines = command.split("\n")
        for number, line in enumerate(lines, 1):
            if len(line.encode()) > _LONGEST_LINE:
                raise TerminalError(f"a linha digitada passa de {_LONGEST_LINE} bytes.")
            self._typed = ""
            self._state = "typing"
            self._child.send(line + "\n")
            self._wait_until(lambda: self._state != "typing", 10)
            if self._state != "continuing" and number < len(lines):
                self._stop()
                raise TerminalError(
                    f"o comando já estava completo antes da linha «> {lines[number]}»; faltou um "
                    "«\\» no fim da linha anterior, ou são dois comandos."
                )
        if self._state == "continuing":
            self._stop()
            raise TerminalError("o comando está incompleto: o shell ainda espera mais uma linha.")

    def wait(self, timeout: float) -> Result:
        """Espera o prompt do shell voltar por até `timeout` segundos; senão, `CommandTimeout`."""
        return self.wait_for(lambda _: False, timeout)

    def wait_for(
        self, predicate: Callable[[list[str]], bool], timeout: float, *, settle: float = 0.0
    ) -> Result:
        """Espera as linhas mostradas satisfazerem `predicate` ou o comando acabar.

        A condição precisa se manter por `settle` segundos: um servidor pode estar no meio das
        linhas que escreve ao começar. Levanta `CommandTimeout` depois de `timeout` segundos.
        """
        self._hold(lambda: predicate(self._lines()), timeout, settle)
        return Result(self._lines(), None if self.busy else self._exit_code)

    def wait_for_prompt(self, is_prompt: Callable[[str], bool], timeout: float) -> Result:
        """Espera um programa interativo pedir uma entrada, ou acabar.

        `is_prompt` recebe o que há na linha do cursor, à esquerda dele. Levanta `CommandTimeout`
        depois de `timeout` segundos.
        """

        def waiting() -> bool:
            row, _ = self._screen.position
            return row >= self._first_row and is_prompt(self._screen.before_cursor())

        self._hold(waiting, timeout, _PROMPT_SETTLE)
        if not self.busy:
            return Result(self._lines(), self._exit_code)
        row, _ = self._screen.position
        return Result(self._lines(stop=row), None, self._screen.before_cursor())

    def wait_quiet(self, quiet: float, timeout: float) -> Result:
        """Espera haver saída e ela parar por `quiet` segundos, ou o comando acabar.

        Depois de `timeout` segundos devolve o que houver: não saber quando um programa está pronto
        não é um erro dele.
        """
        deadline = time.monotonic() + timeout
        while self.busy and (remaining := deadline - time.monotonic()) > 0:
            if not self._read(min(quiet, remaining)) and self._lines():
                break
        return Result(self._lines(), None if self.busy else self._exit_code)

    def type(self, text: str) -> None:
        """Digita `text` e Enter no programa interativo em primeiro plano."""
        row, _ = self._screen.position
        self._start, self._echo, self._first_row = (row, 0), "line", row + 1
        self._child.send(text + "\r")

    def interrupt(self) -> None:
        """Aperta Ctrl+C; a saída que conta passa a ser a que vier depois."""
        deadline = time.monotonic() + self._grace
        while self.busy and self._read(_DRAIN) and time.monotonic() < deadline:
            continue
        row, column = self._screen.position
        self._start, self._echo, self._first_row = (row, column), "^C", row + 1
        self._child.send(_CTRL_C)

    def close(self) -> None:
        """Mata tudo o que este terminal começou, também o que foi para segundo plano.

        Levanta `TerminalError` se algum processo resistir (um comando com `sudo`, por exemplo).
        """
        if self._state == "closed":
            return
        self._state = "closed"
        deadline = time.monotonic() + _KILL_LIMIT
        while (alive := _processes(self._child.pid, self._cookie)) and time.monotonic() < deadline:
            for pid in alive:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if self._child.pid in alive:
                self._child.wait()
        self._child.close(force=True)
        if alive:
            numbers = ", ".join(map(str, sorted(alive)))
            raise TerminalError(f"não foi possível encerrar os processos {numbers}.")

    def _environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        kept = {key: value for key, value in inherited.items() if not _FORGOTTEN.match(key)}
        name, value = self._cookie.split("=")
        return kept | _SETTINGS | _PROMPTS | {name: value}

    def _set_up(self) -> None:
        self._wait_until(lambda: self._state == "prompt", 10)
        self.start(_SETUP)
        if self._state == "prompt" and self._typed:
            raise TerminalError("o bash desta máquina é antigo; é preciso o 4.4 ou mais novo.")
        self.wait(10)

    def _clear(self) -> None:
        """Começa uma tela vazia: o que o comando mostrar é tudo o que haverá nela."""
        self._screen = _Screen(self._reply)
        self._stream = pyte.Stream(self._screen)
        # A primeira linha é a do comando digitado: há programas que sobem até ela e voltam.
        self._screen.linefeed()
        self._start, self._echo, self._first_row = (1, 0), "", 1

    def _reply(self, data: str) -> None:
        self._child.send(data)

    def _lines(self, stop: int | None = None) -> list[str]:
        row, column = self._start
        lines = self._screen.logical_lines(row, stop)
        if lines:
            lines[0] = lines[0][column:]
        if lines and self._echo == "line":
            del lines[0]
        elif lines and self._echo == "^C":
            lines[0] = lines[0].removeprefix("^C")
            if not lines[0]:
                del lines[0]
        return lines

    def _hold(self, condition: Callable[[], bool], timeout: float, settle: float) -> None:
        """Espera `condition` valer por `settle` segundos seguidos, ou o prompt do shell."""
        deadline = time.monotonic() + timeout
        since = None
        while self.busy:
            now = time.monotonic()
            if condition():
                since = since or now
                if now - since >= settle:
                    return
                limit = since + settle
            else:
                since, limit = None, deadline
                if now >= deadline:
                    raise self._timed_out(timeout)
            self._read(limit - now)

    def _wait_until(self, condition: Callable[[], bool], timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not condition():
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise self._timed_out(timeout)
            self._read(remaining)

    def _timed_out(self, timeout: float) -> CommandTimeout:
        error = CommandTimeout(self._command, timeout, self._lines())
        self._stop()
        return error

    def _stop(self) -> None:
        """Para o que estiver em primeiro plano: Ctrl+C, depois SIGKILL, depois o terminal todo."""
        for strike in (lambda: self._child.send(_CTRL_C), self._kill_foreground):
            if self.busy:
                strike()
            deadline = time.monotonic() + self._grace
            while self.busy and (remaining := deadline - time.monotonic()) > 0:
                self._read(remaining)
            if not self.busy:
                # O Ctrl+C pode ter chegado ao próprio prompt, que então se repete.
                while self._read(_AFTERSHOCK):
                    pass
                return
        self.close()

    def _kill_foreground(self) -> None:
        group = os.tcgetpgrp(self._child.child_fd)
        if group != self._child.pid:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)

    def _read(self, timeout: float) -> bool:
        """Lê o que houver, por até `timeout` segundos, e o põe na tela. Diz se veio algo."""
        try:
            data = self._child.read_nonblocking(65536, max(timeout, 0))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF as error:
            self.close()
            raise TerminalError(f"o bash do terminal acabou durante: {self._command}") from error
        text = self._pending + self._decoder.decode(data)
        partial = _PARTIAL_MARK.search(text)
        cut = partial.start() if partial else len(text)
        text, self._pending = text[:cut], text[cut:]
        position = 0
        for mark in _MARK.finditer(text):
            self._show(text[position : mark.start()])
            self._change_state(mark[1], mark[2])
            position = mark.end()
        self._show(text[position:])
        return True

    def _show(self, text: str) -> None:
        if self._state == "running":
            self._stream.feed(text)
        elif self._state == "typing":
            self._typed += text

    def _change_state(self, mark: str, value: str | None) -> None:
        if mark == "C":
            self._clear()
            self._typed = ""
            self._state = "running"
        elif mark == "P":
            self._state = "continuing"
        elif mark == "D":
            self._exit_code = int(value or 0)
            if self._state == "typing":
                # O shell nada executou: depois do eco só há a mensagem dele, se a linha é ruim;
                # se é um comentário, `$?` é do comando anterior e não conta.
                _, _, message = self._typed.partition("\r\n")
                self._stream.feed(message)
                self._exit_code = self._exit_code if message else 0
            self._state = "prompting"
        elif mark == "B" and self._state != "running":
            self._state = "prompt"


class _Screen(pyte.Screen):
    """A tela do pyte que lembra o que rolou para fora e quais linhas foram dobradas."""

    def __init__(self, reply: Callable[[str], None]) -> None:
        self._scrolled: list[str] = []
        self._folded: set[int] = set()
        self._drawing = False
        self._send_reply = reply
        super().__init__(COLUMNS, LINES)

    @property
    def position(self) -> tuple[int, int]:
        """Linha do cursor, contada desde o começo do comando, e coluna."""
        return len(self._scrolled) + self.cursor.y, self.cursor.x

    def before_cursor(self) -> str:
        """O texto da linha do cursor, à esquerda dele."""
        return self._row(self.cursor.y).ljust(self.cursor.x)[: self.cursor.x]

    def logical_lines(self, start: int, stop: int | None = None) -> list[str]:
        """As linhas de `start` até `stop`, com as dobradas inteiras e sem brancos no fim."""
        rows = self._scrolled + [self._row(y) for y in range(max(self.buffer, default=-1) + 1)]
        lines: list[str] = []
        for number, row in enumerate(rows[start:stop], start):
            if number in self._folded and lines:
                lines[-1] += row
            else:
                lines.append(row)
        lines = [line.rstrip() for line in lines]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def draw(self, data: str) -> None:
        self._drawing = True
        super().draw(data)
        self._drawing = False

    def linefeed(self) -> None:
        super().linefeed()
        row, _ = self.position
        if self._drawing:
            self._folded.add(row)
        else:
            self._folded.discard(row)

    def index(self) -> None:
        if self.cursor.y == self.lines - 1 and not self.margins:
            self._scrolled.append(self._row(0))
        super().index()

    def report_device_status(self, mode: int = 0, **kwargs: bool) -> None:
        if not kwargs.get("private"):
            super().report_device_status(mode)

    def write_process_input(self, data: str) -> None:
        self._send_reply(data)

    def _row(self, y: int) -> str:
        cells = self.buffer.get(y, {})
        return "".join(
            cells[x].data if x in cells else " " for x in range(max(cells, default=-1) + 1)
        )


def _heed_signals() -> None:
    """Desfaz os sinais ignorados, que os programas do terminal herdariam.

    O Python ignora o SIGPIPE e o SIGXFSZ; um script que põe a suíte em segundo plano
    (`make test &`), o Ctrl+C (POSIX, XCU 2.11); e o `nohup`, o SIGHUP.
    """
    for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGPIPE", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def _processes(leader: int, cookie: str) -> set[int]:
    """Os processos vivos da sessão de `leader`, os descendentes dele e os que têm `cookie`.

    O último grupo só se conhece no Linux: são os que trocaram de sessão (`setsid`).
    """
    parents = _parents()
    found = {leader} & parents.keys()
    for pid in parents:
        with contextlib.suppress(OSError):
            if os.getsid(pid) == leader or _has_in_environment(pid, cookie):
                found.add(pid)
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {os.getpid()}


def _parents() -> dict[int, int]:
    """O pai de cada processo vivo (os zumbis não contam)."""
    return _parents_from_proc() if Path("/proc/self/stat").exists() else _parents_from_ps()


def _parents_from_proc() -> dict[int, int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # O nome, entre parênteses, pode ter espaços e parênteses (proc(5)).
                state, parent, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
                if state != "Z":
                    parents[int(entry.name)] = int(parent)
    return parents


def _parents_from_ps() -> dict[int, int]:
    """O mesmo onde não há /proc (macOS)."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listing.stdout.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def _has_in_environment(pid: int, cookie: str) -> bool:
    try:
        return cookie.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False
