"""Tudo o que a suíte sabe do pytest: as opções, o motor e o navegador, os totais ao fim.

Com o pytest-xdist (`make test` inteiro), o processo que coordena põe os motores no ar e dá um a
cada trabalhador, que entra na rede dele. Sem o xdist (uma página), um processo só faz tudo.
"""

import os
import shutil
import signal
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from guide import notes, versions
from guide.engine.failure import EngineError
from guide.engine.footprint import footprint
from guide.engine.session import Engine, inside, open_engines
from guide.page import Guide
from guide.site import chromium_install
from guide.site.chromium import ChromiumError

CHROMIUM = pytest.StashKey[Path]()
ENGINES = pytest.StashKey[list[Engine]]()
GUIDE = pytest.StashKey[Guide]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="grava nas transcrições as saídas que mudaram"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Um pedido de término (ou o terminal fechado) vale como Ctrl+C: a faxina acontece.

    Cada execução tem a sua pasta temporária, que some com ela: a que o pytest usaria é comum a
    todas, e uma apagaria a da outra.
    """
    config.stash[GUIDE] = Guide()
    if _is_worker(config):
        return
    if not config.option.basetemp:
        config.option.basetemp = tempfile.mkdtemp(prefix="docker-em-portugues-")
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))
    if config.option.update and os.environ.get("CI"):
        raise pytest.UsageError("Na integração contínua as saídas se conferem, não se gravam.")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:  # o nohup ignora o SIGHUP
            signal.signal(number, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Com o xdist, o coordenador põe tudo no ar antes dos trabalhadores, que o recebem pronto."""
    config = session.config
    if _is_worker(config):
        given = config.workerinput
        config.stash[CHROMIUM] = Path(given["chromium"])
        config.stash[ENGINES] = [Engine.from_plain(given["engine"])]
        _enter_network(config)
    elif _workers(config) and not config.option.collectonly:
        _prepare(config, {"chromium", "engine"}, engines=_workers(config))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """O que o coordenador diz a cada trabalhador (gancho do xdist)."""
    config = node.config
    engines = config.stash[ENGINES]
    number = int(node.gateway.id.removeprefix("gw"))
    node.workerinput["engine"] = engines[number % len(engines)].to_plain()
    node.workerinput["chromium"] = str(config.stash[CHROMIUM])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Sem o xdist, põe no ar só o que algum teste escolhido usa, antes do cabeçalho que o diz."""
    config = session.config
    if config.option.collectonly or _is_worker(config) or ENGINES in config.stash:
        return
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    _prepare(config, used & {"chromium", "engine"}, engines=1)


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """O cabeçalho: que motor e que imagens base esta execução usa."""
    engines = config.stash.get(ENGINES, [])
    return engines[0].describe() if engines else ["motor: nenhum teste escolhido precisa dele"]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Os totais do guia; e as páginas que passaram por inteiro ficam marcadas como verificadas."""
    sections: Counter[str] = Counter()
    commands: Counter[str] = Counter()
    content: dict[str, str] = {}  # de quando a suíte leu a página: ela pode ter mudado depois
    stats = terminalreporter.stats
    for one in stats.get("passed", []):
        found = dict(one.user_properties)
        if "page" in found:
            sections[found["page"]] += 1
            commands[found["page"]] += found["commands"]
            content[found["page"]] = found["content"]
    if not sections:
        return
    pages = config.stash[GUIDE].pages
    exceptions = sum(bool(block.reason) for page in pages for block in page.blocks)
    terminalreporter.write_sep("-", "guia")
    terminalreporter.write_line(
        f"{len(sections)} páginas lidas, {sections.total()} seções, {commands.total()} comandos "
        f"executados e conferidos, {exceptions} blocos de exceção"
    )
    engine = config.stash[ENGINES][0]
    reports = [one for kind in ("passed", "failed", "skipped") for one in stats.get(kind, [])]
    told = versions.told(dict(one.user_properties) for one in reports)
    for line in told.summary(engine.version):
        terminalreporter.write_line(line)
    if not config.option.update:
        verified = {
            page.name: notes.Verification(
                content=content[page.name],
                date=date.today().isoformat(),
                engine=engine.version,
                compose=engine.compose,
                commands=commands[page.name],
                stand_ins=any(image.origin == "substituta" for image in engine.base_images),
            )
            for page in pages
            if 0 < len(page.story) == sections[page.name] and page.name not in told.pages
        }
        notes.record(verified, Guide())


def _prepare(config: pytest.Config, used: set[str], *, engines: int) -> None:
    """Acha ou instala o Chromium e põe no ar os motores, se `used` os nomeia."""
    if not used:
        return
    reporter = config.pluginmanager.getplugin("terminalreporter")
    capture = config.pluginmanager.getplugin("capturemanager")

    def say(line: str) -> None:
        reporter.write_line(f"[{line}]")

    with capture.global_and_fixture_disabled():
        try:
            if "chromium" in used:
                config.stash[CHROMIUM] = chromium_install.ensure(os.environ, say)
            if "engine" in used:
                stack = ExitStack()
                config.add_cleanup(stack.close)
                needed = footprint(config.stash[GUIDE])
                config.stash[ENGINES] = stack.enter_context(
                    open_engines(say, needed, count=engines)
                )
                if not _workers(config):
                    _enter_network(config)
        except (ChromiumError, EngineError) as error:
            raise pytest.UsageError(str(error)) from None


def _enter_network(config: pytest.Config) -> None:
    """Fica na rede do motor, onde estão as portas que os containers publicam."""
    stack = ExitStack()
    config.add_cleanup(stack.close)
    stack.enter_context(inside(config.stash[ENGINES][0]))


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _workers(config: pytest.Config) -> int:
    """Quantos trabalhadores o xdist tem; 0 sem ele, ou num trabalhador."""
    return 0 if _is_worker(config) else len(getattr(config.option, "tx", None) or [])
