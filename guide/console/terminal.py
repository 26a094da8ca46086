"""Um terminal como as pessoas têm: bash num PTY de 80 colunas, com a tela já desenhada.

O pexpect cuida do pseudoterminal e `screen` desenha o que chega: cores somem, e um progresso que
se redesenha vira a tabela final que a pessoa vê. O fim de um comando e o seu código de saída vêm da
integração de shell OSC 133 (`A` prompt, `B` entrada, `C` saída, `D` fim e código), emitida pelos
prompts do bash e invisível na tela; não há espera por tempo fixo. Cada terminal sorteia um sinal
que só as suas marcas trazem: uma saída que traga marcas de outro não engana este.

A saída vem em linhas lógicas: uma linha mais longa que o terminal, que a tela mostra dobrada, volta
a ser uma só. Assim um valor que muda de largura não muda o lugar da dobra, e a página mostra o que
a pessoa copiaria.
"""

import codecs
import fcntl
import os
import re
import secrets
import shutil
import termios
import time
import uuid
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pexpect

from guide.console import processes
from guide.console.screen import Mark, Screen

COLUMNS = 80
LINES = 200

_CTRL_C = "\x03"
_LONGEST_LINE = 4095
"""Bytes que o núcleo aceita numa linha digitada, sem a quebra (MAX_CANON do Linux)."""

_PROMPT_SETTLE = 0.05
"""Segundos que o prompt de um programa precisa ficar parado: pode ser o começo de uma linha.

Um programa pode estar em outro lugar, atrás de um cliente que lê o teclado o tempo todo: nada neste
lado diz se ele espera uma entrada. Resta ver que a tela não muda, e que o cliente descansa."""

_LONGEST_PROMPT = 2 * COLUMNS
"""Caracteres até onde se procura um prompt no fim de uma linha que já tinha saída."""

_SHELL_LIMIT = 30.0
"""Segundos até desistir de um bash que não responde ao que se digita."""

_SYNC_LIMIT = 1.0
"""Segundos até perguntar de novo a um bash se ele está no prompt: um Ctrl+C apaga a pergunta."""

_KILL_LIMIT = 5.0
"""Segundos até desistir de matar os processos de um terminal."""

_TIOCGPTPEER = 0x5441
"""O ioctl do Linux que abre o outro lado de um pseudoterminal (ioctl_tty(2))."""

