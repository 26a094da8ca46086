"""As imagens base dos exemplos: presentes, baixadas ou, no motor privado, substitutas.

As receitas estão em `private/base_images/`; o README de lá diz como acrescentar uma.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from string import Template

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.footprint import footprint
from guide.engine.private import packages
from guide.page import ROOT, Guide, Page

RECIPES = Path(__file__).parent / "private/base_images"
LABEL = "docker-em-portugues.substituta"
CERTIFICATES = Path("/etc/ssl/certs")
PULL_TIMEOUT = 1800  # segundos
SIDE_BY_SIDE = 3
"""Quantas imagens base se fazem ao mesmo tempo num motor."""
LAST_LINES = 25
"""Quantas linhas do fim de um build que falhou se mostram: as do passo, e o trecho da receita."""


@dataclass(frozen=True)
class BaseImage:
    """Uma imagem base e de onde ela veio: `registro`, `substituta` ou `ausente`.

    `reason` diz por que uma ausente não pôde ser obtida: o que a usa fica de fora da suíte.
    """

    tag: str
    origin: str
    reason: str = ""


class NoInterpreterError(EngineError):
    """Não há nesta máquina o CPython de que se faria a substituta."""


NO_RECIPE = {"scratch": "não é uma imagem: é o começo vazio de um Dockerfile"}
"""O que os exemplos usam e não precisa de receita, e por quê."""


def used(guide: Guide) -> dict[str, str]:
    """As imagens de fora que os arquivos dos exemplos usam (`FROM`, `image:`), e onde.

    Não contam os estágios de um Dockerfile nem as imagens que o próprio guia constrói.
    """
    own = footprint(guide)
    found: dict[str, str] = {}
    for file in guide.files(Path("examples")):
        if file.suffix in (".console", ".ps1"):
            continue
        for tag, line in _images_in(file, guide):
            if tag not in own.images and not own.image(tag):
                found.setdefault(tag, f"{file.as_posix()}:{line}")
    return found


def used_in(guide: Guide, folder: Path) -> set[str]:
    """As imagens que os arquivos da pasta `folder` (relativa à raiz) usam: `FROM`, `image:`."""
    return {tag for file in guide.files(folder) for tag, _ in _images_in(file, guide)}


def used_by(page: Page) -> set[str]:
    """As imagens com receita de que a história de `page` precisa.

    São as dos arquivos do exemplo dela e as que os comandos dizem. Levanta `TranscriptError`.
    """
    if not page.example:
        return set()
    words = {word.strip("\"'`;()") for step in page.steps for word in step.text.split()}
    return (used_in(page.guide, Path("examples") / page.example) | words) & set(recipes())


def used_by_services(guide: Guide, compose: str) -> set[str]:
    """As imagens de que precisam os exemplos que o arquivo do Compose de texto `compose` nomeia."""
    named = sorted(set(re.findall(r"\bexamples/([\w-]+)", compose)))
    return {tag for name in named for tag in used_in(guide, Path("examples") / name)}


def absence(images: Iterable[BaseImage], tags: Set[str]) -> str:
    """Por que falta alguma imagem de `tags`; vazio se não falta nenhuma."""
    return "; ".join(
        f"não há a imagem base {image.tag}: {image.reason}"
        for image in images
        if image.origin == "ausente" and image.tag in tags
    )


def _images_in(file: Path, guide: Guide) -> Iterator[tuple[str, int]]:
    """As imagens que um Dockerfile ou um arquivo do Compose nomeia, e em que linha."""
    if "Dockerfile" in file.name:
        stages: set[str] = set()
        defaults: dict[str, str] = {}
        for number, line in enumerate(guide.read(file).splitlines(), 1):
            words = line.split()
            if words[:1] == ["ARG"] and not stages:
                name, _, value = words[1].partition("=")
                defaults[name] = value
            if words[:1] == ["FROM"]:
                tag, *named = [word for word in words[1:] if not word.startswith("--")]
                tag = Template(tag).safe_substitute(defaults)
                if tag not in stages:
                    yield tag, number
                stages.update(named[1:])
    elif file.suffix == ".yaml" and file.name.startswith("compose"):
        for number, line in enumerate(guide.read(file).splitlines(), 1):
            key, _, value = line.strip().partition(": ")
            if key == "image":
                yield value.strip("\"' "), number


def without_recipe(guide: Guide, folder: Path) -> list[str]:
    """As imagens de fora que os arquivos de `folder` (relativa à raiz) usam sem haver receita.

    Cada uma com o lugar e o que fazer. Levanta `TranscriptError` ou `GuideError` se um arquivo do
    guia não se lê.
    """
    found: dict[str, str] = {}
    for file in guide.files(folder):
        for tag, line in _images_in(file, guide):
            if tag not in NO_RECIPE and not _recipe(tag).is_file():
                found.setdefault(tag, f"{file.as_posix()}:{line}")
    own = footprint(guide) if found else None
    return [
        f"{place}: a imagem base {tag} não tem receita, e sem o registro ninguém a faria: escreva "
        f"{_shown(_recipe(tag))} ({_shown(RECIPES)}/README.md diz como), use uma que já tenha "
        f"({', '.join(recipes())}), ou diga em NO_RECIPE, em guide/engine/images.py, por que não é "
        "preciso"
        for tag, place in found.items()
        if own and tag not in own.images and not own.image(tag)
    ]


def recipes() -> list[str]:
    """As etiquetas que têm receita, na ordem em que uma depende da outra.

    Levanta `EngineError`, com a receita e a linha, se uma parte de uma imagem que não se faria.
    """
    tags = {_tag(path): _parent(path) for path in sorted(RECIPES.glob("*/*.Dockerfile"))}
    ordered: list[str] = []
    while missing := sorted(tags.keys() - ordered):
        ready = [tag for tag in missing if tags[tag] in {*ordered, *NO_RECIPE}]
        if not ready:
            raise EngineError(_cannot_be_made(missing[0], tags[missing[0]]))
        ordered += ready
    return ordered


def _cannot_be_made(tag: str, parent: str) -> str:
    """Por que não se chega a `tag`: a receita de que ela parte não há, ou parte dela mesma."""
    recipe = _recipe(tag)
    numbered = enumerate(recipe.read_text(encoding="utf-8").splitlines(), 1)
    line = next(number for number, text in numbered if text.startswith(f"FROM {parent}"))
    why = "parte, no fim, dela mesma" if _recipe(parent).is_file() else "não tem receita"
    return (
        f"{_shown(recipe)}:{line}: a receita parte de {parent}, que {why}. Uma receita parte de "
        f"outra, ou de scratch: {_shown(RECIPES)}/README.md diz como."
    )


def _shown(path: Path) -> str:
    """`path` a partir da raiz do projeto, que é como a pessoa o acha."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


