"""A decisão sobre cada imagem base, com o Docker simulado."""

import threading
from pathlib import Path

import pytest

from guide.engine import images, process
from guide.engine.failure import EngineError
from guide.engine.images import BaseImage, BaseImages, NoInterpreterError
from guide.page import Guide

NO_REGISTRY = EngineError("dial tcp: lookup registry: no such host")


class FakeDocker:
    """Um motor com `present` (etiqueta → resumo da receita, ou vazio) e um registro."""

    def __init__(self, present: dict[str, str], registry: bool) -> None:
        self.present = present
        self.registry = registry
        self.pulls: list[str] = []
        self.builds: list[str] = []
        self.build_error = ""

    def run(self, command: list[str], **_: object) -> str:
        match command[1:]:
            case ["image", "inspect", tag, *_]:
                if tag not in self.present:
                    raise EngineError("No such image")
                return self.present[tag]
            case ["pull", "--quiet", tag]:
                self.pulls.append(tag)
                if not self.registry:
                    raise NO_REGISTRY
                return tag
            case ["build", *_] if self.build_error:
                raise EngineError(self.build_error)
            case ["build", *words]:
                self.builds.append(next(w for w in words if w.startswith("--tag=")).split("=")[1])
                return "sha256:abc"
        raise AssertionError(command)


@pytest.fixture
def docker(monkeypatch: pytest.MonkeyPatch) -> FakeDocker:
    fake = FakeDocker({}, registry=False)
    monkeypatch.setattr(process, "run", fake.run)
    monkeypatch.setattr(BaseImages, "_context", lambda self, name: Path("/contexto") / name)
    return fake


@pytest.fixture
def private(tmp_path: Path) -> BaseImages:
    return BaseImages({}, print, programs=tmp_path, work=tmp_path / "work")


def test_declared_images_come_after_what_they_need() -> None:
    tags = images.recipes()
    assert {"debian:trixie-slim", "python:3.13-slim", "python:3.7-alpine"} <= set(tags)
    assert tags.index("debian:trixie-slim") < tags.index("python:3.13-slim")


def test_every_image_of_the_examples_has_a_recipe() -> None:
    assert not (found := images.without_recipe(Guide(), Path("examples"))), "\n".join(found)


def test_an_image_without_a_recipe_says_where_to_write_it(tmp_path: Path) -> None:
    example = tmp_path / "examples/ola"
    example.mkdir(parents=True)
    (example / "Dockerfile").write_text("FROM scratch\n\nFROM alpine:3\nFROM minha\n")
    (example / "compose.yaml").write_text("services:\n  um:\n    image: redis:8.0.6\n")
    (example / "ola.console").write_text(
        "# --8<-- [start:a]\n$ docker build --tag=minha .\n# --8<-- [end:a]\n"
    )
    found = images.without_recipe(Guide(tmp_path), Path("examples/ola"))
    assert len(found) == 1
    recipes = "guide/engine/private/base_images"
    assert found[0].startswith("examples/ola/Dockerfile:3: a imagem base alpine:3 não tem receita")
    assert f"escreva {recipes}/alpine/3.Dockerfile ({recipes}/README.md diz como)" in found[0]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a/1": "FROM b:1\n"}, "a/1.Dockerfile:1: a receita parte de b:1, que não tem receita"),
        (
            {"a/1": "# Um\nFROM b:1\n", "b/1": "FROM a:1\n"},
            "a/1.Dockerfile:2: a receita parte de b:1, que parte, no fim, dela mesma",
        ),
        ({"a/1": "RUN true\n"}, "a/1.Dockerfile:1: falta a instrução FROM"),
    ],
)
def test_a_recipe_that_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str], said: str
) -> None:
    monkeypatch.setattr(images, "RECIPES", tmp_path)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.Dockerfile").write_text(text)
    with pytest.raises(EngineError) as error:
        images.recipes()
    assert said in str(error.value)


def test_a_broken_recipe_shows_its_path_and_the_last_lines(
    docker: FakeDocker, private: BaseImages
) -> None:
    log = "\n".join([f"#{number} passo" for number in range(100)])
    docker.build_error = (
        f"O comando falhou (1): docker build .\n{log}\n"
        "#7 0.9 E: Unable to locate package redys\nERROR: failed to solve"
    )
    with pytest.raises(EngineError) as error:
        private.ensure(["redis:8.0.6"])
    first, *rest = str(error.value).splitlines()
    assert first.startswith(
        "guide/engine/private/base_images/redis/8.0.6.Dockerfile: a receita da imagem base "
        "redis:8.0.6 não se construiu"
    )
    assert "  #7 0.9 E: Unable to locate package redys" in rest
    assert len(rest) == images.LAST_LINES


