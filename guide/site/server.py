"""Um servidor HTTP para o site construído, como o de uma hospedagem de páginas estáticas."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

COMPRESSED = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".xml"}
"""O que se serve comprimido: os mesmos tipos que a imagem do guia comprime (veja o Dockerfile)."""


class _Handler(SimpleHTTPRequestHandler):
    """Serve uma pasta calado, com gzip, e com `404.html` no lugar do que não existe."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionError):  # quem lia foi embora no meio
            super().handle()

    def send_head(self) -> BinaryIO | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not accepted or path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        return self._send(HTTPStatus.OK, path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.copyfile(self._send(code, page), self.wfile)

    def _send(self, code: int, path: Path) -> BinaryIO:
        content = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(code)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def log_message(self, *_: Any) -> None:
        """Nada: quem lê é a suíte."""


@cache
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` numa porta livre de 127.0.0.1 e dá o endereço, sem barra no fim."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
