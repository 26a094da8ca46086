"""A aplicação `flaskboasvindas` sem Docker: uma edição é conferida em milissegundos.

Se um teste daqui falha, veja o arquivo que a mensagem nomeia. Se a mudança é de propósito, as
páginas que mostram a saída da aplicação mudam com ela.
"""

import importlib.util
import signal
from pathlib import Path
from types import ModuleType

import flask
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "flaskboasvindas"
SERVER = EXAMPLE / "serverFlask.py"


@pytest.fixture
def server() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serverFlask", SERVER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_greets_in_portuguese(server: ModuleType, greeting: str) -> None:
    response = server.app.test_client().get("/")
    assert response.status_code == 200, f"{SERVER}: `/` respondeu {response.status}"
    assert response.content_type == "text/html; charset=utf-8", f"{SERVER}: tipo de conteúdo"
    assert response.text == greeting, f"{SERVER}: a saudação que o guia mostra é {greeting!r}"


def test_unknown_page_is_404(server: ModuleType) -> None:
    assert server.app.test_client().get("/nao-existe").status_code == 404, f"{SERVER}: esperado 404"


def test_listens_where_the_guide_says(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(flask.Flask, "run", lambda self, **options: calls.append(options))
    monkeypatch.setattr(signal, "signal", lambda *arguments: None)
    source = compile(SERVER.read_text(encoding="utf-8"), str(SERVER), "exec")
    exec(source, {"__name__": "__main__"})
    assert calls == [{"host": "0.0.0.0", "port": 8000}], (
        f"{SERVER}: o guia publica `-p 8080:8000`, então a aplicação precisa escutar em "
        f"0.0.0.0:8000; ela pediu {calls}"
    )


def test_files_are_the_ones_the_guide_gives() -> None:
    dockerfile = (EXAMPLE / "Dockerfile").read_text(encoding="utf-8")
    instructions = [line for line in dockerfile.splitlines() if line]
    assert instructions == [
        "FROM python:3.7-alpine",
        "COPY . /app",
        "WORKDIR /app",
        "RUN pip install -r requirements.txt",
    ], f"{EXAMPLE / 'Dockerfile'}: este exemplo fica como o professor o escreveu"
    requirements = (EXAMPLE / "requirements.txt").read_text(encoding="utf-8")
    assert requirements == "flask==2.0.1\n", (
        f"{EXAMPLE / 'requirements.txt'}: este exemplo fica como o professor o escreveu"
    )
