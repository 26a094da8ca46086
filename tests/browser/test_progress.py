"""O progresso do leitor: as marcas, o menu, a página inicial, o arquivo, e onde nada se guarda."""

import json
import re
from copy import deepcopy

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from guide.bench.visit import OBSERVE
from guide.page import Guide
from guide.site.reading import DIGITS
from guide.site.reading import LESSON as LESSON_MARK
from tests.browser.address import Address
from tests.browser.axe import barriers
from tests.browser.test_blocked_storage import BLOCKED

LESSON = "dados/volumes"
NEXT = "Bind mounts e tmpfs"
KEY = "docker-em-portugues.progresso"
LESSONS = sum(LESSON_MARK in page.lines for page in Guide().pages)
DIGEST = Guide().page(LESSON).digest()[:DIGITS]
GOOD = {
    "guia": "docker-em-portugues",
    "versao": 1,
    "licoes": {LESSON: {"estado": "lida", "resumo": DIGEST, "em": "2026-11-27T12:00:00.000Z"}},
}


def storing(progress: object) -> str:
    """O script que deixa `progress` guardado, antes de a página chegar."""
    text = json.dumps(json.dumps(progress))
    return f"localStorage.getItem({KEY!r}) ?? localStorage.setItem({KEY!r}, {text})"


def changed(*path: str, value: object) -> dict:
    """O progresso bom com outro valor no lugar dito por `path`."""
    data = deepcopy(GOOD)
    place = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return data


def mark(page: Page, state: str) -> None:
    page.get_by_role("group", name="Esta lição:").get_by_label(state).check(force=True)


def choice(page: Page, state: str) -> Locator:
    return page.get_by_role("radio", name=state, exact=True)


def in_menu(page: Page) -> Locator:
    """As marcas no menu. Na tela estreita, a da própria página fica num <label>; na larga, não."""
    return page.locator("a > .progresso-marca")


def our_errors(page: Page) -> list[str]:
    """Os erros dos scripts da página que forem deste guia; os do tema, sem a guarda, são dele."""
    found: list[str] = []

    def told(error: Error) -> None:
        if "/javascripts/progresso.js" in (error.stack or ""):
            found.append(str(error))

    page.on("pageerror", told)
    return found


