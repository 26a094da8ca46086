"""O texto de uma falha, inteiro: é o que um iniciante vai ler."""

import pytest

from guide.console.compare import compare
from guide.console.parse import parse
from guide.console.report import report
from guide.console.story import SectionResult, StepResult
from guide.console.terminal import Result

PATH = "examples/ola/construcao.console"


def failed(*lines, output, code=0, problem=None):
    text = "\n".join(["# --8<-- [start:build]", *lines, "# --8<-- [end:build]"])
    section = parse(text, PATH, lambda command: command == "oficina").sections[0]
    steps = []
    for step in section.steps[:-1]:
        steps.append(StepResult(step, Result(step.expected, 0)))
    step = section.steps[-1]
    diff = compare(step.expected, output)
    steps.append(StepResult(step, Result(output, code), diff, problem))
    return SectionResult(section, "failed", steps)


def told(result, **options):
    return report(
        result,
        page="imagens/construcao.md",
        page_line=12,
        update_command="faça regravar",
        **options,
    )


def test_another_output():
    result = failed(
        "$ lista \\",
        ">   --all",
        "início",
        "porta 8080",
        "fim",
        output=["início", "porta 8081", "fim"],
    )
    assert told(result) == (
        """docs/imagens/construcao.md:12
examples/ola/construcao.console:5

  $ lista \\
  >   --all

A saída não é a que a página mostra (- na página, + obtida):

  4   início
  5 - porta 8080
    + porta 8081
  6   fim

Há duas saídas:
  1. se a página está certa, conserte o exemplo, em examples/ola/;
  2. se a saída nova está certa, rode «faça regravar»
     e confira o que mudou com «git diff»."""
    )


def test_another_exit_code_is_not_for_update():
    result = failed("$ a", output=[], code=3, problem="o código de saída foi 3; a página mostra 0")
    text = told(result)
    assert "examples/ola/construcao.console:2\n" in text
    assert "O código de saída foi 3; a página mostra 0.\n" in text
    assert "Código de saída: esperado 0, obtido 3." in text
    assert "corrija examples/ola/construcao.console à mão" in text
    assert "rode «faça regravar»" not in text


def test_a_command_that_did_not_end():
    result = failed("$ a", "x", output=["x"], code=None, problem="o comando não acabou")
    assert "obtido nenhum (não acabou)." in told(result)
    assert "ponha «# timeout: SEGUNDOS» antes da seção" in told(result)


def test_long_equal_stretches_are_folded():
    shown = [f"linha {number}" for number in range(1, 31)]
    text = told(failed("$ a", *shown, output=[*shown[:-1], "outra"]))
    assert "(26 linhas iguais)" in text
    assert "linha 26\n" not in text
    assert "linha 27\n" in text
    assert "32 - linha 30" in text


def test_omitted_lines_are_counted():
    text = told(failed("$ a", "...", "fim", output=["x", "y", "fins"]))
    assert "...   (2 linhas omitidas)" in text


def test_a_note_taken_for_output_is_told():
    text = told(failed("$ a", "um", "# agora o banco", output=["um"]))
    assert "se é uma nota ao leitor, ponha-a na\npágina" in text
    assert "nota ao leitor" not in told(failed("$ a", "um", output=["# dois"]))


def test_colours_only_when_asked_for():
    result = failed("$ a", "um", output=["dois"])
    assert "\x1b" not in told(result)
    coloured = told(result, colour=True)
    assert "\x1b[31m  3 - um\x1b[0m" in coloured
    assert "\x1b[32m    + dois\x1b[0m" in coloured


def test_the_logs_of_the_containers():
    logs = {"web": "\n".join(f"registro {number}" for number in range(100)), "vazio": ""}
    text = told(failed("$ a", "um", output=[]), logs=logs)
    assert "Registro de web (fim):\n  | registro 60\n" in text
    assert "registro 99" in text
    assert "Registro de vazio (fim):\n  (vazio)" in text


def test_an_input_is_shown_with_its_command():
    result = failed("$ oficina", "# ls", "bin", output=["sbin"])
    assert "  $ oficina\n  # ls\n" in told(result)


def test_a_section_that_did_not_run_names_the_culprit():
    culprit = failed("$ a", "um", output=[]).section
    section = parse("# --8<-- [start:run]\n$ b\n# --8<-- [end:run]\n", PATH).sections[0]
    text = told(SectionResult(section, "blocked", culprit=culprit))
    assert "A seção «run» não rodou: a seção «build», antes dela na página, falhou" in text
    assert f"({PATH}:1)" in text


def test_there_is_nothing_to_tell_about_a_section_that_passed():
    section = failed("$ a", output=[]).section
    with pytest.raises(ValueError, match="passou"):
        told(SectionResult(section, "passed"))
