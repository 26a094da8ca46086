"""O que se acha num endereço errado, e o que se diz aos buscadores."""

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from pages import ROOT


def test_a_wrong_address_helps(page: Page, site_pages: list[str]) -> None:
    """Em qualquer profundidade: em português, com todas as páginas, e com a busca à mão."""
    answer = page.goto("/imagens/nao/existe/")
    assert answer is not None
    assert answer.status == 404
    expect(page).to_have_title(re.compile("Página não encontrada"))
    article = page.get_by_role("article")
    expect(article.get_by_role("heading", level=1)).to_have_text("Esta página não existe")
    links = article.get_by_role("link").evaluate_all("all => all.map(a => a.pathname)")
    assert set(links) == set(site_pages) - {"/nao/existe"}
    article.get_by_role("link", name="Glossário").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Glossário")


def test_published_under_a_path(tmp_path: Path) -> None:
    """Com SITE_URL, o sitemap tem todas as páginas, e a 404 aponta para onde elas estão."""
    address = "https://guia.example/docker/"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        text=True,
        capture_output=True,
        env=os.environ | {"SITE_URL": address},
    )
    assert done.returncode == 0, done.stderr
    pages = {path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("index.html")}
    listed = re.findall(r"<loc>(.*?)</loc>", (tmp_path / "sitemap.xml").read_text())
    assert set(listed) == {address if page == "." else f"{address}{page}/" for page in pages}
    lost = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert 'href="/docker/glossario/"' in lost
    assert not re.search(r'(?:href|src)="(?!/docker/|https://guia\.example/docker/|#)[^"]+', lost)
    robots = tmp_path / "robots.txt"
    assert robots.is_file(), "falta docs/robots.txt"
    assert robots.read_text().startswith("User-agent: *\n")
