"""O zip que se abre do disco: `make offline`, descompactado e aberto como um leitor faria."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from pages import ROOT, pages
from test_site import Page

NAME = "docker-em-portugues"
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pasta que sai do zip."""
    place = tmp_path_factory.mktemp("offline")
    command = [sys.executable, "deploy/offline.py", str(place / f"{NAME}.zip")]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, f"`make offline` falhou:\n{done.stderr}"
    with zipfile.ZipFile(place / f"{NAME}.zip") as archive:
        archive.extractall(place)
    return place / NAME


def test_every_page_is_there(folder: Path) -> None:
    for page in pages():
        assert (folder / page.relative_to("docs").with_suffix(".html")).is_file(), page


def test_every_address_is_a_file_of_the_zip(folder: Path) -> None:
    """Do disco não há servidor que ache o index.html de uma pasta, nem internet que dê o resto."""
    broken = []
    for file in folder.rglob("*.html"):
        page = Page(file)
        for address in [*page.resources, *page.links]:
            target = urlsplit(urljoin(file.as_uri(), address))
            if address in page.links and target.scheme in ("http", "https", "mailto"):
                continue
            if target.scheme != "file" or not Path(unquote(target.path)).is_file():
                broken.append(f"{file.relative_to(folder)}: {address}")
    assert not broken, "\n".join(broken)


def test_search_index_is_a_script(folder: Path) -> None:
    text = (folder / "search/search_index.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("var __index = ").rstrip(";\n"))
    for page in pages():
        location = page.relative_to("docs").with_suffix(".html").as_posix()
        assert any(entry["location"] == location for entry in index["docs"]), page


@pytest.mark.parametrize("page", ["index.html", "imagens/construcao.html"])
def test_search_works_from_the_disk(folder: Path, tmp_path: Path, page: str) -> None:
    """Num Chromium de verdade: o endereço `?q=` faz o Material abrir a busca com os resultados."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("não há Chromium nesta máquina; no Debian: apt-get install chromium")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
        + ["--disable-background-networking", "--virtual-time-budget=10000", "--dump-dom"]
        + [f"{(folder / page).as_uri()}?q=camada"],
        text=True,
        capture_output=True,
        timeout=60,
    )
    results = re.findall(r'<a href="([^"]+)" class="md-search-result__link"', done.stdout)
    assert results, f"{page}: a busca não achou nada\n{done.stderr[-1000:]}"
    for address in results:
        found = urlsplit(urljoin((folder / page).as_uri(), address))
        assert found.scheme == "file"
        assert Path(unquote(found.path)).is_file(), address
