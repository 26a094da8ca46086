"""O comando `docker` visto pelo confere: por que não respondeu, e o que diz em cada versão."""

import json
import stat
import sys
from pathlib import Path

import pytest

from guide.confere.docker import READS, Docker, DockerError, unreachable

NEVER = {"run", "create", "start", "stop", "rm", "exec", "build", "tag", "push", "pull", "kill"}


def a_docker(folder: Path, answers: dict[str, tuple[int, str, str]]) -> Docker:
    """Um comando `docker` de mentira: de cada linha de palavras, o código e as duas saídas."""
    folder.mkdir(exist_ok=True)
    (folder / "answers.json").write_text(json.dumps(answers))
    program = folder / "docker"
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, pathlib, sys\n"
        "answers = json.loads(pathlib.Path(__file__).with_name('answers.json').read_text())\n"
        "code, out, err = answers.get(' '.join(sys.argv[1:]), [1, '', 'no such thing'])\n"
        "sys.stdout.write(out); sys.stderr.write(err); sys.exit(code)\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Docker({"PATH": str(folder)}, folder)


def version(out: dict, err: str = "", code: int = 0) -> dict[str, tuple[int, str, str]]:
    return {"version --format {{json .}}": (code, json.dumps(out), err)}


def test_it_only_reads() -> None:
    assert not NEVER & {word for words in READS for word in words}
    docker = Docker({"PATH": "/nada"})
    for words in (["rm", "x"], ["compose", "--file", "a", "up"], ["compose", "--file", "config"]):
        with pytest.raises(ValueError, match="READS"):
            docker.ask(*words)


def test_without_the_command_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(DockerError, match="Não achei o comando docker") as caught:
        Docker({"PATH": str(tmp_path)}).version()
    assert caught.value.kind == "no-docker"


@pytest.mark.parametrize(
    ("complaint", "kind"),
    [
        (
            "permission denied while trying to connect to the Docker daemon socket at "
            "unix:///var/run/docker.sock: dial unix: connect: permission denied",
            "permission",
        ),
        ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", "stopped"),
        (
            "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path "
            "is correct and if the daemon is running",
            "stopped",
        ),
        (
            "Cannot connect to the Docker daemon at unix:///Users/ana/.docker/run/docker.sock. Is "
            "the docker daemon running?",
            "desktop",
        ),
        (
            'error during connect: Get "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.47/info"'
            ": open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.",
            "desktop",
        ),
        ('unable to resolve docker endpoint: context "prof": context not found', "context"),
        ("client version 1.52 is too new. Maximum supported API version is 1.45", "too-new"),
        ("error during connect: dial tcp: lookup servidor.example: no such host", "remote"),
        (
            "error during connect: command [ssh -l ana servidor.example docker system dial-stdio] "
            "has exited with exit status 255: Permission denied (publickey)",
            "remote",
        ),
        ("alguma outra coisa", "unknown"),
        ("", "unknown"),
    ],
)
def test_why_the_engine_did_not_answer(complaint: str, kind: str) -> None:
    error = unreachable(complaint)
    assert error.kind == kind
    assert complaint in str(error)


def test_a_stopped_engine_is_not_taken_for_one_at_work(tmp_path: Path) -> None:
    out = {"Client": {"Version": "29.1.0"}, "Server": None}
    docker = a_docker(tmp_path, version(out, "Cannot connect to the Docker daemon", 1))
    with pytest.raises(DockerError) as caught:
        docker.version()
    assert caught.value.kind == "stopped"


def test_podman_is_named(tmp_path: Path) -> None:
    out = {"Client": {"Version": "5.4.0"}}
    docker = a_docker(tmp_path, version(out, "Emulate Docker CLI using podman."))
    with pytest.raises(DockerError, match="Podman"):
        docker.version()


def test_the_versions_are_told(tmp_path: Path) -> None:
    out = {"Client": {"Version": "29.1.0"}, "Server": {"Version": "28.5.2"}}
    found = a_docker(tmp_path, version(out)).version()
    assert found == {"client": "29.1.0", "engine": "28.5.2"}


