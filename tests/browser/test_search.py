"""A busca em português: sem acentos, no plural, palavras do Docker e erros colados inteiros.

Ela é a mesma no site e no zip: cada consulta é feita por HTTP e do disco.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.address import Address
from tests.browser.pasted_messages import PASTED

INSTALL = "comece/instalacao"
FIRST = "comece/primeiro-container"
ISOLATION = "containers/o-que-sao"
SHARED = "containers/o-que-nao-isola"
MACHINES = "containers/maquinas-virtuais"
LIFE = "containers/ciclo-de-vida"
CODES = "containers/codigos-de-saida"
PARTS = "containers/arquitetura"
PORTS = "containers/portas"
RUN = "containers/execucao"
IMAGES = "imagens/o-que-sao"
BUILD = "imagens/construcao"
GLOSSARY = "glossario"
MEMORY = "erros/memoria-e-disco"
LIMITS = "dia-a-dia/limites"
CONTEXTS = "dia-a-dia/contextos"
REGISTRY = "registros/tag-push-pull"
PUBLISHED = "rede/portas"
POWERS = "seguranca/menos-poderes"
ENTRY = "producao/entrada"

# O que se digita, e a página que tem de vir primeiro. As mensagens estão em pasted_messages.py.
QUERIES = [
    ("construcao", BUILD),
    ("construção", BUILD),
    ("Construções", BUILD),
    ("constru", BUILD),
    ("container", ISOLATION),
    ("containers", ISOLATION),
    ("conteiner", ISOLATION),
    ("contêineres", ISOLATION),
    ("o que é um container", ISOLATION),
    ("seguranca", POWERS),
    ("segurança", POWERS),
    ("maquina virtual", MACHINES),
    ("máquinas virtuais", MACHINES),
    ("kubernetes", MACHINES),
    ("memoria", LIMITS),
    ("imagem", IMAGES),
    ("imagens", IMAGES),
    ("camada", IMAGES),
    ("camadas", IMAGES),
    ("docker history", IMAGES),
    ("docker save", IMAGES),
    ("EXPOSE", PUBLISHED),
    ("docker build", BUILD),
    ("Dockerfile", BUILD),
    ("requirements.txt", BUILD),
    ("serverFlask.py", BUILD),
    ("python:3.7-alpine", BUILD),
    ("docker run", RUN),
    ("-p", PORTS),
    ("portas", PORTS),
    ("porta ocupada", RUN),
    ("nome em uso", RUN),
    ("sudo", RUN),
    ("grupo docker", INSTALL),
    ("instalação", INSTALL),
    ("docker version", INSTALL),
    ("licença", INSTALL),
    ("primeiro container", FIRST),
    ("como ler os exemplos", FIRST),
    ("--rm", FIRST),
    ("relógio", SHARED),
    ("docker pause", LIFE),
    ("SIGKILL", LIFE),
    ("código de saída", CODES),
    ("137", MEMORY),
    ("daemon", PARTS),
    ("docker context", CONTEXTS),
    ("0.0.0.0", PORTS),
    ("127.0.0.1", PORTS),
    ("glossario", GLOSSARY),
    ("zumbis", ENTRY),
    ("script de entrada", ENTRY),
    ("registros", REGISTRY),
    (
        'cannot take exclusive lock for project "loja": process with PID 4242 is still running',
        "compose/desenvolvimento",
    ),
    (
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        "registros/digests-e-plataformas",
    ),
    (
        "ERROR: Could not open requirements file: [Errno 2] No such file or directory: "
        "'requirements.txt'",
        BUILD,
    ),
]

RESULT = ".md-search-result__item"


@pytest.fixture(scope="module")
def reader(browser: Browser, address: Address) -> Iterator[Page]:
    """Um leitor que faz todas as buscas na mesma página."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address(GLOSSARY))
        yield page


def search(page: Page, query: str) -> None:
    """Põe `query` no lugar da busca anterior e espera os resultados."""
    field = page.get_by_role("textbox", name="Buscar")
    expect(
        field, "a busca não abriu (do disco, quem a põe de pé é iframe-worker.js)"
    ).to_be_visible()
    meta = page.locator(".md-search-result__meta")
    for text, answer in [("", r"Digite"), (query, r"^\d+ página")]:
        field.fill(text)
        field.dispatch_event("keyup")
        expect(meta, f"{text!r}: a busca não achou nada").to_have_text(
            re.compile(answer), timeout=10_000
        )


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query for query, _ in QUERIES])
def test_first_result(reader: Page, address: Address, query: str, wanted: str) -> None:
    search(reader, query)
    links = reader.locator(f"{RESULT} a:first-of-type").evaluate_all("all => all.map(a => a.href)")
    first = re.split("[?#]", links[0])[0]
    assert first == address(wanted), f"{query!r} trouxe, nesta ordem: {links}"


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("construcoes", "Construção"),
        ("maquina virtual", "máquina"),
        ("--rm", "--rm"),
        ("serverflask", "serverFlask.py"),
    ],
)
def test_results_show_the_text_as_written(reader: Page, query: str, marked: str) -> None:
    """O que se destaca é o texto da página, com acentos e maiúsculas, e uma vez só."""
    search(reader, query)
    first = reader.locator(RESULT).first
    assert marked in first.locator("mark").all_inner_texts(), first.inner_html()


@pytest.mark.parametrize(("message", "section"), PASTED, ids=[message for message, _ in PASTED])
def test_pasted_error_leads_to_its_section(
    reader: Page, address: Address, message: str, section: str
) -> None:
    """Quem cola uma mensagem inteira vê primeiro a página que a explica e, nela, a seção."""
    search(reader, message)
    links = reader.locator(RESULT).first.locator("a").evaluate_all("all => all.map(a => a.href)")
    wanted, anchor = section.split("#")
    remedy = f"escreva a mensagem inteira nessa seção de docs/erros/{wanted}.md: #{anchor}"
    found = links[0].partition("?")[0].partition("#")[0]
    assert found == address(f"erros/{wanted}"), f"{message!r} trouxe {found}; {remedy}"
    sections = [fragment for link in links if (fragment := urlsplit(link).fragment)]
    assert sections[:1] == [anchor], f"{message!r} trouxe, nesta ordem: {sections}; {remedy}"


def test_nothing_found_is_said_in_portuguese(page: Page, address: Address) -> None:
    page.goto(f"{address(GLOSSARY)}?q=xilofone")
    expect(page.locator(".md-search-result__meta")).to_have_text("Nada encontrado")


def test_shortcuts(page: Page, address: Address) -> None:
    """`/` abre a busca, Enter vai ao primeiro resultado, Esc fecha."""
    page.goto(address(INSTALL), wait_until="networkidle")
    page.keyboard.press("/")
    field = page.get_by_role("textbox", name="Buscar")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    page.reload(wait_until="networkidle")  # o tema fecha a busca aos poucos: começa-se outra vez
    search(page, "kubernetes")
    first = page.locator(f"{RESULT} a").first
    expect(first).to_have_attribute("href", re.compile(re.escape(address(MACHINES))))
    page.get_by_role("textbox", name="Buscar").press("Enter")
    page.wait_for_url(re.compile(re.escape(address(MACHINES))))