class BaseImages:
    """Garante as imagens base num motor."""

    def __init__(
        self,
        env: Mapping[str, str],
        say: Callable[[str], None],
        programs: Path | None = None,
        work: Path | None = None,
    ) -> None:
        """`programs` e `work` (pasta de trabalho) só existem no motor privado.

        Sem eles não há substitutas: no motor da pessoa só entram imagens do registro.
        """
        self.env = dict(env)
        self.say = say
        self.programs = programs
        self.work = work
        self.registry_answers = True

    def ensure(self, tags: list[str]) -> list[BaseImage]:
        """Deixa cada imagem de `tags`, na ordem de `recipes`, no motor e diz de onde ela veio.

        As que não dependem uma da outra vêm ao mesmo tempo: metade do que cada uma demora é espera
        da rede. No motor privado, a que se faria de um CPython que não há nesta máquina fica
        `ausente`, com as que são feitas dela. Levanta `EngineError` com o nome da imagem que não
        pôde ser obtida por outra razão.
        """
        making: dict[str, Future[BaseImage]] = {}
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            for tag in tags:
                making[tag] = pool.submit(self._ensure, tag, making.get(_parent(_recipe(tag))))
        return [one.result() for one in making.values()]

    def copy_to(self, others: Sequence["BaseImages"], tags: list[str]) -> None:
        """Copia deste motor privado as imagens de `tags` que faltam nos `others`, em todos juntos.

        Levanta `EngineError` se uma cópia falha.
        """
        origins = {tag: self._origin(tag) for tag in tags}
        missing = {
            tag: [one for one in others if one._origin(tag) != origin]
            for tag, origin in origins.items()
            if origin is not None
        }
        wanted = [tag for tag, lacking in missing.items() if lacking]
        if not wanted:
            return
        assert self.work is not None
        self.say("imagens base: copiando as do primeiro motor")
        self.work.mkdir(parents=True, exist_ok=True)
        archive = self.work / "base.tar"
        process.run(["docker", "save", "--output", archive, *wanted], env=self.env)
        load = ["docker", "load", "--quiet", "--input", archive]
        lacking = [one for one in others if any(one in found for found in missing.values())]
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(lambda one: process.run(load, env=one.env), lacking):
                pass
        archive.unlink()

    def _ensure(self, tag: str, parent: Future[BaseImage] | None) -> BaseImage:
        below = parent.result() if parent else None  # a fila é a de `tags`: ela já começou
        present = self._origin(tag)
        if present == "registro":
            return BaseImage(tag, "registro")
        if present == self._recipe_hash(tag):
            return BaseImage(tag, "substituta")
        if present is None:
            refusal = self._pull(tag)
            if not refusal:
                return BaseImage(tag, "registro")
            if self.programs is None:
                raise EngineError(f"A imagem base {tag} não pôde ser baixada: {refusal}")
        if below and below.origin == "ausente":
            return BaseImage(tag, "ausente", f"ela é feita de {below.tag}; {below.reason}")
        try:
            self._build(tag)
        except NoInterpreterError as error:
            return BaseImage(tag, "ausente", str(error))
        return BaseImage(tag, "substituta")

    def _origin(self, tag: str) -> str | None:
        """`None` se a imagem não existe; `registro`; ou o resumo da receita da substituta."""
        try:
            label = process.run(
                ["docker", "image", "inspect", tag, "--format"]
                + [f'{{{{with .Config.Labels}}}}{{{{index . "{LABEL}"}}}}{{{{end}}}}'],
                env=self.env,
            )
        except EngineError:
            return None
        return label or "registro"

    def _pull(self, tag: str) -> str:
        """Baixa do registro; devolve o motivo, se não deu."""
        if not self.registry_answers:
            return "o registro não respondeu"
        self.say(f"imagem base {tag}: baixando do registro")
        try:
            process.run(["docker", "pull", "--quiet", tag], env=self.env, timeout=PULL_TIMEOUT)
        except EngineError as error:
            if self.programs is not None:
                self.registry_answers = False
            return str(error)
        return ""

    def _build(self, tag: str) -> None:
        assert self.work is not None
        self.say(f"imagem base {tag}: o registro não respondeu; fazendo a substituta")
        recipe = _recipe(tag)
        self.work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.work) as empty:
            main, named = Path(empty), []
            for name in _contexts(recipe):
                folder = self._context(name)
                if name.startswith("debian-"):
                    main = folder
                else:
                    named += ["--build-context", f"{name}={folder}"]
            try:
                process.run(
                    ["docker", "build", "--progress=plain", f"--tag={tag}", f"--file={recipe}"]
                    + [f"--label={LABEL}={self._recipe_hash(tag)}", *named, main],
                    env=self.env,
                )
            except EngineError as error:
                said = "\n".join(f"  {line}" for line in str(error).splitlines()[1:][-LAST_LINES:])
                raise EngineError(
                    f"{_shown(recipe)}: a receita da imagem base {tag} não se construiu; corrija-a "
                    f"pelo que disse o build, ao fim:\n{said or error}"
                ) from error

    def _context(self, name: str) -> Path:
        if name == "certificates":
            return CERTIFICATES
        kind, version = name.split("-")
        return _find_cpython(version) if kind == "cpython" else self._root_filesystem(version)

    def _root_filesystem(self, suite: str) -> Path:
        """A pasta com `rootfs.tar`, um Debian mínimo, feito por mmdebstrap(1)."""
        assert self.work is not None and self.programs is not None
        folder = self.work / f"debian-{suite}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        archive = packages.find_archive()
        if archive.distribution != "debian":
            raise EngineError(
                "Sem o registro, as imagens base são feitas de pacotes Debian, e esta máquina usa "
                f"os de {archive.distribution}: confira a conexão com a internet."
            )
        process.run(
            ["mmdebstrap", "--variant=minbase", "--include=ca-certificates", suite]
            + [folder / "rootfs.tar", archive.source(suite)],
            env=packages.environment(self.programs) | {"TMPDIR": str(self.work)},
        )
        return folder

    @staticmethod
    def _recipe_hash(tag: str) -> str:
        """Resumo da receita e das de que ela depende: receita mudada é imagem refeita."""
        digest = hashlib.sha256()
        while (recipe := _recipe(tag)).exists():
            digest.update(recipe.read_bytes())
            tag = _parent(recipe)
        return digest.hexdigest()[:16]


