"""A Content-Security-Policy do site, como uma linha de configuração do nginx.

O Material põe pequenos scripts dentro das páginas. Em vez de permitir qualquer script escrito numa
página (`unsafe-inline`), a política permite estes, pelo SHA-256 de cada um (CSP nível 3, seção
2.3.1, `hash-source`). Por isso ela é calculada depois que o site é construído:

    python -m guide csp site > csp.conf
"""

import base64
import hashlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

JAVASCRIPT = {"", "module", "text/javascript"}  # os outros tipos são dados, que não se executam

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # os ícones do Material são figuras data: no CSS dele
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}


class InlineScripts(HTMLParser):
    """Os textos, em `found`, dos scripts escritos dentro de uma página."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and "src" not in values and (values.get("type") or "") in JAVASCRIPT:
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def policy(site: Path) -> str:
    """O valor do cabeçalho, com os scripts de todas as páginas de `site`.

    Levanta `FileNotFoundError` se não há páginas ali.
    """
    pages = sorted(site.rglob("*.html"))
    if not pages:
        raise FileNotFoundError(f"{site}: não há páginas aqui; construa o site antes.")
    hashes = sorted({found for page in pages for found in _hashes(page)})
    directives = POLICY | {"script-src": " ".join([POLICY["script-src"], *hashes])}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _hashes(page: Path) -> Iterator[str]:
    for script in InlineScripts(page.read_text(encoding="utf-8")).found:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        yield f"'sha256-{digest}'"


def main(site: Path) -> None:
    """Escreve na saída a linha de configuração do nginx."""
    print(f'add_header Content-Security-Policy "{policy(site)}" always;')
