"""A escolha da versão do Docker, nas páginas em que a resposta é outra."""

import pytest
from playwright.sync_api import Browser, Page

from guide.page import Guide

PAGES = [page for page in Guide().pages if page.variants]


def test_some_page_has_a_choice() -> None:
    assert PAGES


def visible(page: Page) -> set[str]:
    """As versões cujas respostas se veem."""
    return set(
        page.eval_on_selector_all(
            ".docker-versao", "all => all.filter(e => e.offsetParent).map(e => e.dataset.docker)"
        )
    )


@pytest.mark.parametrize("page", PAGES[:1], ids=lambda page: page.address)
def test_the_choice_is_kept_and_can_be_undone(
    browser: Browser, origin: str, page: "object"
) -> None:
    address = f"{origin}/{page.address}/"
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(address)
        choice = tab.get_by_role("group", name="No meu Docker:")
        assert visible(tab) == {"28", "29"}
        choice.get_by_label("29").check()
        assert visible(tab) == {"29"}
        tab.reload()
        assert visible(tab) == {"29"}
        assert choice.get_by_label("29").is_checked()
        choice.get_by_label("os dois").check()
        assert visible(tab) == {"28", "29"}


@pytest.mark.parametrize("page", PAGES[:1], ids=lambda page: page.address)
def test_without_javascript_both_are_read(browser: Browser, origin: str, page: "object") -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{origin}/{page.address}/")
        answers = tab.locator(".docker-versao")
        assert answers.count() >= 2
        assert all(answers.nth(index).is_visible() for index in range(answers.count()))


@pytest.mark.parametrize("page", PAGES[:1], ids=lambda page: page.address)
def test_a_browser_that_keeps_nothing_still_chooses(
    browser: Browser, origin: str, page: "object"
) -> None:
    with browser.new_context() as context:
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('não') }})"
        )
        tab = context.new_page()
        tab.goto(f"{origin}/{page.address}/")
        tab.get_by_role("group", name="No meu Docker:").get_by_label("28").check()
        assert visible(tab) == {"28"}
