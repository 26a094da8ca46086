"""O que muda com o leitor: menos movimento, ou papel em vez de tela."""

from playwright.sync_api import Browser, Page, expect


def test_reduced_motion(browser: Browser, origin: str) -> None:
    """Quem pede menos movimento não vê animação nem rolagem suave em elemento algum."""
    with browser.new_context(base_url=origin, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("/imagens/construcao/")
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(element => {
              const style = getComputedStyle(element);
              const longest = text => Math.max(...text.split(',').map(parseFloat));
              return longest(style.transitionDuration) > 0.01
                || longest(style.animationDuration) > 0.01 || style.scrollBehavior === 'smooth';
            }).map(element => element.outerHTML.slice(0, 100))"""
        )
    assert not moving, "Ainda se movem:\n" + "\n".join(moving[:10])


def test_print(page: Page) -> None:
    """No papel ficam o texto, os códigos inteiros e o endereço dos links de fora; o resto, não."""
    page.goto("/containers/execucao/", wait_until="networkidle")
    on_screen = (".md-header", ".md-sidebar--primary", ".md-search", ".md-code__nav")
    for selector in on_screen:
        expect(page.locator(selector).first).to_be_visible()
    page.set_viewport_size({"width": 640, "height": 900})
    page.emulate_media(media="print")
    for selector in on_screen:
        expect(page.locator(selector).first).to_be_hidden()
    wide = page.evaluate(
        "() => [...document.querySelectorAll('pre > code')]"
        ".filter(code => code.scrollWidth > code.clientWidth + 1).map(code => code.textContent)"
    )
    assert not wide, "No papel estes códigos sairiam cortados:\n" + "\n".join(wide)
