"""Executa a história de uma página: as seções dela, na ordem, em um ou mais terminais.

Recebe as seções e uma fábrica de terminais. O que vem a seguir
no mesmo terminal decide como um passo termina: se é um Ctrl+C, o comando fica em primeiro plano e
espera-se a saída mostrada; se é uma entrada, espera-se o prompt do programa; senão, o do shell.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from guide.console.compare import Diff, alike, compare, differs
from guide.console.identity import Identities, Owners
from guide.console.parse import (
    BLOCK,
    OMITTED,
    PYTHON,
    Section,
    Step,
    TranscriptError,
    prompt_of,
)
from guide.console.terminal import CommandTimeout, Result, Terminal, TerminalError

SETTLE = 0.2
"""Segundos que a saída de um comando em primeiro plano precisa continuar igual à mostrada.

Nada diz que um servidor acabou de escrever o que escreve ao começar. O terminal ainda espera que o
comando descanse: numa máquina ocupada, quem espera por vez não conta como calado."""

SILENT_SETTLE = 1.0
"""O mesmo, para um comando que nada mostra em primeiro plano."""

QUIET = 2.0
"""Ao gravar, segundos sem saída nova depois dos quais um programa é dado por pronto."""

QUIET_LIMIT = 15.0
"""O mesmo, para um programa que nada mostra, um comando que se repete ou uma saída que ainda não é
a da página."""

RETRY_PAUSE = 0.1
"""Segundos entre duas tentativas de um comando com `retry`: o que ele espera não se anuncia."""


@dataclass(frozen=True)
class StepResult:
    """O que um passo deu.

    `diff` é a diferença na saída e `problem` o que mais deu errado, em palavras; None se nada.
    `disagreement` diz que identificador não concorda com o que a página já mostrou, ou vazio.
    `tolerated` diz que a diferença foi aceita por quem pediu a história. `owners` é de quem eram os
    IPs que há na saída, e os outros desse momento; vazio se não há nenhum.
    """

    step: Step
    result: Result
    diff: Diff | None = None
    problem: str | None = None
    seconds: float = 0.0
    tolerated: bool = False
    disagreement: str = ""
    owners: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        different = self.diff is not None and not self.tolerated
        return different or self.problem is not None or bool(self.disagreement)


Tolerate = Callable[[Step, Step, Result, Diff], bool]
"""Aceita, ou não, a diferença de um passo; recebe o comando dele, o passo, o obtido e o diff.

