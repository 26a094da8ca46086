"""Da diferença que a suíte viu à issue: o arquivo `--result`, o texto, e o que o `gh` recebe."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guide import issue
from guide.issue import Failure, Result
from guide.page import ROOT

PLANTED = '''
import pytest
from guide.console.compare import compare
from guide.console.parse import parse
from guide.console.report import report
from guide.console.story import SectionResult, StepResult
from guide.console.terminal import Result

TEXT = """# --8<-- [start:porta]
$ docker port site
80/tcp -> 0.0.0.0:8080
# --8<-- [end:porta]
"""

def test_page():
    section = parse(TEXT, "examples/site/site.console", lambda _: False).sections[0]
    step, obtained = section.steps[0], ["80/tcp -> 0.0.0.0:8081"]
    one = StepResult(step, Result(obtained, 0), compare(step.expected, obtained))
    pytest.fail(
        report(
            SectionResult(section, "failed", [one]),
            page="rede/portas.md",
            page_line=34,
            update_command="make update PAGE=rede/portas.md",
        ),
        pytrace=False,
    )

def test_next():
    pytest.fail("docs/rede/portas.md:40\\nA seção «b» não rodou: a seção «a», antes", pytrace=False)

@pytest.fixture
def broken():
    raise RuntimeError("a fixture quebrou")

def test_error(broken):
    pass

def test_good():
    pass
'''


def test_from_a_planted_difference_to_the_issue(tmp_path: Path) -> None:
    """Uma porta trocada numa página: a issue diz a página, a linha e a diferença."""
    (tmp_path / "test_planted.py").write_text(PLANTED)
    result = tmp_path / "seu.json"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    done = subprocess.run(
        [*command, f"--result={result}", str(tmp_path)], cwd=ROOT, text=True, capture_output=True
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found = issue.read(result)
    assert found and len(found.failures) == 3

    done = subprocess.run(
        [sys.executable, "-m", "guide", "issue", str(result)],
        cwd=ROOT,
        env=os.environ | {"RUN_URL": "https://ci.example/1"},
        text=True,
        capture_output=True,
    )
    text = done.stdout
    assert done.returncode == 0, done.stderr
    assert "### `docs/rede/portas.md:34`" in text
    assert "  3 - 80/tcp -> 0.0.0.0:8080\n    + 80/tcp -> 0.0.0.0:8081\n" in text
    assert "E 1 seção não rodou" in text
    assert "a fixture quebrou" in text and "::test_error`" in text
    assert "```sh\nmake update PAGE=rede/portas.md\n```" in text
    assert "(https://ci.example/1)" in text
    assert "test_good" not in text


def test_a_suite_that_cannot_be_collected_leaves_no_result(tmp_path: Path) -> None:
    """Nem o de uma execução anterior: seria o de quem passou."""
    (tmp_path / "test_wrong.py").write_text("import nada_disto\n")
    result = tmp_path / "seu.json"
    issue.write(result, EQUAL)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    done = subprocess.run([*command, f"--result={result}", str(tmp_path)], cwd=ROOT, text=True)
    assert done.returncode == 2
    assert issue.read(result) is None


def test_only_the_standard_library(tmp_path: Path) -> None:
    """Quem publica a issue não instala nada (-S: sem os pacotes)."""
    command = [sys.executable, "-S", "-m", "guide", "issue", str(tmp_path / "seu.json")]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "A suíte parou antes do fim" in done.stdout


DIFFERENT = Result("motor: Docker 29.7.2", [Failure("t", "docs/a.md:3\n- um\n+ dois")])
EQUAL = Result("motor: Docker 28.5.2", [])


def test_nothing_to_say() -> None:
    assert issue.body({"seu": EQUAL, "novo": EQUAL}) == ""


def test_only_the_engine_that_differs() -> None:
    text = issue.body({"seu": EQUAL, "novo": DIFFERENT})
    assert "## motor: Docker 29.7.2" in text and "28.5.2" not in text


def test_a_suite_that_stopped_is_told() -> None:
    """Sem resultado não se sabe de nada: não é o mesmo que passar."""
    text = issue.body({"seu": None, "novo": EQUAL})
    assert "## seu\n\nA suíte parou antes do fim" in text


def test_it_always_fits() -> None:
    many = [Failure("t", f"docs/p{number}.md:1\n" + "x" * 9_000) for number in range(40)]
    text = issue.body({"seu": Result("motor", many)})
    assert len(text) < 65_536
    assert "Não coube tudo aqui: faltam" in text
    assert "make update PAGE=p39.md" in text


def test_nothing_leaves_the_block() -> None:
    """Uma saída com três crases não vira Markdown da issue."""
    text = issue.body({"seu": Result("motor", [Failure("t", "a\n```\n# título\n@fulano")])})
    assert "````text\na\n```\n# título\n@fulano\n````" in text


FAKE = """\
#!{python}
import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    body = sys.stdin.read() if "--body-file=-" in sys.argv else ""
    calls.write(json.dumps([sys.argv[1:], body]) + "\\n")
