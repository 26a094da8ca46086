"""Guarda recados num arquivo temporário: /texto anota um, / mostra todos."""

import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ARQUIVO = Path("/tmp/recados.txt")


class Quadro(BaseHTTPRequestHandler):
    def do_GET(self):
        recado = self.path.removeprefix("/")
        if recado:
            with ARQUIVO.open("a", encoding="utf-8") as quadro:
                quadro.write(f"{recado}\n")
        texto = ARQUIVO.read_text(encoding="utf-8") if ARQUIVO.exists() else ""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(texto.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
ThreadingHTTPServer(("0.0.0.0", 8000), Quadro).serve_forever()
