"""Regrava numa transcrição as saídas obtidas numa execução.

Uma página grava-se inteira, de uma execução só: os IDs, as datas e os tamanhos de uma saída são os
das outras. Quem decide se é preciso gravar é quem chama: uma página que ainda bate fica como está.
As linhas omitidas («...») ficam onde as que as cercam ainda batem.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from guide.console.compare import Diff, align, compare, differs
from guide.console.parse import (
    OMITTED,
    IsInteractive,
    Section,
    Step,
    Transcript,
    TranscriptError,
    exit_code_line,
    meaning_of,
    only_omitted,
    parse,
)
from guide.console.terminal import Result


class UpdateError(TranscriptError):
    """Uma saída que não pode ser gravada. A mensagem diz `caminho:linha` e o que fazer."""


def update(
    text: str,
    path: str | Path,
    results: Mapping[int, Result],
    *,
    forbidden: Sequence[str] = (),
    is_interactive: IsInteractive = lambda _: False,
) -> str:
    """O texto da transcrição com as saídas obtidas em `results`, por linha do comando.

    Passos sem resultado ficam como estão. Um passo sem saída mostrada recebe a que obteve. Rodar de
    novo com os mesmos resultados não muda nada. Nenhuma linha nova pode conter um dos textos de
    `forbidden`: são os que só esta execução tem. `is_interactive` é o de `parse`.

    Levanta `UpdateError` se um código de saída mudou, ou se uma linha obtida é proibida ou tem
    significado na gramática e por isso não pode ser escrita como saída; `TranscriptError` se `text`
    é malformado.
    """

    def read(text: str) -> Transcript:
        return parse(text, path, is_interactive)

    transcript = read(text)
    lines = text.split("\n")
    prompts = _prompts(transcript.sections, results)
    for section in reversed(transcript.sections):
        for step in reversed(section.steps):
            if step.line in prompts:
                lines[step.line - 1] = prompts[step.line] + step.text
            result = results.get(step.line)
            if result is None:
                continue
            _check_exit_code(step, result, path)
            block = lines[step.output_start - 1 : step.output_end - 1]
            new = _rewritten(align(step.expected, result.output, step.accepts), result.output)
            _check_lines(new, block, section, step, path)
            _check_forbidden(new, block, forbidden, step, path)
            lines[step.output_start - 1 : step.output_end - 1] = new
    updated = "\n".join(lines)
    _check_meaning(transcript.sections, read(updated).sections, path, results)
    return updated


def _prompts(sections: list[Section], results: Mapping[int, Result]) -> dict[int, str]:
    """O prompt obtido antes de cada entrada, por linha dela: o do passo anterior no terminal."""
    prompts: dict[int, str] = {}
    before: dict[str, int] = {}
    for section in sections:
        for step in section.steps:
            result = results.get(before.get(section.terminal, 0))
            if step.kind == "input" and result and result.prompt and step.text:
                prompts[step.line] = result.prompt
            before[section.terminal] = step.line
    return prompts


def _check_exit_code(step: Step, result: Result, path: str | Path) -> None:
    obtained = result.exit_code or 0
    if obtained != step.exit_code:
        raise UpdateError(
            path,
            step.line,
            f"o código de saída mudou de {step.exit_code} para {obtained}, e isso não se grava "
            f"sozinho: conserte o exemplo ou, se {obtained} é o certo, "
            + (
                f"escreva «{exit_code_line(obtained)}» depois da saída."
                if obtained
                else "apague a linha dele."
            )
            + f" O comando: {step.shown}",
        )


def _rewritten(diff: Diff, output: list[str]) -> list[str]:
    new: list[str] = []
    for line in diff.lines:
        if line.actual is not None:
            new.append(output[line.actual].rstrip())
        elif line.kind == "omitted" and new[-1:] != [OMITTED]:
            new.append(OMITTED)
    while new and not new[-1].strip():
        new.pop()
    if only_omitted(new) or compare(new, output):
        return list(output)
    return new


def _check_lines(
    new: list[str], block: list[str], section: Section, step: Step, path: str | Path
) -> None:
    interactive = any(other.kind == "input" or other.interactive for other in section.steps)
    for line in new:
        if line not in block and (meaning := meaning_of(line, interactive=interactive)):
            raise UpdateError(
                path,
                step.line,
                f"a saída obtida tem a linha «{line}», que numa transcrição é {meaning}. Mude o "
                "comando para que ela não apareça, ou omita-a com «...», e rode de novo.",
            )


def _check_forbidden(
    new: list[str], block: list[str], forbidden: Sequence[str], step: Step, path: str | Path
) -> None:
    for line in new:
        found = next((text for text in forbidden if text and text in line), None)
        if found and line not in block:
            raise UpdateError(
                path,
                step.line,
                f"a saída obtida tem «{found}», que é só desta execução e noutra seria outro: "
                f"«{line}». Mude o comando para que não o mostre, ou omita a linha com «...». "
                f"O comando: {step.shown}",
            )


def _check_meaning(
    before: list[Section],
    after: list[Section],
    path: str | Path,
    results: Mapping[int, Result],
) -> None:
    """O texto novo, lido de volta, precisa ter os mesmos passos e bater com o que se obteve."""
    old = [step for section in before for step in section.steps]
    new = [step for section in after for step in section.steps]
    for index, step in enumerate(old):
        again = new[index] if index < len(new) else Step("command")
        same_step = (step.kind, step.text, step.exit_code) == (
            again.kind,
            again.text,
            again.exit_code,
        )
        result = results.get(step.line)
        if not same_step or (result and differs(again, result.output)):
            raise UpdateError(
                path,
                step.line,
                f"a saída de «{step.shown}» não pode ser gravada sem mudar o sentido da "
                "transcrição; mude o comando, ou omita as linhas com «...».",
            )
