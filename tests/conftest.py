"""As fixtures da suíte: o guia, o motor, os serviços do pytest-docker, um Chromium e o site."""

import os
import shlex
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_docker.plugin import DockerComposeExecutor, get_docker_services

from guide.engine import images
from guide.engine.session import Engine
from guide.page import ROOT, Guide
from guide.pytest_plugin import CHROMIUM, ENGINES
from guide.site import offline, pdf, publish
from guide.site.mkdocs import build, copy_of_the_guide

try:
    import fcntl
except ImportError:  # Windows: lá a suíte inteira não roda, e um processo só não espera ninguém
    fcntl = None

Once = Callable[[str, Callable[[Path], object]], Path]
"""Dá a pasta `nome`, que a função recebida enche uma vez só."""


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


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> None:
    """O Ctrl+C vale nos testes, ainda que um script tenha posto a suíte em segundo plano.

    Ali o shell o ignora (POSIX, XCU 2.11), e quem espera que ele pare um programa esperaria sempre.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config) -> Engine:
    """O motor em uso; `engine.env` são as variáveis que o acham."""
    return pytestconfig.stash[ENGINES][0]


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> Path:
    """O programa do Chromium."""
    return pytestconfig.stash[CHROMIUM]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Once:
    """`once(nome, faz)` faz uma pasta uma vez por execução, seja qual for o número de processos.

    Cada trabalhador do pytest-xdist tem a sua sessão, e as fixtures dela; a pasta temporária que as
    contém é comum a todos. O primeiro que precisa da pasta a faz, e os outros esperam na trava
    (a receita da documentação do xdist, «Making session-scoped fixtures execute only once»).
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(pytestconfig, "workerinput") else base

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.pronto"
        with (shared / f"{name}.trava").open("w") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def source(once: Once) -> Path:
    """Uma cópia do guia, com as notas em dia, como `make` o deixa antes de construir."""
    return once("guia", copy_of_the_guide)


@pytest.fixture(scope="session")
def site(source: Path, once: Once) -> Path:
    """A pasta com o site construído, como `make build` faz."""

    def make(target: Path) -> None:
        done = build(source, target)
        assert done.returncode == 0, f"`make build` falhou:\n{done.stderr}"

    return once("site", make)


@pytest.fixture(scope="session")
def offline_site(source: Path, once: Once) -> Path:
    """A pasta com o site que se abre do disco, de que saem o zip e o PDF."""
    return once("do disco", lambda target: offline.build(target, source))


@pytest.fixture(scope="session")
def zip_file(offline_site: Path, once: Once) -> Path:
    """O zip do guia."""
    name = f"{offline.NAME}.zip"
    return once("zip", lambda target: offline.pack(offline_site, target / name)) / name


@pytest.fixture(scope="session")
def unzipped(zip_file: Path, once: Once) -> Path:
    """A pasta que sai do zip, num lugar com espaço e acento no nome, como os dos leitores."""

    def make(place: Path) -> None:
        with zipfile.ZipFile(zip_file) as archive:
            archive.extractall(place)

    return once("Área de Trabalho", make) / offline.NAME


@pytest.fixture(scope="session")
def pdf_file(offline_site: Path, once: Once, chromium: Path) -> Path:
    """O PDF do guia inteiro, impresso uma vez por execução: quem o usa fica no grupo `pdf`."""
    name = f"{offline.NAME}.pdf"

    def make(target: Path) -> None:
        # Noutra thread: na dos testes já pode haver um Playwright, e nela só cabe um.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(pdf.make, offline_site, target / name, chromium).result()

    return once("pdf", make) / name


@pytest.fixture(scope="session")
def published(source: Path, zip_file: Path, pdf_file: Path, once: Once) -> Path:
    """A pasta do site com o zip e o PDF, como `make publish` faz com os dois já prontos."""
    return once("publicado", lambda target: publish.assemble(target, [zip_file, pdf_file], source))


@pytest.fixture(scope="session")
def docker_compose_project_name() -> str:
    """Um nome fixo: restos de uma execução interrompida são achados e removidos."""
    return "docker-em-portugues-testes"


@pytest.fixture(scope="session")
def docker_setup() -> list[str]:
    return ["down --volumes --remove-orphans", "up --build --wait --wait-timeout 60"]


@pytest.fixture(scope="module")
def compose_variables() -> dict[str, str]:
    """As variáveis que o `compose.yaml` de um módulo de teste usa."""
    return {}


@pytest.fixture(scope="module")
def docker_compose_command(engine: Engine, compose_variables: dict[str, str]) -> str:
    """O Compose, apontado para o motor: o pytest-docker só conhece uma linha de comando."""
    variables = {**engine.env, **compose_variables}
    changed = [
        f"{name}={value}" for name, value in variables.items() if os.environ.get(name) != value
    ]
    return shlex.join(["env", *changed, "docker", "compose"])


@pytest.fixture(scope="module")
def docker_services(
    engine: Engine,
    docker_compose_command: str,
    docker_compose_file: str | list[str],
    docker_compose_project_name: str,
    docker_setup: list[str],
) -> Iterator[object]:
    """Os serviços do pytest-docker, com duas correções: logs na falha e limpeza sempre.

    O original não limpa quando o `up` falha ou é interrompido, e limpa antes que se leiam os logs.
    Cada módulo de teste diz, em `docker_compose_file`, quais são os seus. Se falta uma imagem base
    deles, os testes ficam de fora, com a razão.
    """
    given = docker_compose_file
    files = [given] if isinstance(given, str) else given
    text = "".join(Path(file).read_text(encoding="utf-8") for file in files)
    if reason := images.absence(engine.base_images, images.used_by_services(Guide(), text)):
        pytest.skip(reason)
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
            file = Path(files[0]).relative_to(ROOT)
            pytest.fail(f"{file}: não foi construído ou não subiu.\n{failure}", pytrace=False)
    finally:
        compose.execute("down --volumes --remove-orphans --rmi local --timeout 0")
