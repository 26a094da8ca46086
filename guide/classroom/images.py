"""As imagens base da turma: um arquivo de cada uma, e um registro que as serve como espelho.

As do Python levam uma camada a mais, com os pacotes que as lições instalam, e o `pip` que só olha
ali: os Dockerfiles das lições ficam palavra por palavra. Nada muda nas imagens que o motor já tem:
as da turma nascem com outro nome, e perdem-no no arquivo.
"""

import json
import os
import re
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from guide.engine import process
from guide.engine.failure import EngineError
from guide.engine.session import Engine, inside

ARCHITECTURES = ("amd64", "arm64")
OWN = "docker-em-portugues-turma"
"""O começo do nome das imagens da turma enquanto se fazem."""

REGISTRY = "registry:2.8.3"
NGINX = "nginx:1.30"
PYTHON = "python:3.13-slim"
PACKAGES = "/turma/pacotes"
READY = 30
"""Segundos até o registro atender."""

_PLATFORMS = {"amd64": "x86_64", "arm64": "aarch64"}


@dataclass(frozen=True)
class Made:
    """Uma imagem do pendrive: a etiqueta, a arquitetura e de onde veio; `reason`, se não veio."""

    tag: str
    architecture: str
    origin: str
    reason: str = ""


def file_of(tag: str) -> str:
    """O nome do arquivo da imagem `tag`: `:` não cabe num pendrive."""
    return f"{tag.replace('/', '-').replace(':', '-')}.tar"


def native(engine: Engine) -> str:
    """A arquitetura do motor. Levanta `EngineError`."""
    return process.run(["docker", "version", "--format", "{{.Server.Arch}}"], env=engine.env)


def size(engine: Engine, tags: list[str]) -> int:
    """Bytes das imagens `tags`, por alto: as da outra arquitetura contam como as desta."""
    total = 0
    for one in engine.base_images:
        if one.tag in tags and one.origin != "ausente":
            command = ["docker", "image", "inspect", "--format", "{{.Size}}", one.tag]
            each = int(process.run(command, env=engine.env))
            total += each * (len(ARCHITECTURES) if one.origin == "registro" else 1)
    return total


def make(
    engine: Engine,
    tags: list[str],
    packages: Mapping[str, Mapping[str, str]],
    target: Path,
    say: Callable[[str], None],
) -> list[Made]:
    """Faz em `target`/imagens e `target`/registro as imagens `tags` de `engine`, e diz quais.

    `packages` são, de cada imagem, os arquivos de pacotes do Python. Uma substituta só existe na
    arquitetura do motor; a outra vem do registro, se ele a dá. Levanta `EngineError`.
    """
    own = native(engine)
    origins = {one.tag: one for one in engine.base_images}
    found: list[Made] = []
    with _registry(engine, target / "registro") as port:
        for tag in tags:
            base = origins[tag]
            made: list[str] = []
            for architecture in sorted(ARCHITECTURES, key=lambda one: one != own):
                reason = _refusal(base.origin, base.reason, architecture == own)
                if not reason:
                    say(f"{tag} ({architecture})")
                    reason = _one(engine, tag, architecture, packages.get(tag, {}), target, port)
                    if reason and architecture == own:
                        raise EngineError(f"A imagem {tag} não pôde ser feita: {reason}")
                if not reason:
                    made.append(architecture)
                found.append(Made(tag, architecture, base.origin, reason))
            _publish(engine, tag, made, port)
    return found


def _refusal(origin: str, reason: str, is_native: bool) -> str:
    if origin == "ausente":
        return reason
    if origin == "substituta" and not is_native:
        return "o registro não respondeu, e a substituta só existe na arquitetura desta máquina"
    return ""


def _one(
    engine: Engine,
    tag: str,
    architecture: str,
    packages: Mapping[str, str],
    target: Path,
    port: int,
) -> str:
    """Faz, guarda e envia a imagem `tag`; diz por que não deu, ou nada."""
    name = f"{OWN}/{tag}"
    with tempfile.TemporaryDirectory(dir=target) as temporary, _cleaning(engine, name):
        folder = Path(temporary)
        foreign = architecture != native(engine)
        _write_context(folder / "contexto", tag, packages, architecture if foreign else "")
        command = ["docker", "buildx", "build", "--quiet", "--provenance=false", "--load"]
        command += ["--platform", f"linux/{architecture}", "--pull"] if foreign else []
        try:
            process.run([*command, f"--tag={name}", folder / "contexto"], env=engine.env)
        except EngineError as error:
            return str(error).splitlines()[-1]
        _save(engine, name, folder / "imagem.tar")
        file = target / "imagens" / architecture / file_of(tag)
        file.parent.mkdir(parents=True, exist_ok=True)
        _rename(folder / "imagem.tar", file)
        remote = f"localhost:{port}/library/{tag}-{architecture}"
        with _cleaning(engine, remote):
            process.run(["docker", "tag", name, remote], env=engine.env)
            process.run(["docker", "push", "--quiet", remote], env=engine.env)
    return ""


