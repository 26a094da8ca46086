"""Onde o navegador bloqueia a guarda (cookies e dados de sites): o guia inteiro continua de pé."""

from playwright.sync_api import BrowserContext, expect

BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("bloqueado", "SecurityError"); };
  Object.defineProperty(window, name, { configurable: true, get });
}"""


def test_the_page_still_works(context: BrowserContext) -> None:
    """A busca, os botões de copiar, a escolha da versão e o «Preveja», sem um erro."""
    context.add_init_script(BLOCKED)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/imagens/construcao/")
    expect(page.get_by_role("button", name="Copiar").first).to_be_visible()
    page.get_by_role("switch").check()
    expect(page.locator(".preveja-capa").first).to_be_visible()
    page.get_by_role("textbox", name="Buscar").click()
    page.keyboard.type("volume")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert not errors