def _tag(recipe: Path) -> str:
    return f"{recipe.parent.name}:{recipe.name.removesuffix('.Dockerfile')}"


def _recipe(tag: str) -> Path:
    return RECIPES / f"{tag.replace(':', '/')}.Dockerfile"


def _parent(recipe: Path) -> str:
    found = re.search(r"^FROM (\S+)", recipe.read_text(), re.MULTILINE)
    if found is None:
        raise EngineError(f"{_shown(recipe)}:1: falta a instrução FROM, que começa a receita.")
    return found[1]


def _contexts(recipe: Path) -> list[str]:
    """Os contextos com nome que a receita pede; `rootfs.tar` é o contexto principal."""
    text = recipe.read_text()
    names = re.findall(r"--from=(\S+)", text)
    if "rootfs.tar" in text:
        names.append(f"debian-{recipe.name.partition('-')[0]}")
    return names


def _find_cpython(version: str) -> Path:
    """O prefixo de um CPython `version` da máquina, do pyenv ou do PATH."""
    roots = [Path(os.environ["PYENV_ROOT"])] if "PYENV_ROOT" in os.environ else []
    roots.append(Path.home() / ".pyenv")
    if pyenv := shutil.which("pyenv"):
        roots.append(Path(pyenv).resolve().parents[1])
    for root in roots:
        for prefix in sorted(root.glob(f"versions/{version}.*"), reverse=True):
            if (prefix / "bin" / f"python{version}").exists():
                return prefix
    if python := shutil.which(f"python{version}"):
        prefix = Path(process.run([python, "-c", "import sys; print(sys.base_prefix)"]))
        if prefix != Path("/usr"):
            return prefix
    raise NoInterpreterError(
        f"o registro não respondeu, e para fazê-la falta um CPython {version} nesta máquina; "
        f"confira a conexão com a internet, ou instale um com `pyenv install {version}`"
    )
