"""Quanto este site custa a quem o lê e a quem o edita, ao lado de um Material de fábrica.

Numa execução, constrói das mesmas páginas este site e outro com o Material como ele vem (sem
`overrides/`, sem o nosso CSS e o nosso JavaScript, com as fontes e a paleta dele), serve os dois
com gzip e mede a primeira visita a três páginas: a home, a mais longa e a que tem mais diagramas.
Depois mede a construção, com o MkDocs e o Zensical, e o tempo em que a edição de uma página e a de
um exemplo chegam ao navegador, com `make serve`, o MkDocs e o Zensical.

    python -m guide bench-site [--rounds 3] [--lighthouse 1] [--edits]

Os tempos são medianas e dependem da máquina: nenhum teste os cobra. O que não depende dela (bytes,
CLS, o índice da busca) é cobrado em `tests/browser/test_every_page.py`.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from guide.bench import lighthouse
from guide.bench.visit import DESKTOP, MOBILE, Visit, first_visit
from guide.site import chromium, chromium_install
from guide.site.mkdocs import build, copy_of_the_guide, serving_edits, wait_for_text
from guide.site.server import serving

BUILDERS = ("mkdocs", "zensical")
STOCK = """\
INHERIT: mkdocs.yml
strict: false
theme:
  custom_dir: stock
  static_templates: []
  language: pt
  favicon: assets/images/favicon.png
  font: {text: Roboto, code: Roboto Mono}
  features: []
  palette: []
