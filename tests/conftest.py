"""As fixtures da suíte: um motor Docker, os serviços do pytest-docker, um Chromium e o site."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_docker.plugin import DockerComposeExecutor, get_docker_services

import verified
from browser import install
from chromium import ChromiumError
from engine.errors import EngineError
from engine.session import Engine, open_engine
from needs import needs
from pages import ROOT, blocks, pages, transcripts
from website import build, copy_of_the_guide

CHROMIUM = pytest.StashKey[Path]()
ENGINE = pytest.StashKey[Engine]()


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
def pytest_collection_finish(session: pytest.Session) -> None:
    """Acha ou instala o Chromium, e põe o motor no ar, se algum teste escolhido precisa deles.

    É antes do cabeçalho, que diz que motor é.
    """
    config = session.config
    needed = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    if config.option.collectonly or not needed & {"chromium", "engine"}:
        return
    reporter = config.pluginmanager.getplugin("terminalreporter")
    capture = config.pluginmanager.getplugin("capturemanager")

    def say(line: str) -> None:
        reporter.write_line(f"[{line}]")

    with capture.global_and_fixture_disabled():
        try:
            if "chromium" in needed:
                config.stash[CHROMIUM] = install.ensure(os.environ, say)
            if "engine" in needed:
                context = open_engine(say, needs())
                config.stash[ENGINE] = context.__enter__()
                config.add_cleanup(lambda: context.__exit__(None, None, None))
        except (ChromiumError, EngineError) as error:
            raise pytest.UsageError(str(error)) from None


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """O cabeçalho: que motor e que imagens base esta execução usa."""
    engine = config.stash.get(ENGINE, None)
    return engine.describe() if engine else ["motor: nenhum teste escolhido precisa dele"]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Os totais do guia; e as páginas que passaram por inteiro ficam marcadas como verificadas."""
    sections: Counter[str] = Counter()
    commands: Counter[str] = Counter()
    content: dict[str, str] = {}  # de quando a suíte leu a página: ela pode ter mudado depois
    for one in terminalreporter.stats.get("passed", []):
        found = dict(one.user_properties)
        if "page" in found:
            sections[found["page"]] += 1
            commands[found["page"]] += found["commands"]
            content[found["page"]] = found["content"]
    if not sections:
        return
    exceptions = sum(bool(block.reason) for page in pages() for block in blocks(page))
    terminalreporter.write_sep("-", "guia")
    terminalreporter.write_line(
        f"{len(sections)} páginas lidas, {sections.total()} seções, {commands.total()} comandos "
        f"executados e conferidos, {exceptions} blocos de exceção"
    )
    if not config.option.update:
        engine = config.stash[ENGINE]
        verified.record(
            {
                verified.name(page): verified.Verification(
                    content=content[verified.name(page)],
                    date=date.today().isoformat(),
                    engine=engine.version,
                    compose=engine.compose,
                    commands=commands[verified.name(page)],
                    stand_ins=any(image.origin != "registro" for image in engine.base_images),
                )
                for page in pages()
                if 0 < len(transcripts(page)) == sections[verified.name(page)]
            }
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Junta à falha os logs dos containers, antes que a limpeza os leve."""
    report = yield
    services = item.funcargs.get("docker_services") if hasattr(item, "funcargs") else None
    if services is not None and report.failed:
        report.sections.append(("logs dos containers", _logs(services._docker_compose)))
    return report


def _logs(compose: DockerComposeExecutor) -> str:
    try:
        return compose.execute("logs --no-color --tail 50").decode(errors="replace")
    except Exception as error:  # a falha que se relata não pode ser esta
        return f"(os logs não puderam ser lidos: {error})"


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Engine:
    """O motor em uso; `os.environ` já aponta para ele."""
    return pytestconfig.stash[ENGINE]


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> Path:
    """O programa do Chromium."""
    return pytestconfig.stash[CHROMIUM]


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Uma cópia do guia, com as notas em dia, como `make` o deixa antes de construir."""
    return copy_of_the_guide(tmp_path_factory.mktemp("guide"))


@pytest.fixture(scope="session")
def site(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta com o site construído, como `make build` faz."""
    target = tmp_path_factory.mktemp("site")
    done = build(source, target)
    assert done.returncode == 0, f"`make build` falhou:\n{done.stderr}"
    return target


@pytest.fixture(scope="session")
def published(source: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Path) -> Path:
    """A pasta do site com o zip e o PDF, como `make publish` faz."""
    target = tmp_path_factory.mktemp("published")
    done = subprocess.run(
        [sys.executable, "deploy/publish.py", str(target)],
        cwd=source,
        env=os.environ | {"CHROMIUM": str(chromium)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, f"`make publish` falhou:\n{done.stderr}"
    return target


@pytest.fixture(scope="session")
def unzipped(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta que sai do zip, num lugar com espaço e acento no nome, como os dos leitores."""
    place = tmp_path_factory.mktemp("Área de Trabalho")
    with zipfile.ZipFile(published / "docker-em-portugues.zip") as archive:
        archive.extractall(place)
    return place / "docker-em-portugues"


@pytest.fixture(scope="session")
def docker_compose_project_name() -> str:
    """Um nome fixo: restos de uma execução interrompida são achados e removidos."""
    return "docker-em-portugues-testes"


@pytest.fixture(scope="session")
def docker_setup() -> list[str]:
    return ["down --volumes --remove-orphans", "up --build --wait --wait-timeout 60"]


@pytest.fixture(scope="module")
def docker_services(
    engine: Engine,
    docker_compose_command: str,
    docker_compose_file: str,
    docker_compose_project_name: str,
    docker_setup: list[str],
) -> Iterator[object]:
    """Os serviços do pytest-docker, com duas correções: logs na falha e limpeza sempre.

    O original não limpa quando o `up` falha ou é interrompido, e limpa antes que se leiam os logs.
    Cada módulo de teste diz, em `docker_compose_file`, quais são os seus.
    """
    project = (docker_compose_command, docker_compose_file, docker_compose_project_name)
    compose = DockerComposeExecutor(*project)
    try:
        failure = ""
        try:
            with get_docker_services(*project, docker_setup, []) as services:
                yield services
        except Exception as error:
            failure = f"{error}\nLogs dos containers:\n{_logs(compose)}"
        if failure:
            file = Path(docker_compose_file).relative_to(ROOT)
            pytest.fail(f"{file}: não foi construído ou não subiu.\n{failure}", pytrace=False)
    finally:
        compose.execute("down --volumes --remove-orphans --timeout 0")
