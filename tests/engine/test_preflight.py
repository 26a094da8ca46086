"""O que o guia usa e já está ocupado é dito, com o nome de quem ocupa."""

import os
import socket

import pytest

from engine import preflight, process
from engine.errors import EngineError


def test_busy_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "web (nginx, Up 2 hours)")
    with pytest.raises(EngineError, match=r"o nome web, pelo container web \(nginx, Up 2 hours\)"):
        preflight.check({}, ["web"], [])


def test_port_busy_by_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "web (nginx, Up 2 hours)")
    with pytest.raises(EngineError, match=r"a porta 8080, pelo container web"):
        preflight.check({}, [], [8080])


def test_port_busy_by_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(
            EngineError, match=rf"a porta {port}, pelo processo .*\({os.getpid()}\)"
        ):
            preflight.check({}, [], [port])
    preflight.check({}, ["livre"], [port])


def test_connection_just_closed_is_not_a_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            served, _ = server.accept()
            served.close()  # fechada primeiro pelo servidor, a conexão fica em TIME_WAIT
            client.recv(1)
    preflight.check({}, [], [port])
