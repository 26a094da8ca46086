"""Atende pedidos por HTTP: o que há no cardápio sai, o que não há vira um aviso."""

import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Balcao(BaseHTTPRequestHandler):
    def do_GET(self):
        pedido = self.path.removeprefix("/")
        if pedido in Path("cardapio.txt").read_text(encoding="utf-8").split():
            self.responde(200, f"Saiu: {pedido}")
            print(f"Saiu: {pedido}")
        else:
            self.responde(404, f"Não temos: {pedido}")
            print(f"Faltou: {pedido}", file=sys.stderr)

    def responde(self, codigo, texto):
        self.send_response(codigo)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{texto}\n".encode())

    def log_message(self, *_):
        """O registro de acessos do http.server fica de fora: o nosso é mais simples."""


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
servidor = ThreadingHTTPServer(("0.0.0.0", 8000), Balcao)
print("Lanchonete aberta")
servidor.serve_forever()
