"""Uma edição do guia para baixar: os arquivos, as somas e o que mudou nas lições: `make release`.

    python -m guide release 1.0 dist           # faz dist/1.0/
    python -m guide release 1.0 dist --post    # o `gh` a publica

Uma edição sai de um commit: de nada que só haja nesta máquina, com as notas dela em
`docs/consulta/novidades.md` e todas as páginas verificadas. A tag `v1.0` é de quem publica.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from guide import status
from guide.page import ROOT, Guide, GuideError
from guide.site import epub, generated, offline
from guide.site.chromium import ChromiumError
from guide.site.epub import EpubError

NOTES = Path("docs/consulta/novidades.md")
SUMS = "SHA256SUMS"
TEXT = "NOTAS.md"
EXTRA = (Path("docs/arquivos/confere.pyz"),)
"""O que também se baixa, se o guia o tem: `generated` o faz."""

_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")


class ReleaseError(Exception):
    """A edição não pode ser feita; a mensagem diz tudo o que falta, uma linha para cada coisa."""


def check(version: str, target: Path, root: Path = ROOT) -> str:
    """As notas da edição `version` do guia em `root`, se ela pode ser feita em `target`.

    Levanta `ReleaseError` se não pode.
    """
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"«{version}» não é uma edição: escreva VERSION=1.0, por exemplo.")
    found: list[str] = []
    if _git(root, "status", "--porcelain"):
        found.append("Há mudanças sem commit: uma edição sai de um commit (git status as mostra).")
    if (tagged := _commit(root, f"refs/tags/v{version}")) not in ("", _commit(root, "HEAD")):
        found.append(f"A edição {version} já existe: a tag v{version} é do commit {tagged[:12]}.")
    if (target / version).exists():
        found.append(f"{target / version}/ já existe: apague-a para fazê-la de novo.")
    page = root / NOTES
    notes = notes_of(version, page.read_text(encoding="utf-8") if page.is_file() else "")
    if not notes:
        found.append(
            f"{NOTES}: faltam as notas; escreva «## Edição {version}», a primeira da página, com o "
            "que mudou nas lições."
        )
    if waiting := status.pending(Guide(root)):
        found.append(f"Há páginas por verificar (make test): {', '.join(waiting)}.")
    if found:
        raise ReleaseError("\n".join(found))
    return notes


def notes_of(version: str, text: str) -> str:
    """O que a página `text` conta da edição `version`, se é a primeira dela; senão, vazio.

    Os links para outras páginas ficam só com o texto: fora do site, não levariam a nada.
    """
    _, _, rest = text.partition("\n## ")
    heading, _, body = rest.partition("\n")
    if heading.partition(" {")[0].strip() != f"Edição {version}":
        return ""
    body = re.sub(r"<!--.*?-->", "", body.partition("\n## ")[0], flags=re.DOTALL)
    return re.sub(r"\[([^]]+)\]\([^)\s]*\.md[^)]*\)", r"\1", body).strip()


def make(version: str, target: Path, root: Path = ROOT) -> list[Path]:
    """Faz em `target`/`version` os arquivos da edição, as somas e as notas, e diz os caminhos.

    Levanta `ReleaseError` se ela não pode ser feita, e o mesmo que `offline.make` e
    `epub.book`; então a pasta não existe.
    """
    notes = check(version, target, root)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=f".{version}-") as temporary:
        folder = Path(temporary) / version
        folder.mkdir()
        offline.make(folder, root)
        epub.book(folder / f"{offline.NAME}.epub", root)
        generated.write(Guide(root))
        for file in EXTRA:
            if (root / file).is_file():
                shutil.copy(root / file, folder)
        files = sorted(folder.iterdir())
        sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in files]
        (folder / SUMS).write_text("".join(sums), encoding="utf-8")
        (folder / TEXT).write_text(f"{notes}\n", encoding="utf-8")
        folder.rename(target / version)
    return sorted((target / version).iterdir())


def post(version: str, target: Path) -> str:
    """Publica, com o `gh`, a edição feita em `target`/`version`, e dá o endereço dela.

    A tag já tem de estar no servidor. Levanta `ReleaseError` se falta algo, ou se o `gh` recusa.
    """
    folder = target / version
    if not (folder / TEXT).is_file():
        raise ReleaseError(f"{folder}/ não está feita: make release VERSION={version}")
    files = [str(one) for one in sorted(folder.iterdir()) if one.name != TEXT]
    command = ["gh", "release", "create", f"v{version}", "--verify-tag"]
    command += [f"--title=Edição {version}", f"--notes-file={folder / TEXT}", *files]
    try:
        done = subprocess.run(command, text=True, capture_output=True)
    except OSError:
        raise ReleaseError("Falta o programa gh, que publica a edição.") from None
    if done.returncode:
        raise ReleaseError(f"O gh não publicou a edição: {done.stderr.strip()}")
    return done.stdout.strip()


def _commit(root: Path, name: str) -> str:
    """O commit a que `name` leva; vazio se não há."""
    command = ["git", "rev-parse", "--quiet", "--verify", f"{name}^{{commit}}"]
    return subprocess.run(command, cwd=root, text=True, capture_output=True).stdout.strip()


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=root, text=True, capture_output=True)
    except FileNotFoundError:
        raise ReleaseError("Falta o git: uma edição sai de um commit.") from None
    if done.returncode:
        raise ReleaseError(f"Uma edição sai de um commit do git: {done.stderr.strip()}")
    return done.stdout.strip()


def main(arguments: list[str]) -> None:
    """Faz ou publica uma edição, e diz o que fazer em seguida. Sai com 1 se não deu."""
    parser = argparse.ArgumentParser(prog="python -m guide release")
    parser.add_argument("version", metavar="VERSÃO")
    parser.add_argument("target", type=Path, metavar="PASTA")
    parser.add_argument("--post", action="store_true")
    options = parser.parse_args(arguments)
    version = options.version.removeprefix("v")
    try:
        if options.post:
            print(post(version, options.target))
            return
        files = make(version, options.target)
    except (ReleaseError, GuideError, ChromiumError, EpubError, OSError) as error:
        sys.exit(f"A edição não foi feita.\n{error}")
    for file in files:
        print(file)
    print(f"Para publicá-la: git tag v{version} && git push origin v{version}")
