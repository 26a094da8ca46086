"""A busca em português: perguntas, palavras do Docker e erros colados inteiros.

Ela é a mesma no site e no zip: cada consulta é feita por HTTP e do disco. As consultas como as
pessoas as fazem estão em `consultas.tsv` (`queries.py` diz o que há nele); aqui estão as de uma
palavra, e em `pasted_messages.py`, uma mensagem por seção de erro.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.site.server import serving
from tests.browser.address import Address
from tests.browser.pasted_messages import PASTED
from tests.browser.queries import QUERIES, Query

INSTALL = "comece/instalacao"
FIRST = "comece/primeiro-container"
ISOLATION = "containers/o-que-sao"
SHARED = "containers/o-que-nao-isola"
MACHINES = "containers/maquinas-virtuais"
KUBERNETES = "muitas-maquinas/kubernetes"
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

# O que se digita, e a página que tem de vir primeiro.
WORDS = [
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
    ("kubernetes", KUBERNETES),
    ("docker swarm", "muitas-maquinas/swarm"),
    ("drain", "muitas-maquinas/tres-maquinas"),
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
    ("nome em uso", "erros/executar"),
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

MOST = 10
"""Quantos resultados uma busca dá, no máximo."""

FIRST_SHARE = 0.9
"""A parte das consultas com resposta em que ela tem de vir primeiro; nas outras, entre três."""

UNKNOWN = "Não conhecemos esta mensagem"
EXPLAIN = "Explicar esta mensagem"
HOW_TO_READ = "erros/index#entenda-a-mensagem"

RESULT = ".md-search-result__item"
FIELD = "input.md-search__input"
META = ".md-search-result__meta"

# Cada busca, uma depois da outra, no campo da página. Espera-se o que o tema escreve acima dos
# resultados: primeiro o convite, com o campo vazio, e depois quantos são. De cada uma: o link e o
# título de cada resultado, na ordem, e o que se destaca no primeiro. A que não responde em um
# minuto é a última.
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
    if (!await said('', /^\\s*Digite/) || !await said(query, /^\\s*(\\d+ resultado|Nada)/)) {
      break;
    }
    const results = [...document.querySelectorAll(resultAt)];
    answers.push({
      links: results.map(one => one.querySelector('a').href),
      titles: results.map(one => one.querySelector('h1').innerText),
      texts: results.map(one => [...one.querySelectorAll('p')].at(-1)?.innerText ?? ''),
      marks: [...results[0]?.querySelectorAll('mark') ?? []].map(mark => mark.innerText),
    });
  }
  return answers;
}"""


@dataclass(frozen=True)
class Answer:
    """O que uma busca trouxe: links, títulos e textos, na ordem, e o que se destaca no primeiro."""

    links: list[str]
    titles: list[str]
    texts: list[str]
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
    queries = [query for listed in (WORDS, MARKED, PASTED) for query, _ in listed]
    queries += [query.text for query in QUERIES]
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address(GLOSSARY))
        return ask(page, list(dict.fromkeys(queries)))


def found(answers: dict[str, Answer], query: str) -> Answer:
    """A resposta de `query`, que tem de trazer algum resultado."""
    assert query in answers, f"{query!r}: a busca não respondeu"
    assert answers[query].links, f"{query!r}: a busca não achou nada"
    return answers[query]


def place(link: str) -> str:
    """Um link sem as palavras a destacar, que vão em `?h=`."""
    return re.sub(r"\?[^#]*", "", link)


def address_of(address: Address, section: str) -> str:
    """O endereço de `pagina#secao`, ou de `pagina`."""
    name, mark, anchor = section.partition("#")
    return address(name) + mark + anchor


def is_at(address: Address, link: str, section: str) -> bool:
    """Se `link` leva a `section`, `pagina#secao`; a `pagina` inteira são também as seções dela."""
    here = link if "#" in section else link.partition("#")[0]
    return here == address_of(address, section)


def rank(answers: dict[str, Answer], address: Address, query: Query) -> int:
    """Em que lugar vem a primeira resposta certa de `query`, a partir de 1; 0 se não vem."""
    for number, link in enumerate(map(place, answers[query.text].links), 1):
        if any(is_at(address, link, section) for section in query.sections):
            return number
    return 0


