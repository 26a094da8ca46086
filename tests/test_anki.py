"""O baralho do Anki, lido de volta do arquivo."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from guide import anki, predictions
from guide.page import Guide

SITE = "https://guia.example/"


def notes(deck: Path, folder: Path) -> dict[str, tuple[str, str, str]]:
    """De cada nota do baralho, pelo identificador: a pergunta, a resposta e a etiqueta."""
    with zipfile.ZipFile(deck) as archive:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
    try:
        rows = database.execute("SELECT guid, flds, tags FROM notes").fetchall()
        assert database.execute("SELECT count(*) FROM cards").fetchone() == (len(rows),)
    finally:
        database.close()
    return {guid: (*fields.split("\x1f"), tags.strip()) for guid, fields, tags in rows}


def test_the_deck_has_every_prediction(tmp_path: Path) -> None:
    guide = Guide()
    wanted = [one for page in guide.pages for one in predictions.of(page)]
    found = notes(anki.make(tmp_path / "dist", guide, SITE), tmp_path)
    assert [file.name for file in (tmp_path / "dist").iterdir()] == [anki.NAME]
    assert len(found) == len(wanted), "duas notas têm o mesmo identificador"
    (volumes,) = [
        note
        for note in found.values()
        if note[2] == "dados::volumes" and "restart folha" in note[0]
    ]
    question, answer, _ = volumes
    assert "<p>Volumes</p>" in question
    assert question.count("<li>") == 3
    assert "comprar pão" in question
    assert "comprar pão</pre>" in answer
    assert "aparece na lição “Volumes”, com:</p><pre>$ docker rm --force folha\n$ docker" in answer
    assert f'<a href="{SITE}dados/volumes/">' in answer
    assert not [note for note in found.values() if "<none>" in note[0]], "falta escapar o HTML"


def test_a_note_keeps_its_identity(tmp_path: Path) -> None:
    """O texto de uma lição muda, e a nota é a mesma: quem a estudou não recomeça."""
    guide = Guide()
    path = Path("docs/dados/volumes.md")
    edited = guide.edited({path: guide.read(path).replace("# Volumes", "# Os volumes", 1)})
    before = notes(anki.make(tmp_path, guide), tmp_path)
    after = notes(anki.make(tmp_path, edited), tmp_path)
    assert before.keys() == after.keys()
    changed = {guid for guid, note in before.items() if note != after[guid]}
    assert {before[guid][2] for guid in changed} == {"dados::volumes"}


def test_a_fault_leaves_the_old_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = anki.make(tmp_path, Guide())
    content = old.read_bytes()
    path = Path("docs/dados/volumes.md")
    broken = Guide().edited(
        {path: Guide().read(path).replace("preveja: reinicia", "preveja: nada")}
    )
    monkeypatch.setattr(anki, "Guide", lambda: broken)
    with pytest.raises(SystemExit, match=r"O baralho não foi feito\. docs/dados/volumes\.md:\d+: "):
        anki.main(tmp_path)
    assert old.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [anki.NAME]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "dist").touch()
    with pytest.raises(SystemExit, match=r"O baralho não foi feito: .*/dist não se lê ou não se"):
        anki.main(tmp_path / "dist")
