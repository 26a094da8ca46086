"""Lê transcrições (`examples/<nome>/*.console`).

A gramática é a da decisão D4 do projeto, próxima da de trycmd e Scrut: `$ ` começa um comando,
`> ` o continua, `[código de saída 3]` depois da saída é o esperado e `...` são linhas omitidas. As
seções usam os marcadores do pymdownx.snippets (`# --8<-- [start:nome]`), para que uma página mostre
a história aos pedaços. O que uma seção mostra é o que apareceu; o que noutro motor ou noutra
máquina pode ser outro declara-se antes dela, uma linha por padrão: `# aceita: web-1 [..] Started`.

Escolhas que a gramática deixa implícitas:

- espaços no fim de uma linha de saída não contam, porque um terminal não os mostra;
- uma seção pode começar por uma entrada (`# ls`) se, naquele terminal, uma seção anterior do
  arquivo deixou aberto um programa interativo;
- quem digita dentro de um programa interativo o fecha com `exit`, `exit()` ou `quit()`;
- no Python, `... ` continua o bloco que a entrada anterior abriu, e um `...` vazio o fecha; noutro
  lugar, `...` são linhas omitidas;
- uma linha com a forma de uma diretiva (`# retry: yes`) só cabe antes de uma seção. As outras que
  começam por `# ` são saída, como as de um `cat` de arquivo com comentários: a leitura não tem como
  saber, mas uma nota posta ali não sai no terminal, a comparação a recusa e o relato diz por quê.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from guide.console.pattern import ANYTHING, HOLE, Pattern

OMITTED = "..."
"""Linha que representa zero ou mais linhas de saída."""

DEFAULT_TERMINAL = "principal"
DEFAULT_TIMEOUT = 60

Kind = Literal["command", "interrupt", "input"]

IsInteractive = Callable[[str], bool]
"""Diz se um comando abre um programa em que o leitor digita."""

_NAME = re.compile(r"[a-z0-9-]+")
_MARKER = re.compile(r"# --8<-- \[(start|end):([a-z0-9-]+)\]")
_MARKER_LIKE = re.compile(r"-8<-")
_DIRECTIVE = re.compile(r"# ([^\s:]+):(.*)")
_EXIT_CODE = re.compile(r"\[código de saída (\d+)\]")
_LEAVES_PROGRAM = re.compile(r"(exit|logout)( \d+)?|(exit|quit)\(.*\)")

PYTHON, BLOCK = ">>> ", "... "
"""Os prompts do Python: o comum e o que continua um bloco."""

_PROMPTS = (
    re.compile(r"# "),  # sh, como root
    re.compile(r"root@[^\s:]+:[^\s#]*# "),  # bash, como root
    re.compile(re.escape(PYTHON)),
    re.compile(re.escape(BLOCK)),
)
_OPENS_BLOCK = re.compile(r".*[:\\(\[{,]\s*")
_VALUES = {
    "terminal": (r"[a-z0-9-]+", "um nome em minúsculas, algarismos e hifens"),
    "timeout": (r"[1-9]\d{0,4}", "um número inteiro de segundos"),
    "retry": (r"yes", "«yes» (sem retry, apague a linha)"),
    "depois": (r"[a-z0-9-]+", "o nome de uma seção da história"),
}
"""As diretivas que se escrevem uma vez: o que cada uma aceita, e como se diz."""

_ACCEPTS = "aceita"
"""A diretiva que se pode repetir: um padrão por linha."""


class TranscriptError(ValueError):
    """Uma transcrição fora da gramática. A mensagem diz `caminho:linha` e o que fazer."""

    def __init__(self, path: str | Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = str(path)
        self.line = line


@dataclass(frozen=True)
class Step:
    """Uma ação do leitor e o que ela mostra.

    `kind` é `command` (digitado no shell), `interrupt` (Ctrl+C) ou `input` (digitado dentro de um
    programa interativo, depois de `prompt`). `text` traz as continuações separadas por quebras de
    linha, como o shell as recebe. `interactive` diz se o comando abre um programa em que o leitor
    digita, e `accepts` o que a seção aceita de diferente. As linhas contam a partir de 1; a saída
    esperada ocupa as linhas `output_start` até `output_end` (exclusive) do arquivo. As posições e
    `interactive` não entram na igualdade.
    """

    kind: Kind
    text: str = ""
    prompt: str = ""
    expected: list[str] = field(default_factory=list)
    exit_code: int = 0
    accepts: tuple[Pattern, ...] = ()
    interactive: bool = field(default=False, compare=False)
    line: int = field(default=0, compare=False)
    output_start: int = field(default=0, compare=False)
    output_end: int = field(default=0, compare=False)

    @property
    def shown(self) -> str:
        """O passo como a página o mostra, sem a saída."""
        if self.kind == "interrupt":
            return "^C"
        if self.kind == "input":
            return self.prompt + self.text
        first, *rest = self.text.split("\n")
        return "\n".join([f"$ {first}", *(f"> {line}" if line else ">" for line in rest)])


@dataclass(frozen=True)
class Section:
    """Um pedaço da história: o que uma página inclui por nome. `timeout` é em segundos.

    `after` é a seção de outra transcrição depois da qual esta se vive, se é um desvio dela.
    """

    name: str
    terminal: str = DEFAULT_TERMINAL
    timeout: int = DEFAULT_TIMEOUT
    retry: bool = False
    after: str = ""
    accepts: tuple[Pattern, ...] = ()
    steps: list[Step] = field(default_factory=list)
    line: int = field(default=0, compare=False)
    path: str = field(default="", compare=False)


@dataclass(frozen=True)
class Transcript:
    """As seções de um arquivo, na ordem em que estão."""

    path: str = field(compare=False)
    sections: list[Section] = field(default_factory=list)

    def section(self, name: str) -> Section:
        """A seção `name`. Levanta `TranscriptError` com os nomes que existem."""
        for section in self.sections:
            if section.name == name:
                return section
        known = ", ".join(section.name for section in self.sections) or "nenhuma"
        raise TranscriptError(
            self.path, 1, f"não há a seção «{name}»; as que existem: {known}. Confira o nome."
        )


def _never(_: str) -> bool:
    return False


def parse(text: str, path: str | Path, is_interactive: IsInteractive = _never) -> Transcript:
    """As seções de `text`; `path` só serve às mensagens.

    `is_interactive` diz que comandos abrem um programa em que o leitor digita: as linhas que
    começam pelo prompt dele são entradas. Levanta `TranscriptError`.
    """
    return _Parser(str(path), is_interactive).parse(text)


def exit_code_line(code: int) -> str:
    """A linha com que uma transcrição diz o código de saída `code`, que não é zero."""
    return f"[código de saída {code}]"


def prompt_of(line: str) -> str | None:
    """O prompt de programa interativo com que `line` começa, ou None."""
    for prompt in _PROMPTS:
        if match := prompt.match(line):
            return match.group()
    return None


def meaning_of(line: str, *, interactive: bool = False) -> str | None:
    """O que `line` significa na gramática, se não puder ser uma linha de saída; senão None.

    `interactive` diz se a linha vem de um programa em que o leitor digita.
    """
    if line.rstrip() == "$" or line.startswith("$ "):
        return "um comando"
    if line.rstrip() == ">" or line.startswith("> "):
        return "a continuação de um comando"
    if line == "^C":
        return "um Ctrl+C"
    if line == OMITTED:
        return "linhas omitidas"
    if _EXIT_CODE.fullmatch(line):
        return "um código de saída"
    if _MARKER_LIKE.search(line):
        return "um marcador de seção"
    if _directive_inside(line):
        return "uma diretiva"
    if interactive and (prompt := prompt_of(line)) and line[len(prompt) :].strip():
        return "uma entrada num programa interativo"
    return None


def _directive_inside(line: str) -> str | None:
    """O nome da diretiva que `line` é, com um valor que ela aceita; ou None."""
    match = _DIRECTIVE.fullmatch(line.rstrip())
    if match and match[1] == _ACCEPTS and HOLE.search(match[2]):
        return _ACCEPTS
    if match and match[1] in _VALUES and re.fullmatch(_VALUES[match[1]][0], match[2].strip()):
        return match[1]
    return None


def only_omitted(lines: list[str]) -> bool:
    """Diz se `lines` não compara nada: só linhas omitidas e em branco, e alguma omitida."""
    return OMITTED in lines and not any(line.strip() for line in lines if line != OMITTED)


@dataclass
class _OpenStep:
    """Um passo ainda em leitura: as linhas cruas da saída e onde elas começam.

    `interactive` só se sabe depois da última continuação do comando: None até lá.
    """

    kind: Kind
    text: str
    prompt: str
    line: int
    last_line: int
    raw: list[str] = field(default_factory=list)
    interactive: bool | None = None


@dataclass
class _Program:
    """O programa interativo aberto num terminal; `used` diz se alguém já digitou nele."""

    used: bool = False


class _Parser:
    """Percorre as linhas uma vez, com a seção e o passo abertos como estado."""

    def __init__(self, path: str, is_interactive: IsInteractive) -> None:
        self._path = path
        self._is_interactive = is_interactive
        self._line = 0
        self._sections: list[Section] = []
        self._directives: dict[str, tuple[str, int]] = {}
        self._accepts: list[Pattern] = []
        self._section: Section | None = None
        self._step: _OpenStep | None = None
        self._programs: dict[str, _Program] = {}

    def parse(self, text: str) -> Transcript:
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        for self._line, line in enumerate(lines, 1):
            self._check_characters(line)
            self._read(line)
        if self._section:
            name = self._section.name
            self._fail(
                f"a seção «{name}» não foi fechada; falta a linha «# --8<-- [end:{name}]».",
                self._section.line,
            )
        self._check_no_directives_left()
        return Transcript(self._path, self._sections)

    def _fail(self, message: str, line: int | None = None) -> None:
        raise TranscriptError(self._path, line or self._line, message)

    def _check_characters(self, line: str) -> None:
        if "\t" in line:
            self._fail(
                "há uma tabulação. Numa saída, use espaços, que é o que o terminal mostra; num "
                "comando, o Tab digitado completaria um nome: escreva «\\t» com printf, ou ponha o "
                "arquivo pronto na pasta do exemplo."
            )
        if line.endswith("\r"):
            self._fail("a linha termina em CRLF; grave o arquivo com fins de linha LF.")
        if "\r" in line:
            self._fail(
                "há um retorno de carro (U+000D) no meio da linha, com que um programa volta ao "
                "começo dela; apague-o e tudo o que, antes dele, o terminal já não mostra."
            )
        for character in line:
            if unicodedata.category(character) == "Cc" or character == "\ufeff":
                self._fail(f"há o caractere invisível U+{ord(character):04X}; apague-o.")

    def _read(self, line: str) -> None:
        if match := _MARKER.fullmatch(line):
            self._open(match[2]) if match[1] == "start" else self._close(match[2])
        elif _MARKER_LIKE.search(line):
            self._fail(
                "marcador de seção malformado; a linha inteira deve ser «# --8<-- [start:nome]» "
                "ou «# --8<-- [end:nome]», com nome em letras minúsculas, algarismos e hifens."
            )
        elif self._section:
            self._read_inside(line, self._section)
        elif line.strip():
            self._read_directive(line)

    def _read_directive(self, line: str) -> None:
        match = _DIRECTIVE.fullmatch(line)
        if not match:
            self._fail(
                "texto fora de seção; ponha-o entre «# --8<-- [start:nome]» e "
                "«# --8<-- [end:nome]», ou apague-o."
            )
        key, value = match[1], match[2].strip()
        if key == _ACCEPTS:
            self._accept(match[2].removeprefix(" ").rstrip())  # o recuo da linha é dela
            return
        if key in self._directives:
            self._fail(f"a diretiva «{key}» está repetida; deixe só uma antes da seção.")
        if key not in _VALUES:
            self._fail(
                f"diretiva desconhecida «{key}»; existem: {', '.join([*_VALUES, _ACCEPTS])}."
            )
        pattern, wanted = _VALUES[key]
        if not re.fullmatch(pattern, value):
            self._fail(f"valor ruim «{value}» na diretiva «{key}»; escreva {wanted}.")
        self._directives[key] = (value, self._line)

    def _accept(self, text: str) -> None:
        pattern = Pattern(text, self._line)
        if pattern.problem:
            self._fail(f"na diretiva «{_ACCEPTS}», {pattern.problem}.")
        if text in [one.text for one in self._accepts]:
            self._fail(f"o padrão «{text}» está repetido; deixe um só.")
        self._accepts.append(pattern)

    def _check_no_directives_left(self) -> None:
        for one in self._accepts:
            self._fail(f"a diretiva «{_ACCEPTS}» não tem seção depois dela; apague-a.", one.line)
        for key, (_, line) in self._directives.items():
            self._fail(f"a diretiva «{key}» não tem seção depois dela; apague-a.", line)

    def _open(self, name: str) -> None:
        if self._section:
            self._fail(
                f"a seção «{name}» começa dentro de «{self._section.name}»; feche a primeira com "
                f"«# --8<-- [end:{self._section.name}]»."
            )
        for section in self._sections:
            if section.name == name:
                self._fail(
                    f"a seção «{name}» já existe na linha {section.line}; dê outro nome a esta."
                )
        values = {key: value for key, (value, _) in self._directives.items()}
        self._directives = {}
        accepts, self._accepts = tuple(self._accepts), []
        self._section = Section(
            name=name,
            terminal=values.get("terminal", DEFAULT_TERMINAL),
            timeout=int(values.get("timeout", DEFAULT_TIMEOUT)),
            retry="retry" in values,
            after=values.get("depois", ""),
            accepts=accepts,
            line=self._line,
            path=self._path,
        )

    def _close(self, name: str) -> None:
        if not self._section:
            self._fail(f"a seção «{name}» termina sem ter começado; falta «[start:{name}]».")
        if self._section.name != name:
            self._fail(
                f"fim de uma seção desconhecida, «{name}»; a que está aberta é "
                f"«{self._section.name}», da linha {self._section.line}."
            )
        self._end_command(self._section)
        self._close_step()
        if not self._section.steps:
            self._fail(f"a seção «{name}» não tem nenhum comando; escreva um ou apague-a.")
        self._check_accepts(self._section)
        self._sections.append(self._section)
        self._section = None

    def _check_accepts(self, section: Section) -> None:
        """Um padrão casa com alguma linha mostrada, e diz mais do que deixa aberto."""
        shown = [line for step in section.steps for line in step.expected if line != OMITTED]
        for one in section.accepts:
            fitting = [line for line in shown if one.fits(line)]
            for line in fitting:
                if loose := one.looseness(line):
                    self._fail(
                        f"a diretiva «{_ACCEPTS}: {one.text}» aceitaria demais da linha «{line}»: "
                        f"{loose}.",
                        one.line,
                    )
            if not fitting:
                self._fail(
                    f"a diretiva «{_ACCEPTS}: {one.text}» não casa com nenhuma linha que a seção "
                    f"«{section.name}» mostra; um «{ANYTHING}» é um valor só, sem espaços, e "
                    "«[uma|outra]», as palavras que podem estar ali: conserte o padrão, ou "
                    "apague-o.",
                    one.line,
                )

    def _read_inside(self, line: str, section: Section) -> None:
        if line.rstrip() == ">" or line.startswith("> "):
            self._continue(line[2:])
            return
        self._end_command(section)
        program = self._programs.get(section.terminal)
        prompt = self._prompt(line) if program else None
        if line.rstrip() == "$" or line.startswith("$ "):
            self._open_step("command", line[2:])
            self._programs.pop(section.terminal, None)
        elif directive := _directive_inside(line):
            self._fail(
                f"a diretiva «{directive}» está dentro da seção «{section.name}», onde seria "
                f"saída; ponha-a antes de «# --8<-- [start:{section.name}]»."
            )
        elif line == "^C":
            if section.retry:
                self._fail("uma seção com «retry» só pode ter comandos; tire o ^C ou o retry.")
            self._open_step("interrupt")
            if program and not program.used:
                del self._programs[section.terminal]
        elif prompt:
            self._read_input(line[len(prompt) :], prompt, section)
        elif self._step:
            self._step.raw.append(line.rstrip())
        elif line.startswith("# "):
            self._fail(
                f"nota dentro da seção «{section.name}»; o que se conta ao leitor vai na página, e "
                "uma seção só tem comandos e o que eles mostram."
            )
        elif line.strip():
            self._fail("saída antes de um comando; escreva antes dela o comando, com «$ ».")

    def _prompt(self, line: str) -> str | None:
        """O prompt de `line`, se ela é uma entrada do programa aberto neste terminal."""
        step = self._step
        in_block = step and step.kind == "input" and not step.raw and self._block_goes_on(step)
        if line.rstrip() == BLOCK.rstrip() or line.startswith(BLOCK):
            return BLOCK if in_block else None
        prompt = prompt_of(line)
        return prompt if prompt and line[len(prompt) :].strip() else None

    def _block_goes_on(self, step: _OpenStep) -> bool:
        if step.prompt == BLOCK:
            return bool(step.text.strip())
        return step.prompt == PYTHON and bool(_OPENS_BLOCK.fullmatch(step.text))

    def _end_command(self, section: Section) -> None:
        """Vê, na primeira linha que não o continua, se o comando está completo e o que abre."""
        step = self._step
        if not step or step.raw or step.interactive is not None:
            return
        step.interactive = step.kind == "command" and self._is_interactive(step.text)
        last = step.text.split("\n")[-1]
        unfinished = (len(last) - len(last.rstrip("\\"))) % 2
        if unfinished and step.kind == "command":
            self._fail(
                "o comando termina em «\\», que pede mais uma linha, e a seguinte não o continua; "
                "comece-a com «> », ou apague o «\\».",
                step.last_line,
            )
        if unfinished and step.prompt not in (PYTHON, BLOCK):
            self._fail(
                "a entrada termina em «\\», e o programa esperaria mais uma linha; escreva-a "
                "inteira numa só.",
                step.line,
            )
        if step.interactive:
            self._programs.setdefault(section.terminal, _Program())

    def _read_input(self, text: str, prompt: str, section: Section) -> None:
        if section.retry:
            self._fail("uma seção com «retry» só pode ter comandos; tire a entrada ou o retry.")
        self._open_step("input", text, prompt)
        self._programs[section.terminal].used = True
        if _LEAVES_PROGRAM.fullmatch(text.strip()):
            del self._programs[section.terminal]

    def _continue(self, text: str) -> None:
        step = self._step
        if not step or step.kind != "command" or step.raw:
            self._fail(
                "continuação («> ») sem comando logo acima; uma saída não pode começar assim: "
                "mude o comando para que ela não apareça, ou omita a linha com «...»."
            )
        step.text += f"\n{text}"
        step.last_line = self._line

    def _open_step(self, kind: Kind, text: str = "", prompt: str = "") -> None:
        self._close_step()
        if kind != "interrupt" and prompt != BLOCK and not text.strip():
            self._fail("comando vazio; escreva o comando depois de «$ » ou apague a linha.")
        self._step = _OpenStep(kind, text, prompt, self._line, self._line)

    def _close_step(self) -> None:
        step, self._step = self._step, None
        if not step:
            return
        start = step.last_line + 1
        expected = _without_trailing_blanks(step.raw)
        exit_code = 0
        if expected and (match := _EXIT_CODE.fullmatch(expected[-1])):
            exit_code = int(match[1])
            if not 1 <= exit_code <= 255:
                self._fail(
                    f"«{expected[-1]}» não é um código de saída esperado; sem nada escrito, "
                    "espera-se 0, e os outros vão de 1 a 255.",
                    start + len(expected) - 1,
                )
            expected = _without_trailing_blanks(expected[:-1])
        for index, line in enumerate(expected):
            if _EXIT_CODE.fullmatch(line):
                self._fail(
                    f"o código de saída «{line}» está no meio da saída; ele é a última linha.",
                    start + index,
                )
            if line == OMITTED and expected[index + 1 : index + 2] == [OMITTED]:
                self._fail("duas linhas «...» seguidas; uma basta.", start + index + 1)
        if only_omitted(expected):
            self._fail(
                "a saída esperada só tem «...», e nada seria comparado; mostre ao menos uma linha "
                "que importa.",
                start,
            )
        self._section.steps.append(
            Step(
                kind=step.kind,
                text=step.text,
                prompt=step.prompt,
                expected=expected,
                exit_code=exit_code,
                accepts=self._section.accepts,
                interactive=bool(step.interactive),
                line=step.line,
                output_start=start,
                output_end=start + len(expected),
            )
        )


def _without_trailing_blanks(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[:end]
