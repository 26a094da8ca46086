"""As respostas de outra versão do Docker: ao lado, com os mesmos comandos e uma escolha."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import variants

PAGE = """# Um

<div class="docker-escolha"></div>

<div class="docker-versao" data-docker="28" markdown>

No Docker 28:

```console title="Terminal"
--8<-- "ola/ola.console:um"
```

</div>

<div class="docker-versao" data-docker="29" markdown>

No Docker 29:

```console title="Terminal"
--8<-- "ola/ola.console:um-docker-29"
```

</div>
"""
TRANSCRIPT = """# --8<-- [start:um]
$ docker ps
um
# --8<-- [end:um]

# --8<-- [start:um-docker-29]
$ docker ps
dois
# --8<-- [end:um-docker-29]
"""


def problems(root: Path, page: str = PAGE, transcript: str = TRANSCRIPT) -> list[str]:
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "docs/p.md").write_text(page)
    (root / "examples/ola/ola.console").write_text(transcript)
    return variants.beside_the_reference(Guide(root).page("p"))


def test_side_by_side(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<div class="docker-escolha"></div>\n', "", "não deixa escolher"),
        ('data-docker="29" ', "", "só do Docker 29"),
        ('data-docker="28" ', "", "só do Docker 28"),
        ('ola.console:um"', 'ola.console:dois"', "a página não mostra «um»"),
    ],
)
def test_each_fault_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in one for one in problems(tmp_path, page=PAGE.replace(old, new)))


def test_other_commands_are_refused(tmp_path: Path) -> None:
    other = TRANSCRIPT.replace("$ docker ps\ndois", "$ docker ps --all\ndois")
    (found,) = problems(tmp_path, transcript=other)
    assert "tem outros comandos que «um»" in found


def test_the_variant_comes_right_after(tmp_path: Path) -> None:
    moved = (
        PAGE.replace(':um"', ':x"').replace(":um-docker-29", ":um").replace(':x"', ':um-docker-29"')
    )
    assert any("logo depois de «um»" in one for one in problems(tmp_path, page=moved))
