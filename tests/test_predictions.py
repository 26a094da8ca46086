"""As previsões do guia: quantas são, e como se lê cada pedido."""

from collections import Counter
from pathlib import Path

import pytest

from guide import predictions
from guide.page import Guide, GuideError

FOUND = [one for page in Guide().pages for one in predictions.of(page)]

TRANSCRIPT = """# --8<-- [start:um]
$ ola 1
um
$ ola 2
dois
[código de saída 3]
# --8<-- [end:um]

# --8<-- [start:outra]
$ ola 3
# --8<-- [end:outra]
"""


def a_guide(root: Path, mark: str) -> Guide:
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "examples/ola/ola.console").write_text(TRANSCRIPT)
    block = '```console title="Terminal"\n--8<-- "ola/ola.console:um"\n```\n'
    (root / "docs/um.md").write_text(f"# Um\n\n{mark}\n{block}")
    return Guide(root)


def test_there_are_many() -> None:
    assert len(FOUND) >= 60
    assert len({one.page.address for one in FOUND}) >= 20


def test_the_right_one_has_no_usual_place() -> None:
    places = Counter(one.shuffled.index(one.right) for one in FOUND)
    assert set(places) == {0, 1, 2}
    assert max(places.values()) <= len(FOUND) / 2, f"a certa quase sempre no mesmo lugar: {places}"
    for one in FOUND:
        assert sorted(output.name for output in one.shuffled) == sorted(
            output.name for output in one.outputs
        )


def test_the_last_step_or_the_one_said(tmp_path: Path) -> None:
    guide = a_guide(tmp_path, "<!-- preveja: um/1, outra -->")
    (one,) = predictions.of(guide.page("um"))
    assert [output.name for output in one.outputs] == [
        "ola/ola.console:um/2",
        "ola/ola.console:um/1",
        "ola/ola.console:outra/1",
    ]
    assert one.right.lines == ["dois", "[código de saída 3]"]
    assert one.asked == "$ ola 1\num\n$ ola 2"
    text = guide.page("um").text.replace("preveja:", "preveja o passo 1:")
    (said,) = predictions.of(guide.edited({Path("docs/um.md"): text}).page("um"))
    assert (said.right.lines, said.asked) == (["um"], "$ ola 1")


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        ("<!-- preveja: outra -->", "docs/um.md:3: o pedido se escreve <!-- preveja: seção"),
        ("<!--preveja: um/1, outra-->", "docs/um.md:3: o pedido se escreve <!-- preveja: seção"),
        ("<!-- preveja: nada, outra -->", "docs/um.md:3: examples/ola/ola.console:1: não há a"),
        ("<!-- preveja: um/9, outra -->", "a seção «um» tem 2 passos, e não 9"),
        ("<!-- preveja o passo 7: um, outra -->", "a seção «um» tem 2 passos, e não 7"),
        ("<!-- preveja: x/y.console:um, outra -->", "não há a transcrição examples/x/y.console"),
        ("<!-- preveja: Um!, outra -->", "«Um!» não é o nome de uma seção"),
        ("<!-- preveja: um/1, outra -->\n", "docs/um.md:3: logo abaixo de «preveja» vem o bloco"),
    ],
)
def test_a_mark_that_cannot_be_read(tmp_path: Path, mark: str, problem: str) -> None:
    with pytest.raises(GuideError) as told:
        predictions.of(a_guide(tmp_path, mark).page("um"))
    assert problem in str(told.value)
