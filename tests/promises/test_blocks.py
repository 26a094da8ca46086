"""Os blocos de uma página e os títulos deles, estragados de cada modo."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide

PAGE = "docs/primeira.md"
TRANSCRIPT = "examples/ola/ola.console"
FILE_BLOCK = '```text title="ola/dados.txt"\n--8<-- "ola/dados.txt"\n```\n'


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (PAGE, "ola.console:um", "ola.console:hum", f"{PAGE}:17: o trecho «hum» não existe"),
        (PAGE, '"ola/ola.console:um"', '"ola/olla.console:um"', "Parecidos: ola/ola.console."),
        (PAGE, FILE_BLOCK, FILE_BLOCK + "\n```text\noi\n```\n", f"{PAGE}:16: o bloco foi digitado"),
        (PAGE, "## Entenda\n", FILE_BLOCK.replace("ola/", "fim/"), f"{PAGE}:21: o trecho «fim/d"),
        (PAGE, 'ola/dados.txt"\n`', 'fim/fim.console:fim"\n`', "12: o bloco mostra a pasta «fim»"),
        (PAGE, "```console", "```sh", f"{PAGE}:16: o bloco de uma transcrição é ```console"),
        (PAGE, "ola.console:um", "ola.console", f"{PAGE}:16: inclua uma seção de ola/ola.console"),
        (PAGE, "ola.console:dois", "ola.console:um", f"{PAGE}:24: a seção «um» já foi mostrada"),
        (TRANSCRIPT, "$ cat\n", "", f"{TRANSCRIPT}:8: "),
        (PAGE, 'title="ola/dados.txt"', 'title="dados"', f"{PAGE}:12: o bloco mostra ola/dados"),
        (PAGE, '"Outro terminal"', '"Terminal"', f"{PAGE}:24: o título «Terminal» está na seção"),
    ],
)
def test_each_fault_is_said(
    problems: Callable[..., list[str]], file: str, old: str, new: str, said: str
) -> None:
    found = problems(file, old, new)
    assert len([one for one in found if said in one]) == 1, found


def test_sections_out_of_order(sound: Guide) -> None:
    page = sound.page("primeira")
    swapped = page.text.replace(":um", ":x").replace(":dois", ":um").replace(":x", ":dois")
    found = promises.page_problems(sound.edited({page.path: swapped}).page("primeira"))
    assert f"{PAGE}:24: a seção «um» vem, em examples/ola/ola.console:1, antes" in found[0]


def test_one_section_name_in_two_files(sound: Guide) -> None:
    page = sound.page("primeira")
    block = '```console title="Terminal"\n--8<-- "ola/mais.console:um"\n```\n\n## Entenda'
    edits = {
        page.path: page.text.replace("## Entenda", block),
        Path("examples/ola/mais.console"): "# --8<-- [start:um]\n$ ls\n# --8<-- [end:um]\n",
    }
    assert promises.page_problems(sound.edited(edits).page("primeira")) == [
        f"{PAGE}:20: a seção «um» de ola/mais.console tem o nome de uma de ola/ola.console, na "
        "linha 16; dê-lhe outro"
    ]


def test_a_page_without_commands_says_why(
    problems: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "---\ndescription: Só prosa.\n---\n\n# Só\n\nIniciante · 1 min · Antes: nada\n{ .licao }\n"
    )
    found = problems("docs/segunda.md", "", text)
    assert found[0].startswith("docs/segunda.md:1: uma página que ensina precisa mostrar comandos")
    monkeypatch.setitem(promises.blocks.NO_COMMANDS, "docs/segunda.md", "só define termos")
    assert problems("docs/segunda.md", "", text) == [
        "examples/fim/fim.console:1: a seção «fim» não é mostrada por nenhuma página; inclua-a ou "
        "apague-a"
    ]
    monkeypatch.setitem(promises.blocks.NO_COMMANDS, PAGE, "só define termos")
    assert "docs/primeira.md:16: a página mostra comandos, e está declarada sem" in "\n".join(
        problems("mkdocs.yml", "Guia", "Guia")
    )


@pytest.mark.parametrize("named", [False, True])
def test_a_file_with_a_name_of_its_own_is_not_another_one_s_new_content(
    sound: Guide, named: bool
) -> None:
    page = sound.page("primeira")
    own = '```text title="ola/outro.txt"\n--8<-- "ola/outro.txt"\n```\n\n' if named else ""
    new = '```text title="ola/dados.txt"\n--8<-- "ola/outro.txt"\n```\n\n'
    edits = {
        page.path: page.text.replace("## Entenda", f"{own}{new}## Entenda"),
        Path("examples/ola/outro.txt"): "outro\n",
    }
    found = promises.titles.titles(sound.edited(edits).page("primeira"))
    assert [one for one in found if "ola/outro.txt" in one] == found
    assert bool(found) is named


def test_the_new_content_of_a_file_is_not_named_like_another_one(sound: Guide) -> None:
    page = sound.page("primeira")
    block = '```text title="ola/{}"\n--8<-- "ola/{}"\n```\n\n'
    edits: dict[Path, str | None] = {
        Path("examples/ola/outro.txt"): "outro\n",
        Path("examples/ola/novo/dados.txt"): "dados\n",
        Path("examples/ola/novo/outro.txt"): "outro\n",
    }
    for source, wrong in (("novo/dados.txt", 0), ("novo/outro.txt", 1)):
        blocks = block.format("outro.txt", "outro.txt") + block.format("dados.txt", source)
        edits[page.path] = page.text.replace("## Entenda", f"{blocks}## Entenda")
        found = promises.titles.titles(sound.edited(edits).page("primeira"))
        assert len(found) == wrong
