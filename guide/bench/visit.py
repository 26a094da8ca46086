"""A primeira visita a uma página, medida num navegador: o que ela baixa e como ela aparece."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, Request

MOBILE = {"width": 412, "height": 823}
DESKTOP = {"width": 1350, "height": 940}

OBSERVE = """
window.measured = { shift: 0, moved: [], paint: 0, lcp: 0, tasks: [] };
const watch = (type, each) => {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(each));
  observer.observe({ type, buffered: true });
};
const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
watch("layout-shift", (entry) => {
  if (entry.hadRecentInput) return;
  measured.shift += entry.value;
  for (const { node, previousRect, currentRect } of entry.sources) {
    const named = node?.cloneNode(false).outerHTML ?? node?.textContent.trim() ?? "?";
    measured.moved.push(`${named.slice(0, 120)}: ${place(previousRect)} -> ${place(currentRect)}`);
  }
});
watch("largest-contentful-paint", (entry) => { measured.lcp = entry.startTime; });
watch("paint", (entry) => {
  if (entry.name === "first-contentful-paint") measured.paint = entry.startTime;
});
watch("longtask", (entry) => measured.tasks.push([entry.startTime, entry.duration]));
"""


@dataclass(frozen=True)
class Download:
    """Um arquivo baixado, com os bytes que passaram pela rede: o corpo comprimido e o cabeçalho."""

    url: str
    size: int


@dataclass(frozen=True)
class Visit:
    """O que se mediu; `outside` são os pedidos a outros servidores, e os tempos são em ms.

    `moved` é o que mudou de lugar: cada elemento, de onde e para onde (x, y, largura e altura, px).
    """

    downloads: list[Download]
    outside: list[str]
    shift: float
    moved: list[str]
    lcp: float
    blocking: float

    @property
    def size(self) -> int:
        return sum(download.size for download in self.downloads)


@contextmanager
def arriving(
    browser: Browser,
    url: str,
    viewport: dict[str, int],
    *,
    slow: bool = False,
    watch: Callable[[Page], None] = lambda page: None,
    **options: Any,
) -> Iterator[tuple[Page, Callable[[], Visit]]]:
    """Abre `url` num navegador sem memória; dá a página, já carregada, e a função que a mede.

    A função espera meio segundo sem pedidos. `watch` recebe a página antes de ela ser pedida;
    `options` são as de um contexto do Playwright.

    `slow` imita o telefone do Lighthouse: a rede a 1,6 Mb/s com 150 ms de ida e volta, a CPU quatro
    vezes mais lenta.
    """
    with browser.new_context(viewport=viewport, locale="pt-BR", **options) as context:
        page = context.new_page()
        page.add_init_script(OBSERVE)
        if slow:
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            speed = 1.6e6 / 8
            network = {"latency": 150, "downloadThroughput": speed, "uploadThroughput": speed}
            session.send("Network.emulateNetworkConditions", {"offline": False, **network})
        requests: list[Request] = []
        finished: list[Request] = []
        context.on("request", lambda request: requests.append(request))
        context.on("requestfinished", lambda request: finished.append(request))
        watch(page)
        page.goto(url, wait_until="load", timeout=60_000)
        yield page, lambda: _measured(page, requests, finished)


def first_visit(
    browser: Browser, url: str, viewport: dict[str, int], *, slow: bool = False
) -> Visit:
    """Abre `url`, mede a primeira visita e a fecha; o resto é como em `arriving`."""
    with arriving(browser, url, viewport, slow=slow) as (_, measure):
        return measure()


def _measured(page: Page, requests: list[Request], finished: list[Request]) -> Visit:
    with suppress(Error):  # um servidor de fora que não responde não impede a medida
        page.wait_for_load_state("networkidle", timeout=15_000)
    measured = page.evaluate("measured")
    downloads = [Download(request.url, _size(request)) for request in finished]
    ours = (urlsplit(page.url).netloc, "")  # sem servidor: data: e blob:
    outside = [request.url for request in requests if urlsplit(request.url).netloc not in ours]
    blocking = sum(
        max(0, duration - 50) for start, duration in measured["tasks"] if start > measured["paint"]
    )
    moved = measured["moved"]
    return Visit(downloads, outside, measured["shift"], moved, measured["lcp"], blocking)


def _size(request: Request) -> int:
    """Os bytes da resposta; o corpo do script de um Worker não está na conta do Chromium."""
    sizes = request.sizes()
    response = request.response()
    declared = int(response.headers.get("content-length", 0)) if response else 0
    return max(sizes["responseBodySize"], declared) + sizes["responseHeadersSize"]
