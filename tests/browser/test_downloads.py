"""O zip e o PDF, baixados por quem lê o site publicado."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guide.site.server import serving
from tests.browser.axe import barriers

pytestmark = pytest.mark.xdist_group("pdf")  # o guia inteiro é impresso uma vez


@pytest.fixture(scope="module")
def published_origin(published: Path) -> Iterator[str]:
    with serving(published) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_links_have_no_barriers(browser: Browser, published_origin: str, scheme: Any) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(published_origin)
        assert page.get_by_role("complementary", name="Leve o guia com você").is_visible()
        found = barriers(page)
    assert not found, "O axe-core achou barreiras:\n" + "\n".join(found)


@pytest.mark.parametrize("name", ["PDF", "zip"])
def test_what_comes_is_the_file(
    browser: Browser, published_origin: str, published: Path, name: str
) -> None:
    with browser.new_context(base_url=published_origin) as context:
        page = context.new_page()
        page.goto("/")
        link = page.get_by_role("complementary").get_by_role("link", name=name)
        answer = context.request.get(link.evaluate("a => a.href"))
        assert answer.headers["content-type"] in ("application/pdf", "application/zip")
        assert answer.body() == (published / f"docker-em-portugues.{name.lower()}").read_bytes()