@pytest.mark.parametrize("query", [one for one in QUERIES if one.sections], ids=str)
def test_question_is_answered(answers: dict[str, Answer], address: Address, query: Query) -> None:
    """A seção que responde está entre as três primeiras."""
    links = [*map(place, found(answers, query.text).links)]
    assert 0 < rank(answers, address, query) <= 3, (
        f"{query.place}: {query.text!r} trouxe, nesta ordem: {links}. Diga no cabeçalho da página "
        f"certa, em «busca» ou «mensagens», como se procura: {' ou '.join(query.sections)}"
    )


def test_most_answers_come_first(answers: dict[str, Answer], address: Address) -> None:
    answered = [query for query in QUERIES if query.sections and query.text in answers]
    late = [query for query in answered if rank(answers, address, query) != 1]
    assert len(late) <= (1 - FIRST_SHARE) * len(answered), (
        f"a resposta não vem primeiro em {len(late)} de {len(answered)} consultas: "
        + "; ".join(f"{query.place} {query.text!r}" for query in late)
    )


@pytest.mark.parametrize("query", [one for one in QUERIES if one.is_unknown], ids=str)
def test_unknown_message_is_said_to_be_unknown(
    answers: dict[str, Answer], address: Address, query: Query
) -> None:
    """De uma mensagem que o guia não explica não se dá o remédio de outra."""
    answer = found(answers, query.text)
    assert answer.titles in ([UNKNOWN], [UNKNOWN, EXPLAIN]), (
        f"{query.place}: {query.text!r} trouxe {answer.titles}. Se o guia já a explica, ponha a "
        "seção na terceira coluna; se não, a mensagem que casou, em «mensagens», diz pouco"
    )
    assert place(answer.links[0]) == address_of(address, HOW_TO_READ)


@pytest.mark.parametrize("query", [one for one in QUERIES if one.is_foreign], ids=str)
def test_foreign_question_has_no_answer(answers: dict[str, Answer], query: Query) -> None:
    assert query.text in answers, f"{query.text!r}: a busca não respondeu"
    assert answers[query.text].links == [], f"{query.place}: {query.text!r} não é do guia"


def test_few_results(answers: dict[str, Answer]) -> None:
    many = {query: len(one.links) for query, one in answers.items() if len(one.links) > MOST}
    assert not many, f"mais de {MOST} resultados: {many}"


@pytest.mark.parametrize(("query", "wanted"), WORDS, ids=[query for query, _ in WORDS])
def test_first_result(
    answers: dict[str, Answer], address: Address, query: str, wanted: str
) -> None:
    links = [*map(place, found(answers, query).links)]
    assert is_at(address, links[0], wanted), f"{query!r} trouxe, nesta ordem: {links}"


@pytest.mark.parametrize(("query", "marked"), MARKED)
def test_results_show_the_text_as_written(
    answers: dict[str, Answer], query: str, marked: str
) -> None:
    """O que se destaca é o texto da página, com acentos e maiúsculas."""
    marks = found(answers, query).marks
    assert marked in marks, f"{query!r} destaca {marks}, e não {marked!r}"


@pytest.mark.parametrize(("message", "section"), PASTED, ids=[message for message, _ in PASTED])
def test_pasted_error_leads_to_its_section(
    answers: dict[str, Answer], address: Address, message: str, section: str
) -> None:
    """Quem cola uma mensagem inteira vê primeiro a seção que a explica."""
    links = [*map(place, found(answers, message).links)]
    page, _, anchor = section.partition("#")
    assert links[0] == address_of(address, f"erros/{section}"), (
        f"{message!r} trouxe, nesta ordem: {links}; ponha no cabeçalho de docs/erros/{page}.md, em "
        f"«mensagens», a parte dela que a distingue: «{anchor}: …»"
    )


def test_a_section_is_shown_with_its_page_and_text(page: Page, address: Address) -> None:
    page.goto(f"{address(GLOSSARY)}?q=port is already allocated")
    first = page.locator(RESULT).first
    expect(first.locator("h1")).to_have_text("port is already allocated")
    expect(first.locator(".busca-pagina")).to_have_text("Erros de rede e portas")
    expect(first).to_contain_text("Outro container já publica a porta 8080")


