"""Uma edição sai de um commit verificado e com notas; senão, não sai, e se diz por quê."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.site import release
from guide.site.release import ReleaseError

Git = Callable[..., None]

NAME = "docker-em-portugues"
MADE = ["NOTAS.md", "SHA256SUMS", f"{NAME}.epub", f"{NAME}.pdf", f"{NAME}.zip"]


def test_the_notes_of_the_newest_edition() -> None:
    new = "- Uma [lição](../ola.md) e um [link](https://x.example)."
    text = f"# Novidades\n\n## Edição 1.1 {{ #edicao }}\n\n{new}\n\n## Edição 1.0\n\nA primeira.\n"
    assert release.notes_of("1.1", text) == "- Uma lição e um [link](https://x.example)."
    assert release.notes_of("1.0", text) == ""
    assert release.notes_of("1.1", text.replace(new, "<!-- nada -->")) == ""


@pytest.mark.parametrize("version", ["", "1", "v1.0", "1.0; rm -rf x", "../1.0", "1.0-rc1"])
def test_what_is_not_an_edition(edition: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match="não é uma edição: escreva VERSION="):
        release.check(version, edition / "dist", edition)


def test_all_that_is_missing_is_told(edition: Path, git: Git) -> None:
    """Uma linha para cada coisa, e nada feito."""
    git(edition, "tag", "v1.2")
    (edition / "docs/ola.md").write_text((edition / "docs/ola.md").read_text() + "\nMais.\n")
    git(edition, "commit", "--all", "--message=Dois")
    (edition / "docs/solta.txt").touch()
    (edition / "dist/1.2").mkdir(parents=True)
    with pytest.raises(ReleaseError) as refused:
        release.make("1.2", edition / "dist", edition)
    dirty, exists, made, no_notes, waiting = str(refused.value).splitlines()
    assert dirty.startswith("Há mudanças sem commit")
    assert exists.startswith("A edição 1.2 já existe: a tag v1.2 é do commit ")
    assert made.endswith("dist/1.2/ já existe: apague-a para fazê-la de novo.")
    assert no_notes.startswith(
        "docs/consulta/novidades.md: faltam as notas; escreva «## Edição 1.2»"
    )
    assert waiting == "Há páginas por verificar (make test): docs/ola.md."
    assert [one.name for one in (edition / "dist").iterdir()] == ["1.2"]


def test_not_a_repository(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nao/existe")
    with pytest.raises(ReleaseError, match="sai de um commit do git"):
        release.check("1.1", edition / "dist", edition)


def run(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guide", "release", *words]
    return subprocess.run(command, cwd=root, env=os.environ | env, text=True, capture_output=True)


@pytest.mark.usefixtures("pandoc")
def test_made_and_posted(edition: Path, git: Git, chromium: Path, tmp_path: Path) -> None:
    """Os arquivos, com somas que o sha256sum confere; com a tag no commit, também."""
    git(edition, "tag", "v1.1")
    extra = edition / release.EXTRA[0]
    extra.parent.mkdir(exist_ok=True)
    extra.write_text("um programa")
    done = run(edition, "v1.1", "dist", CHROMIUM=str(chromium))
    assert done.returncode == 0, done.stderr
    assert "git tag v1.1 && git push origin v1.1" in done.stdout
    made = edition / "dist/1.1"
    assert sorted(one.name for one in made.iterdir()) == sorted([*MADE, "confere.pyz"])
    sums = dict(line.split("  ")[::-1] for line in (made / "SHA256SUMS").read_text().splitlines())
    assert sums.keys() == {one.name for one in made.iterdir()} - {"NOTAS.md", "SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(made / "docker-em-portugues.zip") as archive:
        assert archive.testzip() is None
    assert (made / "NOTAS.md").read_text() == "- Uma lição nova.\n"

    program = tmp_path / "bin/gh"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport sys\nprint('|'.join(sys.argv[1:]))\n")
    program.chmod(0o755)
    done = run(edition, "1.1", "dist", "--post", PATH=f"{program.parent}:{os.environ['PATH']}")
    files = [f"dist/1.1/{name}" for name in sorted([*sums, "SHA256SUMS"])]
    head = "release|create|v1.1|--verify-tag|--title=Edição 1.1|--notes-file=dist/1.1/NOTAS.md"
    assert done.stdout.strip() == "|".join([head, *files])


def test_half_an_edition_is_none(edition: Path) -> None:
    done = run(edition, "1.1", "dist", CHROMIUM="/nao/existe")
    assert done.returncode == 1
    assert done.stderr.startswith("A edição não foi feita.\nCHROMIUM=/nao/existe: não há esse")
    assert list((edition / "dist").iterdir()) == []
    done = run(edition, "1.1", "dist", "--post")
    assert "dist/1.1/ não está feita: make release VERSION=1.1" in done.stderr
