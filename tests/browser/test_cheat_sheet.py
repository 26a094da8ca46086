"""A folha de consulta, impressa, cabe numa página A4 e tem todos os comandos."""

import re

from playwright.sync_api import Page, expect

PDF_PAGE = re.compile(rb"/Type\s*/Page\b")


def test_fits_on_one_sheet(page: Page) -> None:
    page.goto("/consulta/cola/", wait_until="networkidle")
    sheets = PDF_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1, (
        f"impressa, a folha de consulta ocupa {len(sheets)} páginas A4: tire comandos de "
        "docs/consulta/cola.md ou diminua a letra em estilo.css"
    )


def test_print_has_the_commands_and_nothing_else(page: Page) -> None:
    page.goto("/consulta/cola/")
    cells = page.locator(".cola td:first-child code")
    commands = cells.all_inner_texts()
    executed = page.get_by_role("heading", name="A folha, executada")
    expect(executed).to_be_visible()
    page.emulate_media(media="print")
    assert commands and all(cell.is_visible() for cell in cells.all())
    expect(executed).to_be_hidden()
