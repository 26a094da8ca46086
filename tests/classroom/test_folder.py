"""A pasta da turma: o que há nela, e que nada fica pela metade."""

import errno
import hashlib
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from guide.classroom import folder, images
from guide.classroom.folder import FullDiskError
from guide.engine.failure import EngineError
from guide.engine.images import BaseImage
from guide.engine.inventory import Inventory
from guide.engine.session import Engine
from guide.page import Guide

NOTHING: frozenset[str] = frozenset()
ENGINE = Engine({}, "28.5.2", "2.40.3", [], Inventory(*[NOTHING] * 6))
GUIDE = Guide()


def books(target: Path) -> None:
    (target / "site").mkdir()
    (target / "site/index.html").write_text("O guia", encoding="utf-8")


def fake_images(
    engine: Engine, tags: list[str], packages: object, target: Path, say: object
) -> list[images.Made]:
    (target / "imagens/amd64").mkdir(parents=True)
    (target / "imagens/amd64/debian-trixie-slim.tar").write_bytes(b"imagem")
    (target / "registro/docker").mkdir(parents=True)
    return [
        images.Made("debian:trixie-slim", "amd64", "registro"),
        images.Made("debian:trixie-slim", "arm64", "registro", "não há essa plataforma"),
        images.Made("nginx:1.30", "amd64", "substituta"),
    ]


@pytest.fixture(autouse=True)
def without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "make", fake_images)
    monkeypatch.setattr(images, "size", lambda engine, tags: 0)
    monkeypatch.setattr(folder, "BOOKS", 0)


def make(target: Path, **changed: object) -> list[Path]:
    given = {"engine": ENGINE, "guide": GUIDE, "books": books, "say": lambda line: None}
    return folder.make(target, **{**given, **changed})


