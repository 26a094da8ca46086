"""O site publicado com o zip e o PDF: os links para eles na página inicial, e só aí, e só então."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from guide.site.html import BuiltPage

pytestmark = pytest.mark.xdist_group("pdf")  # o guia inteiro é impresso uma vez

FILES = {"docker-em-portugues.pdf", "docker-em-portugues.zip"}


def linked(site: Path) -> dict[str, set[str]]:
    """Que página, e a quais dos dois arquivos ela leva."""
    named = [
        file
        for file in site.rglob("*.html")
        if any(name in file.read_text(encoding="utf-8") for name in FILES)
    ]
    found = {
        file.relative_to(site).as_posix(): {Path(link).name for link in BuiltPage(file).links}
        & FILES
        for file in named
    }
    return {page: files for page, files in found.items() if files}


def test_only_the_home_page_has_the_links(published: Path) -> None:
    assert linked(published) == {"index.html": FILES}
    links = [link for link in BuiltPage(published / "index.html").links if Path(link).name in FILES]
    assert all((published / link).is_file() for link in links), links


def test_no_link_where_there_is_no_file(site: Path, unzipped: Path) -> None:
    assert linked(site) == linked(unzipped) == {}


def test_the_rest_of_the_site_is_the_same(site: Path, published: Path) -> None:
    """O PDF não custa nada a quem lê o site: nem um arquivo a mais, nem um byte noutra página."""

    def files(folder: Path) -> dict[str, bytes]:
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and file.suffix in {".css", ".html", ".js", ".json", ".svg"}
        }

    plain, full = files(site), files(published)
    assert plain.keys() == full.keys()
    assert {path for path in plain if plain[path] != full[path]} == {"index.html"}


def run(guide: Path, site: Path, chromium: str) -> subprocess.CompletedProcess[str]:
    """Publica `guide` em `site`, como `make publish`."""
    return subprocess.run(
        [sys.executable, "-m", "guide", "publish", str(site)],
        cwd=guide,
        env=os.environ | {"CHROMIUM": chromium},
        text=True,
        capture_output=True,
    )


def test_the_command(small_guide: Path, tmp_path: Path, chromium: Path) -> None:
    """`make publish` faz o zip, o PDF e o site com os dois, e diz o que fazer com a pasta."""
    site = tmp_path / "site"
    done = run(small_guide, site, str(chromium))
    assert done.returncode == 0, done.stderr
    assert f"{site}/ está pronta" in done.stdout
    assert linked(site) == {"index.html": FILES}
    assert (site / "docker-em-portugues.pdf").read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(site / "docker-em-portugues.zip") as archive:
        assert "docker-em-portugues/figura.html" in archive.namelist()


def test_nothing_is_published_without_the_pdf(small_guide: Path, tmp_path: Path) -> None:
    """O site que estava lá fica como estava."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("o de antes")
    done = run(small_guide, site, "/nao/existe")
    assert done.returncode == 1
    assert f"{site}/ não foi publicada. CHROMIUM=/nao/existe: não há esse" in done.stderr
    assert [file.read_text() for file in site.iterdir()] == ["o de antes"]
