import signal

from flask import Flask

app = Flask(__name__)


@app.route("/")
def boas_vindas():
    return "Olá! Boas-vindas ao Docker em português.\n"


if __name__ == "__main__":
    # O `docker stop` envia SIGTERM; aqui ele encerra o servidor como o Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app.run(host="0.0.0.0", port=8000)
