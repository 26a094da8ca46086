"""O servidor dos testes e do `make bench-site`: calado, também com quem vai embora no meio."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from guide.site import server


@pytest.mark.parametrize(
    ("error", "said"), [(ConnectionResetError, False), (BrokenPipeError, False), (KeyError, True)]
)
def test_who_leaves_in_the_middle_is_no_fault(
    error: type[Exception],
    said: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def send(handler: server.SimpleHTTPRequestHandler) -> None:
        raise error

    monkeypatch.setattr(server._Handler, "send_head", send)
    with (
        server.serving(tmp_path) as address,
        socket.create_connection(("127.0.0.1", urlsplit(address).port)) as client,
    ):
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert client.recv(1) == b""  # o servidor já disse o que tinha a dizer, e desligou
    assert ("Traceback" in capfd.readouterr().err) == said
