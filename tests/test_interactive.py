"""Que comandos abrem um programa em que o leitor digita, e que imagens usam."""

import pytest

from guide.interactive import images_named, is_interactive


@pytest.mark.parametrize(
    "command",
    [
        "docker run -it debian sh",
        "sudo docker run --rm -ti debian",
        "docker run \\\n  --interactive --tty debian",
        "docker run --name web -it debian",
        "docker run --name=web -p 80:80 -it debian",
        "docker run -w /app -it debian",
        "docker container run -it debian",
        "docker --context escola run -it debian",
        "docker exec -i -t web sh",
        "cd app && docker exec -it web sh",
        "docker start -ai web",
        "docker compose exec web sh",
        "docker compose --profile x run --rm web sh",
        "CIDADE=Olinda docker compose run web",
        "docker run -it debian sh -c 'echo a; echo b'",
    ],
)
def test_these_are(command):
    assert is_interactive(command)


@pytest.mark.parametrize(
    "command",
    [
        "docker compose exec -T web ls",
        "docker compose exec \\\n  -T web ls",
        "docker compose run --detach web",
        "docker compose exec --no-TTY web ls",
        "docker compose up",
        "docker run -d nginx",
        "docker run -i debian cat",
        "docker run debian ls -it",
        "docker run --name -it debian",
        "docker run --rm cliente docker compose up",
        "docker run --rm cliente sh -c 'docker run -it debian'",
        "docker build --tag=exit .",
        "docker start web",
        "docker ps; echo run -it",
        "echo run -it",
        "docker run -it 'aspas abertas",
        "docker",
        "",
    ],
)
def test_these_are_not(command):
    assert not is_interactive(command)


@pytest.mark.parametrize(
    ("command", "images"),
    [
        ("docker run --rm --name vaso -p 80:80 mural sh -c 'docker run x'", {"mural"}),
        ("docker create -it --network loja mural:2 sh", {"mural:2"}),
        ("docker build --tag=mural . && docker build -t loja ./api", {"mural", "loja"}),
        ("docker image rm --force mural loja", {"mural", "loja"}),
        ("docker tag mural localhost:5000/mural", {"mural", "localhost:5000/mural"}),
        ("docker commit vaso mural", {"mural"}),
        ("docker push mural | cat", {"mural"}),
        ("docker container run --rm mural ls", {"mural"}),
        ("docker --context escola buildx build -t mural .", {"mural"}),
        ("docker network create mural", set()),
        ("docker volume create mural", set()),
        ("docker stop mural", set()),
        ("docker exec mural ls", set()),
        ("docker run --name mural", set()),
        ("docker compose run web", set()),
        ("echo docker; run mural", set()),
    ],
)
def test_the_images_a_command_names(command, images):
    assert images_named(command) == images