def test_an_image_without_a_recipe_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    example = tmp_path / "examples/ola"
    example.mkdir(parents=True)
    (example / "Dockerfile").write_text(
        "FROM alpine:3 AS build\nFROM build\nFROM --platform=x a:1\n"
    )
    (example / "outra.Dockerfile").write_text("ARG BASE=b:2\nFROM ${BASE}\n")
    (example / "compose.yaml").write_text("services:\n  um:\n    image: 'redis:9'\n")
    assert images.used(Guide(tmp_path)) == {
        "alpine:3": "examples/ola/Dockerfile:1",
        "a:1": "examples/ola/Dockerfile:3",
        "b:2": "examples/ola/outra.Dockerfile:2",
        "redis:9": "examples/ola/compose.yaml:3",
    }


def test_image_of_the_registry_is_kept(docker: FakeDocker, private: BaseImages) -> None:
    docker.present["python:3.13-slim"] = ""
    assert private.ensure(["python:3.13-slim"]) == [BaseImage("python:3.13-slim", "registro")]
    assert docker.pulls == docker.builds == []


def test_missing_image_is_pulled(docker: FakeDocker, private: BaseImages) -> None:
    docker.registry = True
    assert private.ensure(["python:3.13-slim"]) == [BaseImage("python:3.13-slim", "registro")]
    assert docker.builds == []


def test_silent_registry_is_asked_once(docker: FakeDocker, private: BaseImages) -> None:
    tags = images.recipes()
    assert private.ensure(tags) == [BaseImage(tag, "substituta") for tag in tags]
    assert docker.pulls == tags[:1]
    assert docker.builds[0] == tags[0]
    assert sorted(docker.builds) == sorted(tags)


