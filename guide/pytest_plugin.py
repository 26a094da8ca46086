"""Tudo o que a suíte sabe do pytest: as opções, o motor e o navegador, a ordem, os totais.

Com o pytest-xdist (`make test` inteiro), o processo que coordena põe os motores no ar e dá um a
cada trabalhador, que entra na rede dele. Sem o xdist (uma página), um processo só faz tudo.
"""

import os
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from guide import issue, notes, schedule, status, temporary, versions
from guide.engine.failure import EngineError
from guide.engine.footprint import footprint
from guide.engine.session import Engine, inside, open_engines
from guide.options import Once
from guide.page import Guide, GuideError, Page
from guide.promises import files
from guide.site import chromium_install
from guide.site.chromium import ChromiumError

CHROMIUM = pytest.StashKey[Path]()
ENGINES = pytest.StashKey[list[Engine]]()
GUIDE = pytest.StashKey[Guide]()
SAY = pytest.StashKey[Callable[[str], None]]()
"""Escreve uma linha no terminal da pessoa, também durante um teste."""

STARTED = pytest.StashKey[float]()
DURATIONS = pytest.StashKey[defaultdict[str, float]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="grava nas transcrições as saídas que mudaram"
    )
    parser.addoption(
        "--page",
        action=Once,
        metavar="PÁGINA[::SEÇÃO]",
        help="só os testes de uma página, como imagens/construcao.md, até uma seção",
    )
    parser.addoption(
        "--result",
        metavar="ARQUIVO",
        type=Path,
        help="escreve o que falhou num arquivo, de que `make issue` faz uma issue",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Um pedido de término (ou o terminal fechado) vale como Ctrl+C: a faxina acontece.

    Cada execução tem a sua pasta temporária, que some com ela: a que o pytest usaria é comum a
    todas, e uma apagaria a da outra.
    """
    config.addinivalue_line("markers", "only_with_page: só roda com --page")
    config.stash[GUIDE] = Guide()
    if faults := files.unreadable(config.stash[GUIDE]):
        raise pytest.UsageError("\n".join(faults))
    config.stash[STARTED] = time.monotonic()
    config.stash[DURATIONS] = defaultdict(float)
    config.stash[SAY] = _line_writer(config)
    if _is_worker(config):
        return
    if config.option.result:
        config.option.result.unlink(missing_ok=True)
    if config.option.page:
        _check_page(config)
    if config.option.update and os.environ.get("CI"):
        raise pytest.UsageError("Na integração contínua as saídas se conferem, não se gravam.")
    if not config.option.basetemp:
        stack = ExitStack()
        config.add_cleanup(stack.close)
        config.option.basetemp = stack.enter_context(temporary.folder()) / "pytest"
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


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Escolhe os testes de `--page`; põe cada um no seu grupo, e os grupos demorados primeiro.

    Envolve os outros ganchos porque o do xdist, que lê os grupos, também quer ser o primeiro.
    """
    if config.option.page:
        wanted = [item for item in items if _is_of_the_page(item, config.option.page)]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = wanted
    else:
        config.hook.pytest_deselected(items=[item for item in items if _only_of_a_page(item)])
        items[:] = [item for item in items if not _only_of_a_page(item)]
    private = all(engine.private for engine in config.stash.get(ENGINES, []))
    groups = {item: _group(item, private) for item in items}
    for item, group in groups.items():
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(group))
    seconds = schedule.known()
    for item, group in groups.items():
        if isinstance(page := _page(item), Page):
            seconds.setdefault(group, schedule.estimate(len(page.story)))
    items.sort(key=lambda item: (-seconds.get(groups[item], 0.0), groups[item]))
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Sem o xdist, põe no ar só o que algum teste escolhido usa, antes do cabeçalho que o diz."""
    config = session.config
    if config.option.collectonly or _is_worker(config) or ENGINES in config.stash:
        return
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    _prepare(config, used & {"chromium", "engine"}, engines=1)


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """O cabeçalho de uma corrida num processo só; com o xdist, `_prepare` já o disse."""
    engines = config.stash.get(ENGINES, [])
    return engines[0].describe() if engines else ["motor: nenhum teste escolhido precisa dele"]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Soma quanto cada grupo leva: o nome do teste, no xdist, acaba com o do grupo."""
    group = getattr(report, "group", "")
    config = getattr(report, "node", None) and report.node.config
    if group and config:
        config.stash[DURATIONS][group] += report.duration


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Diz no relatório de cada teste o grupo dele."""
    report = yield
    marker = item.get_closest_marker("xdist_group")
    report.group = marker.args[0] if marker and marker.args else ""
    return report


def pytest_keyboard_interrupt() -> None:
    """A faxina começou: outro Ctrl+C não a corta ao meio."""

    def wait(*_: object) -> None:
        os.write(2, "\n[limpando o que a suíte criou; já termina]\n".encode())

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, wait)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Guarda as durações de uma corrida inteira, para a ordem e o aviso da seguinte."""
    config = session.config
    if not _workers(config) or exitstatus not in (0, 1):
        return
    durations = dict(config.stash[DURATIONS])
    if config.args_source == config.ArgsSource.TESTPATHS and not config.option.keyword:
        durations[schedule.WHOLE_RUN] = time.monotonic() - config.stash[STARTED]
    schedule.remember(durations)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Os totais do guia; e as páginas que passaram por inteiro ficam marcadas como verificadas."""
    if config.option.result and exitstatus in (0, 1):  # uma suíte que parou no meio não diz nada
        _write_result(config.option.result, terminalreporter, config)
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
    reports = [one for kind in ("passed", "failed", "skipped") for one in stats.get(kind, [])]
    told = versions.told(dict(one.user_properties) for one in reports)
    if not sections and not told.left_out:
        return
    pages = config.stash[GUIDE].pages
    exceptions = sum(bool(block.reason) for page in pages for block in page.blocks)
    terminalreporter.write_sep("-", "guia")
    terminalreporter.write_line(
        f"{len(sections)} páginas lidas, {sections.total()} seções, {commands.total()} comandos "
        f"executados e conferidos, {exceptions} blocos de exceção"
    )
    engine = config.stash[ENGINES][0]
    for line in told.summary(engine.version):
        terminalreporter.write_line(line)
    if config.option.update:
        for line in _recorded(reports):
            terminalreporter.write_line(line)
        notes.write_notes(Guide())
    else:
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
        status.write_badge(Guide())


def _write_result(file: Path, terminal: pytest.TerminalReporter, config: pytest.Config) -> None:
    engines = config.stash.get(ENGINES, [])
    reports = [*terminal.stats.get("failed", []), *terminal.stats.get("error", [])]
    failures = [issue.Failure(one.nodeid, one.longreprtext) for one in reports]
    issue.write(file, issue.Result(engines[0].describe()[0] if engines else "sem motor", failures))


def _recorded(reports: list[pytest.TestReport]) -> list[str]:
    """O que convém conferir do que se gravou: o que dependia de esperar o bastante."""
    found = [line for one in reports for line in dict(one.user_properties).get("to_be_seen", [])]
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if found and load > 2 * cores:
        found.append(
            f"A máquina está ocupada (carga {load:.1f}, {cores} núcleos): se puder, grave de novo "
            "quando não estiver."
        )
    return found


def _line_writer(config: pytest.Config) -> Callable[[str], None]:
    """O que escreve linhas na saída de erros de verdade, que durante um teste o pytest desvia."""
    terminal = os.dup(2)
    config.add_cleanup(lambda: os.close(terminal))
    return lambda line: os.write(terminal, f"\n[{line}]".encode()) and None


def _check_page(config: pytest.Config) -> None:
    """Troca o nome em `--page` pelo da página. Levanta `UsageError` se não há, com as parecidas."""
    name, separator, section = config.option.page.partition("::")
    try:
        page = config.stash[GUIDE].page(name)
    except GuideError as error:
        raise pytest.UsageError(str(error)) from None
    names = [shown.section for shown in page.story]
    if separator and config.option.update:
        raise pytest.UsageError(
            f"Uma página grava-se inteira, de uma execução só: make update PAGE={page.name}"
        )
    if separator and section not in names:
        raise pytest.UsageError(
            f"{page.path}: não há a seção «{section}»; as que a página mostra: {', '.join(names)}."
        )
    config.option.page = f"{page.name}{separator}{section}"


def _is_of_the_page(item: pytest.Item, wanted: str) -> bool:
    """Se `item` é da página pedida e, dela, de uma seção que não vem depois da pedida."""
    name, _, section = wanted.partition("::")
    page = _page(item)
    if not isinstance(page, Page) or page.name != name:
        return False
    index = item.callspec.params.get("index")
    names = [shown.section for shown in page.story]
    return not section or (index is not None and index <= names.index(section))


def _only_of_a_page(item: pytest.Item) -> bool:
    """Se `item` é a prova ligeira de uma página, que a corrida inteira faz no site construído."""
    return item.get_closest_marker("only_with_page") is not None


def _page(item: pytest.Item) -> object:
    return item.callspec.params.get("page") if hasattr(item, "callspec") else None


def _group(item: pytest.Item, private: bool) -> str:
    """Os testes que rodam juntos, num trabalhador só e na ordem em que estão.

    Num motor privado, cada página é um grupo; o da pessoa é um só, e tudo nele vai em fila.
    """
    if marker := item.get_closest_marker("xdist_group"):
        return marker.args[0]
    of_a_page = isinstance(page := _page(item), Page) and item.path.name == "test_pages.py"
    if not private and (of_a_page or "engine" in getattr(item, "fixturenames", ())):
        return "motor"
    if of_a_page:
        return page.name
    return item.nodeid.partition("::")[0]


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
            if _workers(config):
                say(_duration())
            if "chromium" in used:
                config.stash[CHROMIUM] = chromium_install.ensure(os.environ, say)
            if "engine" in used:
                stack = ExitStack()
                config.add_cleanup(stack.close)
                needed = footprint(config.stash[GUIDE])
                config.stash[ENGINES] = stack.enter_context(
                    open_engines(say, needed, count=engines)
                )
                version = config.stash[ENGINES][0].version
                if config.option.update and (reason := versions.why_not_recorded(version)):
                    raise pytest.UsageError(reason)
                if _workers(config):
                    for line in config.stash[ENGINES][0].describe():
                        reporter.write_line(line)
                else:
                    _enter_network(config)
        except (ChromiumError, EngineError) as error:
            raise pytest.UsageError(str(error)) from None


def _duration() -> str:
    """Quanto a corrida inteira deve demorar."""
    if seconds := schedule.known().get(schedule.WHOLE_RUN):
        return f"a corrida inteira, da última vez, levou {seconds / 60:.0f} min"
    return "a corrida inteira leva uns 25 minutos com 2 núcleos; a primeira, uns 30"


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
