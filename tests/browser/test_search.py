"""A busca em português: sem acentos, no plural, palavras do Docker e erros colados inteiros.

Ela é a mesma no site e no zip: cada consulta é feita por HTTP e do disco.
"""

import re
from dataclasses import dataclass
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

# O que se digita, e a página que tem de vir primeiro. As mensagens de erro estão em
# pasted_messages.py.
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

MARKED = [
    ("construcoes", "Construção"),
    ("maquina virtual", "máquina"),
    ("--rm", "--rm"),
    ("serverflask", "serverFlask.py"),
]

RESULT = ".md-search-result__item"
FIELD = "input.md-search__input"
META = ".md-search-result__meta"

# Cada busca, uma depois da outra, no campo da página. Espera-se o que o tema escreve acima dos
# resultados: primeiro o convite, com o campo vazio, e depois quantos são. De cada uma: os links de
# cada resultado, na ordem, e o que se destaca no primeiro. A que não responde em um minuto é a
# última.
ASK = """async ([queries, fieldAt, metaAt, resultAt]) => {
  const [field, meta] = [fieldAt, metaAt].map(at => document.querySelector(at));
  const said = (text, pattern) => new Promise(resolve => {
    const look = () => {
      if (pattern.test(meta.textContent)) {
        watch.disconnect();
        clearTimeout(patience);
        resolve(true);
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(meta, { childList: true, characterData: true, subtree: true });
    const patience = setTimeout(() => { watch.disconnect(); resolve(false); }, 60_000);
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
    look();
  });
  field.focus();
  const answers = [];
  for (const query of queries) {
    if (!await said('', /^\\s*Digite/) || !await said(query, /^\\s*(\\d+ página|Nada)/)) {
      break;
    }
    const results = [...document.querySelectorAll(resultAt)];
    answers.push({
      links: results.map(one => [...one.querySelectorAll('a')].map(link => link.href)),
      marks: [...results[0]?.querySelectorAll('mark') ?? []].map(mark => mark.innerText),
    });
  }
  return answers;
}"""


@dataclass(frozen=True)
class Answer:
    """O que uma busca trouxe: os links de cada resultado, e o que se destaca no primeiro."""

    links: list[list[str]]
    marks: list[str]


def ask(page: Page, queries: list[str]) -> dict[str, Answer]:
    """As respostas da busca da página aberta, pela consulta; falta a que não foi respondida."""
    field = page.get_by_role("textbox", name="Buscar")
    expect(
        field, "a busca não abriu (do disco, quem a põe de pé é iframe-worker.js)"
    ).to_be_visible()
    answers = page.evaluate(ASK, [queries, FIELD, META, RESULT])
    return {query: Answer(**answer) for query, answer in zip(queries, answers, strict=False)}


@pytest.fixture(scope="module")
def answers(browser: Browser, address: Address) -> dict[str, Answer]:
    """Todas as buscas, feitas por um leitor na mesma página."""
    queries = [query for listed in (QUERIES, MARKED, PASTED) for query, _ in listed]
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address(GLOSSARY))
        return ask(page, list(dict.fromkeys(queries)))


def found(answers: dict[str, Answer], query: str) -> Answer:
    """A resposta de `query`, que tem de trazer alguma página."""
    assert query in answers, f"{query!r}: a busca não respondeu"
    assert answers[query].links, f"{query!r}: a busca não achou nada"
    return answers[query]


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query for query, _ in QUERIES])
def test_first_result(
    answers: dict[str, Answer], address: Address, query: str, wanted: str
) -> None:
    links = [result[0] for result in found(answers, query).links]
    first = re.split("[?#]", links[0])[0]
    assert first == address(wanted), f"{query!r} trouxe, nesta ordem: {links}"


@pytest.mark.parametrize(("query", "marked"), MARKED)
def test_results_show_the_text_as_written(
    answers: dict[str, Answer], query: str, marked: str
) -> None:
    """O que se destaca é o texto da página, com acentos e maiúsculas, e uma vez só."""
    marks = found(answers, query).marks
    assert marked in marks, f"{query!r} destaca {marks}, e não {marked!r}"


@pytest.mark.parametrize(("message", "section"), PASTED, ids=[message for message, _ in PASTED])
def test_pasted_error_leads_to_its_section(
    answers: dict[str, Answer], address: Address, message: str, section: str
) -> None:
    """Quem cola uma mensagem inteira vê primeiro a página que a explica e, nela, a seção."""
    links = found(answers, message).links[0]
    wanted, anchor = section.split("#")
    remedy = f"escreva a mensagem inteira nessa seção de docs/erros/{wanted}.md: #{anchor}"
    first = links[0].partition("?")[0].partition("#")[0]
    assert first == address(f"erros/{wanted}"), f"{message!r} trouxe {first}; {remedy}"
    sections = [fragment for link in links if (fragment := urlsplit(link).fragment)]
    assert sections[:1] == [anchor], f"{message!r} trouxe, nesta ordem: {sections}; {remedy}"


def test_nothing_found_is_said_in_portuguese(page: Page, address: Address) -> None:
    page.goto(f"{address(GLOSSARY)}?q=xilofone")
    expect(page.locator(META)).to_have_text("Nada encontrado")


def test_an_answer_without_results_is_told(page: Page, address: Address) -> None:
    """Quem pergunta à busca distingue o que ela não achou do que achou."""
    page.goto(address(GLOSSARY))
    answers = ask(page, ["xilofone", "kubernetes", "xilofone"])
    assert answers["xilofone"].links == []
    assert answers["kubernetes"].links


def test_shortcuts(page: Page, address: Address) -> None:
    """`/` abre a busca, Enter vai ao primeiro resultado, Esc fecha."""
    page.goto(address(INSTALL), wait_until="networkidle")
    page.wait_for_function("'component$' in window")  # o tema já ouve o teclado
    page.keyboard.press("/")
    field = page.get_by_role("textbox", name="Buscar")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    page.reload(wait_until="networkidle")  # o tema fecha a busca aos poucos: começa-se outra vez
    page.wait_for_function("'component$' in window")
    field.click()
    page.keyboard.type("kubernetes")
    first = page.locator(f"{RESULT} a").first
    expect(first).to_have_attribute("href", re.compile(re.escape(address(MACHINES))))
    field.press("Enter")
    page.wait_for_url(re.compile(re.escape(address(MACHINES))))
