"""Um diagrama que não se lê é nomeado, e as cores seguem o tema.

Os de cada página são medidos em `test_every_page.py`.
"""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.address import Address
from tests.browser.diagrams import faint, problems


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (
            '<text x="70" y="30" text-anchor="middle">um texto que não cabe na caixa</text>',
            "não cabe",
        ),
        ('<text x="50" y="30" style="font-size: 4px">não</text>', "fica com"),
        ('<path d="M60 0V60"/><rect x="50" y="40" width="60" height="18"/>', "cobre M60 0V60"),
    ],
)
def test_a_bad_diagram_is_named(page: Page, drawing: str, said: str) -> None:
    page.goto("/")
    page.set_content(
        '<div class="diagrama"><svg viewBox="0 0 320 60" width="320"><title>Ruim</title>'
        f'<rect x="40" y="10" width="60" height="40"/>{drawing}</svg></div>'
    )
    assert said in "".join(problems(page))


@pytest.mark.parametrize(
    ("box", "letter", "said"),
    [
        ("#ffffff", "#aaaaaa", "contraste de 2.3"),
        ("none", "#ffffff", "contraste de 1.0"),
        ("#000000", "#ffffff", ""),
    ],
)
def test_a_faint_text_is_named(page: Page, box: str, letter: str, said: str) -> None:
    page.goto("/")
    page.set_content(
        '<body style="background: #fff"><div class="diagrama"><svg width="320"><title>Apagado'
        f'</title><rect x="40" y="10" width="60" height="40" style="fill: {box}"/>'
        f'<text x="50" y="30" style="fill: {letter}">oi</text></svg></div>'
    )
    found = "".join(faint(page))
    assert said in found
    assert bool(said) == bool(found)


def test_colours_follow_the_palette(browser: Browser, address: Address) -> None:
    """Cada caixa e cada linha tem uma cor em cada tema, e nenhuma é o preto de fábrica do SVG."""
    colours: list[list[str]] = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(address("containers/execucao"), wait_until="networkidle")
            colours.append(
                page.locator(".diagrama :is(rect, text, .dg-ponta)").evaluate_all(
                    "all => all.map(one => getComputedStyle(one).fill)"
                )
            )
    same = [one for one, other in zip(*colours, strict=True) if one == other]
    assert not same, f"não mudam com o tema: {same}"
    assert "rgb(0, 0, 0)" not in colours[1]
