"""A tela de um terminal, só com o texto: o que a pessoa lê depois que tudo foi desenhado.

Entende as sequências de controle que mudam o que se lê (ECMA-48 e as do xterm que os programas
usam: margens, tela alternativa, repetição, cursor guardado) e ignora inteiras as outras: cores,
títulos, teclados, gráficos. Um caractere de largura zero (acento combinante, ZWJ, seletor de
variação) fica com o que veio antes dele.

O texto sai em linhas lógicas: uma linha mais longa que a tela, que ela mostra dobrada, é uma só.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from wcwidth import wcwidth

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?:\x1b\[|\x9b)(?P<params>[0-?]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|(?:\x1b\]|\x9d)[^\x07\x18\x1a\x1b\x9c]*(?:\x07|\x1b\\|[\x18\x1a\x9c]|(?=\x1b[^\\]))"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x18\x1a\x1b\x9c]*(?:\x1b\\|[\x18\x1a\x9c]|(?=\x1b[^\\]))"
    r"|\x1b(?P<escape>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x8f\x91-\x97\x99\x9a\x9c])"
)
"""Texto, CSI, OSC, as outras cadeias (DCS, SOS, PM, APC), ESC e um controle (ECMA-48, 5.4 e 5.6).

Uma cadeia acaba no terminador, num CAN ou SUB, ou no ESC que começa outra sequência."""

_UNFINISHED = re.compile(
    r"\x1b[ -/]*\Z|(?:\x1b\[|\x9b)[0-?]*[ -/]*\Z"
    r"|(?:\x1b\]|\x9d)[^\x07\x18\x1a\x1b\x9c]*\x1b?\Z"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x18\x1a\x1b\x9c]*\x1b?\Z"
)
_MALFORMED = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*|\x1b[ -/]*|.", re.DOTALL)

_LARGEST = 9999
"""O maior parâmetro de uma sequência: um pedido absurdo não pode ocupar a memória."""

_LINE_DRAWING = str.maketrans("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")
"""O conjunto «DEC Special Graphics», com que programas desenham molduras."""


class Mark(NamedTuple):
    """Onde começa a saída que conta: a linha, contada desde o começo do comando, e a coluna.

    `skip` diz o que fazer com a primeira linha: com `line` ela fica fora (é o eco do que se
    digitou) e com `blank`, só se estiver vazia, sem contar um `echo` no começo dela. Um prompt só
    vale a partir da linha `prompt_row`.
    """

    row: int
    column: int = 0
    skip: Literal["", "line", "blank"] = ""
    prompt_row: int = 0
    echo: str = ""


class _Row:
    """Uma linha da tela: uma célula por coluna, e se o texto continua na linha de baixo.

    Um caractere largo ocupa duas células; a segunda fica vazia.
    """

    __slots__ = ("cells", "wrapped")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.wrapped = False

    def split(self, x: int) -> None:
        """Desfaz o caractere largo que a coluna `x` corta ao meio."""
        if 0 < x < len(self.cells) and not self.cells[x]:
            self.cells[x - 1] = self.cells[x] = " "

    def reach(self, x: int) -> None:
        """Tem ao menos `x` células."""
        self.cells += [" "] * (x - len(self.cells))


class Screen:
    """Uma tela de `columns` por `lines`, vazia, com o cursor na segunda linha.

    A primeira linha é a do comando que se digitou: há programas que sobem até ela. `reply` recebe
    o que a tela responde a um programa que lhe pergunta algo, como onde está o cursor.
    """

    def __init__(self, columns: int, lines: int, reply: Callable[[str], None]) -> None:
        self._columns, self._lines, self._reply = columns, lines, reply
        self._pending = ""
        self._last = " "
        self._main: tuple[list[tuple[str, bool]], list[_Row], Mark] | None = None
        self._reset()
        self._y = 1
        self.mark = Mark(0, skip="blank")

    def _reset(self) -> None:
        self._history: list[tuple[str, bool]] = []
        self._window = self._blank()
        self._x = self._y = 0
        self._saved = (0, 0)
        self._tabs = set(range(8, self._columns, 8))
        self._soft_reset()
        self.mark = Mark(0)

    def _soft_reset(self) -> None:
        self._top, self._bottom = 0, self._lines - 1
        self._inserting = self._drawing_lines = self._newline = False
        self._wrapping = True

    def _blank(self) -> list[_Row]:
        return [_Row() for _ in range(self._lines)]

    @property
    def position(self) -> tuple[int, int]:
        """A linha do cursor, contada desde o começo do comando, e a coluna."""
        return len(self._history) + self._y, self._x

    def before_cursor(self) -> tuple[int, str]:
        """A linha lógica em que o cursor está, à esquerda dele, e a linha da tela em que começa."""
        row = self._window[self._y]
        text = "".join(row.cells[: self._x])
        text += " " * (self._x - len(row.cells))
        first = len(self._history) + self._y
        while first > 0 and self._row(first - 1)[1]:
            first -= 1
            text = self._row(first)[0] + text
        return first, text

    def lines(self, stop: int | None = None) -> list[str]:
        """As linhas lógicas da marca até a linha `stop` da tela, sem brancos no fim."""
        mark = self.mark
        end = len(self._history) + self._lines if stop is None else stop
        lines: list[str] = []
        joined = False
        for number in range(mark.row, end):
            text, wrapped = self._row(number)
            if joined:
                lines[-1] += text
            else:
                lines.append(text)
            joined = wrapped
        if lines:
            lines[0] = lines[0][mark.column :].removeprefix(mark.echo)
            if mark.skip == "line" or (mark.skip == "blank" and not lines[0].strip()):
                del lines[0]
        lines = [line.rstrip() for line in lines]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _row(self, number: int) -> tuple[str, bool]:
        if number < len(self._history):
            return self._history[number]
        row = self._window[number - len(self._history)]
        return "".join(row.cells), row.wrapped

    def feed(self, data: str) -> None:
        """Desenha `data`; uma sequência incompleta espera o resto dela."""
        data = self._pending + data
        self._pending = ""
        position = 0
        while position < len(data):
            token = _TOKEN.match(data, position)
            if token is None:
                if _UNFINISHED.match(data, position):
                    self._pending = data[position:]
                    return
                position = _MALFORMED.match(data, position).end()
                continue
            position = token.end()
            if token["text"]:
                self._draw(token["text"])
            elif token["final"]:
                self._control_sequence(token["params"], token["middle"], token["final"])
            elif token["escape"]:
                self._escape(token["escape"])
            elif token["control"]:
                self._control(token["control"])

    # Texto.

    def _draw(self, text: str) -> None:
        if self._drawing_lines:
            text = text.translate(_LINE_DRAWING)
        if text.isascii():
            while text:
                room = self._room(1)
                if not self._wrapping and len(text) > room:
                    text = text[: room - 1] + text[-1]
                self._place(list(text[:room]))
                text = text[room:]
            return
        for character in text:
            width = wcwidth(character)
            if width <= 0 and self._join(character):
                continue
            width = max(width, 1)
            self._room(width)
            self._place([character, ""][:width])

    def _room(self, width: int) -> int:
        """As colunas que restam na linha, depois de mudar de linha se `width` não cabe."""
        if self._x + width > self._columns:
            if self._wrapping:
                self._window[self._y].wrapped = True
                self._x = 0
                self._index()
            else:
                self._x = self._columns - width
        return self._columns - self._x

    def _place(self, cells: list[str]) -> None:
        row, start = self._window[self._y], self._x
        row.reach(start)
        row.split(start)
        end = start + len(cells)
        if self._inserting:
            row.cells[start:start] = cells
            del row.cells[self._columns :]
        else:
            row.split(end)
            row.cells[start:end] = cells
        if end >= self._columns:
            row.wrapped = False
        self._x = end
        self._last = cells[0] if len(cells) == 1 else "".join(cells)[-1]

    def _join(self, character: str) -> bool:
        """Junta um caractere de largura zero ao anterior; no começo da linha não há com que."""
        cells = self._window[self._y].cells
        x = min(self._x, len(cells)) - 1
        if x > 0 and not cells[x]:
            x -= 1
        if x < 0 or self._x > len(cells):
            return False
        cells[x] += character
        return True

    # Controles e sequências de ESC.

    def _control(self, character: str) -> None:
        if character == "\r":
            self._x = 0
        elif character in "\n\v\f\x84\x85":
            self._index()
            if self._newline or character == "\x85":
                self._x = 0
        elif character == "\b":
            self._x = max(min(self._x, self._columns - 1) - 1, 0)
        elif character == "\t":
            self._tab(1)
        elif character == "\x8d":
            self._reverse_index()

    def _escape(self, sequence: str) -> None:
        if sequence == "7":
            self._saved = (self._x, self._y)
        elif sequence == "8":
            self._x, self._y = self._saved
        elif sequence in "DE":
            self._index()
            if sequence == "E":
                self._x = 0
        elif sequence == "M":
            self._reverse_index()
        elif sequence == "H":
            self._tabs.add(self._x)
        elif sequence == "c":
            self._main = None
            self._reset()
        elif sequence in ("(0", "(B"):
            self._drawing_lines = sequence == "(0"

    def _index(self) -> None:
        if self._y == self._bottom:
            self._scroll_up(self._top, 1)
        elif self._y < self._lines - 1:
            self._y += 1

    def _reverse_index(self) -> None:
        if self._y == self._top:
            self._scroll_down(self._top, 1)
        elif self._y > 0:
            self._y -= 1

    def _scroll_up(self, top: int, count: int) -> None:
        for _ in range(min(count, self._bottom - top + 1)):
            row = self._window.pop(top)
            self._window.insert(self._bottom, _Row())
            if top == 0:
                self._history.append(("".join(row.cells), row.wrapped))

    def _scroll_down(self, top: int, count: int) -> None:
        for _ in range(min(count, self._bottom - top + 1)):
            del self._window[self._bottom]
            self._window.insert(top, _Row())

    def _tab(self, count: int) -> None:
        for _ in range(min(count, self._columns)):
            later = [stop for stop in self._tabs if stop > self._x]
            self._x = min(later, default=self._columns - 1)

    # Sequências CSI.

    def _control_sequence(self, params: str, middle: str, final: str) -> None:
        if middle == "!" and final == "p":
            self._soft_reset()
        private = params[:1] == "?"
        if middle or params[:1] in ("<", "=", ">") or (private and final not in "hlJK"):
            return
        # O que vem depois de dois-pontos detalha o parâmetro (ITU-T T.416): é a cor.
        parts = [part.partition(":")[0] for part in params.lstrip("?").split(";")]
        numbers = [min(int(part[:9]), _LARGEST) if part.isdigit() else 0 for part in parts]
        first, second = numbers[0], numbers[1] if len(numbers) > 1 else 0
        count = max(first, 1)
        if final in _MOVES:
            _MOVES[final](self, count)
        elif final in "Hf":
            self._move(max(second, 1) - 1, count - 1)
        elif final in "JK":
            (self._erase_display if final == "J" else self._erase_line)(first)
        elif final in "hl":
            for number in numbers:
                self._set_mode(private, number, final == "h")
        elif final == "r":
            top, bottom = count - 1, min(second or self._lines, self._lines) - 1
            if top < bottom:
                self._top, self._bottom = top, bottom
                self._move(0, 0)
        elif final == "s" and not params:
            self._saved = (self._x, self._y)
        elif final == "u" and not params:
            self._x, self._y = self._saved
        elif final == "g":
            self._tabs = set() if first == 3 else self._tabs - {self._x}
        elif final == "c" and not first:
            self._reply("\x1b[?6c")
        elif final == "n" and first in (5, 6):
            x = min(self._x, self._columns - 1)
            self._reply("\x1b[0n" if first == 5 else f"\x1b[{self._y + 1};{x + 1}R")

    def _move(self, x: int, y: int) -> None:
        self._x = min(max(x, 0), self._columns - 1)
        self._y = min(max(y, 0), self._lines - 1)

    def _up(self, count: int) -> None:
        limit = self._top if self._y >= self._top else 0
        self._move(self._x, max(self._y - count, limit))

    def _down(self, count: int) -> None:
        limit = self._bottom if self._y <= self._bottom else self._lines - 1
        self._move(self._x, min(self._y + count, limit))

    def _left(self, count: int) -> None:
        self._move(min(self._x, self._columns - 1) - count, self._y)

    def _right(self, count: int) -> None:
        self._move(self._x + count, self._y)

    def _line_up(self, count: int) -> None:
        self._up(count)
        self._x = 0

    def _line_down(self, count: int) -> None:
        self._down(count)
        self._x = 0

    def _to_column(self, count: int) -> None:
        self._move(count - 1, self._y)

    def _to_line(self, count: int) -> None:
        self._move(self._x, count - 1)

    def _back_tab(self, count: int) -> None:
        for _ in range(min(count, self._columns)):
            self._x = max((stop for stop in self._tabs if stop < self._x), default=0)

    def _repeat(self, count: int) -> None:
        self._draw(self._last * count)

    def _insert_characters(self, count: int) -> None:
        row = self._window[self._y]
        row.reach(self._x)
        row.split(self._x)
        row.cells[self._x : self._x] = [" "] * min(count, self._columns)
        del row.cells[self._columns :]

    def _delete_characters(self, count: int) -> None:
        row = self._window[self._y]
        row.split(self._x)
        row.split(self._x + count)
        del row.cells[self._x : self._x + count]
        row.wrapped = False

    def _erase_characters(self, count: int) -> None:
        self._erase(self._y, min(self._x, self._columns - 1), self._x + count)

    def _insert_lines(self, count: int) -> None:
        if self._top <= self._y <= self._bottom:
            self._scroll_down(self._y, count)
            self._x = 0

    def _delete_lines(self, count: int) -> None:
        if self._top <= self._y <= self._bottom:
            for _ in range(min(count, self._bottom - self._y + 1)):
                del self._window[self._y]
                self._window.insert(self._bottom, _Row())
            self._x = 0

    def _pan_up(self, count: int) -> None:
        self._scroll_up(self._top, count)

    def _pan_down(self, count: int) -> None:
        self._scroll_down(self._top, count)

    def _erase(self, y: int, start: int, end: int) -> None:
        row = self._window[y]
        row.split(start)
        row.split(end)
        if end >= len(row.cells):
            del row.cells[start:]
        else:
            row.cells[start:end] = [" "] * (end - start)
        if end >= self._columns:
            row.wrapped = False
            if start == 0:  # a linha de cima não continua numa que se apagou
                self._unwrap(y - 1)

    def _unwrap(self, y: int) -> None:
        if y >= 0:
            self._window[y].wrapped = False
        elif self._history:
            self._history[-1] = (self._history[-1][0], False)

    def _erase_line(self, how: int) -> None:
        x = min(self._x, self._columns - 1)
        if how in (0, 1, 2):
            start, end = ((x, self._columns), (0, x + 1), (0, self._columns))[how]
            self._erase(self._y, start, end)

    def _erase_display(self, how: int) -> None:
        if how == 0 and (self._x, self._y) == (0, 0):
            how = 2
        if how in (0, 1):
            others = range(self._y + 1, self._lines) if how == 0 else range(self._y)
            for y in others:
                self._erase(y, 0, self._columns)
            self._erase_line(how)
        elif how == 2:
            for y in range(self._lines):
                self._erase(y, 0, self._columns)
            # Apagou-se também a linha do comando: o que se escrever nela é saída.
            if self.mark.row >= len(self._history):
                self.mark = Mark(len(self._history))
        elif how == 3:
            self._history = []
            self.mark = Mark(0)

    def _set_mode(self, private: bool, number: int, on: bool) -> None:
        if not private:
            if number == 4:
                self._inserting = on
            elif number == 20:
                self._newline = on
        elif number == 7:
            self._wrapping = on
        elif number in (47, 1047, 1049):
            self._switch(on, keep_cursor=number == 1049)
        elif number == 1048:
            if on:
                self._saved = (self._x, self._y)
            else:
                self._x, self._y = self._saved

    def _switch(self, alternate: bool, *, keep_cursor: bool) -> None:
        """Passa à tela alternativa (a dos editores), vazia, ou volta à de antes, intacta."""
        if alternate == (self._main is not None):
            return
        if alternate:
            if keep_cursor:
                self._saved = (self._x, self._y)
            self._main = (self._history, self._window, self.mark)
            self._history, self._window, self.mark = [], self._blank(), Mark(0)
        else:
            self._history, self._window, self.mark = self._main
            self._main = None
            if keep_cursor:
                self._x, self._y = self._saved


_MOVES = {
    "@": Screen._insert_characters,
    "A": Screen._up,
    "B": Screen._down,
    "C": Screen._right,
    "D": Screen._left,
    "E": Screen._line_down,
    "F": Screen._line_up,
    "G": Screen._to_column,
    "I": Screen._tab,
    "L": Screen._insert_lines,
    "M": Screen._delete_lines,
    "P": Screen._delete_characters,
    "S": Screen._pan_up,
    "T": Screen._pan_down,
    "X": Screen._erase_characters,
    "Z": Screen._back_tab,
    "`": Screen._to_column,
    "a": Screen._right,
    "b": Screen._repeat,
    "d": Screen._to_line,
    "e": Screen._down,
}
"""As sequências com um só parâmetro, uma contagem que vale ao menos 1."""