plugins: [search]
extra_css: []
extra_javascript: []
"""
"""O Material como ele vem, com as nossas páginas e as extensões de que elas precisam."""

SERVERS = {"guide": "make serve", "mkdocs": "mkdocs serve", "zensical": "zensical serve"}
EDIT_ROUNDS = 5
"""O menor número de edições de que se tira uma mediana."""


@dataclass(frozen=True)
class Edit:
    """Em `file`, `old` dá lugar a um texto novo, que aparece em `page`."""

    file: str
    page: str
    old: str


EDITS = {
    "de uma página": Edit("docs/imagens/construcao.md", "imagens/construcao", "A aplicação desta"),
    "de um exemplo": Edit(
        "examples/flaskboasvindas/serverFlask.py", "imagens/construcao", "Boas-vindas"
    ),
}


def main(arguments: list[str]) -> None:
    """Lê as opções e mede."""
    parser = argparse.ArgumentParser(
        prog="make bench-site", description="Compara este site com um Material de fábrica."
    )
    parser.add_argument("--rounds", default="3", help="vezes que se mede cada tempo (3)")
    parser.add_argument(
        "--lighthouse", default="1", help="vezes que o Lighthouse mede; 0 o dispensa (1)"
    )
    parser.add_argument("--edits", action="store_true", help="só mede as edições")
    options = parser.parse_args(arguments)
    for name, least in (("rounds", 1), ("lighthouse", 0)):
        value = getattr(options, name)
        if not value.isdecimal() or int(value) < least:
            parser.exit(2, f"--{name} {value}: use um número, {least} ou mais.\n")
    rounds = int(options.rounds)
    if options.edits:
        with tempfile.TemporaryDirectory() as temporary:
            _print_edits(copy_of_the_guide(Path(temporary) / "guia"), max(rounds, EDIT_ROUNDS))
    else:
        measure(rounds, int(options.lighthouse))


def measure(rounds: int, lighthouse_rounds: int) -> None:
    """Mede e escreve as tabelas. Sai com a mensagem do que falhar."""
    try:
        program = chromium_install.ensure(os.environ, print)
    except chromium.ChromiumError as error:
        sys.exit(str(error))
    with tempfile.TemporaryDirectory() as temporary:
        guide = copy_of_the_guide(Path(temporary) / "guia")
        (guide / "stock").mkdir()
        (guide / "stock.yml").write_text(STOCK, encoding="utf-8")
        print("Construindo…", flush=True)
        builds = {builder: _build_time(guide, builder, rounds) for builder in BUILDERS}
        sites = {"este guia": guide / "ours", "Material": guide / "stock-site"}
        _build(guide, sites["este guia"], "mkdocs", "mkdocs.yml")
        _build(guide, sites["Material"], "mkdocs", "stock.yml")
        builds["Material"] = _build_time(guide, "mkdocs", rounds, "stock.yml")
        pages = _three_pages(sites["este guia"])
        with serving(sites["este guia"]) as ours, serving(sites["Material"]) as stock:
            origins = {"este guia": ours, "Material": stock}
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=program, args=chromium.ARGUMENTS
                )
                _print_visits(browser, origins, pages, rounds)
                browser.close()
            _print_scores(program, origins, pages, lighthouse_rounds)
        print(f"\nA construção, em segundos (medianas de {rounds})")
        _row("", "MkDocs", "Zensical", "MkDocs (Material)")
        _row("construir", *(f"{builds[name]:.2f}" for name in (*BUILDERS, "Material")))
        _print_edits(guide, max(rounds, EDIT_ROUNDS))


def _build(guide: Path, site: Path, builder: str, config: str) -> None:
    """Constrói o guia, ou encerra com a mensagem do construtor."""
    done = build(guide, site, builder=builder, config=config, strict=False)
    if done.returncode != 0:
        sys.exit(f"`{builder} build` falhou:\n{done.stdout}{done.stderr}")


def _build_time(guide: Path, builder: str, rounds: int, config: str = "mkdocs.yml") -> float:
    times = []
    for _ in range(rounds):
        for left in ("site", ".cache"):
            shutil.rmtree(guide / left, ignore_errors=True)
        started = time.perf_counter()
        _build(guide, guide / "site", builder, config)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _three_pages(site: Path) -> dict[str, str]:
    """A home, a página mais longa e, das outras, a que tem mais diagramas: o nome e o endereço."""
    texts = {file: file.read_text(encoding="utf-8") for file in site.glob("*/**/index.html")}
    longest = max(texts, key=lambda file: len(texts[file]))
    drawn = max(
        texts.keys() - {longest}, key=lambda file: texts[file].count('<svg viewBox="0 0 320')
    )
    address = {file: f"/{file.parent.relative_to(site).as_posix()}/" for file in (longest, drawn)}
    return {"home": "/", "mais longa": address[longest], "diagramas": address[drawn]}


def _print_visits(
    browser: Browser, origins: dict[str, str], pages: dict[str, str], rounds: int
) -> None:
    print(
        f"\nPrimeira visita, com gzip (medianas de {rounds}). O telefone tem uma rede de 1,6 Mb/s, "
        "150 ms de ida\ne volta e uma CPU quatro vezes mais lenta; o computador, nenhum freio."
    )
    for name, page in pages.items():
        print()
        _row(f"{name}: {page}", *origins)
        phone: dict[str, list[Visit]] = {name: [] for name in origins}
        desktop: dict[str, list[Visit]] = {name: [] for name in origins}
        for _ in range(rounds):  # alternados: o que ocupa a máquina atrapalha os dois
            for site, origin in origins.items():
                phone[site].append(first_visit(browser, origin + page, MOBILE, slow=True))
                desktop[site].append(first_visit(browser, origin + page, DESKTOP))
        _row("  KiB transferidos", *(f"{visits[0].size / 1024:.1f}" for visits in phone.values()))
        _row("  requisições", *(_requests(visits[0]) for visits in phone.values()))
        for label, visits in (("telefone", phone), ("computador", desktop)):
            groups = visits.values()
            _row(f"  {label}: CLS", *(f"{max(v.shift for v in group):.3f}" for group in groups))
            _row(f"  {label}: LCP (ms)", *(_median(v.lcp for v in group) for group in groups))
            _row(f"  {label}: TBT (ms)", *(_median(v.blocking for v in group) for group in groups))


def _requests(visit: Visit) -> str:
    answered = {download.url for download in visit.downloads}
    silent = sum(url not in answered for url in visit.outside)
    outside = f"{len(visit.outside)} para fora" + (f", {silent} sem resposta" if silent else "")
    return f"{len(answered) + silent} ({outside})"


def _median(numbers: Iterable[float]) -> str:
    return f"{statistics.median(numbers):.0f}"


def _print_scores(
    program: Path, origins: dict[str, str], pages: dict[str, str], rounds: int
) -> None:
    if not rounds:
        return
    try:
        command = lighthouse.ensure(os.environ, print)
    except lighthouse.LighthouseError as error:
        print(f"\nSem as notas do Lighthouse: {error}.")
        return
    print(
        f"\nLighthouse: desempenho/acessibilidade/boas práticas/SEO (medianas de {rounds}; numa "
        "máquina\nocupada o desempenho sai menor)"
    )
    _row("", *origins)
    for name, page in pages.items():
        for label, desktop in (("telefone", False), ("computador", True)):
            found = []
            for origin in origins.values():
                try:
                    all_rounds = [
                        lighthouse.scores(command, program, origin + page, desktop=desktop)
                        for _ in range(rounds)
                    ]
                except lighthouse.LighthouseError as error:
                    sys.exit(str(error))
                found.append("/".join(map(_median, zip(*all_rounds, strict=True))))
            _row(f"  {name}, {label}", *found)


def _print_edits(guide: Path, rounds: int) -> None:
    print(f"\nDa edição ao texto servido, em segundos (medianas de {rounds})")
    _row("", *SERVERS.values())
    for label, edit in EDITS.items():
        times = [_edit_time(guide, builder, rounds, edit) for builder in SERVERS]
        _row(label, *(f"{one:.2f}" for one in times))


def _edit_time(guide: Path, builder: str, rounds: int, edit: Edit) -> float:
    """Do instante em que um arquivo é salvo ao instante em que o texto novo é servido."""
    file = guide / edit.file
    original = file.read_text(encoding="utf-8")
    try:
        with serving_edits(guide, builder) as address:
            url = f"{address}{edit.page}/"
            wait_for_text(url, edit.old, timeout=180)
            times = []
            for number in range(rounds):
                text = f"Edição número {number}."
                started = time.perf_counter()
                file.write_text(original.replace(edit.old, text, 1), encoding="utf-8")
                wait_for_text(url, text, timeout=180)
                times.append(time.perf_counter() - started)
                time.sleep(1)  # um servidor que ainda arruma a casa atrasaria a próxima
    except TimeoutError as error:
        sys.exit(f"`{builder} serve`: {error}")
    finally:
        file.write_text(original, encoding="utf-8")
    return statistics.median(times)


def _row(label: str, *values: str) -> None:
    print(f"{label:<38}" + "".join(f"{value:>34}" for value in values), flush=True)
