"""A ortografia: cada palavra que o leitor lê está no dicionário ou em `palavras.txt`.

Se um teste daqui falha, a mensagem diz a palavra, o arquivo e a linha.
"""

from pathlib import Path

import markdown
import pytest

from guide.engine import debian
from guide.engine.failure import EngineError
from guide.page import ROOT, Guide
from guide.promises import spelling
from guide.promises.spelling import place, trade_words, unknown
from guide.site.mkdocs import built_page

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
EVERYWHERE = [
    *sorted(ROOT.glob("diagrams/*.svg")),
    *sorted(ROOT.glob("overrides/**/*.html")),
    *sorted(ROOT.glob("overrides/**/*.txt")),
    ROOT / "mkdocs.yml",
]


@pytest.fixture(scope="session")
def hunspell() -> None:
    """O hunspell com o dicionário pt_BR: o da máquina ou, onde se pode, o dos pacotes."""
    if spelling.has_dictionary():
        return
    if reason := debian.why_not():
        pytest.skip(
            "Não há um hunspell com o dicionário pt_BR, e a suíte não pode instalá-lo: "
            f"{reason}. No Debian: apt-get install {' '.join(spelling.PACKAGES)}"
        )
    try:
        debian.install(*spelling.PACKAGES)
    except EngineError as error:
        pytest.fail(f"O hunspell não pôde ser instalado. {error}", pytrace=False)


@pytest.fixture(scope="session")
def words(site: Path) -> dict[Path, set[str]]:
    """As palavras que se leem, pelo arquivo que as tem: as páginas, a 404 e os documentos."""
    found = {ROOT / "overrides" / "404.html": prose(site / "404.html")}
    for page in Guide().pages:
        found[ROOT / page.path] = prose(built_page(site, page))
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        html = markdown.markdown(text, extensions=["fenced_code", "tables"])
        found[document] = spelling.words(html)
    return found


def prose(built: Path) -> set[str]:
    return spelling.words(built.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("hunspell")
def test_every_word_is_known(words: dict[Path, set[str]]) -> None:
    misspelt = unknown(set().union(*words.values()))
    found = []
    for file, its_words in words.items():
        for word in sorted(its_words & misspelt):
            found.append(f"{place(word, [file, *EVERYWHERE], ROOT)}: {word}")
    assert not found, "\n".join(
        [
            f"O dicionário não conhece estas palavras. {spelling.REMEDY}",
            *sorted(set(found)),
        ]
    )


def test_no_word_is_left_over(words: dict[Path, set[str]]) -> None:
    used = {word.lower() for word in set().union(*words.values())}
    used |= {part for word in used for part in word.split("-")}
    assert not (unused := [word for word in trade_words() if word not in used]), (
        f"guide/promises/palavras.txt: nenhuma página usa mais {', '.join(unused)}"
    )


def test_trade_words_are_in_order() -> None:
    assert trade_words() == sorted(set(trade_words())), "guide/promises/palavras.txt: fora de ordem"


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>O conteiner, a <b>imagem</b>.</p>", {"O", "conteiner", "a", "imagem"}),
        ("<p>Rode <code>dokcer run</code> e <kbd>Ctlr</kbd> agora</p>", {"Rode", "e", "agora"}),
        ("<p>O <em>bild <b>contxt</b></em> vem</p>", {"O", "vem"}),
        ('<span class="filename">soma/adicao.py</span> pronto', {"pronto"}),
        (
            '<svg><path d="M0"/><text class="dg-codigo">dokcer</text><text>Rêde</text></svg>',
            {"Rêde"},
        ),
        ('<img src="a.png" alt="Uma tela"/>', {"Uma", "tela"}),
        ('<meta name="description" content="Um guia">', {"Um", "guia"}),
        ('<meta name="viewport" content="width=device-width">', set()),
        ('<nav aria-label="Índice"><a title="Saltar">Titulo</a></nav>', set()),
        ("Na rede “escritorio” há “permission denied”", {"Na", "rede", "há"}),
        ("Leia o guia/servidor.py. Fim.", {"Leia", "o", "Fim"}),
        ("bem-vindo 2 d'água 10MB sha256", {"bem-vindo", "d'água"}),
    ],
)
def test_what_is_read(html: str, read: set[str]) -> None:
    assert spelling.words(html) == read


@pytest.mark.usefixtures("hunspell")
def test_the_dictionary() -> None:
    wrong = ["Contruir", "conteiner", "voce", "utilisar", "dockerr", "guarda-chuvva"]
    assert unknown(
        {*wrong, "Construir", "container", "você", "ações", "Docker", "guarda-chuva"}
    ) == set(wrong)


@pytest.mark.usefixtures("hunspell")
def test_a_page_is_read_without_building_the_site(sound: Guide) -> None:
    page = sound.root / "docs/primeira.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("Uma página.", "Uma pajina.").replace(
        "## Entenda", "O contruir, o `dokcer` e o *bild*.\n\n## Entemda"
    )
    page.write_text(text, encoding="utf-8")
    (sound.root / "diagrams/casa.svg").write_text("<svg><text>Rêde</text></svg>\n")
    found = spelling.page_problems(Guide(sound.root).page("primeira"))
    assert [problem.partition(". ")[0] for problem in found] == [
        "docs/primeira.md:22: o dicionário não conhece «Entemda»",
        "diagrams/casa.svg:1: o dicionário não conhece «Rêde»",
        "docs/primeira.md:20: o dicionário não conhece «contruir»",
        "docs/primeira.md:2: o dicionário não conhece «pajina»",
    ]
    assert all(problem.endswith(spelling.REMEDY) for problem in found)


def test_the_place(tmp_path: Path) -> None:
    page, drawing = tmp_path / "a.md", tmp_path / "b.svg"
    page.write_text("Conteineres\num conteiner", encoding="utf-8")
    drawing.write_text("<text>Conteiner</text>", encoding="utf-8")
    files = [page, drawing]
    assert place("conteiner", files, tmp_path) == "a.md:2"
    assert place("Conteiner", files, tmp_path) == "b.svg:1"
    assert place("nada", files, tmp_path) == "a.md"
