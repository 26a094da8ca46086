"""O que se acha num endereço errado."""

import re

from playwright.sync_api import Page, expect


def test_a_wrong_address_helps(page: Page, site_pages: list[str]) -> None:
    """Em qualquer profundidade: em português, com todas as páginas, e com a busca à mão."""
    answer = page.goto("/imagens/nao/existe/")
    assert answer is not None
    assert answer.status == 404
    expect(page).to_have_title(re.compile("Página não encontrada"))
    article = page.get_by_role("article")
    expect(article.get_by_role("heading", level=1)).to_have_text("Esta página não existe")
    links = article.get_by_role("link").evaluate_all("all => all.map(a => a.pathname)")
    assert set(links) == set(site_pages) - {"/nao/existe"}
    expect(article.get_by_role("listitem").filter(has_text="Comece aqui").first).to_contain_text(
        "Instalar o Docker"
    )
    article.get_by_role("link", name="Glossário").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossário")


def test_an_empty_message_stays_here(page: Page) -> None:
    """Sem nada colado, o botão diz o que falta, e não leva a outra página."""
    page.goto("/um/dois/tres")
    page.get_by_role("button", name="Explicar").click()
    expect(page.locator(".explica [role=status]")).to_have_text("Cole antes a saída do terminal.")
    expect(page.get_by_role("textbox", name="Veio atrás de um erro?")).to_be_focused()
    expect(page).to_have_url(re.compile("/um/dois/tres$"))


def test_search_and_error_from_a_deep_address(page: Page) -> None:
    page.goto("/um/dois/tres/quatro?x=1")
    page.keyboard.press("/")
    page.keyboard.type("volumes")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Volumes")
    page.goto("/um/dois/tres/quatro?x=1")
    page.get_by_role("textbox", name="Veio atrás de um erro?").fill("docker: command not found")
    page.get_by_role("button", name="Explicar").press("Enter")
    expect(page.locator(".explica [role=status]")).to_contain_text("Por quê.")
    expect(page).to_have_url(re.compile("/erros/#explica$"))
