"""O que o guia usa e já está ocupado é dito, com o nome de quem ocupa."""

import os
import socket

import pytest

from guide.engine import preflight, process
from guide.engine.failure import EngineError
from guide.engine.preflight import Footprint

MINE = {
    "ps --all": "web\nsite-web-1\nbanco",
    "volume ls": "caderno\nsite_dados\nfotos-da-familia",
    "network ls": "sala\nempresa\ndocker_gwbridge",
    "image ls": "ola:latest\nola:2\nsite-web:latest\nminha:latest\nlocalhost:5001/ola:latest",
}


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> None:
    """O motor de uma pessoa que tem o que está em `MINE`."""

    def run(command: list[str], **_: object) -> str:
        words = " ".join(command)
        return next((out for start, out in MINE.items() if f"docker {start}" in words), "")

    monkeypatch.setattr(process, "run", run)


@pytest.mark.parametrize(
    ("footprint", "problems"),
    [
        (Footprint(containers={"web"}), ["o container web"]),
        (Footprint(words={"caderno"}), ["o volume caderno"]),
        (Footprint(words={"sala"}), ["a rede sala"]),
        (Footprint(images={"ola"}), ["a imagem ola:latest"]),
        (Footprint(images={"ola:2"}), ["a imagem ola:2"]),
        (Footprint(images={"localhost:5001/ola"}), ["a imagem localhost:5001/ola:latest"]),
        (
            Footprint(projects={"site"}),
            ["o container site-web-1", "o volume site_dados", "a imagem site-web:latest"],
        ),
    ],
)
def test_what_exists_is_named(mine: None, footprint: Footprint, problems: list[str]) -> None:
    with pytest.raises(EngineError) as caught:
        preflight.check({}, footprint)
    said = [line for line in str(caught.value).splitlines() if line.startswith("- ")]
    assert [line.startswith(f"- {one}") for line, one in zip(said, problems, strict=True)] == [
        True
    ] * len(problems)


def test_what_only_looks_alike_is_left_alone(mine: None) -> None:
    names = {"we", "webs", "cadern", "sal", "familia"}
    preflight.check(
        {}, Footprint(names, set(), {"ol", "ola:3", "5001/ola"}, {"sit", "web-1"}, names)
    )


def test_an_engine_that_is_or_was_in_a_swarm_is_no_reason_to_stop(mine: None) -> None:
    """As lições do swarm ficam de fora (`guide.company`); as outras se leem."""
    preflight.check({}, Footprint(words={"docker_gwbridge"}))


def test_port_busy_by_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        process, "run", lambda command, **_: "web (nginx)" if "publish=8080" in command else ""
    )
    with pytest.raises(EngineError, match=r"a porta 8080, pelo container web \(nginx\)"):
        preflight.check({}, Footprint(ports={8080}))


def test_port_busy_by_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(
            EngineError, match=rf"a porta {port}, pelo processo .*\({os.getpid()}\)"
        ):
            preflight.check({}, Footprint(ports={port}))
    preflight.check({}, Footprint(ports={port}))


def test_connection_just_closed_is_not_a_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", lambda command, **_: "")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            served, _ = server.accept()
            served.close()  # fechada primeiro pelo servidor, a conexão fica em TIME_WAIT
            client.recv(1)
    preflight.check({}, Footprint(ports={port}))