def _write_context(folder: Path, tag: str, packages: Mapping[str, str], foreign: str) -> None:
    """O Dockerfile da imagem da turma: a de verdade e, se há `packages`, a camada deles."""
    folder.mkdir()
    label = 'LABEL docker-em-portugues.turma="imagem"\n'
    if not packages:
        (folder / "Dockerfile").write_text(f"FROM {tag}\n{label}", encoding="utf-8")
        return
    (folder / "pedidos").mkdir()
    for name, text in packages.items():
        (folder / "pedidos" / name).write_text(text, encoding="utf-8")
    pip = f"pip wheel --quiet --no-cache-dir --wheel-dir {PACKAGES}"
    if foreign:
        # A outra arquitetura não se executa aqui: as rodas dela baixam-se prontas.
        libc = "musllinux_1_1" if "alpine" in tag else "manylinux2014"
        pip = f"pip download --quiet --no-cache-dir --dest {PACKAGES} --only-binary=:all: "
        pip += f"--platform {libc}_{_PLATFORMS[foreign]}"
    (folder / "Dockerfile").write_text(
        f"FROM {'--platform=$BUILDPLATFORM ' if foreign else ''}{tag} AS pacotes\n"
        "COPY pedidos /pedidos\n"
        f'RUN for um in /pedidos/*; do {pip} --requirement "$um" || exit 1; done\n'
        f"FROM {tag}\n{label}"
        f"COPY --from=pacotes {PACKAGES} {PACKAGES}\n"
        f"ENV PIP_NO_INDEX=1 PIP_FIND_LINKS={PACKAGES}\n",
        encoding="utf-8",
    )


def _save(engine: Engine, name: str, file: Path) -> None:
    process.run(["docker", "save", "--output", file, name], env=engine.env)


def _rename(source: Path, target: Path) -> None:
    """Copia o arquivo de imagem `source` para `target`, com o nome que a imagem tem no guia.

    O nome só está nos índices; o conteúdo da imagem não o sabe.
    """
    with tarfile.open(source) as before, tarfile.open(target, "w") as after:
        for member in before:
            content = before.extractfile(member)
            if content and member.name in ("index.json", "manifest.json", "repositories"):
                text = content.read().decode("utf-8")
                text = text.replace(f"docker.io/{OWN}/", "docker.io/library/")
                data = json.dumps(json.loads(text.replace(f"{OWN}/", ""))).encode("utf-8")
                member.size = len(data)
                content = BytesIO(data)
            after.addfile(member, content)


def _publish(engine: Engine, tag: str, architectures: list[str], port: int) -> None:
    """Dá à imagem `tag` do registro o nome que a turma pede, com as arquiteturas que há."""
    remote = f"localhost:{port}/library/{tag}"
    if architectures:
        with inside(engine):  # quem o faz é o cliente, e a porta é a da rede do motor
            process.run(
                ["docker", "buildx", "imagetools", "create", f"--tag={remote}"]
                + [f"{remote}-{one}" for one in architectures],
                env=engine.env,
            )


@contextmanager
def _cleaning(engine: Engine, name: str) -> Iterator[None]:
    """Ao fim, remove do motor a imagem `name`."""
    try:
        yield
    finally:
        with suppress(EngineError):
            process.run(["docker", "image", "rm", "--force", name], env=engine.env)


@contextmanager
def _registry(engine: Engine, folder: Path) -> Iterator[int]:
    """Um registro no ar, com os dados em `folder`, numa porta livre do motor, que ele dá."""
    folder.mkdir(parents=True)
    command = ["docker", "run", "--detach", "--rm", "--publish", "127.0.0.1::5000"]
    if hasattr(os, "getuid"):
        command += [f"--user={os.getuid()}:{os.getgid()}"]
    container = process.run(
        [*command, f"--volume={folder.resolve()}:/var/lib/registry", REGISTRY], env=engine.env
    ).splitlines()[-1]
    try:
        _wait(engine, container)
        said = process.run(["docker", "port", container, "5000/tcp"], env=engine.env)
        yield int(re.search(r":(\d+)$", said.splitlines()[0])[1])
    finally:
        with suppress(EngineError):
            process.run(["docker", "rm", "--force", container], env=engine.env)


def _wait(engine: Engine, container: str) -> None:
    deadline = time.monotonic() + READY
    logs = ["sh", "-c", 'docker logs "$1" 2>&1', "sh", container]
    while time.monotonic() < deadline:
        if "listening on" in process.run(logs, env=engine.env):
            return
        time.sleep(0.1)
    raise EngineError(f"O registro {REGISTRY} não atendeu em {READY} s.")
