import socket

from flask import Flask
from redis import Redis

app = Flask(__name__)
redis = Redis(host="redis")


@app.get("/")
def contar():
    visitas = redis.incr("visitas")
    return f"Visita número {visitas}\n"


@app.get("/quem")
def quem():
    return f"{socket.gethostname()}\n"


@app.get("/saude")
def saude():
    redis.ping()
    return "ok\n"