def test_without_compose_the_old_one_is_told_apart(tmp_path: Path) -> None:
    docker = a_docker(tmp_path, {"compose version --short": (1, "", "unknown command")})
    with pytest.raises(DockerError, match="não respondeu"):
        docker.compose_config("compose.yaml")
    (tmp_path / "docker-compose").write_text("#!/bin/sh\n")
    (tmp_path / "docker-compose").chmod(0o755)
    with pytest.raises(DockerError, match="com hífen"):
        docker.compose_config("compose.yaml")


def test_what_compose_complains_of_is_kept(tmp_path: Path) -> None:
    docker = a_docker(
        tmp_path,
        {
            "compose version --short": (0, "v2.40.3\n", ""),
            "compose --file a.yaml config --format json": (
                1,
                "",
                f"validating {tmp_path.resolve()}/a.yaml: services must be a mapping\n",
            ),
        },
    )
    assert docker.compose_version() == "2.40.3"
    assert docker.compose_config("a.yaml") == (
        {},
        "validating a.yaml: services must be a mapping",
    )


def test_two_hundred_containers_are_asked_in_groups(tmp_path: Path) -> None:
    names = [f"c{number:03}" for number in range(200)]
    answers = {"ps --all --quiet": (0, "\n".join(names), "")}
    for start in range(0, 200, 50):
        group = names[start : start + 50]
        told = json.dumps([{"Name": f"/{name}"} for name in group])
        answers[f"container inspect {' '.join(group)}"] = (0, told, "")
    assert len(a_docker(tmp_path, answers).containers()) == 200


def test_one_that_has_just_gone_does_not_hide_the_others(tmp_path: Path) -> None:
    answers = {
        "ps --all --quiet": (0, "a b\n", ""),
        "container inspect a b": (1, '[{"Name": "/a"}]', "no such container: b"),
    }
    assert a_docker(tmp_path, answers).containers() == [{"Name": "/a"}]


def test_the_events_go_until_the_clock_of_the_engine(tmp_path: Path) -> None:
    answers = {
        "info --format {{.SystemTime}}": (0, "2026-01-02T03:04:05.6Z\n", ""),
        "events --since 1 --until 2026-01-02T03:04:05.6Z --format {{json .}}": (
            0,
            '{"Type": "container", "Action": "start"}\nlixo\n',
            "",
        ),
    }
    assert a_docker(tmp_path, answers).events() == [{"Type": "container", "Action": "start"}, {}]


def test_files_of_any_encoding_are_read(tmp_path: Path) -> None:
    docker = Docker({}, tmp_path)
    (tmp_path / "a.txt").write_bytes("olá".encode("utf-16"))
    (tmp_path / "b.txt").write_bytes("﻿olá".encode())
    (tmp_path / "c.txt").write_bytes(b"\xff\x00\x9d ok")
    (tmp_path / "d.txt").mkdir()
    assert docker.file("a.txt") == "olá"
    assert docker.file("b.txt") == "olá"
    assert docker.file("c.txt").endswith("ok")
    assert docker.file("d.txt") is None
    assert docker.file("nada.txt") is None


def test_a_silent_podman_is_named(tmp_path: Path) -> None:
    """Com o /etc/containers/nodocker, ele não diz quem é."""
    docker = a_docker(tmp_path, version({"Client": {"OsArch": "linux/amd64"}}))
    with pytest.raises(DockerError, match="Podman"):
        docker.version()


def test_an_address_with_podman_in_it_is_not_podman(tmp_path: Path) -> None:
    out = {"Client": {"Context": "podman"}, "Server": None}
    complaint = "Cannot connect to the Docker daemon at unix:///run/podman/podman.sock."
    with pytest.raises(DockerError) as caught:
        a_docker(tmp_path, version(out, complaint, 1)).version()
    assert caught.value.kind == "stopped"


@pytest.mark.parametrize("out", [[], None, {"Server": "x"}, {"Client": None, "Server": []}])
def test_an_odd_version_is_not_an_answer(tmp_path: Path, out: object) -> None:
    with pytest.raises(DockerError, match="como se esperava"):
        a_docker(tmp_path, {"version --format {{json .}}": (0, json.dumps(out), "")}).version()


def test_a_null_among_the_containers_is_skipped(tmp_path: Path) -> None:
    answers = {
        "ps --all --quiet": (0, "a\n", ""),
        "container inspect a": (0, '[null, {"Name": null}]', ""),
    }
    assert a_docker(tmp_path, answers).containers() == [{"Name": None}]
