"""Conta uma falha a quem vai consertá-la: onde, o quê, a diferença e as duas saídas."""

from collections.abc import Iterator, Mapping

from guide.console.compare import Diff, DiffLine
from guide.console.parse import Step
from guide.console.pattern import ANYTHING
from guide.console.story import SectionResult, StepResult

_CONTEXT = 3
"""Linhas iguais mostradas antes e depois de cada diferença."""

_LOG_LINES = 40
"""As últimas linhas mostradas do registro de cada programa."""

_NOTE = (
    "Uma linha que começa por «# », dentro da seção, é saída: se é uma nota ao leitor, ponha-a na\n"
    "página; se é uma diretiva, antes da seção."
)

_WILDCARD = (
    "«[..]» não é curinga dentro de uma seção: ela mostra o que apareceu, e é o que se grava. O\n"
    "que varia entre motores ou máquinas declara-se antes da seção: «# aceita: texto com [..]»."
)

_WAITS = (
    "Se o comando espera que alguém digite, mostre a entrada; se fica em primeiro plano, mostre o\n"
    "^C que o para; se só demora, ponha «# timeout: SEGUNDOS» antes da seção."
)

_RED, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def report(
    result: SectionResult,
    *,
    page: str,
    page_line: int,
    update_command: str,
    logs: Mapping[str, str] | None = None,
    colour: bool = False,
) -> str:
    """O texto da falha de `result`, uma seção que falhou ou que não rodou.

    `page` é o caminho da página a partir de docs/ e `page_line` a linha que inclui a seção;
    `update_command` é o comando que regrava as saídas dela; `logs` são os registros do que a página
    deixou no ar, por nome. Levanta `ValueError` se a seção passou.
    """
    paint = _Paint(colour)
    place = f"docs/{page}:{page_line}"
    if result.status == "blocked":
        return (
            f"{paint.bold(place)}\n"
            f"A seção «{result.section.name}» não rodou: a seção «{result.culprit.name}», antes "
            f"dela na página, falhou ({result.culprit.path}:{result.culprit.line}). "
            "Conserte aquela primeiro."
        )
    failure = result.failure
    if failure is None:
        raise ValueError(f"a seção «{result.section.name}» passou; não há o que relatar")
    step = failure.step
    parts = [
        f"{paint.bold(place)}\n{paint.bold(f'{result.section.path}:{_first_line(failure)}')}",
        _indented(_command(failure, result)),
        _what_happened(failure),
    ]
    if failure.diff:
        parts.append(_diff(failure.diff, step, paint))
        if any(
            line.kind == "missing" and line.text.startswith("# ") for line in failure.diff.lines
        ):
            parts.append(_NOTE)
        if any(line.kind == "missing" and ANYTHING in line.text for line in failure.diff.lines):
            parts.append(_WILDCARD)
    parts += [f"Registro de {name} (fim):\n{_tail(text)}" for name, text in (logs or {}).items()]
    parts.append(_ways_out(failure, result.section.path, update_command))
    return "\n\n".join(parts)


class _Paint:
    """Cores de terminal, só quando pedidas."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def _with(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self._colour else text

    def red(self, text: str) -> str:
        return self._with(_RED, text)

    def green(self, text: str) -> str:
        return self._with(_GREEN, text)

    def dim(self, text: str) -> str:
        return self._with(_DIM, text)

    def bold(self, text: str) -> str:
        return self._with(_BOLD, text)


def _first_line(failure: StepResult) -> int:
    """A linha da transcrição a olhar primeiro: a da diferença, ou a do comando."""
    step = failure.step
    if failure.diff is None or not step.expected:
        return step.line
    return min(step.output_start + failure.diff.first_expected, step.output_end - 1)


def _command(failure: StepResult, result: SectionResult) -> str:
    """O passo que falhou; um Ctrl+C ou uma entrada vem com o comando a que pertence."""
    index = result.steps.index(failure)
    if failure.step.kind == "command":
        return failure.step.shown
    for earlier in reversed(result.steps[:index]):
        if earlier.step.kind == "command":
            return f"{earlier.step.shown}\n{failure.step.shown}"
    return failure.step.shown


def _what_happened(failure: StepResult) -> str:
    sentences = []
    if failure.problem:
        sentences.append(f"{failure.problem[0].upper()}{failure.problem[1:].rstrip('.')}.")
    code = failure.result.exit_code
    obtained = "nenhum (não acabou)" if code is None else str(code)
    if failure.problem:
        sentences.append(f"Código de saída: esperado {failure.step.exit_code}, obtido {obtained}.")
    if failure.problem and code is None:
        sentences.append(_WAITS)
    if failure.disagreement:
        sentences.append(f"Os identificadores não concordam: {failure.disagreement}.")
    if failure.diff:
        sentences.append("A saída não é a que a página mostra (- na página, + obtida):")
    return "\n".join(sentences)


def _diff(diff: Diff, step: Step, paint: _Paint) -> str:
    """O diff, com o número de cada linha mostrada na transcrição."""
    return "\n".join(_diff_lines(diff.lines, step, paint))


def _diff_lines(lines: list[DiffLine], step: Step, paint: _Paint) -> Iterator[str]:
    width = len(str(step.output_end))
    changed = [index for index, line in enumerate(lines) if line.kind in ("missing", "extra")]
    skipped = 0
    for index, line in enumerate(lines):
        if not any(abs(index - other) <= _CONTEXT for other in changed):
            skipped += 1
            continue
        if skipped:
            yield paint.dim(_skipped(skipped, width))
            skipped = 0
        number = "" if line.expected is None else str(step.output_start + line.expected)
        if line.kind == "missing":
            yield paint.red(f"  {number:>{width}} - {line.text}".rstrip())
        elif line.kind == "extra":
            yield paint.green(f"  {number:>{width}} + {line.text}".rstrip())
        elif line.kind == "omitted":
            yield paint.dim(f"  {number:>{width}}   {line.text}   ({_count(line.count)})")
        else:
            yield f"  {number:>{width}}   {line.text}".rstrip()
    if skipped:
        yield paint.dim(_skipped(skipped, width))


def _skipped(count: int, width: int) -> str:
    return f"  {'':>{width}}   ({count} {'linha igual' if count == 1 else 'linhas iguais'})"


def _count(count: int) -> str:
    return "1 linha omitida" if count == 1 else f"{count} linhas omitidas"


def _tail(text: str) -> str:
    lines = text.rstrip().splitlines()[-_LOG_LINES:]
    return "\n".join(f"  | {line}".rstrip() for line in lines) if lines else "  (vazio)"


def _ways_out(failure: StepResult, path: str, update_command: str) -> str:
    folder = path.rpartition("/")[0] or "."
    ways = [
        "Há duas saídas:",
        f"  1. se a página está certa, conserte o exemplo, em {folder}/;",
    ]
    if failure.problem:
        ways.append(
            f"  2. se o que aconteceu está certo, corrija {path} à mão («{update_command}» só "
            "grava saídas de comandos que acabam como a página diz)."
        )
    else:
        ways.append(
            f"  2. se a saída nova está certa, rode «{update_command}»\n"
            "     e confira o que mudou com «git diff»."
        )
    return "\n".join(ways)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
