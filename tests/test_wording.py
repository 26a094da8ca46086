"""Noutra versão do Docker só as palavras dele podem mudar: o resto é falha, como na referência."""

from pathlib import Path

import pytest

from guide.console.compare import compare
from guide.console.parse import Step
from guide.console.terminal import Result
from guide.names import names_of
from guide.page import Guide
from guide.wording import Wording, speaker_of

NAMES = {"mural", "mural-da-turma", "menu", "vaso", "web", "banco", "escola", "dados", "loja"}


def alone(
    command: str,
    shown: str,
    obtained: str,
    *,
    shown_code: int = 0,
    code: int | None = None,
    interrupted: bool = False,
) -> bool:
    """Diz se a diferença de `shown` para `obtained`, na saída de `command`, é só de palavras."""
    typed = Step("command", command, expected=shown.splitlines(), exit_code=shown_code)
    step = Step("interrupt", expected=typed.expected, exit_code=shown_code)
    result = Result(obtained.splitlines(), shown_code if code is None else code)
    diff = compare(typed.expected, result.output)
    assert diff, "o caso precisa de uma diferença"
    return Wording(NAMES).alone(typed, step if interrupted else typed, result, diff)


SEEN = {
    # No 26.1.
    "sem argumento": (
        "docker run --name mural",
        "docker: 'docker run' requires at least 1 argument\n\nUsage:  docker run [OPTIONS] IMAGE",
        '"docker run" requires at least 1 argument.\n\nUsage:  docker run [OPTIONS] IMAGE',
        125,
    ),
    # No 29.7.2.
    "sem «Error:»": (
        "docker start vaso",
        "Error: failed to start containers: vaso",
        "failed to start containers: vaso",
        1,
    ),
    "imagem em uso": (
        "docker image rm mural-da-turma",
        "Error response from daemon: conflict: unable to remove repository reference "
        '"mural-da-turma" (must force) - container 4c68ceb1acc9 is using its referenced '
        "image 965dd98a8145",
        "Error response from daemon: conflict: unable to delete mural-da-turma:latest (must be "
        "forced) - container 17a8d5b0c1de is using its referenced image 0a5dd98a8145",
        1,
    ),
    "push sem imagem": (
        "docker push localhost:5001/mural:1",
        "The push refers to repository [localhost:5001/mural]\n"
        "An image does not exist locally with the tag: localhost:5001/mural",
        "The push refers to repository [localhost:5001/mural]\n"
        "tag does not exist: localhost:5001/mural:1",
        1,
    ),
    "uma linha Untagged a menos": (
        "docker image rm localhost:5001/mural:1",
        "Untagged: localhost:5001/mural:1\n"
        "Untagged: localhost:5001/mural@sha256:9d172299c05052faaec013c1b99d974e",
        "Untagged: localhost:5001/mural:1",
        0,
    ),
    "push do BuildKit": (
        "docker buildx imagetools create --tag localhost:5000/menu:1 localhost:5000/menu:arm",
        " => [internal] pushing localhost:5000/menu:1     0.0s",
        " => [internal] pushing localhost:5000/menu      0.1s",
        0,
    ),
    "plataforma que não há": (
        "docker pull --platform linux/s390x localhost:5000/menu:1",
        "1: Pulling from menu\nno matching manifest for linux/s390x in the manifest list entries",
        "Error response from daemon: no matching manifest for linux/s390x in the manifest list "
        "entries: no match for platform in manifest: not found",
        1,
    ),
    # No 26.1.5, com o Compose 2.26.1.
    "uma barra antes do nome": (
        "docker rm mural",
        'Error response from daemon: cannot remove container "mural": container is running',
        'Error response from daemon: cannot remove container "/mural": container is running',
        1,
    ),
    "a mensagem dentro de um JSON": (
        "DOCKER_API_VERSION=1.12 docker ps",
        "Error response from daemon: client version 1.12 is too old. Minimum supported API version "
        "is 1.24, please upgrade your client to a newer version",
        'Error response from daemon: {"message":"client version 1.12 is too old. Minimum supported '
        'API version is 1.24, please upgrade your client to a newer version"}',
        1,
    ),
    "rede externa": (
        "docker compose --file externa.yaml up --detach",
        "network escola declared as external, but could not be found",
        "Error response from daemon: network escola not found",
        1,
    ),
    "ajuda do docker run": (
        "docker run --rm mural ls /fotos",
        "docker: Error response from daemon: no such thing\n\nRun 'docker run --help' for more "
        "information",
        "docker: Error response from daemon: no such thing.\nSee 'docker run --help'.",
        125,
    ),
    "quem falou antes": (
        "docker run --rm --name rival -p 8080:80 mural",
        "docker: Error response from daemon: failed to set up container networking: network mural "
        "not found",
        "docker: Error response from daemon: network mural not found.",
        125,
    ),
    "um artigo": (
        "docker compose watch",
        "no service is configured for watch, consider setting a 'develop' section",
        "no service is configured for watch, consider setting an 'develop' section",
        1,
    ),
    "faixas de endereços, com outras palavras": (
        "for n in 1 2; do docker network create rede-$n || break; done",
        "Error response from daemon: all predefined address pools have been fully subnetted",
        "Error response from daemon: could not find an available, non-overlapping IPv4 address "
        "pool among the defaults to assign to the network",
        0,
    ),
    "só o recuo": (
        "docker cp web:/etc/hosts .",
        "Successfully copied 3.07kB to /pasta/.",
        "        Successfully copied 2.05kB to /pasta/.",
        0,
    ),
    "títulos de uma tabela": (
        "docker ps",
        "CONTAINER ID   IMAGE   STATUS   PORTS   NAMES\n"
        "4c68ceb1acc9   mural   Up 2 seconds   0.0.0.0:8080->80/tcp, [::]:8080->80/tcp   web",
        "ID   IMAGE   STATUS   PORTS   NAMES\n"
        "17a8d5b0c1de   mural   Up 9 seconds   0.0.0.0:8080->80/tcp, :::8080->80/tcp   web",
        0,
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_other_words_are_accepted(name: str) -> None:
    command, shown, obtained, code = SEEN[name]
    assert alone(command, shown, obtained, shown_code=code)


@pytest.mark.parametrize("name", SEEN)
def test_the_exit_code_is_always_the_one_shown(name: str) -> None:
    command, shown, obtained, code = SEEN[name]
    assert not alone(command, shown, obtained, shown_code=code, code=code + 1)


@pytest.mark.parametrize("name", SEEN)
def test_the_same_words_of_a_program_are_a_failure(name: str) -> None:
    _, shown, obtained, code = SEEN[name]
    assert not alone("./conta.sh", shown, obtained, shown_code=code)


def test_a_line_after_ctrl_c_is_judged_by_its_command() -> None:
    assert alone("docker compose up", "", "canceled", interrupted=True, shown_code=130)
    assert not alone("python3 servidor.py", "", "canceled", interrupted=True, shown_code=130)


REFUSED = {
    "porta trocada": (
        "docker push localhost:5001/mural:1",
        "An image does not exist locally with the tag: localhost:5001/mural",
        "tag does not exist: localhost:5002/mural:1",
        1,
    ),
    "porta trocada numa tabela": (
        "docker ps",
        "CONTAINER ID   PORTS   NAMES\n4c68ceb1acc9   0.0.0.0:8080->80/tcp   web",
        "CONTAINER ID   PORTS   NAMES\n4c68ceb1acc9   0.0.0.0:8081->80/tcp   web",
        0,
    ),
    "nome trocado": (
        "docker start vaso",
        "Error: failed to start containers: vaso",
        "failed to start containers: mural",
        1,
    ),
    "nome trocado por outro que o comando diz": (
        "docker network connect escola web",
        "Error response from daemon: network escola not found",
        "Error response from daemon: network web was not found",
        1,
    ),
    "nome feito de um do guia": (
        "docker compose up --detach",
        " ✔ Container loja-web-1  Started",
        " ✔ Container loja-banco-1  Started",
        0,
    ),
    "tag trocada": (
        "docker image rm mural:1",
        "Untagged: mural:1",
        "Untagged: mural:2",
        0,
    ),
    "estado trocado": (
        "docker compose up --detach",
        " ✔ Container loja-web-1  Started",
        " ✔ Container loja-web-1  Created",
        0,
    ),
    "estado trocado numa tabela": (
        "docker ps --all",
        "CONTAINER ID   STATUS   NAMES\n4c68ceb1acc9   Up 2 seconds (healthy)   web",
        "CONTAINER ID   STATUS   NAMES\n4c68ceb1acc9   Up 2 seconds (unhealthy)   web",
        0,
    ),
    "uma linha de tabela a menos": (
        "docker volume ls",
        "DRIVER    VOLUME NAME\nlocal     dados\nlocal     loja",
        "DRIVER    VOLUME NAME\nlocal     dados",
        0,
    ),
    "uma linha de tabela a mais": (
        "docker volume ls",
        "DRIVER    VOLUME NAME\nlocal     dados",
        "DRIVER    VOLUME NAME\nlocal     dados\nlocal     dados",
        0,
    ),
    "contagem trocada": (
        "docker volume prune --force",
        "Total reclaimed volumes: 2",
        "Reclaimed volumes in total: 3",
        0,
    ),
    "caminho trocado": (
        "docker cp web:/etc/hosts .",
        "Successfully copied to /dados/hosts",
        "Copied with success to /loja/hosts",
        0,
    ),
    "saída do programa no docker run": (
        "docker run --rm mural",
        "Olá, turma",
        "Olá, turmas",
        0,
    ),
    "saída do programa no docker logs": ("docker logs web", "failed: 3", "failed with: 3", 0),
    "registro de um serviço no compose up": (
        "docker compose up",
        "web-1  | listening now",
        "web-1  | listening here now",
        0,
    ),
    "saída de um RUN": (
        "docker build .",
        "#7 0.345 collecting the flask package",
        "#7 0.345 collecting flask the package",
        1,
    ),
    "trecho de um Dockerfile": (
        "docker build .",
        "   2 | >>> RUN false",
        "   2 | >>> RUN not false",
        1,
    ),
    "valores de um --format": (
        "docker inspect --format '{{.Os}}' web",
        "the linux system",
        "the windows system",
        0,
    ),
    "um filtro que conta": ("docker ps | wc -l", "one line", "two line", 0),
    "uma mensagem que some": (
        "docker image rm mural:1",
        "Untagged: mural:1",
        "",
        0,
    ),
    "um erro que aparece": (
        "docker volume rm dados",
        "removed the volume",
        "removed the volume\nError response from daemon: not so",
        0,
    ),
    "um nome confirmado a menos": ("docker rm vaso web", "vaso\nweb", "vaso", 0),
    "outra mensagem": (
        "docker exec web ls",
        "Error response from daemon: No such container: web",
        "Error response from daemon: container web is not running",
        1,
    ),
    "outra mensagem sobre o mesmo nome": (
        "docker rm web",
        "Error response from daemon: No such container: web",
        "Error response from daemon: conflict: still in use: web",
        1,
    ),
    "número trocado": (
        "DOCKER_API_VERSION=1.12 docker ps",
        "client version 1.12 is too old, use 1.24",
        "client version 1.13 is too old: use 1.24",
        1,
    ),
    "um nome a mais que o comando não diz": (
        "docker volume rm dados",
        "Error response from daemon: volume dados is in use",
        "Error response from daemon: volume dados is in use by banco",
        1,
    ),
    "uma linha a menos com um nome que o comando não diz": (
        "docker compose stop",
        "stopping the services\nwaiting for banco too",
        "stopping the services",
        0,
    ),
    "um nome que o comando não diz": (
        "docker compose stop",
        "stopping the services",
        "stopping the services\nwaiting for banco too",
        0,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_a_failure(name: str) -> None:
    command, shown, obtained, code = REFUSED[name]
    assert not alone(command, shown, obtained, shown_code=code)


def test_what_is_typed_inside_a_program_is_strict() -> None:
    command = Step("command", "docker exec -it web bash")
    step = Step("input", "docker start vaso", "# ", expected=["Error: failed to start: vaso"])
    result = Result(["failed to start: vaso"], None)
    diff = compare(step.expected, result.output)
    assert diff
    assert not Wording(NAMES).alone(command, step, result, diff)


@pytest.mark.parametrize(
    ("command", "failed", "speaker"),
    [
        ("docker ps --all", False, "docker"),
        ("docker ps | grep web | head -1", False, "docker"),
        ("docker ps | awk '{print $1}'", False, "nobody"),
        ("DOCKER_HOST=tcp://x docker ps", False, "docker"),
        ("docker stop web && docker rm web", False, "docker"),
        ("docker stop web; cat a.txt", False, "both"),
        ("docker run --detach mural", False, "docker"),
        ("docker run \\\n  --rm mural", False, "both"),
        ("docker compose exec web ls", False, "both"),
        ("docker start vaso", False, "docker"),
        ("docker start --attach vaso", False, "both"),
        ("docker ps --format '{{.Names}}'", False, "both"),
        ("docker compose config", False, "both"),
        ("docker compose config", True, "docker"),
        ("cat compose.yaml", False, "nobody"),
        ("echo 'sem par", False, "nobody"),
        ("for i in 1 2; do docker run mural; done", False, "both"),
        ("for i in 1 2; do conta mural; done", False, "nobody"),
    ],
)
def test_who_speaks(command: str, failed: bool, speaker: str) -> None:
    assert speaker_of(command, failed=failed) == speaker


def test_names_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    example = tmp_path / "examples/loja"
    example.mkdir(parents=True)
    (tmp_path / "docs/p.md").write_text('```console\n--8<-- "loja/loja.console:a"\n```\n')
    (example / "loja.console").write_text(
        "# --8<-- [start:a]\n$ docker run --rm -p 8080:80 mural\n# --8<-- [end:a]\n"
    )
    (example / "compose.yaml").write_text(
        "services:\n  vitrine:  # comentario\n    environment:\n      CIDADE: ${X:?escreva}\n"
    )
    (example / "quebrado.yaml").write_text("a: [\n")
    names = names_of(Guide(tmp_path).page("p"))
    assert {"mural", "8080", "loja", "vitrine", "CIDADE", "escreva", "loja.console"} <= names
    assert not {"docker", "run", "comentario", "services", "environment"} & names
