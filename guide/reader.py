"""Lê uma página como quem a segue: numa pasta nova, num motor, um comando depois do outro."""

import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

from guide import atomic, company, versions
from guide.console.parse import Section
from guide.console.story import SectionResult, StepResult, Story, Tolerate
from guide.console.terminal import Terminal
from guide.console.update import UpdateError, update
from guide.detours import SUFFIX, DetouredPage
from guide.engine import addresses, images, machines, podman, process
from guide.engine.failure import EngineError
from guide.engine.inventory import Inventory
from guide.engine.session import Engine, inside
from guide.folder import ReaderFolder
from guide.interactive import is_interactive
from guide.names import names_of
from guide.page import Page, is_variant
from guide.wording import Wording

PATIENCE = 10.0
"""Segundos depois dos quais se avisa que uma seção ainda não acabou, e de novo a cada tanto."""

REMOVAL = 5.0
"""Segundos que se espera o daemon remover um container `--rm` cujo comando já acabou."""

HOME = "/home/voce"
"""Onde fica, para quem lê uma saída, a pasta temporária em que a página foi lida."""

_OF_THE_MACHINE = re.compile(
    r"CI$|BUILD_NUMBER$|PYTEST_|COMPOSE_|BUILDKIT_|BUILDX_|DOCKER_BUILDKIT$"
)
"""Variáveis de uma máquina que testa, e as que mudam o que os programas das páginas mostram."""


@dataclass(frozen=True)
class State:
    """O que uma solução pode mudar: o motor, que containers rodam e os arquivos do leitor."""

    inventory: Inventory
    running: frozenset[str]
    files: dict[str, str]


