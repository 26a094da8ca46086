import os

from flask import Flask

app = Flask(__name__)


@app.route("/")
def boas_vindas():
    return f"Olá, {os.environ['TURMA']}! Boas-vindas ao Docker em português.\n"
