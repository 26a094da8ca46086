"""A causa e o remédio de uma seção, como texto que se lê fora dela."""

import re
from pathlib import Path

import pytest

from guide.known.catalogue import Catalogue
from guide.known.texts import lead, paragraphs, plain, without_lead
from guide.page import Guide

ANNOUNCES = re.compile(
    r":$|\b(?:dest[ea]s?|assim|abaixo|a seguir|seguintes|quais são)\W*$"
    r"|(?<=[.] )(?:Veja o|Aqui,|Este|Esta)\b[^.]*[.]$"
)
"""O fim de um texto que só diz que algo vem depois."""

ANNOUNCED = re.compile(
    r"^\*\*(?:Por quê|Remédio)[^\n]*(?:\n[^\n]+)*:\n\n(?:<!--[^\n]*\n\n)?- ([^\n]+)", re.MULTILINE
)
"""O primeiro item da lista que uma causa ou um remédio anuncia."""

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

**Por quê.** Não se sabe. É uma destas:

<!-- valor: `a` — um comentário -->

- a **primeira**, que
  não cabe na linha;
- a [segunda](x.md)

**Remédio.** Veja quais são:

```console title="Terminal"
$ ls
```

Só o dono lê. O grupo, não.

**Remédio.** Aqui, um maior:
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
        (
            "Por quê",
            "Não se sabe. É uma destas: a primeira, que não cabe na linha; a segunda;",
        ),
        ("Remédio", "Só o dono lê."),
        ("", "Só o dono lê. O grupo, não."),
        ("Remédio", "Aqui, um maior."),
    ]


def test_what_a_section_says_does_not_end_announcing_something(catalogue: Catalogue) -> None:
    """De todas as seções: fora da página não há a lista nem o bloco que a frase anuncia."""
    told = [
        (one.place, text) for one in catalogue.known for text in (one.cause, one.remedy) if text
    ]
    assert len(told) > 250
    cut = [f"{place}: «…{text[-60:]}»" for place, text in told if ANNOUNCES.search(text)]
    assert not cut, "a explicação acaba anunciando o que não vem:\n" + "\n".join(cut)


def test_an_announced_list_comes_along(catalogue: Catalogue) -> None:
    announced = 0
    for one in catalogue.known:
        section = "\n".join(one.page.lines[one.lines.start : one.lines.stop - 1])
        for item in ANNOUNCED.findall(section):
            words = re.findall(r"\w+", item)[:4]
            told = re.findall(r"\w+", f"{one.cause} {one.remedy}")
            assert " ".join(words) in " ".join(told), f"{one.place}: falta a lista, de «{item}»"
            announced += 1
    assert announced >= 8


def test_code_is_kept() -> None:
    assert plain("*Settings*, `a*b*c` e [`x`](y.md)") == "Settings, `a*b*c` e `x`"
