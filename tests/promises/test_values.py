"""O que a prosa e os desenhos dizem está nos blocos; o que não está se declara, com o motivo."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import values
from guide.promises.said import in_drawings, in_prose
from tests.promises.conftest import FILES, Break

PAGE = "docs/primeira.md"
FOOT = '--8<-- "primeira.html"'


def found(problems: Break, prose: str) -> list[str]:
    """O que há de errado na página com o parágrafo `prose` no fim."""
    return problems(PAGE, FOOT, f"{prose}\n\n{FOOT}")


@pytest.mark.parametrize(
    "prose",
    [
        "O arquivo é `dados.txt`, ou `ola/dados.txt`.",
        "Digite `echo um`.",
        "O `echo` de outra página: `echo fim`.",
        "Em 2026, `sudo` e `/var/run/docker.sock` são do ofício.",
        "Um [endereço](https://exemplo.org/8080) e <span data-n='8080'>um atributo</span>.",
        "Um sinal dá 128 + 9, que não se confere.",
    ],
)
def test_what_the_blocks_show_may_be_said(problems: Break, prose: str) -> None:
    assert found(problems, prose) == []


@pytest.mark.parametrize(
    ("prose", "value"),
    [
        ("Abra `localhost:8080`.", "localhost:8080"),
        ("Abra <http://localhost:8080>.", "8080"),
        ("A porta 8080 é a da máquina.", "8080"),
        ("Ele sai com o código 7.", "7"),
        ("Ele sai com o código de saída **137**.", "137"),
        ("Acrescente `--rm`.", "--rm"),
        ("Abra `dado.txt`.", "dado.txt"),
        ("O último passo é o `[5/5]`.", "5/5"),
        ("A imagem é `sha256:3f1c…`.", "sha256:3f1c"),
        ("O endereço é `172.17.0.2`.", "172.17.0.2"),
        ("A versão é a 1.24.", "1.24"),
        ("Ocupa 120 MB.", "120"),
        ("O nome é `recepcao`.", "recepcao"),
        ("Digite `docker ech`.", "docker ech"),
        ("Um código em\nduas linhas: `echo\ndois`.", "dois"),
    ],
)
def test_each_kind_of_value_is_looked_for(problems: Break, prose: str, value: str) -> None:
    (problem,) = found(problems, prose)
    line = FILES[PAGE].split("\n").index(FOOT) + 1
    assert problem.startswith((f"{PAGE}:{line}: ", f"{PAGE}:{line + 1}: "))
    assert f"«{value}»" in problem
    assert f"<!-- valor: `{value}` — motivo -->" in problem


def test_a_name_of_another_page_is_not_a_common_word(sound: Guide) -> None:
    other = Path("examples/fim/fim.console")
    edits = {
        other: sound.read(other).replace("echo fim", "docker run --name recepcao fim"),
        Path(PAGE): FILES[PAGE].replace(FOOT, f"O `recepcao` e o `docker`.\n\n{FOOT}"),
    }
    guide = sound.edited(edits)
    (problem,) = values.shown(guide.page("primeira"))
    assert "«recepcao»" in problem


def test_a_link_speaks_of_the_other_page(problems: Break) -> None:
    """O texto de um link pode estar só na página a que ele leva."""
    assert found(problems, "Veja [o `fim.console:fim`](segunda.md).") == []
    assert len(found(problems, "Veja [o `fim.console:tim`](segunda.md).")) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "<!-- valor: `8080` — do servidor de outra página -->\n\nA porta 8080.",
        "<!-- valor: `--rm`, `a 8080` — exemplos -->\n\nA opção `--rm`. O texto `a 8080`.",
    ],
)
def test_a_value_may_be_declared(problems: Break, prose: str) -> None:
    assert found(problems, prose) == []


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("<!-- valor: `8080` — motivo -->", "a declaração de `8080` não serve a nada"),
        ("A porta 8080.\n\n<!-- valor: `8080` — motivo -->", "não serve a nada"),
        ("<!-- valor: `um` — motivo -->\n\n`echo um`", "não serve a nada"),
        ("<!-- valor: `8080` -->\n\nA porta 8080.", "não se entende"),
        ("<!-- valor: 8080 — motivo -->\n\nA porta 8080.", "não se entende"),
        ("<!-- Valor: `8080` — motivo -->\n\nA porta 8080.", "não se entende"),
        ("   <!-- valor: `8080` — motivo -->\n\nA porta 8080.", "não se entende"),
    ],
)
def test_a_declaration_that_serves_nothing_is_refused(
    problems: Break, prose: str, said: str
) -> None:
    assert any(said in problem for problem in found(problems, prose))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<text class="dg-codigo">localhost:8080</text>', "localhost:8080"),
        ("<text>porta 8080</text>", "8080"),
        ('<text>rede <tspan class="dg-codigo">predio</tspan></text>', "predio"),
        ("<desc>O container “recepcao”.</desc>", "recepcao"),
    ],
)
def test_a_drawing_says_what_its_page_shows(problems: Break, text: str, said: str) -> None:
    (problem,) = problems("diagrams/casa.svg", "<svg/>", f"<svg>\n{text}</svg>")
    assert problem.startswith("diagrams/casa.svg:2: o desenho de docs/primeira.md:22 diz ")
    assert f"«{said}»" in problem


@pytest.mark.parametrize("text", ["dados.txt", "echo um", "echo"])
def test_a_drawing_may_say_what_its_page_shows(problems: Break, text: str) -> None:
    drawing = f'<svg><text class="dg-codigo">{text}</text></svg>'
    assert problems("diagrams/casa.svg", "<svg/>", drawing) == []


def test_what_is_declared_and_what_is_in_a_block_is_not_prose(sound: Guide) -> None:
    assert [one.text for one in in_prose(sound.page("primeira"))] == ["ola"]
    assert in_drawings(sound.page("primeira")) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("docs/containers/execucao.md", "porta **8000 do container**", "porta **8005**", "8005"),
        ("docs/containers/execucao.md", "saída 125", "saída 122", "122"),
        ("docs/containers/execucao.md", "Como havia `--rm`", "Como havia `--rmx`", "--rmx"),
        ("docs/containers/execucao.md", "`serverFlask.py`", "`serverFlask.sh`", "serverFlask.sh"),
        ("docs/imagens/construcao.md", "a `[4/4]`", "a `[5/5]`", "5/5"),
        ("diagrams/portas.svg", "porta 8000<", "porta 8888<", "8888"),
        ("docs/glossario.md", "código 137", "código 138", "138"),
        ("docs/muitas-maquinas/por-que-orquestrar.md", "`maquina2`:", "`maquina3`:", "maquina3"),
    ],
)
def test_the_slips_that_once_passed_are_seen(file: str, old: str, new: str, said: str) -> None:
    text = Guide().read(Path(file))
    assert old in text
    guide = Guide().edited({Path(file): text.replace(old, new, 1)})
    seen = [problem for page in guide.pages for problem in values.shown(page)]
    assert len(seen) == 1, "\n".join(seen)
    assert seen[0].startswith(f"{file}:")
    assert f"«{said}»" in seen[0]


def test_what_left_a_file_and_is_still_said_is_seen() -> None:
    """A condição de saúde some do arquivo; a prosa que a explica passa a falar de nada."""
    file = Path("examples/contador-de-visitas/compose.yaml")
    text = Guide().read(file)
    guide = Guide().edited({file: text.replace("condition: service_healthy", "", 1)})
    seen = values.shown(guide.page("compose/contador"))
    assert any("«service_healthy», de «condition: service_healthy»" in one for one in seen)


def test_every_word_of_the_trade_is_said_and_no_block_shows_it() -> None:
    """Uma palavra que nenhuma página diz, ou que um bloco passou a mostrar, sai da lista."""
    guide = Guide()
    said = [one.text for page in guide.pages for one in in_prose(page) if one.is_code]
    examples = "\n".join(
        line
        for file in guide.files(Path("examples"))
        for line in guide.read(file).splitlines()
        if not line.startswith("# aceita: ")
    )
    for word in " ".join(values.OF_THE_TRADE.values()).split():
        assert any(values.occurs(word, code) for code in said), f"nenhuma página diz «{word}»"
        shown = values.occurs(word, examples)
        assert not shown or "/" in word or "." in word, f"um bloco já mostra «{word}»"


@pytest.mark.parametrize(
    ("value", "text", "occurs"),
    [
        ("808", "a porta 8080", False),
        ("8080", "localhost:8080->8000/tcp", True),
        ("-t", "--tag", False),
        ("-t", "docker run -t x", True),
        ("--rm", "docker run --rm", True),
        ("1.2", "1.2.3", False),
        ("1.2", "a 1.2.", True),
        ("recepcao", "a recepcao2", False),
        (":ro", "dados:/dados:ro", True),
    ],
)
def test_a_value_is_a_whole_one(value: str, text: str, occurs: bool) -> None:
    assert values.occurs(value, text) == occurs


def test_a_prefix_is_the_beginning_of_a_value() -> None:
    assert values.occurs("sha256:3f", "sha256:3fa1", prefix=True)
    assert not values.occurs("ha256:3f", "sha256:3fa1", prefix=True)


@pytest.mark.parametrize(
    ("number", "text", "occurs"),
    [
        ("120", "--memory 120m", True),
        ("120", "1200", False),
        ("7", "o 7 de setembro", False),
        ("7", "[7]", True),
        ("7", "curl: (7) Failed", True),
        ("80", "8080:80", True),
        ("3", "exit code: 3", True),
    ],
)
def test_a_loose_number_is_a_whole_one(number: str, text: str, occurs: bool) -> None:
    assert values.occurs_number(number, text) == occurs


def test_a_size_somewhere_in_the_guide_is_no_exit_code() -> None:
    assert values.occurs_number("138", "ocupa 138MB", many=False)
    assert not values.occurs_number("138", "ocupa 138MB, sha256:138af0", many=True)
    assert values.occurs_number("137", "Exited (137) 2 seconds ago", many=True)
