"""Os slides da aula cabem num telefone, e andam com as setas."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from guide.classroom import slides
from guide.page import Guide


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return slides.write(Guide(), tmp_path_factory.mktemp("slides") / "slides")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_on_a_telephone_nothing_is_cut(written: list[Path], tab: Tab) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    for file in written:
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        small = "Math.min(...[...document.querySelectorAll('pre, p')]"
        small += ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
        assert tab.evaluate(small) >= 12, file.name


def test_the_arrows(written: list[Path], tab: Tab) -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto(written[1].as_uri())
    assert tab.evaluate("current()") == 0
    for key, slide in [("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("ArrowLeft", 0)]:
        tab.keyboard.press(key)
        tab.wait_for_function(f"current() === {slide}", timeout=5000)
