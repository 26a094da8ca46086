"""A página «Situação» e o selo contam o que vale agora, e mais nada."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from guide import notes, status
from guide.notes import Verification
from guide.page import Guide

NAV = """\
nav:
  - Início: index.md
  - Primeiros passos:
      - Uma: um/uma.md
      - Outra: outra.md
  - Consulta:
      - Sem comandos: sem.md
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Um guia de três páginas com comandos, e uma sem."""
    (tmp_path / "docs/um").mkdir(parents=True)
    (tmp_path / "examples/ola").mkdir(parents=True)
    (tmp_path / "examples/ola/ola.console").write_text("$ echo olá\nolá\n")
    for name in ("index", "um/uma", "outra"):
        text = f'# {name}\n\n```console\n--8<-- "ola/ola.console:ola"\n```\n'
        (tmp_path / "docs" / f"{name}.md").write_text(text)
    (tmp_path / "docs/sem.md").write_text("# Sem\n")
    (tmp_path / "mkdocs.yml").write_text(NAV)
    return tmp_path


def verify(root: Path, *names: str, **other: object) -> None:
    """Anota `names` como verificadas no Docker 28.5.2, com os valores de `other`."""
    guide = Guide(root)
    found = {
        name: replace(
            Verification(
                guide.page(name).digest(), "2026-11-23", "28.5.2+dfsg4", "2.40.3-3", 2, True
            ),
            **other,
        )
        for name in names
    }
    notes.record(found, guide)


def table(root: Path) -> str:
    status.write(Guide(root))
    return (root / "verified/situacao.md").read_text(encoding="utf-8")


def said(root: Path) -> str:
    """O que o selo diz, e quem não o vê ouve."""
    status.write_badge(Guide(root))
    svg = ET.fromstring((root / "verified/selo.svg").read_text(encoding="utf-8"))
    name = "{http://www.w3.org/2000/svg}"
    texts = [one.text for one in svg.iter(f"{name}text")]
    assert svg.find(f"{name}title").text == ": ".join(texts)
    return texts[1]


def test_every_page_with_commands_by_part_and_engine(root: Path) -> None:
    verify(root, "index.md", "um/uma.md")
    verify(root, "um/uma.md", engine="29.7.2", compose="5.0.0", date="2026-12-01", stand_ins=False)
    when = '<time datetime="2026-11-23">23/11/2026</time>'
    later = '<time datetime="2026-12-01">01/12/2026</time>'
    assert [line for line in table(root).splitlines() if line[:1] in ("#", "|")] == [
        "### Início { data-search-exclude }",
        "| página | Docker e Compose | imagens base | verificada em |",
        "| --- | --- | --- | --- |",
        f"| [Início](../index.md) | 28.5.2 e 2.40.3 | de pacotes Debian | {when} |",
        "### Primeiros passos { data-search-exclude }",
        "| página | Docker e Compose | imagens base | verificada em |",
        "| --- | --- | --- | --- |",
        f"| [Uma](../um/uma.md) | 28.5.2 e 2.40.3 | de pacotes Debian | {when} |",
        f"| [Uma](../um/uma.md) | 29.7.2 e 5.0.0 | do registro | {later} |",
        "| [Outra](../outra.md) | — | — | ainda não verificada |",
    ]
    assert "**Docker 28.5.2 com Compose 2.40.3**: 2 páginas de 3" in table(root)
    assert "**Docker 29.7.2 com Compose 5.0.0**: 1 página de 3" in table(root)
    assert "1 página espera" in table(root)
    assert said(root) == "2 de 3 · Docker 28.5, 29.7"
    assert status.pending(Guide(root)) == ["docs/outra.md"]


def test_a_changed_page_waits(root: Path) -> None:
    verify(root, "index.md", "um/uma.md", "outra.md")
    assert status.pending(Guide(root)) == []
    (root / "docs/outra.md").write_text((root / "docs/outra.md").read_text() + "\nMais.\n")
    assert "| [Outra](../outra.md) | — | — | mudou desde a última verificação |" in table(root)
    assert said(root) == "2 de 3 · Docker 28.5"


def test_nothing_verified(root: Path) -> None:
    assert "3 páginas esperam" in table(root)
    assert said(root) == "0 de 3"


def test_what_cannot_be_read_is_told_by_the_build(root: Path) -> None:
    (root / "docs/outra.md").write_bytes(b"# Outra\n\xe7\n")
    assert "outra.md" not in table(root)
    (root / "mkdocs.yml").write_text("nav: [\n")
    assert table(root).strip() == ""
