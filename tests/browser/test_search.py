"""A busca em português: sem acentos, no plural, palavras do Docker e erros colados inteiros."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

ISOLATION = "/containers/o-que-sao/"
RUN = "/containers/execucao/"
IMAGES = "/imagens/o-que-sao/"
BUILD = "/imagens/construcao/"
GLOSSARY = "/glossario/"
HOME = "/"

# O que se digita, e a página que tem de vir primeiro.
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
    ("seguranca", ISOLATION),
    ("segurança", ISOLATION),
    ("maquina virtual", ISOLATION),
    ("máquinas virtuais", ISOLATION),
    ("kubernetes", ISOLATION),
    ("memoria", ISOLATION),
    ("imagem", IMAGES),
    ("imagens", IMAGES),
    ("camada", IMAGES),
    ("camadas", IMAGES),
    ("docker history", IMAGES),
    ("docker save", IMAGES),
    ("EXPOSE", IMAGES),
    ("docker build", BUILD),
    ("Dockerfile", BUILD),
    ("requirements.txt", BUILD),
    ("serverFlask.py", BUILD),
    ("python:3.7-alpine", BUILD),
    ("docker run", RUN),
    ("-p", RUN),
    ("portas", RUN),
    ("porta ocupada", RUN),
    ("nome em uso", RUN),
    ("sudo", RUN),
    ("grupo docker", RUN),
    ("glossario", GLOSSARY),
    ("registros", GLOSSARY),
    (
        'docker: Error response from daemon: Conflict. The container name "/web" is already in use '
        'by container "3f2a91". You have to remove (or rename) that container to reuse that name.',
        RUN,
    ),
    (
        "docker: Error response from daemon: driver failed programming external connectivity on "
        "endpoint web: Bind for 0.0.0.0:8080 failed: port is already allocated",
        RUN,
    ),
    ("failed to read dockerfile: open Dockerfile: no such file or directory", BUILD),
    ('ERROR: "docker buildx build" requires exactly 1 argument.', BUILD),
    (
        "ERROR: Could not open requirements file: [Errno 2] No such file or directory: "
        "'requirements.txt'",
        BUILD,
    ),
    ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", HOME),
    (
        "permission denied while trying to connect to the Docker daemon socket at "
        "unix:///var/run/docker.sock",
        HOME,
    ),
]

RESULT = ".md-search-result__item"


@pytest.fixture(scope="module")
def reader(browser: Browser, origin: str) -> Iterator[Page]:
    """Um leitor que faz todas as buscas na mesma página."""
    with browser.new_context(base_url=origin) as context:
        page = context.new_page()
        page.goto(GLOSSARY)
        yield page


def search(page: Page, query: str) -> None:
    """Põe `query` no lugar da busca anterior e espera os resultados."""
    field = page.get_by_role("textbox", name="Buscar")
    meta = page.locator(".md-search-result__meta")
    for text, answer in [("", r"Digite"), (query, r"^\d+ página")]:
        field.fill(text)
        field.dispatch_event("keyup")
        expect(meta, f"{text!r}: a busca não achou nada").to_have_text(
            re.compile(answer), timeout=10_000
        )


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query for query, _ in QUERIES])
def test_first_result(reader: Page, query: str, wanted: str) -> None:
    search(reader, query)
    links = reader.locator(f"{RESULT} a:first-of-type").evaluate_all("all => all.map(a => a.href)")
    assert urlsplit(links[0]).path == wanted, f"{query!r} trouxe, nesta ordem: {links}"


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


def test_nothing_found_is_said_in_portuguese(page: Page) -> None:
    page.goto(f"{GLOSSARY}?q=xilofone")
    expect(page.locator(".md-search-result__meta")).to_have_text("Nada encontrado")


def test_shortcuts(page: Page) -> None:
    """`/` abre a busca, Enter vai ao primeiro resultado, Esc fecha."""
    page.goto(HOME, wait_until="networkidle")
    page.keyboard.press("/")
    field = page.get_by_role("textbox", name="Buscar")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    search(page, "kubernetes")
    page.get_by_role("textbox", name="Buscar").press("Enter")
    page.wait_for_url("**/containers/o-que-sao/**")
