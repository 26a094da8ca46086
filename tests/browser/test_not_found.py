"""O que se acha num endereço errado, e o que se diz aos buscadores."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from guide.site.mkdocs import build


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


def test_published_under_a_path(source: Path, tmp_path: Path) -> None:
    """Com SITE_URL e EDIT_URI: sitemap, robots, llms.txt, og:image, a 404 e «editar»."""
    address = "https://guia.example/docker/"
    env = {"SITE_URL": address, "EDIT_URI": "https://editar.example/docs/"}
    done = build(source, tmp_path, **env)
    assert done.returncode == 0, done.stderr
    pages = {path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("index.html")}
    listed = re.findall(r"<loc>(.*?)</loc>", (tmp_path / "sitemap.xml").read_text())
    assert set(listed) == {address if page == "." else f"{address}{page}/" for page in pages}
    lost = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert 'href="/docker/glossario/"' in lost
    assert not re.search(r'(?:href|src)="(?!/docker/|https://guia\.example/docker/|#)[^"]+', lost)
    robots = (tmp_path / "robots.txt").read_text()
    assert robots.startswith("User-agent: *\n")
    assert f"Sitemap: {address}sitemap.xml" in robots
    index = (tmp_path / "llms.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\((.*?)\): \S", index)) == set(listed), index
    lesson = (tmp_path / "imagens/construcao/index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{address}assets/compartilhar.png">' in lesson
    assert '<meta property="og:title" content="Construção de uma imagem">' in lesson
    assert (tmp_path / "assets/compartilhar.png").is_file()
    assert 'href="https://editar.example/docs/imagens/construcao.md"' in lesson
