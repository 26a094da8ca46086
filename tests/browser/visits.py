"""A visita a uma página, que serve a todas as verificações dela.

Abrir uma página custa mais do que verificá-la. Cada uma é aberta duas vezes, sem memória:

- num telefone, tema claro: a primeira visita;
- num computador, tema claro: a primeira visita; depois a mesma aba passa, uma vez por cada um,
  pelos estados que faltam: o tema escuro, a tela estreita e, com tudo desdobrado, a média, a larga
  e o papel. Em cada estado se confere tudo o que nele pode falhar.

Os testes só leem o que se achou: cada verificação falha com o seu nome e o da página.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Error, Page, Request, Response

from guide.bench.visit import MOBILE, Visit, arriving
from tests.browser import copying, diagrams, predicting, wrapping
from tests.browser.axe import barriers, colour_barriers
from tests.browser.folds import unfold

CHECKS = (
    "bytes computador",
    "bytes telefone",
    "CLS computador",
    "CLS telefone",
    "índice da busca computador",
    "índice da busca telefone",
    "pedidos de fora",
    "erros",
    "axe claro 1280",
    "axe claro 390",
    "axe escuro 1280",
    "axe escuro 390",
    "cópia",
    "diagramas 1280",
    "diagramas 390",
    "contraste dos diagramas",
    "cortes 1280",
    "cortes 768",
    "cortes 390",
    "cortes no papel",
    "preveja",
)
"""As verificações de uma página; cada uma é um teste."""

LIMIT = 110 * 1024
"""Bytes de uma primeira visita, com gzip: a página e tudo o que ela pede."""
INDEX = "/search/search_index.json"
NARROW, MIDDLE, WIDE = ({"width": width, "height": 900} for width in (390, 768, 1280))
A4 = {"width": 718, "height": 900}
"""A largura de uma folha A4, sem as margens que o navegador lhe dá."""

# O que muda com o tema ou com a tela já mudou: dois quadros desenhados e nenhuma transição no meio.
# O relógio só vale numa aba que o navegador deixou de desenhar: nela o quadro não viria nunca.
SETTLED = """async () => {
  const soon = ready => Promise.race([ready, new Promise(done => setTimeout(done, 5000))]);
  const frame = () => soon(new Promise(requestAnimationFrame));
  await frame();
  await frame();
  await soon(Promise.allSettled(
    document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)
  ));
}"""


@dataclass
class Findings:
    """O que se achou de errado numa página, pelo nome da verificação, e os diagramas que se viram.

    `broken` é por que a visita não chegou ao fim.
    """

    problems: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    diagrams: set[str] = field(default_factory=set)
    broken: str = ""


def visit(
    browser: Browser,
    url: str,
    copies: list[tuple[str, str]],
    prepare: Callable[[Page], None] = lambda page: None,
    guesses: Sequence[predicting.Guess] = (),
) -> Findings:
    """Visita `url`, uma página do site servido; `copies` é o que cada botão dela deve copiar.

    `prepare` recebe cada aba antes de a página ser pedida; `guesses` é o que nela se prevê.
    """
    found = Findings()
    observe = _watching(url, found)

    def watch(page: Page) -> None:
        observe(page)
        prepare(page)

    try:
        _visit(browser, url, copies, guesses, found, watch)
    except (Error, AssertionError) as error:
        found.broken = f"{url}: a visita não chegou ao fim: {error}"
    return found


def _visit(
    browser: Browser,
    url: str,
    copies: list[tuple[str, str]],
    guesses: Sequence[predicting.Guess],
    found: Findings,
    watch: Callable[[Page], None],
) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with (
        arriving(
            browser, url, WIDE, watch=watch, color_scheme="light", permissions=permissions
        ) as (desk, measure_desk),
        arriving(browser, url, MOBILE, watch=watch, color_scheme="light") as (phone, measure_phone),
    ):
        _judge(url, "computador", measure_desk(), found)
        found.problems["axe claro 1280"] += barriers(desk)
        _judge(url, "telefone", measure_phone(), found)
        phone.close()
        desk.bring_to_front()
        _walk(desk, copies, guesses, found)


def _walk(
    page: Page,
    copies: list[tuple[str, str]],
    guesses: Sequence[predicting.Guess],
    found: Findings,
) -> None:
    """Os outros estados da página, que está na tela larga e no tema claro."""
    problems = found.problems
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    page.evaluate(SETTLED)
    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    assert scheme == "slate", "a página não seguiu o tema escuro do sistema"
    problems["axe escuro 1280"] += colour_barriers(page)
    problems["contraste dos diagramas"] += diagrams.faint(page)
    _resize(page, NARROW)
    problems["axe escuro 390"] += colour_barriers(page)
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)
    problems["axe claro 390"] += barriers(page)
    unfold(page)
    problems["cortes 390"] += wrapping.screen_problems(page)
    problems["diagramas 390"] += diagrams.problems(page)
    problems["contraste dos diagramas"] += diagrams.faint(page)
    problems["preveja"] += predicting.problems(page, guesses)
    _resize(page, MIDDLE)
    problems["cortes 768"] += wrapping.screen_problems(page)
    _resize(page, WIDE)
    problems["cortes 1280"] += wrapping.screen_problems(page)
    problems["diagramas 1280"] += diagrams.problems(page)
    found.diagrams |= diagrams.titles(page)
    problems["cópia"] += copying.copy_problems(page, copies)
    page.emulate_media(media="print")
    _resize(page, A4)
    problems["cortes no papel"] += wrapping.paper_problems(page)


def _resize(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.evaluate(SETTLED)


def _watching(url: str, found: Findings) -> Callable[[Page], None]:
    """Anota, de uma página, os pedidos a outros servidores, os que falham, e os erros dela."""
    origin = "/".join(url.split("/")[:3]) + "/"

    def requested(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            found.problems["pedidos de fora"].append(f"{url} pede {request.url}")

    def answered(answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            found.problems["erros"].append(f"{url} pede {answer.url}, que responde {answer.status}")

    def watch(page: Page) -> None:
        page.on("request", requested)
        page.on("response", answered)
        page.on(
            "pageerror",
            lambda error: found.problems["erros"].append(f"{url}: erro no JavaScript: {error}"),
        )

    return watch


def _judge(url: str, screen: str, visit: Visit, found: Findings) -> None:
    """O que a primeira visita, num `computador` ou `telefone`, tem de errado."""
    if visit.size > LIMIT:
        largest = sorted(visit.downloads, key=lambda one: one.size, reverse=True)[:3]
        listed = ", ".join(f"{one.url} ({one.size})" for one in largest)
        found.problems[f"bytes {screen}"].append(
            f"{url}: baixa {visit.size} bytes na primeira visita; o limite é {LIMIT}. Os maiores: "
            f"{listed}"
        )
    if round(visit.shift, 3):
        found.problems[f"CLS {screen}"].append(
            f"{url}: o que já estava na tela mudou de lugar enquanto a página carregava (CLS "
            f"{visit.shift:.3f}). Uma figura precisa de width e height; um script não pode "
            f"empurrar o texto. Mudou de lugar: {'; '.join(visit.moved)}"
        )
    if any(one.url.endswith(INDEX) for one in visit.downloads):
        found.problems[f"índice da busca {screen}"].append(
            f"{url}: o índice da busca foi baixado sem busca alguma; "
            "docs/assets/javascripts/busca/preparar.js deixou de adiá-lo"
        )
