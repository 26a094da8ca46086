"""O guia inteiro num PDF, impresso pelo Chromium; `make offline` o chama.

A página que se imprime é `pdf.html`, do site que `mkdocs-offline.yml` constrói. Ela é impressa duas
vezes: só depois da primeira se sabe em que página do PDF cada lição começa, e o sumário o diz.
"""

import io
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright
from pypdf import PdfReader

from guide.site.chromium import ARGUMENTS, WHAT_TO_DO, ChromiumError

TEMPLATE = "pdf.html"


def make(site: Path, target: Path, program: Path) -> None:
    """Imprime em `target`, com o Chromium em `program`, o `pdf.html` de `site`.

    Levanta `ChromiumError` se o navegador falha; então `target` não é criado.
    """
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            page = browser.new_page()
            page.goto((site / TEMPLATE).as_uri())
            numbers = _numbers(_print(page), page.evaluate("addresses()"))
            page.evaluate("numbers => number(numbers)", numbers)
            content = _print(page, tagged=True, outline=True)
            browser.close()
    except Error as error:
        said = error.message.splitlines()[0]
        raise ChromiumError(f"O Chromium ({program}) falhou: {said}\n{WHAT_TO_DO}") from None
    target.write_bytes(content)


def _print(page: Page, **options: bool) -> bytes:
    return page.pdf(prefer_css_page_size=True, print_background=True, **options)


def _numbers(content: bytes, addresses: list[str]) -> dict[str, int]:
    """A página do PDF, a partir de 1, em que está cada âncora de `addresses`."""
    reader = PdfReader(io.BytesIO(content))
    found = reader.named_destinations
    return {
        address: reader.get_destination_page_number(found[f"/{address}"]) + 1
        for address in addresses
    }
