"""O que o navegador lê: os resumos das lições e as previsões de cada página."""

import json
from pathlib import Path

from guide import predictions
from guide.page import Guide
from guide.promises.lesson import NO_LESSON
from guide.promises.predicted import CHOICE
from guide.site import reading
from guide.site.html import BuiltPage
from guide.site.mkdocs import built_page

PREDICTING = {page.path for page in Guide().pages if CHOICE in page.lines}


def data(script: str) -> object:
    """O que um dos scripts põe em `self`."""
    return json.loads(script.partition(" = ")[2].removesuffix(";\n"))


def test_every_lesson_has_a_digest() -> None:
    guide = Guide()
    found = data(reading.lessons(guide))
    wanted = {page.address for page in guide.pages if page.path.as_posix() not in NO_LESSON}
    assert set(found) == wanted - {"erros/index"} | {"erros"}
    path = Path("docs/dados/volumes.md")
    edited = data(reading.lessons(guide.edited({path: guide.read(path) + "\nMais.\n"})))
    assert {name for name in found if found[name] != edited[name]} == {"dados/volumes"}


def test_the_script_has_what_the_page_asks() -> None:
    page = Guide().page("dados/volumes")
    found = data(reading.asked(page))
    wanted = predictions.of(page)
    assert len(found) == len(wanted)
    for one, prediction in zip(found, wanted, strict=True):
        right = "\n".join(prediction.right.lines)
        assert one["saidas"][one["certa"]] == right
        assert one["origens"].index(None) == one["certa"]
        assert len(one["saidas"]) == len(set(one["saidas"])) == 3


def test_a_wrong_output_says_where_it_comes_from() -> None:
    """Na página, acima ou mais adiante; em outra lição, com o título e o endereço dela."""
    _, stopped, after, *_ = data(reading.asked(Guide().page("containers/ciclo-de-vida")))
    later, other = sorted(filter(None, stopped["origens"]), key=lambda one: "pagina" in one)
    assert later == {
        "onde": "mais adiante, em",
        "titulo": "Entenda: SIGTERM, SIGKILL e o PID 1",
        "ancora": "entenda-sigterm-sigkill-e-o-pid-1",
        "comandos": "$ docker run --detach --init --name educado debian:trixie-slim "
        "sleep infinity\n"
        "$ time docker stop educado\n"
        "$ docker inspect --format '{{.State.Status}}, código {{.State.ExitCode}}' educado",
    }
    assert (other["onde"], other["titulo"]) == ("na lição", "Executar o container")
    assert (other["pagina"], other["ancora"]) == ("containers/execucao", "o-que-acontece-no-ctrlc")
    here = [one for one in after["origens"] if one and "pagina" not in one]
    assert [one["onde"] for one in here] == ["acima, em"]


def test_only_the_pages_that_ask_load_the_script(site: Path) -> None:
    assert PREDICTING
    for page in Guide().pages:
        built = BuiltPage(built_page(site, page))
        loads = any(one.endswith("/preveja.js") for one in built.resources)
        assert loads == (page.path in PREDICTING), page.address
        script = site / reading.path_of(page).relative_to("docs")
        assert script.exists() == loads, f"{script}: a página o pede: {loads}"


def test_written_once_and_gone_with_the_mark(tmp_path: Path) -> None:
    source = Guide()
    (tmp_path / "docs/dados").mkdir(parents=True)
    page = tmp_path / "docs/dados/volumes.md"
    page.write_text(source.page("dados/volumes").text)
    (tmp_path / "examples").mkdir()
    for name in ("caderno", "flaskboasvindas"):
        (tmp_path / "examples" / name).symlink_to(source.root / "examples" / name)
    file = tmp_path / reading.path_of(source.page("dados/volumes"))
    assert reading.write(Guide(tmp_path))
    assert "comprar pão" in file.read_text()
    assert not reading.write(Guide(tmp_path))
    page.write_text(page.read_text().replace("<!-- preveja", "<!-- outra"))
    assert reading.write(Guide(tmp_path))
    assert not file.exists()
