"""A pasta da turma, inteira, e o `.tar` dela: feitas ao lado e trocadas de uma vez."""

import errno
import hashlib
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from guide.classroom import images, needs, slides, timetable
from guide.engine import cache
from guide.engine.failure import EngineError
from guide.engine.images import recipes
from guide.engine.session import Engine
from guide.page import Guide
from guide.site.lesson_files import LONG_AGO

NAME = "turma"
SUMS = "SHA256SUMS"
STICK = Path(__file__).parent / "stick"
SCRIPTS = ("suba.sh", "suba.ps1", "prepare.sh", "prepare.ps1")
BOOKS = 200 * 10**6
"""Bytes, por alto, do site e dos livros."""

_MARK = ".turma-"
_LOCK = "em-uso"
_QR = "import sys\n\nimport segno\n\nsegno.make(sys.argv[1], micro=False).terminal(compact=True)\n"


class FullDiskError(Exception):
    """Não há espaço para a pasta; a mensagem diz quanto falta, e onde."""


def make(
    target: Path,
    engine: Engine,
    guide: Guide,
    books: Callable[[Path], None],
    say: Callable[[str], None],
    tags: list[str] | None = None,
) -> list[Path]:
    """Faz `target`/turma e `target`/turma.tar, e diz os caminhos; se algo falha, nada muda ali.

    `books` põe numa pasta `site/` e `arquivos/`; `tags` são as imagens (todas as do guia). Levanta
    `FullDiskError`, `EngineError` ou o que `books` levanta.
    """
    tags = recipes() if tags is None else tags
    target.mkdir(parents=True, exist_ok=True)
    _remove_orphans(target)
    _check_space(target, images.size(engine, tags))
    with _telling_full_disk(target), _workplace(target) as work:
        folder = work / NAME
        folder.mkdir()
        books(folder)
        say("imagens e espelho")
        made = images.make(engine, tags, needs.packages(guide), folder, say)
        say("slides, horários e programas")
        _write_papers(guide, folder, made)
        _write_programs(folder, made, guide)
        _open_to_all(folder)
        _write_sums(folder)
        say(f"{NAME}.tar")
        archive = work / f"{NAME}.tar"
        with tarfile.open(archive, "w") as packed:
            packed.add(folder, NAME)
        if (target / NAME).exists():
            (target / NAME).rename(work / "antes")
        folder.rename(target / NAME)
        archive.replace(target / f"{NAME}.tar")
    return [target / NAME, target / f"{NAME}.tar"]


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """Uma pasta ao lado da que se vai fazer, que some: se não ao fim, na vez seguinte."""
    work = Path(tempfile.mkdtemp(dir=target, prefix=_MARK))
    try:
        with cache.lock(work / _LOCK, print):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _remove_orphans(target: Path) -> None:
    for lock in target.glob(f"{_MARK}*/{_LOCK}"):
        if cache.is_free(lock):
            shutil.rmtree(lock.parent, ignore_errors=True)


def _check_space(target: Path, of_images: int) -> None:
    """Antes de começar: a pasta, o `.tar` dela, e a imagem que se copia no meio."""
    needed = int(of_images * 3.2) + 2 * BOOKS
    free = shutil.disk_usage(target).free
    if free < needed:
        raise FullDiskError(
            f"Disco cheio: a pasta da turma e o .tar pedem {needed / 1e9:.1f} GB livres em "
            f"{target}, e há {free / 1e9:.1f} GB. Libere espaço, ou faça-a noutro disco: "
            "python -m guide turma /outro/disco"
        )


@contextmanager
def _telling_full_disk(target: Path) -> Iterator[None]:
    """Diz em palavras que o disco encheu a meio, seja quem for que o notou."""
    said = f"Disco cheio: acabou o espaço em {target}, e nada ficou lá. Libere espaço e repita."
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise FullDiskError(said) from None
    except EngineError as error:
        if "no space left" not in str(error).lower():
            raise
        raise FullDiskError(said) from None