if "list" in sys.argv:
    print(os.environ["OPEN"])
elif os.environ.get("REFUSE"):
    sys.exit("HTTP 403: Resource not accessible by integration")
else:
    print("https://forja.example/issues/8")
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Um `gh` de mentira no PATH, que anota o que lhe pedem: uma chamada por linha."""
    program = tmp_path / "bin/gh"
    program.parent.mkdir()
    program.write_text(FAKE.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("OPEN", "[]")
    return tmp_path / "calls"


def asked(calls: Path) -> list[tuple[list[str], str]]:
    return [tuple(json.loads(line)) for line in calls.read_text().splitlines()]


def opened(*titles: str) -> str:
    return json.dumps([{"number": 7 + n, "title": title} for n, title in enumerate(titles)])


def test_the_first_week_opens_it(calls: Path) -> None:
    assert issue.post("texto") == "Issue aberta: https://forja.example/issues/8"
    (_, (words, text)) = asked(calls)
    assert words == ["issue", "create", f"--title={issue.TITLE}", "--body-file=-"]
    assert text == "texto"


def test_the_next_week_updates_it(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN", opened("Outra coisa", issue.TITLE))
    assert issue.post("texto") == "Issue 8 atualizada."
    ((listed, _), (words, text)) = asked(calls)
    assert "--app=github-actions" in listed, "a issue de uma pessoa não se toca"
    assert (words, text) == (["issue", "edit", "8", "--body-file=-"], "texto")


def test_a_good_week_closes_it(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN", opened(issue.TITLE))
    issue.post("")
    assert asked(calls)[-1][0][:3] == ["issue", "close", "7"]


def test_a_good_week_opens_nothing(calls: Path) -> None:
    issue.post("")
    assert len(asked(calls)) == 1


def test_refusals_are_told(
    calls: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("REFUSE", "1")
    file = tmp_path / "novo.json"
    issue.write(file, DIFFERENT)
    with pytest.raises(SystemExit, match=r"^O gh não publicou a issue: HTTP 403"):
        issue.main([str(file), "--post"])
    monkeypatch.setenv("PATH", "/nao/existe")
    with pytest.raises(SystemExit, match="Falta o programa gh"):
        issue.main([str(file), "--post"])
    with pytest.raises(SystemExit, match=r"make issue RESULTS=meu\.json"):
        issue.main(["--post"])
    file.write_text("[]")
    with pytest.raises(SystemExit, match=r"novo\.json: não é um resultado da suíte"):
        issue.main([str(file)])


def test_two_results_of_the_same_name_are_two(tmp_path: Path, capsys) -> None:
    for name in ("seu", "privado"):
        (tmp_path / name).mkdir()
        found = Result(f"Docker {name}", [Failure("t", f"docs/{name}.md:1: x")])
        issue.write(tmp_path / name / "novo.json", found)
    issue.main([str(tmp_path / name / "novo.json") for name in ("seu", "privado")])
    told = capsys.readouterr().out
    assert "Docker seu" in told
    assert "Docker privado" in told


def test_a_text_that_is_not_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "novo.json"
    file.write_text('{"engine": "x", "failures": [{"test": "t", "text": null}]}')
    with pytest.raises(SystemExit, match="não é um resultado da suíte"):
        issue.main([str(file)])
