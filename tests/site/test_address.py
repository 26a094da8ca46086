"""O site construído para um endereço: o que se diz aos buscadores, e que nada vem da rede."""

import re
from pathlib import Path


def test_the_build_uses_no_network(addressed: Path) -> None:
    asked = addressed / "rede.txt"
    assert not asked.exists(), f"a construção tentou usar a rede:\n{asked.read_text()}"


def test_published_under_a_path(addressed: Path, address_env: dict[str, str]) -> None:
    """Com SITE_URL e EDIT_URI: sitemap, robots, llms.txt, og:image, a 404 e «editar»."""
    address, site = address_env["SITE_URL"], addressed / "site"
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert set(listed) == {address if page == "." else f"{address}{page}/" for page in pages}
    lost = (site / "404.html").read_text(encoding="utf-8")
    assert 'href="/docker/glossario/"' in lost
    assert not re.search(r'(?:href|src)="(?!/docker/|https://guia\.example/docker/|#)[^"]+', lost)
    robots = (site / "robots.txt").read_text()
    assert robots.startswith("User-agent: *\n")
    assert f"Sitemap: {address}sitemap.xml" in robots
    index = (site / "llms.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\((.*?)\): \S", index)) == set(listed), index
    lesson = (site / "imagens/construcao/index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{address}assets/compartilhar.png">' in lesson
    assert '<meta property="og:title" content="Construção de uma imagem">' in lesson
    assert (site / "assets/compartilhar.png").is_file()
    assert 'href="https://editar.example/docs/imagens/construcao.md"' in lesson
