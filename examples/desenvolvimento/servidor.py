import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Pagina(BaseHTTPRequestHandler):
    def do_GET(self):
        texto = Path("saudacao.txt").read_text(encoding="utf-8").strip()
        modo = os.environ["MODO"]
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{texto} ({modo})\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
HTTPServer(("0.0.0.0", 8000), Pagina).serve_forever()