def test_no_result_ends_announcing_what_does_not_come(answers: dict[str, Answer]) -> None:
    """O trecho que anuncia uma lista traz o começo dela."""
    every = [(query, text) for query, one in answers.items() for text in one.texts]
    assert sum(bool(text) for _, text in every) > 1000
    cut = [f"{query!r}: «{text}»" for query, text in every if text.endswith(":")]
    assert not cut, f"{len(cut)} resultados acabam anunciando o que não vem: " + "\n".join(cut[:20])
    denied = "Error response from daemon: pull access denied for pyton"
    listed = "Quase sempre, a causa é uma destas: o nome está errado; a imagem é sua"
    told = next(one.texts[0] for query, one in answers.items() if query.startswith(denied))
    assert listed in told


def test_a_known_message_is_told_from_its_beginning(page: Page, address: Address) -> None:
    """O que se procura pode estar só no fim da causa: ela se lê desde o começo."""
    page.goto(f"{address(GLOSSARY)}?q=pull access denied")
    told = page.locator(RESULT).first.locator("p").last
    expect(told).to_have_text(re.compile(r"^Por quê\. O Docker Hub .* destas: o nome está errado;"))
    expect(page.locator(RESULT).nth(1)).not_to_contain_text("Mensagem citada")


def test_a_message_can_be_explained(page: Page, address: Address) -> None:
    """O último resultado de uma mensagem leva ao campo em que se cola a saída, já com ela."""
    message = 'driver failed: Bind for 0.0.0.0:8080 failed: port is already allocated "#?%&"'
    page.goto(f"{address(GLOSSARY)}?q={quote(message)}")
    last = page.locator(RESULT).last
    expect(last.locator("h1")).to_have_text(EXPLAIN)
    last.locator("a").click()
    expect(page.get_by_label("A saída do terminal")).to_have_value(message)
    answer = page.get_by_role("status").filter(has_text="Por quê")
    expect(answer.get_by_role("heading")).to_have_text("port is already allocated")
    expect(answer.locator("mark")).to_have_text(message)


def test_the_zip_served_in_a_classroom_is_searched(page: Page, unzipped: Path) -> None:
    """A pasta do zip, servida com `python3 -m http.server`, busca como a que se abre do disco."""
    lost: list[str] = []
    page.on("response", lambda one: lost.append(one.url) if one.status >= 400 else None)
    with serving(unzipped) as origin:
        page.goto(f"{origin}/glossario.html?q=port is already allocated")
        expect(page.locator(META)).to_have_text(re.compile("resultado"))
        page.locator(RESULT).first.locator("a").click()
        page.wait_for_url(f"{origin}/erros/rede-e-portas.html?**#port-is-already-allocated")
        page.goto(f"{origin}/erros/index.html")
        page.get_by_label("A saída do terminal").fill("port is already allocated")
        page.get_by_role("button", name="Explicar").click()
        answer = page.locator(".explica-resposta")
        answer.get_by_role("link", name="Erros de rede e portas").click()
        page.wait_for_url(f"{origin}/erros/rede-e-portas.html#port-is-already-allocated")
    assert not lost, f"a pasta do zip, servida, não tem: {lost}"


def test_nothing_found_is_said_in_portuguese(page: Page, address: Address) -> None:
    page.goto(f"{address(GLOSSARY)}?q=xilofone")
    expect(page.locator(META)).to_have_text("Nada encontrado")


def test_an_answer_without_results_is_told(page: Page, address: Address) -> None:
    """Quem pergunta à busca distingue o que ela não achou do que achou."""
    page.goto(address(GLOSSARY))
    answers = ask(page, ["xilofone", "kubernetes", "xilofone"])
    assert answers["xilofone"].links == []
    assert answers["kubernetes"].links


def test_what_is_pasted_without_the_keyboard_is_searched(page: Page, address: Address) -> None:
    """Quem cola com o mouse ou com o dedo não solta tecla alguma."""
    page.goto(address(GLOSSARY))
    field = page.get_by_role("textbox", name="Buscar")
    field.click()
    field.fill("kubernetes")
    expect(page.locator(RESULT).first).to_be_visible()
    field.fill("xilofone")
    expect(page.locator(RESULT), "a busca ficou na pergunta de antes").to_have_count(0)


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
    expect(first).to_have_attribute("href", re.compile(re.escape(address(KUBERNETES))))
    field.press("Enter")
    page.wait_for_url(re.compile(re.escape(address(KUBERNETES))))
