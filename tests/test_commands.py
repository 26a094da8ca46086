"""Quando dois comandos digitados são o mesmo."""

import os
import re
import shutil
import subprocess

import pytest

from guide import commands, versions
from guide.engine.session import Engine

SAME = [
    ("docker ps -a", "docker container ls --all"),
    ("docker ps", "sudo  docker   container list"),
    ("docker images", "docker image ls"),
    ("docker run -it --rm x bash", "docker container run --rm -t -i x bash"),
    ("docker run -dp 80:80 x", "docker run --publish=80:80 --detach x"),
    ("docker run -p80:80 --name x y -d", "docker run --name=x -p 80:80 y -d"),
    ("docker run --rm=true x", "docker run --rm x"),
    ("docker build . -t x", "docker image build --tag=x ."),
    ("docker rm -fv x", "docker container rm --volumes --force x"),
    ("docker logs x --tail 1", "docker logs -n 1 x"),
    ("docker -H tcp://x ps", "docker --host=tcp://x ps"),
    ("docker compose -f a.yaml up -d", "docker compose --file=a.yaml up --detach"),
    ("docker ps --format '{{.Names}}'", 'docker ps --format "{{.Names}}"'),
    ("docker run --rm x \\\n  cat /y", "docker run --rm x cat /y # o que há"),
    ('docker run -v "$PWD":/p x', 'docker run --volume "${PWD}:/p" x'),
    ("docker run -v $(pwd):/p x", "docker run -v $PWD:/p x"),
    ("docker run --mount type=volume,src=c,dst=/d x", "docker run --mount target=/d,source=c x"),
    ("IP=$(docker inspect -f '{{.X}}' e)", "IP=$(docker inspect --format={{.X}} e)"),
    ("curl -s localhost:8080", "curl --silent http://localhost:8080/"),
    ("docker rm -f x 2>/dev/null || echo não", "docker rm --force x 2> /dev/null || echo 'não'"),
    ("docker exec x sh -c 'ls -a'", 'docker container exec x sh -c "ls -a"'),
]
DIFFERENT = [
    ("docker ps", "docker ps -a"),
    ("docker run -d x", "docker run x -d"),
    ("docker run -p 1:2 x", "docker run -p 2:1 x"),
    ("docker run -v a:/a -v b:/b x", "docker run -v b:/b -v a:/a x"),
    ("docker run --rm=false x", "docker run --rm x"),
    ("docker rm x", "docker rmi x"),
    ("docker rm x y", "docker rm y x"),
    ("docker build -t x .", "docker build -t x"),
    ("docker compose up -d", "docker compose -d up"),
    ("docker compose -f a ps", "docker compose ps -f a"),
    ("docker exec x ls -a", "docker exec -a x ls"),
    ("echo '$X'", 'echo "$X"'),
    ("echo '>' x", "echo > x"),
    ("echo 2 > x", "echo 2> x"),
    ("echo 2> x", "echo ٢> x"),
    ("ls *", "ls '*'"),
    ("docker rm x && docker ps", "docker rm x; docker ps"),
    ("docker run x echo 'a b'", "docker run x echo a b"),
    ("curl localhost:8080", "curl localhost:8081"),
    ("docker run --nome x y", "docker run y --nome x"),
]
UNFINISHED = ["echo 'a", 'echo "a', "echo a\\", "X=$(docker ps"]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_command(one: str, other: str) -> None:
    assert commands.canonical(one) == commands.canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_command(one: str, other: str) -> None:
    assert commands.canonical(one) != commands.canonical(other)


@pytest.mark.parametrize("line", UNFINISHED)
def test_a_line_that_does_not_end(line: str) -> None:
    with pytest.raises(ValueError):
        commands.canonical(line)


OPTION = re.compile(r"\s+(?:-(?P<letter>\w), )?--(?P<name>[\w-]+)(?: (?P<type>\S+))?(?:\s{2,}|$)")


def options(text: str) -> str:
    """As opções que um `--help` lista, como a tabela as escreve."""
    found = [
        f"{one['letter'] + ',' if one['letter'] else ''}{one['name']}{'=' if one['type'] else ''}"
        for line in text.splitlines()
        if (one := OPTION.match(line))
    ]
    return " ".join(sorted(found, key=lambda one: one.rpartition(",")[2]))


def test_the_table_is_what_docker_says(engine: Engine) -> None:
    """Cada comando da tabela tem as opções e os sinônimos que o `--help` dele lista.

    Sem falar com o motor, ele as lista todas; falando, esconde as que aquele motor não tem.
    """
    if not engine.version.startswith(f"{versions.REFERENCE}."):
        pytest.skip(f"a tabela é a do Docker {versions.REFERENCE}; este é o {engine.version}")
    env = engine.env | {"DOCKER_HOST": "unix:///sem-motor.sock"}
    table = commands.data()
    aliases: dict[str, str] = {}
    for name, listed in table["options"].items():
        if name == "curl":
            continue
        command = ["docker", *name.split(), "--help"]
        said = subprocess.run(command, env=env, text=True, capture_output=True).stdout
        assert options(said) == listed, f"guide/commands.json: as opções de «docker {name}»"
        if found := re.search(r"Aliases:\n +(.*)", said):
            names = [one.removeprefix("docker ") for one in found[1].split(", ")]
            aliases |= {one: name for one in names if one != name}
    assert aliases == table["aliases"], "guide/commands.json: os sinônimos"


def test_the_other_commands_there_are(engine: Engine) -> None:
    """Os que a tabela não detalha: o terminal da página não os toma por erros de digitação."""
    if not engine.version.startswith(f"{versions.REFERENCE}."):
        pytest.skip(f"a tabela é a do Docker {versions.REFERENCE}; este é o {engine.version}")
    env = engine.env | {"DOCKER_HOST": "unix:///sem-motor.sock"}
    table = commands.data()
    known = {*table["options"], *table["aliases"]}
    groups = {"", *(name.split()[0] for name in table["options"] if " " in name)}
    others: dict[str, str] = {}
    for group in groups:
        command = ["docker", *group.split(), "--help"]
        said = subprocess.run(command, env=env, text=True, capture_output=True).stdout
        listed = set(re.findall(r"^  ([a-z][a-z-]*)\*? {2,}", said, re.MULTILINE)) - groups
        found = sorted(one for one in listed if f"{group} {one}".strip() not in known)
        if found:
            others[group] = " ".join(found)
    assert others == table["others"], "guide/commands.json: os outros comandos"


def test_the_options_of_curl(engine: Engine) -> None:
    if not (curl := shutil.which("curl", path=engine.env.get("PATH", os.defpath))):
        pytest.skip("não há curl nesta máquina")
    said = subprocess.run([curl, "--help", "all"], text=True, capture_output=True).stdout
    known = {
        f"{one[1]},{one[2]}{'=' if one[3] else ''}"
        for one in re.finditer(r"^ *-(\w), --([\w-]+)( <)?", said, re.MULTILINE)
    }
    assert set(commands.data()["options"]["curl"].split()) <= known


def test_only_a_number_of_bash_is_a_descriptor() -> None:
    """Como no bash, e no JavaScript: um algarismo de outra escrita é uma palavra."""
    assert commands.canonical("echo ٢> x") == commands.canonical("echo ٢ > x")
