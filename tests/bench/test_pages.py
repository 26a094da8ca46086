"""`make bench`: o que está errado no pedido é dito numa frase, antes de um motor ser iniciado."""

import threading
from pathlib import Path

import pytest

from guide.bench import pages
from guide.engine.inventory import Inventory
from guide.engine.session import Engine
from guide.page import Guide, Page


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["0", "dados/volumes"], 2, "«0» não é o número de rodadas"),
        (["dados/volumes"], 2, "«dados/volumes» não é o número de rodadas"),
        (["--engines", "0"], 2, "«0» não é o número de motores"),
        (["1", "dados/volume"], 1, "Não há a página «dados/volume» em docs/. Parecidas: dados/v"),
        (["1", "glossario.md"], 1, "Sem comandos que medir: glossario.md."),
    ],
)
def test_a_wrong_request(
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "measure", lambda *_: pytest.fail("mediu"))
    with pytest.raises(SystemExit) as done:
        pages.main(arguments)
    message = capsys.readouterr().err if done.value.code == code == 2 else str(done.value.code)
    assert said in message


def test_names_with_and_without_the_suffix(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(
        pages, "measure", lambda _, found, *__: asked.append([page.name for page in found])
    )
    pages.main(["1", "dados/volumes", "docs/rede/redes.md"])
    assert asked == [["dados/volumes.md", "rede/redes.md"]]


def engine(name: str) -> Engine:
    nothing: frozenset[str] = frozenset()
    return Engine({"NAME": name}, "28", "2", [], Inventory(*[nothing] * 6))


@pytest.fixture
def three(tmp_path: Path) -> list[Page]:
    """Três páginas sem comandos."""
    (tmp_path / "docs").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / f"docs/{name}.md").write_text(f"# {name}\n")
    return Guide(tmp_path).pages


def test_pages_are_shared_by_the_engines(three: list[Page]) -> None:
    """Dois motores leem ao mesmo tempo: um só segue quando o outro também já tem uma página."""
    together = threading.Barrier(2, timeout=30)
    read: list[tuple[str, str]] = []

    def one(page: Page, engine: Engine) -> None:
        if len(read) < 2:
            read.append((page.name, engine.env["NAME"]))
            together.wait()
        else:
            read.append((page.name, engine.env["NAME"]))

    pages._share(three, [engine("1"), engine("2")], one)
    assert sorted(page for page, _ in read) == ["a.md", "b.md", "c.md"]
    assert {name for _, name in read} == {"1", "2"}


def test_a_failure_is_told_and_ends_the_reading(three: list[Page]) -> None:
    read: list[str] = []

    def one(page: Page, _: Engine) -> None:
        read.append(page.name)
        raise pages.GuideError("não passou")

    with pytest.raises(pages.GuideError, match="não passou"):
        pages._share(three, [engine("1")], one)
    assert read == ["a.md"]
