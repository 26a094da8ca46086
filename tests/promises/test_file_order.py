"""Um comando não usa o arquivo que a página ainda não mostrou: o que ele lê sem o nomear."""

from pathlib import Path

import pytest

from guide.page import Guide
from guide.promises import file_order

BLOCK = '```text title="ola/{0}"\n--8<-- "ola/{0}"\n```\n\n'
STORY = '```console title="Terminal"\n--8<-- "ola/ola.console:um"\n```\n\n'


def problems(sound: Guide, command: str, files: dict[str, str], shown: list[str]) -> list[str]:
    """As faltas de uma página que mostra `shown`, digita `command` e só depois mostra o resto."""
    rest = [name for name in files if name not in shown]
    page = "".join(map(BLOCK.format, shown)) + STORY + "".join(map(BLOCK.format, rest))
    edits: dict[Path, str | None] = {
        Path("docs/primeira.md"): f"# Uma\n\n{page}",
        Path("examples/ola/ola.console"): (
            f"# --8<-- [start:um]\n$ {command}\n# --8<-- [end:um]\n"
        ),
        Path("examples/ola/dados.txt"): None,
    }
    edits |= {Path(f"examples/ola/{name}"): text for name, text in files.items()}
    return file_order.shown_before_use(sound.edited(edits).page("primeira"))


READS = {
    "o Dockerfile": ("docker build .", "Dockerfile", "FROM scratch\n"),
    "outra receita": ("docker build --file=x.Dockerfile .", "x.Dockerfile", "FROM scratch\n"),
    "o de um contexto": ("docker build --tag um ./api", "api/Dockerfile", "FROM scratch\n"),
    "o do builder": ("docker builder build -q -t um .", "Dockerfile", "FROM scratch\n"),
    "o do Compose": ("docker compose ps", "compose.yaml", "services: {}\n"),
}


@pytest.mark.parametrize("name", READS)
def test_what_a_command_reads_comes_before_it(sound: Guide, name: str) -> None:
    command, file, text = READS[name]
    assert problems(sound, command, {file: text}, shown=[file]) == []
    (found,) = problems(sound, command, {file: text}, shown=[])
    assert found.startswith(f"docs/primeira.md:3: «$ {command}» usa ola/{file}, que a página só")


COPIES = [
    "COPY a.py /app/",
    "copy a.py /app/",
    "  ADD --chown=0:0 ./a.py b.py /app/",
    'COPY ["a.py", "/app/"]',
    'Copy --chmod=644 [ "b.py", "a.py", "/app/" ]',
    "COPY b.py \\\n    a.py \\\n    /app/",
]


@pytest.mark.parametrize("line", COPIES)
def test_what_a_recipe_copies_comes_before_the_build(sound: Guide, line: str) -> None:
    files = {"Dockerfile": f"FROM scratch\n{line}\n", "a.py": "a\n", "b.py": "b\n"}
    assert problems(sound, "docker build .", files, shown=list(files)) == []
    (found,) = problems(sound, "docker build .", files, shown=["Dockerfile", "b.py"])
    assert "usa ola/a.py, que a página só mostra" in found


def test_what_another_stage_or_a_name_alone_copies_is_no_file(sound: Guide) -> None:
    recipe = "FROM scratch\nCOPY --from=um a.py /\nRUN cp a.py b\nCOPY . /\n"
    files = {"Dockerfile": recipe, "a.py": "a\n"}
    assert problems(sound, "docker build .", files, shown=["Dockerfile"]) == []


def test_a_recipe_copies_from_its_context(sound: Guide) -> None:
    files = {"api/Dockerfile": "FROM scratch\nCOPY a.py /\n", "api/a.py": "a\n", "a.py": "a\n"}
    shown = ["api/Dockerfile", "a.py"]
    (found,) = problems(sound, "docker build api", files, shown)
    assert "usa ola/api/a.py" in found
    services = {"compose.yaml": "services:\n  api:\n    build: ./api\n"}
    assert problems(sound, "docker compose ps", files | services, ["compose.yaml"]) == []
    (found,) = problems(sound, "docker compose up -d", files | services, [*shown, "compose.yaml"])
    assert "usa ola/api/a.py" in found


def test_where_the_error_is_the_lesson_nothing_is_asked(sound: Guide) -> None:
    command = "docker build .\nERROR: não há\n[código de saída 1]"
    assert problems(sound, command, {"Dockerfile": "FROM scratch\n"}, shown=[]) == []


@pytest.mark.parametrize("line", ["COPY . /app", "COPY lib /app/lib"])
def test_a_folder_is_copied_with_what_the_recipe_names(sound: Guide, line: str) -> None:
    recipe = f"FROM scratch\n{line}\nRUN sh /app/lib/a.sh\n"
    files = {"Dockerfile": recipe, "lib/a.sh": "a\n", "b.sh": "b\n"}
    assert problems(sound, "docker build .", files, shown=["Dockerfile", "lib/a.sh"]) == []
    (found,) = problems(sound, "docker build .", files, shown=["Dockerfile", "b.sh"])
    assert "usa ola/lib/a.sh, que a página só mostra" in found


COMPOSE_READS = [
    "secrets:\n  senha:\n    file: senha.txt\n",
    "configs:\n  um:\n    file: ./senha.txt\n",
]


@pytest.mark.parametrize("command", ["docker compose up -d", "docker stack deploy -c x.yaml um"])
@pytest.mark.parametrize("kept", COMPOSE_READS)
def test_what_a_compose_file_names_comes_before_it(sound: Guide, command: str, kept: str) -> None:
    file = "x.yaml" if "x.yaml" in command else "compose.yaml"
    files = {file: f"services:\n  um:\n    image: scratch\n{kept}", "senha.txt": "a\n"}
    assert problems(sound, command, files, shown=list(files)) == []
    (found,) = problems(sound, command, files, shown=[file])
    assert "usa ola/senha.txt, que a página só mostra" in found


@pytest.mark.parametrize("given", ["um.env", "[um.env]"])
def test_a_file_of_variables_comes_before_it_is_read(sound: Guide, given: str) -> None:
    compose = f"services:\n  um:\n    image: scratch\n    env_file: {given}\n"
    files = {"compose.yaml": compose, "um.env": "A=1\n"}
    assert problems(sound, "docker compose up -d", files, shown=list(files)) == []
    (found,) = problems(sound, "docker compose up -d", files, shown=["compose.yaml"])
    assert "usa ola/um.env, que a página só mostra" in found
