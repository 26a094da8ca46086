from http.server import BaseHTTPRequestHandler, HTTPServer


class Motor(BaseHTTPRequestHandler):
    """Um motor de mentira: anota cada pedido e responde sempre uma lista vazia."""

    def responder(self, corpo):
        self.send_response(200)
        self.send_header("Api-Version", "1.45")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(corpo)

    def do_HEAD(self):
        self.responder(b"")

    def do_GET(self):
        self.responder(b"[]")

    def do_POST(self):
        self.responder(b"[]")


servidor = HTTPServer(("0.0.0.0", 8000), Motor)
print("motor de mentira: pode pedir", flush=True)
servidor.serve_forever()
