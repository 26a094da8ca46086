"""Os desvios de uma página, e a leitura em que se vivem."""

from pathlib import Path

import pytest

from guide import detours
from guide.page import Guide

SECTIONS = """# --8<-- [start:{0}]
$ echo {0}
{0}
# --8<-- [end:{0}]

"""
PAGE = """```console title="Terminal"
--8<-- "a/a.console:um"
```

```text title="a/x.txt"
--8<-- "a/x.txt"
```

```console title="Terminal"
--8<-- "a/a.console:dois"
```

```console title="Terminal"
--8<-- "a/a.console:tres"
```
"""
DETOURS = (
    SECTIONS.format("antes")
    + "# depois: um\n"
    + SECTIONS.format("engano")
    + "# depois: um\n"
    + SECTIONS.format("outro")
    + "# depois: engano\n"
    + SECTIONS.format("volta")
)


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    files = {
        "docs/a.md": PAGE,
        "examples/a/a.console": "".join(SECTIONS.format(one) for one in ("um", "dois", "tres")),
        "examples/a/a.desvios.console": DETOURS,
        "examples/a/x.txt": "x\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Guide(tmp_path)


def test_each_after_its_section_and_what_goes_on_after_it(guide: Guide) -> None:
    """A leitura acaba no último desvio; quem se desvia já tem os arquivos que vêm antes."""
    page = detours.of(guide.page("a"))
    assert page is not None
    assert [(one.section, one.line) for one in page.story] == [
        ("antes", 1),
        ("um", 1),
        ("engano", 9),
        ("volta", 9),
        ("outro", 9),
    ]
    chains = [[section.name for section in chain] for chain in detours.chains(page)]
    assert chains == [["antes"], ["engano", "volta"], ["outro"]]


def test_a_page_without_detours(guide: Guide) -> None:
    none = guide.edited({Path("examples/a/a.desvios.console"): None})
    assert detours.of(none.page("a")) is None


@pytest.mark.parametrize(
    ("culprit", "line", "names"),
    [("antes", 1, "«antes»"), ("volta", 7, "«engano», «volta»"), ("um", 0, "")],
)
def test_who_does_not_come_back_is_named(guide: Guide, culprit: str, line: int, names: str) -> None:
    """O estado muda ao viver `culprit`: se é um desvio, diz-se onde ele começa."""
    page = detours.of(guide.page("a"))
    assert page is not None
    state = [0]

    def live(index: int) -> None:
        state[0] += page.story[index].section == culprit

    said = detours.not_back(page, live, lambda index: state[0])
    if names:
        assert said.startswith(f"examples/a/a.desvios.console:{line}: depois de {names}, o motor")
    else:
        assert said == ""
