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
    article.get_by_role("link", name="Glossário").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossário")
