"""A nota ao pé da página só diz «verificada» do conteúdo que foi verificado."""

from dataclasses import replace
from pathlib import Path

import pytest

from guide import notes
from guide.notes import Verification
from guide.page import Guide, GuideError, Page
from guide.promises import lesson

PAGE = Path("docs/pagina.md")


def page_of(guide: Path) -> Page:
    return Guide(guide).page("pagina")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Um guia com uma página e um exemplo."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "examples/ola").mkdir(parents=True)
    (tmp_path / PAGE).write_text('```console\n--8<-- "ola/ola.console:ola"\n```\n')
    (tmp_path / "examples/ola/ola.console").write_text("$ echo olá\nolá\n")
    (tmp_path / "examples/ola/dados.txt").write_text("dados\n")
    return tmp_path


def verification(guide: Path) -> Verification:
    return Verification(
        page_of(guide).digest(), "2026-11-23", "28.5.2+dfsg4", "2.40.3-3", 12, False
    )


def shown(guide: Path) -> str:
    notes.write_notes(Guide(guide))
    return notes.file_of(page_of(guide)).read_text(encoding="utf-8")


def test_verified_page(guide: Path) -> None:
    assert "ainda não verificada" in shown(guide)
    notes.record({"pagina.md": verification(guide)}, Guide(guide))
    assert shown(guide) == (
        '<p class="verificacao verificacao--certa" role="note">Página verificada em '
        '<time datetime="2026-11-23">23 de novembro de 2026</time>: 12 comandos executados e '
        "conferidos com Docker 28.5.2 e Compose 2.40.3.</p>\n"
    )


def test_stand_ins_are_told(guide: Path) -> None:
    notes.record({"pagina.md": replace(verification(guide), stand_ins=True)}, Guide(guide))
    assert "sobre imagens base feitas de pacotes Debian.</p>" in shown(guide)


@pytest.mark.parametrize(
    "file", ["docs/pagina.md", "examples/ola/ola.console", "examples/ola/dados.txt"]
)
def test_any_change_withdraws_the_note(guide: Path, file: str) -> None:
    notes.record({"pagina.md": verification(guide)}, Guide(guide))
    with (guide / file).open("a") as changed:
        changed.write("\n")
    assert "Página alterada desde a última verificação, em <time" in shown(guide)


def test_same_content_keeps_its_date(guide: Path) -> None:
    notes.record({"pagina.md": verification(guide)}, Guide(guide))
    later = replace(verification(guide), date="2027-01-01", engine="29.0.0")
    before = (guide / notes.FILE).read_text()
    notes.record({"pagina.md": later}, Guide(guide))
    assert (guide / notes.FILE).read_text() == before

    (guide / PAGE).write_text((guide / PAGE).read_text() + "\nMais texto.\n")
    notes.record({"pagina.md": replace(later, content=page_of(guide).digest())}, Guide(guide))
    assert "1 de janeiro de 2027" in shown(guide)


def test_another_version_has_its_own_file(guide: Path) -> None:
    """Verificar no 29 não tira a página da referência, e a nota diz as duas."""
    reference = verification(guide)
    newer = replace(reference, engine="29.7.2", compose="5.0.0", date="2026-12-01")
    notes.record({"pagina.md": newer}, Guide(guide))
    assert "Docker 29.7.2 e Compose 5.0.0.</p>" in shown(guide)
    notes.record({"pagina.md": reference}, Guide(guide))
    assert notes.read(guide) == {"pagina.md": [reference, newer]}
    assert "com Docker 28.5.2 e Compose 2.40.3; também com Docker 29.7.2.</p>" in shown(guide)
    assert (guide / "verified/verified-29.7.json").is_file()


def test_an_outdated_version_is_not_told(guide: Path) -> None:
    """O que se verificou de um texto antigo, noutra versão, já não se diz."""
    older = replace(verification(guide), engine="26.1.5", date="2026-11-20")
    notes.record({"pagina.md": older}, Guide(guide))
    (guide / PAGE).write_text((guide / PAGE).read_text() + "\nMais texto.\n")
    assert "alterada desde a última verificação" in shown(guide)
    notes.record({"pagina.md": verification(guide)}, Guide(guide))
    assert shown(guide).endswith("com Docker 28.5.2 e Compose 2.40.3.</p>\n")


def test_images_of_the_registry_say_more(guide: Path) -> None:
    real, stand_in = verification(guide), replace(verification(guide), stand_ins=True)
    later = replace(real, date="2027-01-01")
    notes.record({"pagina.md": stand_in}, Guide(guide))
    notes.record({"pagina.md": later}, Guide(guide))
    assert notes.read(guide) == {"pagina.md": [later]}
    notes.record({"pagina.md": stand_in}, Guide(guide))
    assert notes.read(guide) == {"pagina.md": [later]}


@pytest.mark.parametrize("name", ["verified.json", "verified-29.7.json"])
def test_a_broken_file_is_named(guide: Path, name: str) -> None:
    (guide / "verified").mkdir()
    (guide / "verified" / name).write_text('{\n"pagina.md": nada\n}')
    with pytest.raises(GuideError, match=rf"^verified/{name}:2: .*git checkout verified/{name}$"):
        notes.read(guide)


def test_removed_page_is_forgotten(guide: Path) -> None:
    notes.record({"pagina.md": verification(guide), "antiga.md": verification(guide)}, Guide(guide))
    assert list(notes.read(guide)) == ["pagina.md"]


@pytest.mark.parametrize(
    "page", [page for page in Guide().pages if page.story], ids=lambda page: page.name
)
def test_page_shows_its_note(page: Path) -> None:
    assert not (found := lesson.note(page)), "\n".join(found)
