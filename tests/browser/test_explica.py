"""Quem cola uma saída recebe a linha que importa, a causa e o remédio; nada sai do navegador."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.known.catalogue import Catalogue
from guide.page import Guide
from tests.browser.address import Address
from tests.browser.axe import barriers
from tests.browser.pasted_messages import PASTED
from tests.browser.queries import QUERIES
from tests.known import changes
from tests.known.pastes import PASTES

PAGE = "/erros/"
OTHERS = Path("tests/known/alheias.txt")
IN_USE = 'Conflict. The container name "/web" is already in use by container "3f2a91".'
TWO = f'$ docker run --name web nginx\nError: {IN_USE}\n\nservice "web" is not running\n'

# O que o site acha em cada entrada, como o programa de quem lê o diz.
FIND = """inputs => {
  const reader = new explica.Messages(mensagens);
  return inputs.map(text => reader.explain(text).map(
    ({ section, twins, lines, version }) => [section, twins, lines, version]));
}"""

ODD = [
    'DOCKER COMPOSE COMMAND NOT FOUND 😀 DOES " NOT HAVE RELEASE FILE \r TYPE MAP STRING INTERFACE',
    f"{'x' * 60}\x85\n{TWO}",
    f'"{"error response from daemon no such container " * 2000}"',
]
"""O que os dois já leram de modo diferente, ou devagar: um emoji, um NEL, um log entre aspas."""


def explain(page: Page, text: str) -> None:
    """Cola `text` e pede a explicação."""
    page.get_by_label("A saída do terminal").fill(text)
    page.get_by_role("button", name="Explicar").click()
    page.locator(".explica-resposta > *").first.wait_for()


def test_the_site_and_the_terminal_find_the_same(page: Page) -> None:
    """Todas as entradas da suíte, e cada saída gravada, como é e como ela muda."""
    known = Catalogue(Guide())
    recorded = [output.text for _, output in known.outputs]
    inputs = [one.text for one in PASTES] + [text for text, _ in PASTED]
    inputs += [query.text for query in QUERIES] + OTHERS.read_text("utf-8").splitlines()
    inputs += (
        ODD + recorded + [change(text, set()) for change in changes.ALL for text in recorded[::10]]
    )
    inputs += ["", " \n\n", "a" * 300_000, "erro\x00\x1b[3", "İ ẞ ﬁ Σ 𝒳 ½ ٣ é\u0301"]
    page.goto(PAGE, wait_until="networkidle")
    explain(page, TWO)
    theirs = page.evaluate(FIND, inputs)
    for text, found in zip(inputs, theirs, strict=True):
        ours = [[*one[:2], list(one.lines), one.version] for one in known.messages.explain(text)]
        assert found == ours, f"no site, {found}; no terminal, {ours}:\n{text}"


def test_a_pasted_output_is_explained(page: Page, address: Address) -> None:
    """No site e no zip, de cada mensagem, na ordem: a linha marcada, a causa, o remédio, o link."""
    page.goto(address("erros/index"), wait_until="networkidle")
    explain(page, TWO)
    answer = page.locator(".explica-resposta")
    expect(answer).to_contain_text("2 mensagens conhecidas")
    marked = [f"Error: {IN_USE}", 'service "web" is not running']
    expect(answer.locator("mark")).to_have_text(marked)
    titles = ["The container name is already in use", "service is not running"]
    expect(answer.get_by_role("heading", level=3)).to_have_text(titles)
    expect(answer).to_contain_text("Por quê. Um container guarda o nome enquanto existe")
    expect(answer).to_contain_text("Remédio. Descubra quem é e decida")
    answer.get_by_role("link", name="Erros ao executar").click()
    page.wait_for_url(re.compile(r"/erros/executar(/|\.html)#nome-em-uso$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Erros ao executar")


def test_an_unknown_message_is_said_to_be_unknown(page: Page) -> None:
    page.goto(PAGE, wait_until="networkidle")
    explain(page, "npm ERR! code ERESOLVE")
    answer = page.locator(".explica-resposta")
    expect(answer.get_by_role("heading")).to_have_text("Não conheço esta mensagem")
    expect(answer.get_by_role("listitem").first).to_contain_text("Leia do fim para o começo")
    expect(answer.locator("mark")).to_have_count(0)
    explain(page, " \n ")
    expect(answer).to_have_text("Cole antes a saída do terminal.")


def test_the_same_message_has_two_causes(page: Page) -> None:
    page.goto(PAGE, wait_until="networkidle")
    explain(page, "touch: cannot touch '/x': Permission denied")
    answer = page.locator(".explica-resposta")
    expect(answer).to_contain_text("A mesma mensagem tem outra causa:")
    expect(answer.get_by_role("heading")).to_have_count(2)


def test_by_keyboard(page: Page) -> None:
    """Colar já explica; do campo, Tab vai ao botão, e a resposta é anunciada."""
    page.goto(PAGE, wait_until="networkidle")
    field = page.get_by_label("A saída do terminal")
    page.evaluate("text => navigator.clipboard.writeText(text)", TWO)
    field.focus()
    page.keyboard.press("Control+V")
    status = page.get_by_role("status").filter(has_text="2 mensagens conhecidas")
    expect(status).to_be_visible()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Explicar")
    expect(button).to_be_focused()
    field.fill("no such container: x\nError: No such container: x")
    button.press("Enter")
    expect(page.locator(".explica-resposta h3")).to_have_text("No such container")
    expect(button).to_be_focused()


def test_nothing_is_sent_and_little_is_asked(page: Page, origin: str) -> None:
    """As mensagens só se pedem quando alguém cola uma, e nada do que se cola sai da página."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto(PAGE, wait_until="networkidle")
    assert not [one for one in asked if "mensagens.js" in one]
    asked.clear()
    explain(page, f"segredo-da-ana {TWO}")
    assert sorted(asked) == [
        f"GET {origin}/arquivos/mensagens.js",
        f"GET {origin}/assets/javascripts/explica/mensagens.js",
    ]


