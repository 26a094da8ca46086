"""As dobras de uma página: o que só se vê depois de um clique."""

from playwright.sync_api import Page

OPEN = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const style = document.createElement("style");
  style.textContent = ".tabbed-set > .tabbed-content > .tabbed-block { display: block }";
  document.head.append(style);
}"""


def unfold(page: Page) -> None:
    """Abre as soluções dobradas e todas as abas da página aberta: o que se confere vale nelas."""
    page.evaluate(OPEN)