class Reader:
    """Lê uma página de cada vez: a história dela segue aberta de uma seção para a outra.

    `engine` é onde os comandos rodam; `home`, a pasta em que ficam as dos leitores; com
    `recording`, uma saída que não bate não para a leitura, e no fim grava-se (`record`). `say`
    recebe, de tempos em tempos, um aviso de que se espera; é chamada de outra thread. Sem `strict`,
    uma linha do Docker que só muda de palavras não é falha (veja `guide.versions`). Sem
    `solutions`, quem lê não abre as soluções: o que só elas mostram não se digita nem se grava.
    """

    def __init__(
        self,
        engine: Engine,
        home: Path,
        *,
        recording: bool = False,
        strict: bool = True,
        say: Callable[[str], None] | None = None,
        solutions: bool = True,
    ) -> None:
        self._engine = engine
        self._solutions = solutions
        self._before_solution: State | None = None
        self._home = home
        self._recording = recording
        self._strict = strict
        self._say = say
        self._page: Page | None = None
        self._open = ExitStack()
        self._story: Story | None = None
        self._folder: ReaderFolder | None = None
        self._folders: list[str] = []
        self._images_at_start: frozenset[str] = frozenset()
        self._solution: range | None = None
        self._texts: dict[str, str] = {}
        self._left: Inventory | None = None
        self._machine = engine
        self._machines: Mapping[str, Engine] = {}
        self.began = 0
        """Quando a leitura da página começou, em nanossegundos desde 1970."""
        self.solution_matters = False
        """Se uma solução da página mudou algo de que o que vem depois dela depende."""

    def result(self, page: Page, index: int) -> SectionResult:
        """O resultado da seção `index` de `page`; ao gravar, diz já o que não se pode gravar.

        Não se pede o de uma que fica de fora (`left_out`, `skips`). Levanta `TranscriptError` se a
        história da página não faz sentido, e `UpdateError` se uma saída não pode ser gravada.
        """
        self._begin(page)
        assert self._story is not None
        with self._telling(page, index):
            result = self._live(page, index)
        if self._recording:
            self._rewritten(self._story)
        return result

    def record(self) -> list[str]:
        """Grava a página, lida inteira, se algo nela mudou; devolve o que convém conferir.

        Grava tudo de uma vez, ou nada. Levanta `UpdateError` se uma saída não pode ser gravada, ou
        se a transcrição mudou enquanto a página era lida.
        """
        assert self._story is not None and self._page is not None
        root = self._page.guide.root
        after = self._rewritten(self._story)
        changed = {path: text for path, text in after.items() if text != self._texts[path]}
        for path in changed:
            if (root / path).read_text(encoding="utf-8") != self._texts[path]:
                raise UpdateError(
                    path, 1, "o arquivo mudou enquanto a página era lida: rode de novo."
                )
        atomic.write({root / path: text for path, text in changed.items()})
        return self._to_be_seen(self._story) if changed else []

    def _begin(self, page: Page) -> None:
        if page is not self._page:
            self.close()
            self._story = self._start(page)
            self._page = page

    def _live(self, page: Page, index: int) -> SectionResult:
        """O resultado da seção `index`; vive antes as que faltam, e grava o que cada uma supõe."""
        assert self._story is not None and self._folder is not None
        lived = [one for one in range(index + 1) if self._lives(page, one)]
        for number, one in enumerate(lived):
            line = page.story[one].line
            if number >= len(self._story.lived):
                self._watch_solution(page, line)
            self._folder.show_until(line)
            result = self._story.result(number)
        if index == len(page.story) - 1:
            self._leave_solution()
        return result

    def _watch_solution(self, page: Page, line: int) -> None:
        """Anota se a solução que acaba antes de `line` mudou o que há no motor e na pasta."""
        if not self._solutions or self.solution_matters:
            return
        solution = next((lines for lines in page.solutions if line in lines), None)
        if solution is None or solution != self._solution:
            self._leave_solution()
        if solution and self._before_solution is None:
            self._folder.show_until(solution.start)
            self._solution, self._before_solution = solution, self._state()

    def _leave_solution(self) -> None:
        if self._before_solution is not None:
            self.solution_matters |= self._state() != self._before_solution
            self._solution = self._before_solution = None

    def state(self, page: Page, index: int) -> "State":
        """O que há agora no motor, e na pasta de quem chegou em `page` à seção `index`.

        O cache de construção não conta: se um build o mostra, a história já não bate.
        """
        self._begin(page)
        assert self._folder is not None
        self._folder.show_until(page.story[index].line)
        state = self._state()
        return replace(state, inventory=replace(state.inventory, build_cache=frozenset()))

    def _state(self) -> "State":
        assert self._folder is not None
        return State(
            self._created(), Inventory.states_of(self._engine.env), self._folder.contents()
        )

    @property
    def folder(self) -> Path:
        """A pasta de quem lê a página em que se está."""
        assert self._folder is not None
        return self._folder.path

    def skips(self, page: Page, index: int) -> bool:
        """Diz se a seção `index` só está numa solução que este leitor não abre."""
        return not self._solutions and page.in_solution(page.story[index].line)

    def _lives(self, page: Page, index: int) -> bool:
        return not self.left_out(page, index) and not self.skips(page, index)

    def left_out(self, page: Page, index: int) -> str:
        """Por que a seção `index` de `page` não se executa neste motor; vazio se se executa."""
        engine = self._engine
        absent = [image for image in engine.base_images if image.origin == "ausente"]
        if absent and (reason := images.absence(absent, images.used_by(page))):
            return reason
        if reason := company.absence(page, engine):
            return reason
        return versions.exclusion(
            page.name, page.story[index].section, engine.version, engine.compose
        )

    @contextmanager
    def _telling(self, page: Page, index: int) -> Iterator[None]:
        """Avisa enquanto a seção demora: quem olha a tela não sabe o que se espera."""
        if self._say is None:
            yield
            return
        ended = Event()
        section = page.sections[index]

        def tell(say: Callable[[str], None]) -> None:
            seconds = 0.0
            while not ended.wait(PATIENCE):
                seconds += PATIENCE
                say(
                    f"{page.name}::{section.name}: há {seconds:g} s; cada comando tem até "
                    f"{section.timeout} s. Um que espera o teclado não acaba: a página precisa "
                    "apertar ^C ou responder."
                )

        thread = Thread(target=tell, args=[self._say], daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def left_behind(self) -> list[str]:
        """O que a página, já lida, deixa ao leitor: do container ao arquivo.

        Não contam as imagens que usa uma lição que nomeia a página em «Antes:».
        """
        assert self._folder is not None and self._page is not None
        deadline = time.monotonic() + REMOVAL
        while (left := self._created()).containers:
            if time.monotonic() > deadline:
                break
            time.sleep(0.2)
        self._left = left
        found = [f"container {name}" for name in sorted(self._container_names(left).values())]
        kinds = {"rede": left.networks, "volume": left.volumes}
        found += [f"{kind} {one[:12]}" for kind, ids in kinds.items() for one in sorted(ids)]
        made = sorted(left.images - self._images_at_start)
        images = [one.rpartition("@")[0] for one in made]
        found += [f"imagem {name}" for name in images if not self._page.leaves_image(name)]
        found += [f"contexto {name}" for name in sorted(left.contexts)]
        found += ["o swarm" for _ in left.swarms]
        return [*found, *self._folder.changes()]

    def logs(self) -> dict[str, str]:
        """Os logs dos containers que a página criou e ainda existem, por nome."""
        logs: dict[str, str] = {}
        for identifier, name in self._container_names(self._created()).items():
            command = ["sh", "-c", 'docker logs --tail 40 "$1" 2>&1', "sh", identifier]
            with suppress(EngineError):  # removido nesse meio tempo
                logs[name] = process.run(command, env=self._engine.env)
        return logs

    def _container_names(self, inventory: Inventory) -> dict[str, str]:
        """O nome de cada container de `inventory` que ainda existe, pelo identificador."""
        names: dict[str, str] = {}
        for identifier in sorted(inventory.containers):
            command = ["docker", "inspect", "--format", "{{.Name}}", identifier]
            with suppress(EngineError):
                names[identifier] = process.run(command, env=self._engine.env).removeprefix("/")
        return names

    def close(self) -> None:
        """Fecha os terminais da página e remove o que ela deixou no motor e no disco."""
        self._page = None
        self._open.close()

    def _start(self, page: Page) -> Story:
        self.began = time.time_ns()
        sections = [
            page.section_on(index, self._engine.version)
            for index in range(len(page.story))
            if self._lives(page, index)
        ]
        if self._recording and isinstance(page, DetouredPage):
            sections = [_unanswered(one) if one.path.endswith(SUFFIX) else one for one in sections]
        self._texts = {one.path: page.guide.read(Path(one.path)) for one in sections}
        self._left = None
        self._images_at_start = Inventory.images_of(self._engine.env)
        self.solution_matters = page.files_at_start != page.files_at_start_alone or any(
            page.in_solution(one.line) for one in page.files_written
        )
        self._solution = self._before_solution = None
        folder = self._home / page.address.replace("/", "-") / page.example
        self._open.callback(shutil.rmtree, folder.parent, ignore_errors=True)
        # Antes de apagar a pasta: um container que sobrou de uma falha ainda escreveria nela.
        self._open.callback(self._tidy)
        self._folders = [str(folder.parent), str(folder.parent.resolve())]
        self._folder = ReaderFolder(page, folder, solutions=self._solutions)
        self._machines, self._machine = {}, self._engine
        if company.uses_podman(page):
            self._machine = self._open.enter_context(podman.beside(self._engine))
        if company.machines_of(page):
            self._machines = self._open.enter_context(machines.beside(self._engine))
        return self._open.enter_context(
            Story(
                sections,
                lambda name: self._terminal(name, folder),
                record=self._recording,
                owners=self._owners,
                **self._tolerance(page),
            )
        )

    def _owners(self) -> dict[str, str]:
        try:
            return addresses.owners(self._engine.env)
        except EngineError:  # o motor não responde: a página é que o dirá
            return {}

    def _terminal(self, name: str, folder: Path) -> Terminal:
        """O terminal `name`: na máquina desse nome, se há uma, ou na do motor."""
        machine = self._machines.get(name, self._machine)
        with inside(machine):
            return Terminal(
                folder,
                reader_environment(folder, machine.env),
                aliases=dict.fromkeys(self._folders, HOME) | machine.aliases,
            )

    def _tolerance(self, page: Page) -> dict[str, Tolerate]:
        if self._strict or self._recording:
            return {}
        return {"tolerate": Wording(names_of(page)).alone}

    def _rewritten(self, story: Story) -> dict[str, str]:
        """O texto de cada transcrição com tudo o que a história já deu; vazio se tudo bate.

        Num Docker que vem depois do de referência, só o das variantes para ele.
        """
        if all(result.status == "passed" for result in story.lived):
            return {}
        kept = [one for one in story.lived if self._is_reference or is_variant(one.section.name)]
        for result in kept:
            for step in result.steps:
                _refuse_a_beginning(result.section, step)
        lines = {(one.section.path, step.line) for one in kept for step in one.section.steps}
        detoured = isinstance(self._page, DetouredPage)
        return {
            path: update(
                self._texts[path],
                path,
                {line: one for line, one in results.items() if (path, line) in lines},
                forbidden=[*self._folders, *self._engine.aliases],
                is_interactive=is_interactive,
            )
            for path, results in story.recorded(as_shown=detoured).items()
            if not detoured or path.endswith(SUFFIX)  # a história é a da página, gravada com ela
        }

    @property
    def _is_reference(self) -> bool:
        return versions.is_reference(self._engine.version)

    def _to_be_seen(self, story: Story) -> list[str]:
        """As seções gravadas em que o que se vê depende de ter esperado o bastante."""
        return [
            f"{result.section.path}:{result.section.line}: a seção «{result.section.name}» espera "
            "por algo, e a saída dela mudou: confira se é a do fim da espera"
            for result in story.lived
            if any(one.diff and _waits(result.section, one) for one in result.steps)
        ]

    def _created(self) -> Inventory:
        return Inventory.take(self._engine.env) - self._engine.before

    def _tidy(self) -> None:
        """Deixa o motor como a suíte o encontrou: também o cache de construção muda uma saída.

        Se a página acabou, o que ela deixou já foi contado.
        """
        left = self._created() if self._left is None else self._left
        left.remove(self._engine.env)


def _waits(section: Section, step: StepResult) -> bool:
    """Diz se a saída do passo depende de quanto se esperou."""
    return section.retry or step.result.exit_code is None


def _refuse_a_beginning(section: Section, step: StepResult) -> None:
    """Levanta `UpdateError` se, depois de esperar, só veio o começo do que a página mostra."""
    if step.diff is None or not _waits(section, step):
        return
    kinds = [line.kind for line in step.diff.lines]
    while kinds and kinds[-1] == "missing":
        kinds.pop()
    if not {"missing", "extra"} & set(kinds):
        raise UpdateError(
            section.path,
            step.step.line,
            "a saída obtida é só o começo da que a página mostra: a máquina pode estar ocupada. "
            "Rode de novo; se o resto já não sai, apague-o antes da transcrição. "
            f"O comando: {step.step.shown}",
        )


def _unanswered(section: Section) -> Section:
    """A seção sem as saídas: o que ela mostrava não se compara com o que a história mostra."""
    steps = [replace(step, expected=[], accepts=()) for step in section.steps]
    return replace(section, accepts=(), steps=steps)


def reader_environment(folder: Path, env: dict[str, str]) -> dict[str, str]:
    """As variáveis de quem lê uma página na pasta `folder`, com o motor que `env` aponta.

    O `docker compose watch` anota numa pasta do usuário o número do processo que vigia um projeto,
    e não a limpa: depois se recusa a começar se outro processo, qualquer um, tem aquele número. A
    pasta de cada leitura é só dela. O PIP_QUIET soma-se a um --quiet: cala os avisos do pip sobre
    os repositórios que a máquina configura. Com GOGC=off um comando `docker`, que vive um instante,
    não recolhe a memória que ao acabar devolve: gasta um terço menos de processador.
    """
    kept = {name: value for name, value in env.items() if not _OF_THE_MACHINE.match(name)}
    return {**kept, "XDG_RUNTIME_DIR": str(folder.parent), "PIP_QUIET": "1", "GOGC": "off"}
