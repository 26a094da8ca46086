"""O axe-core, que procura numa página barreiras de acessibilidade."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# As regras da WCAG 2.2, níveis A e AA, e as boas práticas do axe-core.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}

# Um tema só troca cores: onde o outro já foi visto por inteiro, bastam as regras delas.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}

RUN = "options => axe.run(document, options).then(result => result.violations)"


def told(violation: dict[str, Any]) -> str:
    """Uma violação, com cada elemento em que ela aparece."""
    where = "\n".join(
        f"    {node['html'][:160]}\n      {node['failureSummary'].splitlines()[-1].strip()}"
        for node in violation["nodes"]
    )
    return f"  {violation['id']}: {violation['help']}\n{where}"


def barriers(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """O que o axe-core acha na página aberta, como ela está."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [f"{page.url}\n{told(violation)}" for violation in page.evaluate(RUN, options)]