def test_only_the_pages_that_use_it_load_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/erros/executar/", wait_until="networkidle")
    assert not [url for url in asked if "/explica/" in url]


def test_without_the_messages_the_list_is_offered(page: Page) -> None:
    page.route("**/arquivos/mensagens.js", lambda route: route.abort())
    page.goto(PAGE, wait_until="networkidle")
    explain(page, TWO)
    expect(page.locator(".explica-resposta")).to_contain_text("Procure a sua na lista")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_arriving_with_a_message(browser: Browser, origin: str, width: int, scheme: str) -> None:
    """Quem chega com a mensagem vê a resposta, em qualquer tela, sem que a página pule."""
    shape = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    with browser.new_context(base_url=origin, **shape) as context:
        page = context.new_page()
        page.add_init_script(
            "self.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach("
            "one => { if (!one.hadRecentInput) self.shifts += one.value; }))"
            ".observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(f"{PAGE}#explica={quote(TWO)}", wait_until="networkidle")
        answer = page.locator(".explica-resposta")
        expect(answer.locator("mark")).to_have_count(2)
        expect(answer.locator("mark").first).to_be_in_viewport()
        assert page.url.endswith("#explica"), "a mensagem ficou no endereço"
        assert page.evaluate("shifts") == 0
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"a resposta sai da tela: {wide} > {width}"
        assert not (found := barriers(page)), "\n".join(found)


def test_the_404_page_leads_there(page: Page) -> None:
    page.goto("/imagens/nao/existe/", wait_until="networkidle")
    page.get_by_label("Cole a saída do terminal").fill(TWO)
    page.get_by_role("button", name="Explicar").click()
    page.wait_for_url("**/erros/#explica")
    expect(page.get_by_label("A saída do terminal")).to_have_value(TWO)
    expect(page.locator(".explica-resposta mark")).to_have_count(2)


def test_a_broken_address_is_not_a_message(page: Page) -> None:
    page.goto(f"{PAGE}#explica=%E0%A4%A", wait_until="networkidle")
    expect(page.get_by_label("A saída do terminal")).to_have_value("")


def test_without_javascript_the_list_is_pointed_at(site: Path) -> None:
    built = (site / "erros/index.html").read_text(encoding="utf-8")
    said = re.search(r"<noscript>(.*?)</noscript>", built, re.DOTALL)
    assert said
    assert "procure a sua mensagem na lista" in said[1]
