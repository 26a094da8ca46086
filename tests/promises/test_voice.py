"""A voz do guia: o que não se escreve, e o que não se repete demais."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import voice


def page_with(root: Path, text: str):
    (root / "docs").mkdir()
    (root / "docs/p.md").write_text(f"---\ndescription: x\n---\n\n# Um\n\n{text}\n")
    return Guide(root).page("p")


@pytest.mark.parametrize(
    "text",
    [
        "Procure noutra pasta.",
        "O Docker lhe diz.",
        "Não há porta alguma.",
        "Não fica em camada nenhuma.",
        "Remova sem o parar.",
        "Leia a lição antes de a usar.",
        "O servidor está à escuta.",
        "São doze algarismos.",
        "O recuo do YAML.",
    ],
)
def test_a_banned_word_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (found,) = voice.banned_words(page_with(tmp_path, text))
    assert found.startswith("docs/p.md:7: «")


@pytest.mark.parametrize(
    "text", ["Digite num terminal.", "Remova-o.", "Escreva `noutra`.", "Veja [lá](noutra.md)."]
)
def test_what_is_fine(tmp_path: Path, text: str) -> None:
    assert not voice.banned_words(page_with(tmp_path, text))


def test_a_formula_fits_once_a_page(tmp_path: Path) -> None:
    once = "Quem responde é o motor. "
    page = page_with(tmp_path, once)
    assert not voice.repeated_words(page)
    other = page.guide.edited({page.path: page.text + once}).page("p")
    (found,) = voice.repeated_words(other)
    assert "«Quem … é …» aparece 2 vezes" in found
