from flask import Flask

app = Flask(__name__)


@app.route("/")
def boas_vindas():
    return "Olá! Boas-vindas ao Docker em português.\n"
