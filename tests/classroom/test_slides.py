"""Os slides mostram o que as lições mostram, sem nada de fora."""

import re
from pathlib import Path

import pytest

from guide.classroom import needs, slides
from guide.page import Guide
from tests.small_guide import section, shown, solution, write

GUIDE = Guide()
PAGE = (
    "# As caixas\n\nIniciante · 8 min · Antes: nada\n{ .licao }\n\n"
    '<p class="objetivo">Você abre\numa [caixa](x.md).</p>\n\n'
    "## Faça `isto`\n\n"
    + shown("x/x.console", "um")
    + "## Tente você\n\n"
    + solution(shown("x/x.console", "dois"))
)
CONSOLE = section("um", "$ echo '<b>'", "<b>") + section("dois", "$ echo segredo", "segredo")
NAV = "nav:\n  - Parte um:\n      - Caixas: a/caixas.md\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return slides.write(GUIDE, tmp_path_factory.mktemp("slides") / "slides")


def test_what_a_slide_says(tmp_path: Path) -> None:
    files = {"docs/a/caixas.md": PAGE, "examples/x/x.console": CONSOLE, "mkdocs.yml": NAV}
    made = slides.write(write(tmp_path, files), tmp_path / "slides")
    assert [one.name for one in made] == ["01-a.html"]
    text = made[0].read_text(encoding="utf-8")
    assert "<h1>As caixas</h1>\n<p>Você abre uma caixa.</p>" in text
    assert "<h2>Faça <code>isto</code></h2>" in text
    assert "<b>$ echo &#x27;&lt;b&gt;&#x27;</b>\n&lt;b&gt;</pre>" in text
    assert "segredo" not in text, "o slide mostra a solução do exercício"
    assert "01-a.html" in (tmp_path / "slides/index.html").read_text(encoding="utf-8")


def test_every_part_and_every_transcript(written: list[Path]) -> None:
    parts = [one for one in needs.parts(GUIDE) if any(slides.of_page(page) for page in one.pages)]
    assert len(written) == len(parts)
    for part, file in zip(parts, written, strict=True):
        expected = sum(len(slides.of_page(page)) for page in part.pages)
        assert file.read_text(encoding="utf-8").count("<section>") == expected


def test_nothing_comes_from_outside(written: list[Path]) -> None:
    for file in [*written, written[0].with_name("index.html")]:
        text = re.sub(r"<pre.*?</pre>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"(?:src|href)=\"(?![\w.-]+\.html\")|url\(|@import|https?://", text)
