"""O «Preveja», como um leitor o usa; as previsões de cada página estão em `test_every_page.py`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guide.bench.visit import OBSERVE
from guide.site.csp import policy
from guide.site.server import serving
from tests.browser.address import Address
from tests.browser.axe import barriers, colour_barriers

LESSON = "dados/volumes"
ANSWER = "comprar pão"
KEY = "docker-em-portugues.preveja"
REMEMBERED = f"localStorage.setItem({KEY!r}, 'sim')"


def output(page: Page) -> object:
    """A primeira saída que se prevê: a última linha do segundo bloco de terminal."""
    return page.locator(".language-console.highlight").nth(1).get_by_text(ANSWER, exact=True)


@pytest.fixture(scope="module")
def project(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """O endereço do site numa subpasta, como as páginas de um projeto."""
    folder = tmp_path_factory.mktemp("hospedagem")
    (folder / "docker-em-portugues").symlink_to(site)
    with serving(folder) as origin:
        yield f"{origin}/docker-em-portugues/"


def test_only_who_turns_it_on(page: Page, address: Address) -> None:
    """Quem não o liga nada baixa nem perde de vista; ligado, o teclado basta. No site e no zip."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(LESSON))
    toggle = page.get_by_role("switch", name="Preveja 5 saídas antes de ver")
    expect(toggle).not_to_be_checked()
    expect(output(page)).to_be_visible()
    assert not [url for url in asked if "/arquivos/" in url]
    toggle.press("Space")
    expect(output(page)).to_be_hidden()
    page.keyboard.press("Tab")
    ask = page.get_by_role("button", name="O que aparece?").first
    ask.press("Enter")
    panel = page.get_by_role("group", name="O que aparece?")
    outputs = panel.get_by_role("radio")
    expect(outputs).to_have_count(3)
    first, third = outputs.first, outputs.last
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(third).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(panel.get_by_role("status")).to_be_empty()  # andar não é responder
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("Não foi desta vez: é a 1.")
    expect(panel.get_by_role("button", name="Fechar")).to_be_focused()
    expect(panel.get_by_role("radio", checked=True)).to_have_count(1)
    expect(panel.locator(".preveja-sua")).to_contain_text("✗ A sua.")
    expect(panel.locator(".preveja-certa")).to_contain_text(ANSWER)
    page.keyboard.press("3")  # só a primeira resposta conta
    expect(panel.locator(".preveja-sua")).to_have_count(1)
    panel.get_by_role("link", name="Por quê?").press("Enter")
    expect(panel).to_have_count(0)
    expect(output(page)).to_be_visible()
    expect(page.locator("p:focus")).to_contain_text("Ele continua lá.")


def test_a_wrong_one_is_explained(page: Page, address: Address) -> None:
    """De outra lição, a saída diz qual, com o link e o que veio antes do comando."""
    page.goto(address("containers/execucao"))
    page.get_by_role("switch").check()
    page.get_by_role("button", name="O que aparece?").first.click()
    panel = page.get_by_role("group", name="O que aparece?")
    panel.get_by_role("radio", name="docker-init").click()
    mine = panel.locator(".preveja-sua")
    lesson = "O ciclo de vida de um container"
    expect(mine).to_contain_text(f"✗ A sua. Aparece na lição “{lesson}”, com:")
    expect(mine.locator("code")).to_contain_text("docker run --detach --init --name educado")
    mine.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(lesson)
    expect(page).to_have_url(re.compile("#entenda-sigterm-sigkill-e-o-pid-1$"))