_SETTINGS = {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "SYSTEMD_PAGER": "cat",
    "LESS": "FRX",
}
_FORGOTTEN = re.compile(
    # O que muda o bash: prompts, histórico, opções, aonde um `cd` vai, quanto se espera o teclado.
    r"BASH|PROMPT_|HIST|PS\d$|MAIL|ENV$|INPUTRC$|SHELLOPTS$|CDPATH$|GLOBIGNORE$|FIGNORE$"
    r"|EXECIGNORE$|IGNOREEOF$|TMOUT$|TIMEFORMAT$|POSIXLY_CORRECT$|CHILD_MAX$|FUNCNEST$"
    # O que muda a língua, a largura e as cores.
    r"|LC_|LANGUAGE$|COLUMNS$|LINES$|TERMCAP$|NO_COLOR$|FORCE_COLOR$|CLICOLOR"
    # O que muda os programas mais comuns.
    r"|GREP_|LS_|TIME_STYLE$|QUOTING_STYLE$|TABSIZE$|(?:[A-Z]+_)?BLOCK_?SIZE$"
)
_PROMPTS = ("PS0", "PS1", "PS2")
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
    do SIGKILL. `aliases` troca textos nas linhas mostradas: o caminho de uma pasta temporária, que
    é outro a cada execução, pelo que um leitor teria.

    Levanta `TerminalError` se não houver bash 4.4 ou mais novo. Use com `with`: na saída, nenhum
    processo que o terminal começou continua vivo.
    """

    def __init__(
        self,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        *,
        grace: float = 2.0,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        bash = shutil.which("bash")
        if not bash:
            raise TerminalError("não há bash nesta máquina; instale-o.")
        self._grace = grace
        self._cookie = f"TERM_SESSION_ID={uuid.uuid4()}"
        self._sign = secrets.token_hex(8)
        self._marks = re.compile(rf"\x1b\]133;{self._sign};([A-DPS]);?([^\x07]*)\x07")
        self._aliases = dict(aliases or {})
        longest_first = sorted(self._aliases, key=len, reverse=True)
        self._aliased = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        self._command = ""
        self._state = "starting"
        self._exit_code: int | None = None
        self._pending = ""
        self._typed = ""
        self._echoing = True
        self._seeking_ctrl_c = False
        self._questions = 0
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
                preexec_fn=processes.prepare_child,
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
            if number == 1:
                self._flush_keyboard()
            self._echoing = self._echoes()
            self._child.send(line + "\n")
            self._wait_until(lambda: self._state != "typing", _SHELL_LIMIT)
            if self._state != "continuing" and number < len(lines):
                self._stop()
                raise TerminalError(
                    f"o comando já estava completo antes da linha «> {lines[number]}»; faltou um "
                    "«\\» no fim da linha anterior, ou são dois comandos."
                )
        if self._state == "continuing":
            self._stop()
            raise TerminalError(
                "o comando está incompleto: o shell ainda espera mais uma linha. Feche as aspas, o "
                "parêntese, o laço ou o heredoc; a linha que continua um comando começa com «> »."
            )

    def wait(self, timeout: float) -> Result:
        """Espera o prompt do shell voltar por até `timeout` segundos; senão, `CommandTimeout`."""
        self._hold(lambda: False, timeout, 0)
        return Result(self._output(), self._exit_code)

    def wait_for(
        self, predicate: Callable[[list[str]], bool], timeout: float, *, settle: float = 0.0
    ) -> Result:
        """Espera as linhas mostradas satisfazerem `predicate` ou o comando acabar.

        A condição precisa se manter por `settle` segundos, e o comando estar parado, à espera de
        algo: um servidor pode estar no meio das linhas que escreve ao começar, ou à espera de vez
        numa máquina ocupada. Levanta `CommandTimeout` depois de `timeout` segundos.
        """
        self._hold(lambda: predicate(self._output()), timeout, settle)
        return Result(self._output(), None if self.busy else self._exit_code)

    def wait_for_prompt(self, is_prompt: Callable[[str], bool], timeout: float) -> Result:
        """Espera um programa interativo pedir uma entrada, ou acabar.

        `is_prompt` recebe o que há na linha do cursor, à esquerda dele; se não é um prompt, recebe
        cada fim desse texto: o prompt vem logo depois de uma saída sem fim de linha, que é então
        uma linha da saída. Levanta `CommandTimeout` depois de `timeout` segundos.
        """

        def prompt() -> tuple[int, str, str] | None:
            row, text = self._screen.before_cursor()
            if row >= self._screen.mark.prompt_row:
                last = range(max(len(text) - _LONGEST_PROMPT, 0), len(text))
                for start in (0, *last):
                    if is_prompt(text[start:]):
                        return row, text[:start], text[start:]
            return None

        self._hold(lambda: prompt() is not None, timeout, _PROMPT_SETTLE)
        if not self.busy:
            return Result(self._output(), self._exit_code)
        row, before, text = prompt()
        output = self._output(stop=row)
        if before.strip():
            output.append(self._renamed(before.rstrip()))
        return Result(output, None, self._renamed(text))

    def wait_quiet(
        self, ready: Callable[[list[str]], object], quiet: float, timeout: float
    ) -> Result:
        """Espera as linhas mostradas serem `ready` e pararem por `quiet` segundos, ou o fim dele.

        Depois de `timeout` segundos devolve o que houver: não saber quando um programa está pronto
        não é um erro dele.
        """
        deadline = time.monotonic() + timeout
        while self.busy and (remaining := deadline - time.monotonic()) > 0:
            still = not self._read(min(quiet, remaining))
            if still and ready(self._output()) and self._resting():
                break
        return Result(self._output(), None if self.busy else self._exit_code)

    def type(self, text: str) -> None:
        """Digita `text` e Enter no programa interativo em primeiro plano."""
        row, _ = self._screen.position
        self._screen.mark = Mark(row, 0, "line", row + 1)
        self._child.send(text + "\r")

    def interrupt(self) -> None:
        """Aperta Ctrl+C; a saída que conta passa a ser a que vier depois.

        O que o comando já escreveu vem antes do eco, `^C`, e fica de fora. Quem lê o teclado sem
        eco é que decide o que mostrar; e então conta o que chegar a partir de agora.
        """
        deadline = time.monotonic() + self._grace
        while self.busy and self._read(0) and time.monotonic() < deadline:
            continue
        row, column = self._screen.position
        self._screen.mark = Mark(row, column, "blank", row + 1, echo="^C")
        self._seeking_ctrl_c = self._echoes()
        self._child.send(_CTRL_C)

    def close(self) -> None:
        """Mata tudo o que este terminal começou, também o que foi para segundo plano.

        Levanta `TerminalError` se algum processo resistir (um comando com `sudo`, por exemplo).
        """
        if self._state == "closed":
            return
        self._state = "closed"
        left = processes.kill(self._child.pid, self._cookie, _KILL_LIMIT, self._child.wait)
        self._child.close(force=True)
        if left:
            raise TerminalError(
                f"não foi possível encerrar os processos {', '.join(left)}; encerre-os à mão."
            )

    def _environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        kept = {key: value for key, value in inherited.items() if not _FORGOTTEN.match(key)}
        name, value = self._cookie.split("=")
        return kept | _SETTINGS | self._prompts() | {name: value}

    def _prompts(self) -> dict[str, str]:
        """Os prompts do bash, com as marcas deste terminal."""

        def mark(text: str) -> str:
            return rf"\e]133;{self._sign};{text}\a"

        return {
            "PS0": mark("C"),
            "PS1": mark("D;$?") + mark("A") + "$ " + mark("B"),
            "PS2": "> " + mark("P"),
        }

    def _set_up(self) -> None:
        self._wait_until(lambda: self._state == "prompt", _SHELL_LIMIT)
        self.start(_SETUP)
        if self._state == "prompt" and self._typed:
            raise TerminalError("o bash desta máquina é antigo; é preciso o 4.4 ou mais novo.")
        self.wait(_SHELL_LIMIT)

    def _clear(self) -> None:
        """Começa uma tela vazia: o que o comando mostrar é tudo o que haverá nela."""
        self._screen = Screen(COLUMNS, LINES, self._reply)
        self._seeking_ctrl_c = False

    def _reply(self, data: str) -> None:
        """Responde a quem desligou o eco para ouvir: a outro, a resposta sujaria a tela."""
        if not self._echoes():
            self._child.send(data)

    def _echoes(self) -> bool:
        return bool(termios.tcgetattr(self._child.child_fd)[3] & termios.ECHO)

    def _flush_keyboard(self) -> None:
        """Esquece o que chegou ao teclado e ninguém leu: o bash o tomaria por um comando."""
        try:
            keyboard = fcntl.ioctl(self._child.child_fd, _TIOCGPTPEER, os.O_RDWR | os.O_NOCTTY)
        except OSError:  # fora do Linux, o lado de cá esvazia os dois
            termios.tcflush(self._child.child_fd, termios.TCIOFLUSH)
            return
        try:
            termios.tcflush(keyboard, termios.TCIFLUSH)
        finally:
            os.close(keyboard)

    def _output(self, stop: int | None = None) -> list[str]:
        """A saída que conta, até a linha `stop` da tela."""
        lines = self._screen.lines(stop)
        return [self._renamed(line) for line in lines] if self._aliases else lines

    def _renamed(self, line: str) -> str:
        if not self._aliases:
            return line
        return self._aliased.sub(lambda found: self._aliases[found[0]], line)

    def _resting(self) -> bool:
        """Diz se o que está em primeiro plano espera por algo, e não por vez no processador."""
        return processes.resting(os.tcgetpgrp(self._child.child_fd))

    def _hold(self, condition: Callable[[], bool], timeout: float, settle: float) -> None:
        """Espera `condition` valer por `settle` segundos seguidos, ou o prompt do shell.

        O que está em primeiro plano precisa descansar no começo e no fim desse tempo. Um programa
        que nunca descansa não impede o fim: no limite, basta que a condição valha.
        """
        deadline = time.monotonic() + timeout
        since, rested = None, False
        while self.busy:
            now = time.monotonic()
            if condition():
                if not settle:
                    return
                if since is not None and now - since >= settle:
                    if now >= deadline or (rested and self._resting()):
                        return
                    since = None
                if since is None:
                    since, rested = now, self._resting()
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
        error = CommandTimeout(self._command, timeout, self._output())
        self._stop()
        return error

    def _stop(self) -> None:
        """Para o que estiver em primeiro plano: Ctrl+C, depois SIGKILL, depois o terminal todo."""
        strikes = [
            (lambda: self._child.send(_CTRL_C), self._grace),
            (self._kill_foreground, _SHELL_LIMIT),  # morto o comando, o prompt sempre volta
        ]
        for strike, limit in strikes:
            if self.busy:
                strike()
            deadline = time.monotonic() + limit
            while self.busy and (remaining := deadline - time.monotonic()) > 0:
                self._read(remaining)
            if not self.busy:
                self._synchronise()
                return
        self.close()

    def _synchronise(self) -> None:
        """Espera o bash responder a uma pergunta: o que vier depois é do próximo comando.

        Um Ctrl+C pode chegar ao próprio prompt, que então se repete, e apagar a pergunta.
        """
        deadline = time.monotonic() + _SHELL_LIMIT
        while time.monotonic() < deadline:
            self._questions += 1
            self._state = "synchronising"
            self._flush_keyboard()
            self._child.send(rf"printf '\e]133;{self._sign};S;{self._questions}\a'" + "\n")
            limit = time.monotonic() + _SYNC_LIMIT
            while self.busy and (remaining := limit - time.monotonic()) > 0:
                self._read(remaining)
            if not self.busy:
                return
        self.close()

    def _kill_foreground(self) -> None:
        group = os.tcgetpgrp(self._child.child_fd)
        if group != self._child.pid:
            processes.kill_group(group)

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
        cut = self._start_of_partial_mark(text)
        text, self._pending = text[:cut], text[cut:]
        position = 0
        for mark in self._marks.finditer(text):
            self._show(text[position : mark.start()])
            self._change_state(mark[1], mark[2])
            position = mark.end()
        self._show(text[position:])
        return True

    def _start_of_partial_mark(self, text: str) -> int:
        """Onde, no fim de `text`, começa uma marca que ainda não chegou inteira."""
        start, prefix = text.rfind("\x1b"), f"\x1b]133;{self._sign};"
        tail = text[start:] if start >= 0 else ""
        open_mark = tail.startswith(prefix) and "\a" not in tail
        return start if tail and (prefix.startswith(tail) or open_mark) else len(text)

    def _show(self, text: str) -> None:
        if self._state == "running":
            if self._seeking_ctrl_c:
                text = self._show_until_ctrl_c(text)
            self._screen.feed(text)
        elif self._state == "typing":
            self._typed += text

    def _show_until_ctrl_c(self, text: str) -> str:
        """Mostra o que veio antes do eco do Ctrl+C, que não conta. Devolve o que veio depois.

        O núcleo escreve o eco em dois caracteres, que podem chegar separados.
        """
        before, echo, after = text.partition("^C")
        if not echo and text.endswith("^"):
            before, self._pending = text[:-1], "^" + self._pending
        self._screen.feed(before)
        if echo:
            self._seeking_ctrl_c = False
            row, column = self._screen.position
            self._screen.mark = Mark(row, column, "blank", row + 1)
        return after

    def _change_state(self, mark: str, value: str) -> None:
        if self._state == "synchronising":
            if (mark, value) == ("S", str(self._questions)):
                self._state = "running"
        elif mark == "C":
            self._clear()
            self._typed = ""
            self._state = "running"
        elif mark == "P":
            self._state = "continuing"
        elif mark == "D":
            self._exit_code = int(value)
            if self._state == "typing":
                # O shell nada executou: depois do eco só há a mensagem dele, se a linha é ruim;
                # se é um comentário, `$?` é do comando anterior e não conta.
                _, _, message = self._typed.partition("\r\n")
                if not self._echoing:
                    message = self._typed
                self._screen.feed(message)
                self._exit_code = self._exit_code if message else 0
            self._state = "prompting"
        elif mark == "B" and self._state != "running":
            self._state = "prompt"
