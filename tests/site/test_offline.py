"""O zip que se abre do disco, e o que `make offline` diz quando não pode fazer o PDF.

A busca, a cópia e os diagramas do zip são vistos num Chromium, em `tests/browser/`.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from guide.page import Guide
from guide.site import chromium, offline
from guide.site.chromium import ChromiumError
from guide.site.html import BuiltPage


def test_every_page_is_there(unzipped: Path) -> None:
    found = {path.relative_to(unzipped).as_posix() for path in unzipped.rglob("*.html")}
    assert found == {f"{page.address}.html" for page in Guide().pages}


def test_every_address_is_a_file_of_the_zip(unzipped: Path) -> None:
    """Do disco não há servidor que ache o index.html de uma pasta, nem internet que dê o resto."""
    broken = []
    for file in unzipped.rglob("*.html"):
        page = BuiltPage(file)
        for address in [*page.resources, *page.links]:
            target = urlsplit(urljoin(file.as_uri(), address))
            if address in page.links and target.scheme in ("http", "https", "mailto"):
                continue
            if target.scheme != "file" or not Path(unquote(target.path)).is_file():
                broken.append(f"{file.relative_to(unzipped)}: {address}")
    assert not broken, "\n".join(broken)


def test_search_index_is_a_script(unzipped: Path) -> None:
    text = (unzipped / "search/search_index.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("var __index = ").rstrip(";\n"))
    for page in Guide().pages:
        location = f"{page.address}.html"
        assert any(entry["location"] == location for entry in index["docs"]), page.path


def test_every_template_was_rendered(unzipped: Path) -> None:
    """Um modelo de overrides/ que não está em `static_templates` seria copiado como está."""
    raw = [
        file.relative_to(unzipped).as_posix()
        for file in unzipped.rglob("*")
        if file.suffix in {".js", ".txt", ".xml"} and "{#-" in file.read_text(encoding="utf-8")
    ]
    assert not raw, f"falta em static_templates, em mkdocs-offline.yml: {raw}"


def only_the_zip(folder: Path) -> bool:
    return [file.name for file in folder.iterdir()] == ["docker-em-portugues.zip"]


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """Uma pasta em que ficou o PDF de outra edição."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "docker-em-portugues.pdf").write_text("de outra edição")
    return folder


def test_without_a_browser_only_the_zip(
    small_guide: Path, stale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "find", lambda env: None)
    with pytest.raises(ChromiumError, match=r"Falta um Chromium(?s:.*)apt-get install chromium"):
        offline.make(stale, small_guide)
    assert only_the_zip(stale)


def test_a_browser_that_fails_is_named(small_guide: Path, stale: Path) -> None:
    """O zip é feito assim mesmo, e a saída de `make offline` diz o que fazer pelo PDF."""
    done = subprocess.run(
        [sys.executable, "-m", "guide", "offline", str(stale)],
        cwd=small_guide,
        env=os.environ | {"CHROMIUM": "false"},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 1
    assert "docker-em-portugues.zip: " in done.stdout
    assert re.search(r"^O PDF não foi feito\. O Chromium \(.*/false\) falhou: ", done.stderr, re.M)
    assert done.stderr.endswith("CHROMIUM=/caminho/do/chromium.\n")
    assert only_the_zip(stale)
