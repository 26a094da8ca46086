"""A causa e o remédio de uma seção, como texto que se lê fora dela."""

from pathlib import Path

import pytest

from guide.known.texts import lead, paragraphs, plain, without_lead
from guide.page import Guide

PAGE = """# Título

**Por quê.** Um container **guarda** o nome, [mesmo parado](ciclo.md#fim): veja
em <https://escola.example>.

**Remédio e conferência.** Aperte ++ctrl+c++ e use `**`. Aqui, remova-o:

```console title="Terminal"
**isto não é prosa**
```

!!! quote "Mensagem citada: não dá para provocá-la aqui"
    `Mounts denied`. A pasta não é
    compartilhada.

- uma lista
"""


@pytest.fixture
def found(tmp_path: Path) -> list[tuple[str, str]]:
    """O que abre cada parágrafo, e o resto dele."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/x.md").write_text(PAGE, encoding="utf-8")
    page = Guide(tmp_path).page("x")
    return [(lead(one), without_lead(one)) for one in paragraphs(page, 2, len(page.lines) + 1)]


def test_paragraphs(found: list[tuple[str, str]]) -> None:
    assert found == [
        ("Por quê", "Um container guarda o nome, mesmo parado: veja em https://escola.example."),
        ("Remédio e conferência", "Aperte Ctrl+C e use `**`."),
        ("`Mounts denied`", "A pasta não é compartilhada."),
    ]


def test_code_is_kept() -> None:
    assert plain("*Settings*, `a*b*c` e [`x`](y.md)") == "Settings, `a*b*c` e `x`"