def test_images_that_do_not_need_each_other_are_made_together(
    docker: FakeDocker, private: BaseImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cada build espera que os outros do seu lado comecem: um depois do outro nunca acabariam."""
    first, *others = images.recipes()[: images.SIDE_BY_SIDE + 1]
    met = threading.Barrier(images.SIDE_BY_SIDE, timeout=60)

    def run(command: list[str], **options: object) -> str:
        if command[1] == "build" and f"--tag={first}" not in command:
            met.wait()
        return docker.run(command, **options)

    monkeypatch.setattr(process, "run", run)
    assert private.ensure([first, *others]) == [
        BaseImage(t, "substituta") for t in [first, *others]
    ]


def test_stand_in_is_reused_until_its_recipe_changes(
    docker: FakeDocker, private: BaseImages
) -> None:
    tag = "python:3.13-slim"
    docker.present[tag] = private._recipe_hash(tag)
    assert private.ensure([tag]) == [BaseImage(tag, "substituta")]
    assert docker.builds == []
    docker.present[tag] = "receita antiga"
    assert private.ensure([tag]) == [BaseImage(tag, "substituta")]
    assert docker.builds == [tag]


def test_recipe_hash_covers_the_images_below(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "base/1.Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "app/2.Dockerfile").write_text("FROM base:1\n")
    monkeypatch.setattr(images, "RECIPES", tmp_path)
    before = BaseImages._recipe_hash("app:2")
    (tmp_path / "base/1.Dockerfile").write_text("FROM scratch\nCMD true\n")
    assert BaseImages._recipe_hash("app:2") != before


def test_no_stand_in_on_the_engine_of_the_person(docker: FakeDocker) -> None:
    with pytest.raises(EngineError, match=r"python:3.13-slim não pôde ser baixada.*no such host"):
        BaseImages({}, print).ensure(["python:3.13-slim"])
    assert docker.builds == []


def test_missing_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(images.shutil, "which", lambda name: None)
    with pytest.raises(NoInterpreterError, match=r"falta um CPython 3\.7 .*`pyenv install 3\.7`"):
        images._find_cpython("3.7")
    python = tmp_path / "versions/3.7.16/bin/python3.7"
    python.parent.mkdir(parents=True)
    python.touch()
    assert images._find_cpython("3.7") == tmp_path / "versions/3.7.16"


def no_python(name: str) -> Path:
    if name.startswith("cpython-"):
        return images._find_cpython(name.removeprefix("cpython-"))
    return Path("/contexto") / name


@pytest.fixture
def without_pythons(docker: FakeDocker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Uma máquina sem pyenv nem python3.7, em que o resto se acha."""
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(images.shutil, "which", lambda name: None)
    monkeypatch.setattr(BaseImages, "_context", lambda self, name: no_python(name))


@pytest.mark.usefixtures("without_pythons")
def test_image_that_cannot_be_made_is_absent_and_the_others_are_made(
    docker: FakeDocker, private: BaseImages
) -> None:
    found = {image.tag: image for image in private.ensure(images.recipes())}
    absent = found.pop("python:3.7-alpine")
    assert absent.origin == "ausente"
    assert "falta um CPython 3.7 nesta máquina" in absent.reason
    assert {image.origin for image in found.values()} == {"substituta"}
    assert sorted(docker.builds) == sorted(found)


@pytest.mark.usefixtures("without_pythons")
def test_image_made_of_an_absent_one_is_absent(
    docker: FakeDocker, private: BaseImages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python/3.7.Dockerfile").write_text("FROM scratch\nCOPY --from=cpython-3.7 / /\n")
    (tmp_path / "app").mkdir()
    (tmp_path / "app/1.Dockerfile").write_text("FROM python:3.7\n")
    monkeypatch.setattr(images, "RECIPES", tmp_path)
    below, above = private.ensure(images.recipes())
    assert above == BaseImage("app:1", "ausente", f"ela é feita de python:3.7; {below.reason}")
    assert docker.builds == []


def test_another_failure_still_stops_everything(
    docker: FakeDocker, private: BaseImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: BaseImages, name: str) -> Path:
        raise EngineError("o mmdebstrap falhou")

    monkeypatch.setattr(BaseImages, "_context", fail)
    with pytest.raises(EngineError, match="mmdebstrap"):
        private.ensure(images.recipes())


@pytest.mark.usefixtures("without_pythons")
def test_on_the_engine_of_the_user_nothing_is_absent(docker: FakeDocker) -> None:
    with pytest.raises(EngineError, match=r"python:3.7-alpine não pôde ser baixada"):
        BaseImages({}, print).ensure(["python:3.7-alpine"])


def test_what_an_absence_touches(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name, command, base in [
        ("a", "docker build .", "python:3.7-alpine"),
        ("b", "docker run --rm python:3.7-alpine true", "redis:8.0.6"),
        ("c", "docker run --rm redis:8.0.6 true", "scratch"),
    ]:
        example = tmp_path / "examples" / name
        example.mkdir(parents=True)
        (example / "Dockerfile").write_text(f"FROM {base}\n")
        (example / "x.console").write_text(f"# --8<-- [start:s]\n$ {command}\n# --8<-- [end:s]\n")
        (tmp_path / f"docs/{name}.md").write_text(f'```console\n--8<-- "{name}/x.console:s"\n```\n')
    (tmp_path / "docs/d.md").write_text("Sem comandos.\n")
    used = {page.address: images.used_by(page) for page in Guide(tmp_path).pages}
    assert used == {
        "a": {"python:3.7-alpine"},
        "b": {"python:3.7-alpine", "redis:8.0.6"},
        "c": {"redis:8.0.6"},
        "d": set(),
    }
    services = "services:\n  web:\n    build: ../../../examples/a\n"
    assert images.used_by_services(Guide(tmp_path), services) == {"python:3.7-alpine"}
    found = [BaseImage("python:3.7-alpine", "ausente", "porque não"), BaseImage("redis:8.0.6", "x")]
    told = "não há a imagem base python:3.7-alpine: porque não"
    assert [images.absence(found, tags) for tags in used.values()] == [told, told, "", ""]


def test_what_is_missing_is_copied_from_the_first_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """O que falta em algum motor, ou é de outra receita, sai do primeiro uma vez só."""
    engines = {
        "1": {"a:1": "nova", "b:1": "nova"},
        "2": {"a:1": "velha", "b:1": "nova"},
        "3": {"a:1": "nova", "b:1": "nova"},
    }
    saved: list[str] = []

    def run(command: list[object], env: dict[str, str], **_: object) -> str:
        here = engines[env["NUMERO"]]
        match command[1:]:
            case ["image", "inspect", tag, *_]:
                return here[tag]
            case ["save", "--output", archive, *tags]:
                saved.extend(tags)
                archive.touch()
            case ["load", *_]:
                here |= {tag: engines["1"][tag] for tag in saved}
        return ""

    monkeypatch.setattr(process, "run", run)
    first, *others = [BaseImages({"NUMERO": number}, print, work=tmp_path) for number in engines]
    first.copy_to(others, ["a:1", "b:1"])
    assert saved == ["a:1"]
    assert engines["2"] == engines["3"] == engines["1"]
    assert not list(tmp_path.iterdir()), "o arquivo da cópia ficou"
    first.copy_to(others, ["a:1", "b:1"])
    assert saved == ["a:1"], "copiou o que já estava lá"
