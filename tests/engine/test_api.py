"""A API do motor: o que ela responde é o que o comando `docker` mostra, e a faxina é a mesma."""

import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from guide.engine import addresses, api, process
from guide.engine.failure import EngineError
from guide.engine.inventory import Inventory
from guide.engine.session import Engine


@contextmanager
def answering(status: int, body: bytes) -> Iterator[dict[str, str]]:
    """Um motor de mentira que responde sempre o mesmo, e o ambiente que o aponta."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

        def address_string(self) -> str:
            return ""

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/motor.sock"
        with socketserver.UnixStreamServer(path, Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield {"DOCKER_HOST": f"unix://{path}"}
            finally:
                server.shutdown()
                thread.join()


def test_only_a_socket_of_this_machine_is_asked() -> None:
    assert api.serves({"DOCKER_HOST": "unix:///run/docker.sock"})
    assert not api.serves({"DOCKER_HOST": "tcp://10.0.0.2:2376"})
    assert not api.serves({})
    assert not api.serves({"DOCKER_HOST": "unix:///run/docker.sock", "DOCKER_CONTEXT": "escola"})


def test_an_answer_is_read() -> None:
    with answering(200, b'[{"Id": "a"}]') as env:
        assert api.ask(env, "/networks") == [{"Id": "a"}]
    with answering(204, b"") as env:
        assert api.ask(env, "/networks") is None


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b'{"message": "disco cheio"}', r"recusou GET /networks \(500\): disco cheio"),
        (404, b"[]", r"recusou GET /networks \(404\)"),
        (200, b"<html>", "não respondeu a GET /networks"),
    ],
)
def test_a_refusal_is_told(status: int, body: bytes, said: str) -> None:
    with answering(status, body) as env, pytest.raises(EngineError, match=said):
        api.ask(env, "/networks")


def test_an_engine_that_is_gone_is_told(tmp_path: Path) -> None:
    env = {"DOCKER_HOST": f"unix://{tmp_path}/nenhum.sock"}
    with pytest.raises(EngineError, match=r"não respondeu a GET /info: .*No such file"):
        api.ask(env, "/info")


RECIPE = "FROM debian:trixie-slim\nRUN echo api > /api\n"


@pytest.fixture
def busy_engine(engine: Engine, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Um motor com um de cada coisa que a faxina conta, fora o swarm, e o ambiente que o aponta."""
    if not engine.private:
        pytest.skip("o motor é da pessoa: só se pergunta ao comando")
    before = Inventory.take(engine.env)
    (tmp_path / "Dockerfile").write_text(RECIPE)
    config = tmp_path / "config"
    config.mkdir()
    plugins = Path(engine.env["DOCKER_CONFIG"]) / "cli-plugins"
    (config / "cli-plugins").symlink_to(plugins)
    env = engine.env | {"DOCKER_CONFIG": str(config)}
    try:
        process.run(["docker", "build", "--quiet", "--tag=api:1", tmp_path], env=env)
        process.run(["docker", "network", "create", "api"], env=env)
        process.run(["docker", "volume", "create", "api"], env=env)
        process.run(["docker", "create", "--name=api", "api:1"], env=env)
        process.run(["docker", "context", "create", "api", "--docker=host=tcp://x:1"], env=env)
        yield env
    finally:
        assert (Inventory.take(env) - before).remove(env) == []


def test_the_inventory_is_what_the_command_shows(
    busy_engine: dict[str, str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, states = Inventory.take(busy_engine), Inventory.states_of(busy_engine)
    monkeypatch.setattr(api, "serves", lambda env: False)
    assert asked == Inventory.take(busy_engine)
    assert states == Inventory.states_of(busy_engine)
    made = asked - engine.before
    assert [len(kind) for kind in vars(made).values()] == [1, 1, 1, 1, len(made.build_cache), 1, 0]
    assert made.build_cache
    assert any(name.startswith("api:1@sha256:") for name in made.images)


def test_the_owners_of_addresses_are_the_same(
    busy_engine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ["docker", "run", "--detach", "--name=ligado", "--network=api", "api:1", "sleep", "60"]
    process.run(run, env=busy_engine)
    asked = addresses.owners(busy_engine)
    assert len(asked) >= 5
    monkeypatch.setattr(api, "serves", lambda env: False)
    assert asked == addresses.owners(busy_engine)


def test_what_is_removed_is_gone(busy_engine: dict[str, str], engine: Engine) -> None:
    made = Inventory.take(busy_engine) - engine.before
    assert made.remove(busy_engine) == []
    left = Inventory.take(busy_engine) - engine.before
    assert not any(vars(left).values()), left


def test_the_swarm_is_seen_by_both(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    if not engine.private:
        pytest.skip("o motor é da pessoa: um swarm mudaria o dela")
    env = engine.env
    process.run(["docker", "swarm", "init", "--advertise-addr=127.0.0.1"], env=env)
    try:
        asked = Inventory.take(env).swarms
        assert len(asked) == 1
        monkeypatch.setattr(api, "serves", lambda env: False)
        assert asked == Inventory.take(env).swarms
    finally:
        left = Inventory.take(env) - engine.before
        assert left.remove(env) == []
