"""Responde com a saudação na raiz e com 404 no resto."""

import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SAUDACAO = Path("saudacao.txt").read_bytes()


class Mural(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(SAUDACAO)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
ThreadingHTTPServer(("0.0.0.0", 8000), Mural).serve_forever()