def _write_papers(guide: Guide, folder: Path, made: Iterable[images.Made]) -> None:
    slides.write(guide, folder / "slides")
    for hours in timetable.HOURS:
        text = timetable.document(guide, hours)
        (folder / f"horario-{hours}h.html").write_text(text, encoding="utf-8")
    text = readme(guide, made)
    (folder / "LEIA-ME.txt").write_text(text, encoding="utf-8")
    shutil.copy(STICK / "index.html", folder)


def readme(guide: Guide, made: Iterable[images.Made]) -> str:
    """O LEIA-ME, com as imagens que há e o que ainda pede internet."""
    listed = []
    for one in made:
        how = "do registro" if one.origin == "registro" else "SUBSTITUTA: não é a do registro"
        line = f"falta: {one.reason}" if one.reason else how
        listed.append(f"  {one.tag:<20} {one.architecture:<6} {line}")
    parts = needs.parts(guide)
    outside = [
        f"  {part.title}, {page.address}: {', '.join(found)}"
        for part in parts[needs.PARTS :]
        for page in part.pages
        if (found := needs.outside(page))
    ]
    text = (STICK / "LEIA-ME.txt").read_text(encoding="utf-8")
    for mark, value in {
        "@IMAGES@": "\n".join(listed),
        "@PARTS@": ", ".join(part.title for part in parts[: needs.PARTS]),
        "@DIFFERENT@": "\n".join(
            f"  {page.removesuffix('.md')}: {why}" for (page, _), why in needs.WITHOUT_DNS.items()
        ),
        "@OUTSIDE@": "\n".join(outside) or "  nenhuma",
    }.items():
        text = text.replace(mark, value)
    return text


def _write_programs(folder: Path, made: Iterable[images.Made], guide: Guide) -> None:
    there = {one.tag for one in made if not one.reason}
    first = [tag for tag in needs.first_images(guide) if tag in there]
    for name in SCRIPTS:
        text = script(name, first)
        # O PowerShell 5 só lê UTF-8 com a marca no começo.
        windows = name.endswith(".ps1")
        encoding, newline = ("utf-8-sig", "\r\n") if windows else ("utf-8", "\n")
        (folder / name).write_text(text, encoding=encoding, newline=newline)
    programs = folder / "programas"
    programs.mkdir()
    shutil.copy(STICK / "nginx.conf", programs)
    (programs / "qr.pyz").write_bytes(qr_program())


def script(name: str, first: Iterable[str]) -> str:
    """O programa `name` do pendrive; `first` são as imagens que cada pessoa baixa ao começar."""
    text = (STICK / name).read_text(encoding="utf-8")
    for mark, tag in [
        ("REGISTRY", images.REGISTRY),
        ("NGINX", images.NGINX),
        ("PYTHON", images.PYTHON),
    ]:
        text = text.replace(f"@{mark}_TAR@", images.file_of(tag)).replace(f"@{mark}@", tag)
    return text.replace("@IMAGES@", " ".join(first))


def qr_program() -> bytes:
    """O programa que desenha um endereço no terminal: o segno, e a licença dele, num `.pyz`."""
    source = Path(find_spec("segno").origin).parent
    files = {f"segno/{one.name}": one.read_bytes() for one in sorted(source.glob("*.py"))}
    for one in metadata.files("segno") or ():
        if "LICENSE" in one.name:
            files["segno/LICENSE"] = Path(one.locate()).read_bytes()
    files["__main__.py"] = _QR.encode("utf-8")
    with tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(files.items()):
                archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data)
        packed.seek(0)
        return packed.read()


def _open_to_all(folder: Path) -> None:
    """Dá a quem serve a pasta, que não é quem a fez, a permissão de a ler."""
    folder.chmod(0o755)
    for one in folder.rglob("*"):
        one.chmod(0o755 if one.is_dir() or one.suffix == ".sh" else 0o644)


def _write_sums(folder: Path) -> None:
    lines = []
    for one in sorted(folder.rglob("*")):
        if one.is_file():
            with one.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest}  {one.relative_to(folder).as_posix()}\n")
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
