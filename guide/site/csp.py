"""A Content-Security-Policy do site, como uma linha de configuração do nginx.

O Material põe pequenos scripts dentro das páginas. Em vez de permitir qualquer script escrito numa
página (`unsafe-inline`), a política permite estes, pelo SHA-256 de cada um (CSP nível 3, seção
2.3.1, `hash-source`). Por isso ela é calculada depois que o site é construído:

    python -m guide csp site > csp.conf
"""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from guide.site.html import inline_scripts, parse

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
    for script in inline_scripts(parse(page.read_text(encoding="utf-8"))):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        yield f"'sha256-{digest}'"


def main(site: Path) -> None:
    """Escreve na saída a linha de configuração do nginx."""
    print(f'add_header Content-Security-Policy "{policy(site)}" always;')