def bring(page: Page, content: object) -> Locator:
    """Importa um arquivo; dá o lugar em que a página diz o que fez dele."""
    text = content if isinstance(content, str) else json.dumps(content)
    file = {"name": "meu.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator(".progresso-guardado input").set_input_files(file)
    return page.locator(".progresso-guardado [role=status]")


def test_a_mark_is_kept_and_shown(page: Page, address: Address) -> None:
    """A marca fica, aparece no menu e na página inicial, e se desfaz. No site e no zip."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(LESSON), wait_until="networkidle")
    assert not [url for url in asked if url.endswith("licoes.js")], "quem nada marcou o baixou"
    mark(page, "lida")
    expect(in_menu(page)).to_contain_text("lida")
    expect(page.get_by_role("link", name="Volumes (lida)")).to_have_count(1)
    page.goto(address("index"))
    note = page.locator(".abertura__nota")
    expect(note).to_have_text(f"Continue de onde parou: {NEXT}. Você leu 1 de {LESSONS} lições.")
    note.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{NEXT}¶")
    expect(in_menu(page)).to_contain_text("lida")
    page.goto(address(LESSON))
    expect(choice(page, "lida")).to_be_checked()
    mark(page, "por ler")
    expect(in_menu(page)).to_have_count(0)
    page.goto(address("index"))
    expect(note).to_contain_text("sem cadastro")


def test_a_lesson_revised_since(context: BrowserContext) -> None:
    context.add_init_script(storing(changed("licoes", LESSON, "resumo", value="00000000")))
    page = context.new_page()
    page.goto(f"/{LESSON}/")
    said = page.locator(".progresso [role=status]")
    expect(said).to_contain_text("Revista desde que você a marcou como lida, em 27/11/2026.")
    expect(choice(page, "por ler")).to_be_checked()
    expect(in_menu(page)).to_contain_text("revista desde que você leu")
    page.goto("/")
    total = page.locator(".progresso-total")
    expect(total).to_contain_text(f"Você leu 1 de {LESSONS} lições. Desde então, 1 foi revista.")
    page.goto(f"/{LESSON}/")
    mark(page, "praticada")
    expect(said).to_have_text(re.compile(r"^Marcada como praticada em [\d/]+\. Só este navegador"))
    expect(in_menu(page)).to_contain_text("praticada")


def test_what_was_read_of_how_many(context: BrowserContext) -> None:
    """A página inicial conta as lições de tudo e de cada parte; sem marca alguma, também."""
    page = context.new_page()
    page.goto("/")
    total, parts = page.locator(".progresso-total"), page.locator(".progresso-partes li")
    expect(total).to_have_text(f"Nenhuma das {LESSONS} lições está marcada ainda.")
    expect(parts.filter(has_text="Dados e rede")).to_have_text("Dados e rede 0 de 5")
    two = deepcopy(GOOD)
    for lesson, state in (("rede/redes", "praticada"), ("erros", "lida")):
        two["licoes"][lesson] = GOOD["licoes"][LESSON] | {"estado": state}
    bring(page, two)
    expect(total).to_have_text(
        f"Você leu 3 de {LESSONS} lições e praticou 1. Desde então, 2 foram revistas."
    )
    expect(parts.filter(has_text="Dados e rede")).to_have_text("Dados e rede 2 de 5")
    expect(parts.filter(has_text="Erros comuns")).to_have_text("Erros comuns 1 de 18")
    shown = [int(text.split()[-1]) for text in parts.all_inner_texts()]
    assert sum(shown) == LESSONS, "cada lição está numa parte, e numa só"


def test_the_first_page_of_a_part_is_a_lesson_too(page: Page) -> None:
    """O endereço dela acaba na pasta: a marca fica, e não parece a de uma lição que mudou."""
    page.goto("/erros/")
    mark(page, "lida")
    expect(in_menu(page)).to_have_text("✓(lida)")
    page.reload()
    expect(choice(page, "lida")).to_be_checked()


def test_the_open_menu_of_a_phone_has_this_lesson_too(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"/{LESSON}/")
    mark(page, "lida")
    shown = page.locator(".progresso-marca").filter(visible=True)
    page.get_by_role("button", name="Menu").click()
    expect(shown).to_have_text("✓(lida)")
    choice(page, "praticada").dispatch_event("click")
    expect(shown).to_have_text("★(praticada)")
    choice(page, "por ler").dispatch_event("click")
    expect(page.locator(".progresso-marca")).to_have_count(0)


def test_what_is_said_is_said_once(page: Page) -> None:
    """Cada mudança se anuncia, e o mesmo texto não se escreve duas vezes no lugar do anúncio."""
    page.goto(f"/{LESSON}/")
    expect(page.locator(".progresso [role=status]")).to_contain_text("Marque quando terminar.")
    page.evaluate(
        """() => {
          self.told = [];
          const place = document.querySelector(".progresso [role=status]");
          new MutationObserver(() => told.push(place.textContent.split(" em ")[0]))
            .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
    mark(page, "lida")
    expect(in_menu(page)).to_contain_text("lida")
    page.evaluate(f"dispatchEvent(new StorageEvent('storage', {{ key: {KEY!r} }}))")
    mark(page, "praticada")
    expect(in_menu(page)).to_contain_text("praticada")
    assert page.evaluate("told") == ["Marcada como lida", "Marcada como praticada"]


def test_a_mark_that_could_not_be_kept_is_not_shown(page: Page) -> None:
    page.route("**/arquivos/licoes.js", lambda route: route.abort())
    page.goto(f"/{LESSON}/")
    choice(page, "lida").dispatch_event("click")
    said = page.locator(".progresso [role=status]")
    expect(said).to_contain_text("A marca não foi guardada")
    expect(choice(page, "por ler")).to_be_checked()


def test_back_to_a_page_kept_whole(context: BrowserContext) -> None:
    """O «voltar» mostra a página como estava: ela lê de novo o que se marcou em outra."""
    first = context.new_page()
    first.goto(f"/{LESSON}/")
    first.evaluate(f"localStorage.setItem({KEY!r}, {json.dumps(json.dumps(GOOD))})")
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(choice(first, "lida")).to_be_checked()


BAD = [
    ("{", "ele não se lê como JSON"),
    ("null", "ele não é um progresso exportado deste guia"),
    ([GOOD], "ele não é um progresso exportado deste guia"),
    (changed("guia", value="outro"), "ele não é um progresso exportado deste guia"),
    (changed("licoes", value=None), "ele não é um progresso exportado deste guia"),
    (changed("versao", value=2), "ele é da versão 2, e esta página só conhece a 1"),
    ({"guia": GOOD["guia"], "licoes": {}}, "ele não diz a versão, e esta página só conhece a 1"),
    (changed("licoes", "x", value=7), "a marca de «x» não se entende"),
    (changed("licoes", "__proto__", value={}), "a marca de «__proto__» não se entende"),
    (changed("licoes", LESSON, "estado", value="toString"), f"a marca de «{LESSON}» não se"),
    (changed("licoes", LESSON, "resumo", value="<b>"), f"a marca de «{LESSON}» não se entende"),
    (changed("licoes", LESSON, "em", value="ontem"), f"a marca de «{LESSON}» não se entende"),
    (" " * (1024 * 1024 + 1), "ele é grande demais, passa de 1 MB"),
]


def test_a_file_takes_it_elsewhere(context: BrowserContext) -> None:
    """O que se exporta se importa; um arquivo ruim se diz e nada muda; tudo se esquece."""
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Exportar").click()
    said = page.locator(".progresso-guardado [role=status]")
    expect(said).to_have_text("Ainda não há marcas para exportar.")
    expect(bring(page, GOOD)).to_have_text("Importado: 1 marca nova, de 1.")
    expect(bring(page, GOOD)).to_have_text("Importado: nenhuma marca nova, de 1.")
    expect(page.locator(".abertura__nota")).to_contain_text(NEXT)
    kept = page.evaluate(f"localStorage.getItem({KEY!r})")
    assert json.loads(kept) == GOOD
    for content, why in BAD:
        refused = f"O arquivo «meu.json» não foi importado: {why}"
        expect(bring(page, content)).to_contain_text(refused)
        assert page.evaluate(f"localStorage.getItem({KEY!r})") == kept, why
    older = changed("licoes", LESSON, "em", value="2020-01-01T00:00:00.000Z")
    older["licoes"]["rede/redes"] = older["licoes"]["rede/portas"] = older["licoes"][LESSON]
    expect(bring(page, older)).to_have_text("Importado: 2 marcas novas, de 3.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Exportar").click()
    assert download.value.suggested_filename == "docker-em-portugues-progresso.json"
    expect(said).to_have_text("Exportado: 3 marcas.")
    exported = json.loads(download.value.path().read_text())
    assert exported["licoes"][LESSON] == GOOD["licoes"][LESSON], "a marca mais velha tomou o lugar"
    assert set(exported["licoes"]) == {LESSON, "rede/portas", "rede/redes"}
    page.evaluate("localStorage.setItem('docker-em-portugues.preveja', 'sim')")
    page.evaluate("localStorage.setItem('de-outro', 'fica')")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Esquecer tudo").click()
    assert page.evaluate(f"localStorage.getItem({KEY!r})") is not None
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Esquecer tudo").click()
    expect(said).to_have_text("Tudo foi esquecido.")
    ours = page.evaluate("Object.keys(localStorage).filter((key) => !key.includes('palette'))")
    assert ours == ["de-outro"], "só o que é do guia se apaga, e o tema guarda o dele"
    expect(page.locator(".abertura__nota")).to_contain_text("sem cadastro")


@pytest.mark.parametrize(
    "block",
    [
        BLOCKED,
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    ],
    ids=["bloqueado", "cheio"],
)
def test_where_nothing_is_kept(context: BrowserContext, block: str) -> None:
    """A marca vale até a página fechar, e a página o diz."""
    context.add_init_script(block)
    page = context.new_page()
    errors = our_errors(page)
    page.goto(f"/{LESSON}/")
    mark(page, "lida")
    expect(in_menu(page)).to_contain_text("lida")
    expect(page.locator(".progresso [role=status]")).to_contain_text("não deixa guardar")
    expect(choice(page, "lida")).to_be_checked()
    page.goto("/")
    expect(bring(page, GOOD)).to_contain_text("vale até a página fechar")
    assert not errors


def test_what_is_stored_is_not_trusted(context: BrowserContext) -> None:
    """Um texto estragado na guarda não quebra a página, e a próxima marca o substitui."""
    context.add_init_script(f"localStorage.getItem({KEY!r}) ?? localStorage.setItem({KEY!r}, '{{')")
    page = context.new_page()
    errors = our_errors(page)
    page.goto(f"/{LESSON}/")
    mark(page, "lida")
    expect(in_menu(page)).to_contain_text("lida")
    assert not errors


def test_another_tab_is_followed(context: BrowserContext) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto(f"/{LESSON}/")
    second.goto(f"/{LESSON}/")
    mark(first, "praticada")
    expect(in_menu(second)).to_contain_text("praticada")
    expect(choice(second, "praticada")).to_be_checked()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves(context: BrowserContext, width: int) -> None:
    """Com progresso guardado, a página inicial e uma lição chegam sem se mexer, e sem barreiras."""
    before = "dia-a-dia/backup"  # antes da lição de título mais comprido
    progress = changed("licoes", before, value=GOOD["licoes"][LESSON] | {"em": "2026-11-28"})
    context.add_init_script(f"{storing(progress)}; {OBSERVE}")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/", "/#progresso", f"/{LESSON}/"):
        page.goto(path, wait_until="networkidle")
        expect(in_menu(page)).to_have_count(2)
        assert page.evaluate("measured.shift") == 0, path
        if "#" in path:
            continue  # o tema ainda troca o título no cabeçalho
        found = barriers(page)
        assert not found, "\n".join(found)