def test_what_is_in_it(tmp_path: Path) -> None:
    made, packed = make(tmp_path / "dist")
    assert sorted(one.name for one in made.iterdir()) == [
        "LEIA-ME.txt", "SHA256SUMS", "horario-20h.html", "horario-8h.html", "imagens",
        "index.html", "prepare.ps1", "prepare.sh", "programas", "registro", "site", "slides",
        "suba.ps1", "suba.sh",
    ]  # fmt: skip
    listed = dict(
        line.split("  ", 1)[::-1] for line in (made / "SHA256SUMS").read_text().splitlines()
    )
    there = {one.relative_to(made).as_posix() for one in made.rglob("*") if one.is_file()}
    assert there == {*listed, "SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == digest
    with tarfile.open(packed) as archive:
        assert {f"turma/{name}" for name in there} <= set(archive.getnames())
    assert sorted(one.name for one in (tmp_path / "dist").iterdir()) == ["turma", "turma.tar"]


def test_anyone_may_read_it_and_any_stick_hold_it(tmp_path: Path) -> None:
    made, _ = make(tmp_path)
    for one in [made, *made.rglob("*")]:
        mode = one.stat().st_mode & 0o777
        assert mode == (0o755 if one.is_dir() or one.suffix == ".sh" else 0o644), one
        assert not set(':*?"<>|\\') & set(one.name), f"{one.name} não cabe num pendrive"
        assert not one.is_symlink()


def test_powershell_5_reads_the_accents(tmp_path: Path) -> None:
    made, _ = make(tmp_path)
    for name in ("suba.ps1", "prepare.ps1"):
        assert (made / name).read_bytes().startswith(b"\xef\xbb\xbf"), name
    for name in ("suba.sh", "prepare.sh"):
        assert (made / name).read_bytes().startswith(b"#!/bin/sh\n"), name
        checked = subprocess.run(["sh", "-n", made / name], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr


def test_the_readme_tells_what_is_not_the_real_thing(tmp_path: Path) -> None:
    text = (make(tmp_path)[0] / "LEIA-ME.txt").read_text(encoding="utf-8")
    assert "  debian:trixie-slim   amd64  do registro\n" in text
    assert "  debian:trixie-slim   arm64  falta: não há essa plataforma\n" in text
    assert "  nginx:1.30           amd64  SUBSTITUTA: não é a do registro\n" in text
    assert "(Comece aqui, Conceitos, Sua primeira imagem)" in text
    assert "  Imagens melhores, producao/node: pacotes do npm\n" in text
    assert "@" not in text


def test_the_qr_is_of_the_address(tmp_path: Path) -> None:
    program = tmp_path / "qr.pyz"
    program.write_bytes(folder.qr_program())
    command = [sys.executable, "-S", str(program), "http://192.168.0.10:8500/turma/"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert len(lines) > 12 and len({len(line) for line in lines}) == 1


def test_made_again_takes_the_place(tmp_path: Path) -> None:
    first, _ = make(tmp_path)
    (first / "velho").touch()
    make(tmp_path)
    assert not (first / "velho").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["turma", "turma.tar"]


class GuideBrokenError(Exception):
    """O que `books` levantaria."""


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (GuideBrokenError(), GuideBrokenError),
        (OSError(errno.ENOSPC, "No space left on device"), FullDiskError),
        (EngineError("docker save: write: No space left on device"), FullDiskError),
        (OSError(errno.EACCES, "Permission denied"), PermissionError),
    ],
)
def test_a_failure_leaves_what_there_was(
    tmp_path: Path, error: BaseException, raised: type[BaseException]
) -> None:
    before, packed = make(tmp_path)
    stamp = packed.stat().st_mtime_ns

    def fail(target: Path) -> None:
        (target / "metade").touch()
        raise error

    with pytest.raises(raised):
        make(tmp_path, books=fail)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["turma", "turma.tar"]
    assert (before / "site/index.html").exists() and packed.stat().st_mtime_ns == stamp


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Um disco de 4 MB."""
    place = tmp_path / "disco"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("só quem é root monta um disco pequeno")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up(small_disk: Path) -> None:
    def big(target: Path) -> None:
        books(target)
        (target / "site/grande").write_bytes(b"x" * 8_000_000)

    with pytest.raises(FullDiskError, match=r"^Disco cheio: acabou o espaço em .*/disco, e nada"):
        make(small_disk, books=big)
    assert list(small_disk.iterdir()) == []


def test_space_is_counted_before(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "size", lambda engine, tags: 10**9)
    with pytest.raises(FullDiskError, match=r"pedem 3\.2 GB livres em .*/disco, e há 0\.0 GB"):
        make(small_disk, books=lambda target: pytest.fail("começou sem espaço"))
    assert list(small_disk.iterdir()) == []


def test_what_a_kill_left_goes_next_time(tmp_path: Path) -> None:
    orphan = tmp_path / ".turma-morta"
    orphan.mkdir()
    (orphan / "em-uso").touch()
    make(tmp_path)
    assert not orphan.exists()


def test_only_a_real_image_has_the_other_architecture() -> None:
    assert images._refusal("registro", "", False) == ""
    assert images._refusal("substituta", "", True) == ""
    assert "só existe na arquitetura desta máquina" in images._refusal("substituta", "", False)
    assert images._refusal("ausente", "falta o CPython", True) == "falta o CPython"


def test_the_name_of_an_image_changes_only_in_the_indexes(tmp_path: Path) -> None:
    own = f"{images.OWN}/python"
    members = {
        "manifest.json": json.dumps([{"RepoTags": [f"{own}:3.13-slim"]}]),
        "index.json": json.dumps({"name": f"docker.io/{own}:3.13-slim"}),
        "blobs/x": f"{own}:3.13-slim",
    }
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, text in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, BytesIO(text.encode()))
    images._rename(tmp_path / "a.tar", tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as archive:
        found = {name: archive.extractfile(name).read().decode() for name in archive.getnames()}
    assert json.loads(found["manifest.json"]) == [{"RepoTags": ["python:3.13-slim"]}]
    assert json.loads(found["index.json"]) == {"name": "docker.io/library/python:3.13-slim"}
    assert found["blobs/x"] == members["blobs/x"]


def test_the_size_counts_both_architectures_of_a_real_image(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(images.process, "run", lambda *words, **how: "100")
    bases = [BaseImage("a:1", "registro"), BaseImage("b:1", "substituta"), BaseImage("c:1", "x")]
    assert images.size(replace(ENGINE, base_images=bases), ["a:1", "b:1"]) == 300