def test_leaving_with_tab_closes_it(page: Page) -> None:
    """Quem sai do painel com o Tab não o deixa por cima do texto; sem resposta, nada se revela."""
    page.goto(f"/{LESSON}/")
    page.get_by_role("switch").check()
    ask = page.get_by_role("button", name="O que aparece?").first
    panel = page.locator(".preveja-painel")
    ask.press("Enter")
    expect(panel.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Mostrar sem responder")).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel).to_have_count(0)
    expect(page.locator(".preveja-capa")).to_have_count(5)
    expect(output(page)).to_be_hidden()
    ask.press("Enter")
    expect(panel.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("button", name="Mostrar a saída").first).to_be_focused()
    ask.press("Enter")
    expect(panel.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    expect(panel).to_have_count(0)
    expect(output(page)).to_be_visible()


def test_one_key_skips_and_the_choice_stays(page: Page) -> None:
    page.goto(f"/{LESSON}/")
    toggle = page.get_by_role("switch")
    toggle.check()
    page.reload()
    expect(toggle).to_be_checked()
    expect(output(page)).to_be_hidden()
    page.get_by_role("button", name="O que aparece?").first.focus()
    page.keyboard.press("Escape")
    expect(output(page)).to_be_visible()
    expect(page.locator(".preveja-capa")).to_have_count(4)
    page.get_by_role("button", name="O que aparece?").first.click()
    expect(page.locator(".preveja-painel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".preveja-painel")).to_have_count(0)
    expect(page.locator(".preveja-capa")).to_have_count(3)
    page.emulate_media(media="print")
    for line in page.locator(".preveja-oculta").all():
        expect(line).to_have_css("visibility", "visible")
    expect(page.locator(".preveja-capa").first).to_be_hidden()
    page.emulate_media(media="screen")
    toggle.uncheck()
    expect(page.locator(".preveja-oculta")).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem({KEY!r})") is None


def test_without_the_other_outputs(page: Page) -> None:
    """Se o arquivo das saídas não vem, a certa se mostra, e nada quebra."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/arquivos/preveja/**", lambda route: route.abort())
    page.goto(f"/{LESSON}/")
    page.get_by_role("switch").check()
    page.get_by_role("button", name="O que aparece?").first.click()
    expect(output(page)).to_be_visible()
    assert not errors


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_and_nothing_bars(context: BrowserContext, width: int) -> None:
    """Ligado desde antes, a página chega sem se mexer; nos painéis não há barreiras."""
    context.add_init_script(f"{REMEMBERED}; {OBSERVE}")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/{LESSON}/#faca-perca-um-arquivo", wait_until="networkidle")
    expect(page.locator(".preveja-capa").first).to_be_visible()
    page.get_by_role("button", name="O que aparece?").first.click()
    panel = page.locator(".preveja-painel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width, f"o painel sai da tela: {box}"
    found = barriers(page)
    page.keyboard.press("2")
    found += barriers(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += colour_barriers(page)
    assert not found, "\n".join(found)
    assert page.evaluate("measured.shift") == 0


def test_without_javascript_the_output_is_there(browser: Browser, origin: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{origin}/{LESSON}/")
        expect(output(page)).to_be_visible()
        expect(page.get_by_role("switch")).to_have_count(0)


def test_where_nothing_is_kept(context: BrowserContext) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('não') }})"
    )
    page = context.new_page()
    page.goto(f"/{LESSON}/")
    page.get_by_role("switch").check()
    expect(output(page)).to_be_hidden()
    page.get_by_role("button", name="Mostrar").first.click()
    expect(output(page)).to_be_visible()
    page.get_by_role("switch").uncheck()
    expect(page.locator(".preveja-capa")).to_have_count(0)


def test_in_a_project_page_under_the_policy(
    context: BrowserContext, project: str, site: Path
) -> None:
    """Numa subpasta, e com a política de segurança da imagem, tudo funciona."""
    allowed = policy(site)

    def guarded(route: object) -> None:
        answer = route.fetch()
        headers = answer.headers | {"content-security-policy": allowed}
        route.fulfill(response=answer, headers=headers)

    context.route(f"{project}**/", guarded)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{project}{LESSON}/")
    page.get_by_role("switch").check()
    page.get_by_role("button", name="O que aparece?").first.click()
    page.get_by_role("radio", name=ANSWER).first.click()
    expect(page.get_by_text("Acertou.")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("group", name="Esta lição:").get_by_label("praticada").check()
    expect(page.get_by_role("link", name="Volumes (praticada)")).to_have_count(1)
    page.goto(project)
    expect(page.locator(".abertura__nota a")).to_have_attribute(
        "href", f"{project}dados/bind-mounts/"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Exportar").click()
    assert "praticada" in download.value.path().read_text()
    assert not refused, "\n".join(refused)
