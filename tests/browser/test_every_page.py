"""Cada página do site, em duas visitas que servem a todas as verificações (veja `visits`).

Uma primeira visita é leve, não se mexe e não pede nada a outro servidor; o axe-core não acha
barreiras, nos dois temas e nas duas larguras; o botão copia o que se digita; os diagramas se leem;
nenhum bloco de código se corta, na tela nem no papel; o que se prevê se cobre, e nada se move.

`make bench-site` mede o resto: os tempos, as notas do Lighthouse e a construção.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guide.page import ROOT, Guide
from guide.site.mkdocs import built_page
from tests.browser import copying, diagrams, predicting
from tests.browser.visits import CHECKS, NARROW, WIDE, Findings, visit

GUIDE = Guide()
LOST = "nao/existe"
"""Um endereço errado: mostra a 404."""
ADDRESSES = [*(page.address for page in GUIDE.pages), LOST]
DRAWN = [page.address for page in GUIDE.pages if '.svg"' in page.text]
SAMPLE = "containers/execucao"
"""Uma página com um diagrama."""
SVG = re.compile(r'--8<-- "([^"]+\.svg)"')
FIGURE = re.compile('<figure class="diagrama">.*?</figure>', re.DOTALL)
TITLE = re.compile("<title[^>]*>(.*?)</title>")

Visits = Callable[[str], Findings]


def path(address: str) -> str:
    """O caminho da página dentro do site servido."""
    if address == LOST:
        return f"/{address}"
    return f"/{address}/".removesuffix("index/")


def together(address: str) -> object:
    """As verificações de uma página ficam num trabalhador só, que a visita uma vez."""
    return pytest.param(address, marks=pytest.mark.xdist_group(f"site: {address}"), id=address)


@pytest.fixture(scope="session")
def visits(browser: Browser, origin: str) -> Visits:
    """O que se achou numa página, visitada quando o primeiro teste a pede."""
    done: dict[str, Findings] = {}

    def found(address: str) -> Findings:
        if address not in done:
            copies = [] if address == LOST else copying.wanted(GUIDE, GUIDE.page(address))
            guesses = [] if address == LOST else predicting.wanted(GUIDE.page(address))
            done[address] = visit(browser, origin + path(address), copies, guesses=guesses)
        return done[address]

    return found


def test_no_page_is_left_out(site_pages: list[str]) -> None:
    assert sorted(path(address) for address in ADDRESSES) == sorted(site_pages)


@pytest.mark.parametrize("address", [together(address) for address in ADDRESSES])
@pytest.mark.parametrize("check", CHECKS)
def test_page(visits: Visits, address: str, check: str) -> None:
    findings = visits(address)
    assert not findings.broken, findings.broken
    assert not findings.problems[check], "\n".join(findings.problems[check])


def drawn(address: str) -> set[str]:
    """Os títulos dos diagramas que a página inclui."""
    names = SVG.findall(GUIDE.page(address).text)
    texts = [(ROOT / "diagrams" / name).read_text(encoding="utf-8") for name in names]
    return {found[1] for text in texts if (found := TITLE.search(text))}


@pytest.mark.parametrize("address", [together(address) for address in DRAWN])
def test_every_diagram_is_seen(visits: Visits, address: str) -> None:
    assert visits(address).diagrams == drawn(address)


def test_diagrams_in_the_zip(browser: Browser, site: Path, unzipped: Path) -> None:
    """Os desenhos e os estilos do zip são os do site, byte por byte; um, medido, vale por todos."""
    for address in DRAWN:
        here = (unzipped / f"{address}.html").read_text(encoding="utf-8")
        there = built_page(site, GUIDE.page(address)).read_text(encoding="utf-8")
        assert FIGURE.findall(here) == FIGURE.findall(there) != [], address
    for style in site.rglob("*.css"):
        assert (unzipped / style.relative_to(site)).read_bytes() == style.read_bytes(), style
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((unzipped / f"{SAMPLE}.html").as_uri())
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            assert not diagrams.problems(page)
        assert diagrams.titles(page) == drawn(SAMPLE)


def test_every_diagram_is_on_a_page() -> None:
    shown = {name for address in DRAWN for name in SVG.findall(GUIDE.page(address).text)}
    drawings = ROOT / "diagrams"
    assert shown == {file.relative_to(drawings).as_posix() for file in drawings.rglob("*.svg")}