O comando é o próprio passo ou, num Ctrl+C ou numa entrada, o que está em primeiro plano.
"""


def _tolerate_nothing(command: Step, step: Step, result: Result, diff: Diff) -> bool:
    return False


@dataclass(frozen=True)
class SectionResult:
    """O que uma seção deu: passou, falhou, ou não rodou porque `culprit` falhou antes."""

    section: Section
    status: Literal["passed", "failed", "blocked"]
    steps: list[StepResult] = field(default_factory=list)
    culprit: Section | None = None

    @property
    def failure(self) -> StepResult | None:
        """O primeiro passo que falhou."""
        return next((step for step in self.steps if step.failed), None)


class Story:
    """A história de uma página, executada conforme se pedem os resultados.

    `sections` estão na ordem da página; `open_terminal` recebe o nome de um terminal e o abre. Com
    `record`, uma saída que não bate não interrompe a história, para que se possam gravar todas.
    `tolerate` aceita uma diferença, que então é contada (`StepResult.tolerated`) e não é falha.
    `owners` diz de quem é cada IP: um passa a outro container só quando o dono o deixa.

    Levanta `TranscriptError` se a história não faz sentido (um Ctrl+C sem comando, por exemplo).
    Use com `with`: na saída, os terminais são fechados.
    """

    def __init__(
        self,
        sections: Sequence[Section],
        open_terminal: Callable[[str], Terminal],
        *,
        record: bool = False,
        tolerate: Tolerate = _tolerate_nothing,
        owners: Owners = dict,
    ) -> None:
        self._sections = list(sections)
        self._open_terminal = open_terminal
        self._record = record
        self._tolerate = tolerate
        self._owners = owners
        self._identities = Identities()
        self._commands: dict[str, Step] = {}
        self._next = _next_steps(self._sections)
        self._terminals: dict[str, Terminal] = {}
        self._results: list[SectionResult] = []
        self._culprit: Section | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Fecha todos os terminais, mesmo que um deles falhe ao fechar."""
        while self._terminals:
            _, terminal = self._terminals.popitem()
            try:
                terminal.close()
            finally:
                self.close()

    def result(self, index: int) -> SectionResult:
        """O resultado da seção de índice `index`; executa antes as que faltam até ela."""
        while len(self._results) <= index:
            self._results.append(self._run_section(len(self._results)))
        return self._results[index]

    @property
    def lived(self) -> list[SectionResult]:
        """Os resultados que já há."""
        return list(self._results)

    def results(self) -> list[SectionResult]:
        """Os resultados de todas as seções."""
        if self._sections:
            self.result(len(self._sections) - 1)
        return self._results

    def recorded(self, *, as_shown: bool = False) -> dict[str, dict[int, Result]]:
        """O obtido até agora, por arquivo e linha do comando: o que `update` recebe.

        Com `as_shown`, o que já se mostrou tem o identificador com que se mostrou.

        Um passo com problema (travou, por exemplo) fica de fora, menos se o problema é o código de
        saída, que `update` recusa dizendo por quê.
        """
        recorded: dict[str, dict[int, Result]] = {}
        for section in self._results:
            lines = recorded.setdefault(section.section.path, {})
            for step in section.steps:
                if step.problem is None or step.result.exit_code is not None:
                    result = step.result
                    if as_shown:
                        output = [self._identities.as_shown(line) for line in result.output]
                        result = replace(result, output=output)
                    lines[step.step.line] = result
        return recorded

    def _run_section(self, index: int) -> SectionResult:
        section = self._sections[index]
        if self._culprit:
            return SectionResult(section, "blocked", culprit=self._culprit)
        steps = []
        for number, step in enumerate(section.steps):
            outcome = self._run_step(section, step, self._next[index, number])
            steps.append(outcome)
            if outcome.problem or (outcome.failed and not self._record):
                self._culprit = section
                break
        failed = any(step.failed for step in steps)
        return SectionResult(section, "failed" if failed else "passed", steps)

    def _run_step(self, section: Section, step: Step, following: Step | None) -> StepResult:
        started = time.monotonic()
        problem = None
        if step.kind == "command":
            self._commands[section.terminal] = step
        try:
            terminal = self._terminal(section.terminal)
            if section.retry:
                result = self._retry(terminal, section, step)
            else:
                result = self._act_and_wait(terminal, section, step, following)
            problem = _problem(step, result, following)
        except CommandTimeout as error:
            result = Result(error.output, None)
            problem = (
                f"a saída mostrada não apareceu em {error.timeout:g} s, e o comando foi parado"
                if following and following.kind == "interrupt"
                else f"o comando não acabou em {error.timeout:g} s e foi parado"
            )
        except TerminalError as error:
            return StepResult(step, Result([], None), None, str(error), _since(started))
        diff = differs(step, result.output)
        tolerated = diff is not None and self._accepts(section, step, result)
        outcome = StepResult(step, result, diff, problem, _since(started), tolerated)
        return outcome if outcome.failed else self._identified(outcome, following)

    def _identified(self, outcome: StepResult, following: Step | None) -> StepResult:
        """O passo, que não falhou, com o desacordo dos identificadores dele."""
        seen: dict[str, str] = {}

        def owners() -> Mapping[str, str]:
            seen.update(self._owners())
            return seen

        lines = alike(outcome.step, outcome.result.output)
        if following and following.kind == "input":
            lines.append((following.prompt, outcome.result.prompt))
        found = self._identities.disagreement(lines, owners)
        return replace(outcome, disagreement=found, owners=seen)

    def _accepts(self, section: Section, step: Step, result: Result) -> bool:
        """Diz se o obtido é o mostrado, ou difere dele de um modo que `tolerate` aceita."""
        diff = differs(step, result.output)
        return diff is None or self._tolerate(
            self._commands.get(section.terminal, step), step, result, diff
        )

    def _terminal(self, name: str) -> Terminal:
        if name not in self._terminals:
            self._terminals[name] = self._open_terminal(name)
        return self._terminals[name]

    def _act_and_wait(
        self, terminal: Terminal, section: Section, step: Step, following: Step | None
    ) -> Result:
        if step.kind == "command":
            terminal.start(step.text)
        elif step.kind == "input":
            terminal.type(step.text)
        else:
            if step is section.steps[0]:
                # O que outro terminal provocou aparece antes do Ctrl+C, como a quem olha a tela.
                terminal.wait_quiet(lambda _: True, SILENT_SETTLE, QUIET_LIMIT)
            terminal.interrupt()
        if following and following.kind == "interrupt":
            if self._record:
                return terminal.wait_quiet(
                    lambda lines: lines and self._may_be_recorded(section, step, lines),
                    QUIET,
                    min(section.timeout, QUIET_LIMIT),
                )
            return terminal.wait_for(
                lambda lines: self._accepts(section, step, Result(lines, None)),
                section.timeout,
                settle=SETTLE if step.expected else SILENT_SETTLE,
            )
        ends_inside = following is None and (step.kind == "input" or step.interactive)
        if ends_inside or (following and following.kind == "input"):
            return terminal.wait_for_prompt(_prompts_after(step), section.timeout)
        return terminal.wait(section.timeout)

    def _may_be_recorded(self, section: Section, step: Step, lines: list[str]) -> bool:
        """Diz se `lines` são as da página, ou se ela ainda não mostra nenhuma."""
        return not step.expected or self._accepts(section, step, Result(lines, None))

    def _retry(self, terminal: Terminal, section: Section, step: Step) -> Result:
        """Repete o comando até bater; ao gravar, até dar sempre o mesmo por algum tempo.

        Se a página já mostra uma saída, ela pode só estar atrasada: espera-se até o limite. O da
        seção é o das tentativas e o de cada uma: a última não é parada por ter começado tarde.
        """
        enough = section.timeout if step.expected else QUIET_LIMIT
        deadline = time.monotonic() + section.timeout
        previous, unchanged_since = None, 0.0
        while True:
            result = terminal.run(step.text, section.timeout)
            now = time.monotonic()
            right_code = result.exit_code == step.exit_code
            if right_code and self._accepts(section, step, result):
                return result
            if previous is None or compare(previous, result.output):
                previous, unchanged_since = result.output, now
            stable = self._record and right_code and now - unchanged_since >= enough
            if stable or now + RETRY_PAUSE >= deadline:
                return result
            time.sleep(RETRY_PAUSE)


