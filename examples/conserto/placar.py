"""Um placar na web: cada visita à página é uma partida, contada no Redis."""

import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

BANCO = os.environ.get("BANCO", "localhost")


def pergunta(comando: str) -> str:
    with socket.create_connection((BANCO, 6379), timeout=2) as conexao:
        conexao.sendall(f"{comando}\r\n".encode())
        return conexao.recv(100).decode().strip().lstrip("+:")


class Placar(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        try:
            saude = self.path == "/saude"
            texto = pergunta("PING") if saude else f"Partida {pergunta('INCR partidas')}"
        except OSError as erro:
            print(f"o banco {BANCO} não respondeu: {erro}", flush=True)
            self.send_error(503)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{texto}\n".encode())

    def log_message(self, *_: object) -> None:
        """Só os problemas vão para o log."""


HTTPServer(("0.0.0.0", 8000), Placar).serve_forever()
