"""O que se alcança com o teclado: o menu, no telefone e no computador, e um foco que se vê."""

from playwright.sync_api import Browser, Page, expect


def test_the_mobile_menu_works_by_keyboard(browser: Browser, origin: str) -> None:
    """No celular: Tab chega ao menu, Enter o abre e leva o foco a ele, Esc o fecha e o devolve."""
    with browser.new_context(base_url=origin, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto("/imagens/construcao/", wait_until="networkidle")
        button = page.get_by_role("button", name="Menu")
        link = page.locator(".md-sidebar--primary a", has_text="Executar o container").first
        for _ in range(4):
            page.keyboard.press("Tab")
            if button.evaluate("element => element === document.activeElement"):
                break
        expect(button, "o Tab não chega ao botão do menu").to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(link).to_be_in_viewport()
        inside = (
            "() => document.querySelector('.md-sidebar--primary').contains(document.activeElement)"
        )
        assert page.evaluate(inside), "o foco não entrou no menu"
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(link).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        assert not page.evaluate(inside), "fechado, o menu ainda recebe o foco"


def test_the_mobile_menu_reaches_every_part_by_keyboard(browser: Browser, origin: str) -> None:
    """Do painel aberto volta-se à lista das partes, e dela se entra noutra."""
    with browser.new_context(base_url=origin, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto("/imagens/construcao/", wait_until="networkidle")
        page.get_by_role("button", name="Menu").press("Enter")
        back = page.locator(".md-nav__title", has_text="Sua primeira imagem")
        expect(back, "o título do painel não recebe o foco").to_be_focused()
        back.press("Enter")
        other = page.locator("label.md-nav__link", has_text="Conceitos")
        expect(other).to_be_in_viewport()
        other.focus()
        other.press("Enter")
        link = page.locator(".md-sidebar--primary").get_by_role(
            "link", name="O que são containers?"
        )
        expect(link).to_be_in_viewport()
        link.focus()
        link.press("Enter")
        page.wait_for_url("**/containers/o-que-sao/")


def test_a_wide_screen_needs_no_menu_button(page: Page) -> None:
    page.goto("/imagens/construcao/", wait_until="networkidle")
    expect(page.locator(".abre-menu")).to_be_hidden()
    menu = page.locator(".md-sidebar--primary")
    expect(menu.get_by_role("link", name="Executar o container")).to_be_visible()


def test_focus_is_visible(page: Page) -> None:
    """Cada parada do Tab, na página inteira, tem um contorno ou um sinal do tema."""
    page.goto("/imagens/construcao/", wait_until="networkidle")
    faint: list[str] = []
    stops = 0
    while stops < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const element = document.activeElement;
              const style = getComputedStyle(element);
              return [element.tagName, element.outerHTML.slice(0, 120), style.outlineStyle];
            }"""
        )
        if stop[0] == "BODY":
            break
        stops += 1
        if stop[2] == "none" and "md-search__input" not in stop[1]:
            faint.append(stop[1])
    assert stops > 20
    assert not faint, "O foco não se vê em:\n" + "\n".join(faint)


def test_a_button_pointed_at_is_read_in_the_dark(browser: Browser, origin: str) -> None:
    """No tema escuro, um botão apontado se enche da cor clara: o texto tem de ser escuro."""
    with browser.new_context(base_url=origin, color_scheme="dark") as context:
        page = context.new_page()
        page.goto("/erros/", wait_until="networkidle")
        button = page.locator(".md-content .md-button:visible").first
        button.focus()
        text, below = button.evaluate(
            """async (one) => {
              await Promise.allSettled(one.getAnimations().map((found) => found.finished));
              const { color, backgroundColor } = getComputedStyle(one);
              const page = getComputedStyle(document.body).backgroundColor;
              return [color === page || color, backgroundColor === page || backgroundColor];
            }"""
        )
        assert text is True, f"o texto é {text}, e não o do fundo da página"
        assert below is not True, "o botão não se encheu"