def _next_steps(sections: list[Section]) -> dict[tuple[int, int], Step | None]:
    """O passo seguinte no mesmo terminal, para cada (seção, passo). Levanta `TranscriptError`."""
    following: dict[tuple[int, int], Step | None] = {}
    last: dict[str, tuple[int, int]] = {}
    for index, section in enumerate(sections):
        for number, step in enumerate(section.steps):
            key = (index, number)
            previous = last.get(section.terminal)
            _check_order(sections, previous, section, step)
            if previous:
                following[previous] = step
            following[key] = None
            last[section.terminal] = key
    return following


def _check_order(
    sections: list[Section], previous: tuple[int, int] | None, section: Section, step: Step
) -> None:
    if step.kind == "command":
        return
    action = "Ctrl+C" if step.kind == "interrupt" else f"a entrada «{step.shown}»"
    before = sections[previous[0]] if previous else None
    if not before or (step.kind == "interrupt" and before.steps[previous[1]].kind == "interrupt"):
        raise TranscriptError(
            section.path,
            step.line,
            f"{action} sem um comando em primeiro plano no terminal «{section.terminal}»; a página "
            "precisa incluir antes a seção que o começa, e a diretiva «# terminal:» ser a mesma.",
        )
    if before.retry:
        raise TranscriptError(
            section.path,
            step.line,
            f"{action} depois da seção «{before.name}», que tem «retry»: um comando que se repete "
            "não fica em primeiro plano. Tire o retry.",
        )


def _prompts_after(step: Step) -> Callable[[str], bool]:
    """Diz que textos são prompts depois de `step`: `... ` só no Python, onde outro o antecede."""
    python = step.kind == "input" and step.prompt in (PYTHON, BLOCK)
    return lambda text: prompt_of(text) == text and (python or text != BLOCK)


def _problem(step: Step, result: Result, following: Step | None) -> str | None:
    """O que há de errado em `result` além da saída, em palavras; None se nada."""
    code = result.exit_code
    if code is not None and code != step.exit_code:
        return f"o código de saída foi {code}; a página mostra {step.exit_code}"
    if code is None and step.exit_code:
        return f"a página mostra o código de saída {step.exit_code}, mas o comando não acabou"
    if code is not None and following and following.kind != "command":
        return f"o comando acabou sozinho, e a página ainda mostra «{following.shown}»"
    if (
        following
        and following.kind == "input"
        and not _same_prompt(following.prompt, result.prompt)
    ):
        return f"o programa mostrou o prompt «{result.prompt}»; a página, «{following.prompt}»"
    return None


def _same_prompt(shown: str, obtained: str) -> bool:
    """Os espaços do fim não contam; e o prompt `... ` não é um curinga."""
    if OMITTED in (shown.rstrip(), obtained.rstrip()):
        return shown.rstrip() == obtained.rstrip()
    return compare([shown], [obtained]) is None


def _since(started: float) -> float:
    return time.monotonic() - started
