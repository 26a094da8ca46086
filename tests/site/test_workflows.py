"""Os arquivos de CI: o que os linters dizem deles, e uma corrida a seco dos comandos de cada job.

A corrida é num clone limpo, com os comandos do arquivo, na ordem dele. O que muda: `make tools` só
se imprime (`--dry-run`), porque instalaria pacotes; `make test` passa o ruff e recolhe os testes,
sem os executar, que são estes; `make publish` e `make release` são de verdade, num guia de três
páginas; o `gh` e o `docker` são de mentira e anotam o que lhes pedem. O que os serviços do GitHub e
do GitLab fazem (as `uses:`) não se executa aqui.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from guide.page import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
BIN = Path(sys.executable).parent
CONTEXT = {
    "github.ref_name": "v1.1",
    "github.repository": "turma/guia",
    "github.repository_owner": "turma",
    "github.event.repository.name": "guia",
    "github.server_url": "https://forja.example",
    "github.run_id": "7",
    "github.token": "ficha",
}
"""O que o GitHub poria no lugar de cada `${{ … }}`."""


@dataclass(frozen=True)
class Job:
    """Um job: onde está, os comandos, cada um com as variáveis dele, e as ações que usa."""

    name: str
    commands: list[tuple[str, dict[str, str]]]
    uses: list[str]


def filled(text: str) -> str:
    """`text` com o que o GitHub poria nele. Levanta `KeyError` se não se sabe o quê."""
    return re.sub(r"\$\{\{ *(.+?) *\}\}", lambda found: CONTEXT[found[1]], text)


def github_jobs(file: Path) -> Iterator[Job]:
    for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items():
        commands = [
            (
                step["run"].strip(),
                {
                    key: filled(value)
                    for key, value in {**job.get("env", {}), **step.get("env", {})}.items()
                },
            )
            for step in job["steps"]
            if "run" in step
        ]
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        yield Job(f"{file.name}::{name}", commands, uses)


def gitlab_jobs() -> Iterator[Job]:
    variables = {
        "$CI_PAGES_URL": "https://guia.example",
        "$CI_PROJECT_URL": "https://forja.example/guia",
        "$CI_COMMIT_TAG": "v1.0",
    }
    content = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    for name, job in content.items():
        if isinstance(job, dict) and "script" in job:
            env = job.get("variables", {})
            for variable, value in variables.items():
                env = {key: said.replace(variable, value) for key, said in env.items()}
            yield Job(f"{GITLAB.name}::{name}", [(one, env) for one in job["script"]], [])


JOBS = [*(job for file in WORKFLOWS for job in github_jobs(file)), *gitlab_jobs()]


def lint(*command: str) -> str:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, text=True, capture_output=True
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    """Permissões, ações presas, injeção pelos nomes: tudo o que ele sabe sem rede."""
    said = lint("zizmor", "--offline", "--no-progress", "--persona=pedantic", ".github")
    assert not said, said


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", [str(file) for file in WORKFLOWS]),
        ("dependabot", [str(ROOT / ".github/dependabot.yml")]),
        ("gitlab-ci", ["--data-transform=gitlab-ci", str(GITLAB)]),
    ],
)
def test_the_schema_of_the_service(schema: str, files: list[str]) -> None:
    said = lint("check-jsonschema", f"--builtin-schema=vendor.{schema}", *files)
    assert not said, said


@pytest.mark.parametrize("linter", ["zizmor", "check-jsonschema"])
def test_the_linters_see_a_fault(linter: str, tmp_path: Path) -> None:
    """Uma ação solta e uma chave que não existe: se eles calam, as provas acima não provam nada."""
    text = WORKFLOWS[0].read_text(encoding="utf-8")
    file = tmp_path / "solto.yml"
    file.write_text(re.sub(r"@[0-9a-f]{40} # v\S+", "@main", text).replace("runs-on", "corre-em"))
    options = {
        "zizmor": ["--offline"],
        "check-jsonschema": ["--builtin-schema=vendor.github-workflows"],
    }
    assert lint(linter, *options[linter], str(file))


def test_every_action_is_pinned_with_its_version() -> None:
    """Um SHA não diz nada a quem lê: a versão fica no comentário, que o Dependabot atualiza."""
    loose = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in WORKFLOWS
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "uses:" in line
        and not re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    ]
    assert not loose, "\n".join(["prenda a ação ao SHA inteiro, com a versão ao lado:", *loose])


def test_who_may_write() -> None:
    """Só três jobs escrevem, cada um uma coisa; nenhum deles constrói nem testa nada."""
    writers = {}
    for file in WORKFLOWS:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert content["permissions"] == {}, f"{file.name}: permissions: {{}} no começo"
        assert "secrets." not in file.read_text(encoding="utf-8"), f"{file.name}: sem segredos"
        for name, job in content["jobs"].items():
            allowed = {key for key, value in job["permissions"].items() if value == "write"}
            if allowed:
                writers[f"{file.name}::{name}"] = allowed
    assert writers == {
        "edicao.yml::publicar": {"contents"},
        "publicar.yml::publicar": {"pages", "id-token"},
        "semanal.yml::contar": {"issues"},
    }


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_only_targets_of_the_makefile(job: Job) -> None:
    """O que o CI faz, qualquer pessoa faz igual na sua máquina."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for command, _ in job.commands:
        words = shlex.split(command)
        assert words[0] == "make" and words[1] in targets, f"{job.name}: {command}"
        assert all(re.match(r"[A-Z_]+=", word) for word in words[2:]), f"{job.name}: {command}"


FAKE = """\
#!{python}
import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps([os.path.basename(sys.argv[0]), *sys.argv[1:]]) + "\\n")
if "list" in sys.argv:
    print("[]")
"""


@dataclass(frozen=True)
class Rehearsal:
    """A corrida a seco de um arquivo do GitHub na pasta `place`."""

    place: Path
    env: dict[str, str]
    calls: Path
    artifacts: Path

    def run(self, file: Path) -> None:
        """Executa os jobs, um depois do outro, e leva os artefatos de um ao outro."""
        for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                env = {**job.get("env", {}), **step.get("env", {})}
                if "run" in step:
                    self.command(step["run"], {key: filled(said) for key, said in env.items()})
                elif "upload-artifact@" in step["uses"]:
                    self.upload(step["with"]["name"], step["with"]["path"].split())
                elif "download-artifact@" in step["uses"]:
                    origin = self.artifacts / step["with"].get("name", "")
                    shutil.copytree(origin, self.place / step["with"]["path"], dirs_exist_ok=True)

    def command(self, command: str, env: dict[str, str]) -> None:
        """Executa `command`; o `make tools` só se imprime."""
        said = command + " --dry-run" * command.startswith("make tools")
        done = subprocess.run(
            ["bash", "-e", "-c", said],
            cwd=self.place,
            env=self.env | env,
            text=True,
            capture_output=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    def upload(self, name: str, paths: list[str]) -> None:
        """Guarda o que casa com `paths`; uma pasta sozinha, sem o nome dela, como a ação faz."""
        target = self.artifacts / name
        if len(paths) == 1:
            shutil.move(self.place / paths[0], target)
            return
        for pattern in paths:
            for file in self.place.glob(pattern):
                kept = target / file.relative_to(self.place)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, kept)

    @property
    def asked(self) -> list[list[str]]:
        """O que se pediu ao `gh` e ao `docker`, na ordem."""
        return [json.loads(line) for line in self.calls.read_text().splitlines()]


def rehearsal(place: Path, tmp_path: Path, chromium: Path) -> Rehearsal:
    """Prepara `place`: o Python de agora como ambiente instalado, e os programas de mentira."""
    programs = {"python": f'exec "{sys.executable}" "$@"', "ruff": f'exec "{BIN / "ruff"}" "$@"'}
    for name, line in programs.items():
        program = place / ".venv/bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
    (place / ".venv/ready").touch()
    fakes = tmp_path / "de mentira"
    fakes.mkdir()
    for name in ("gh", "docker"):
        (fakes / name).write_text(FAKE.format(python=sys.executable))
        (fakes / name).chmod(0o755)
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTEST_", "MAKE", "MFLAGS"))
    }
    env |= {
        "PATH": f"{fakes}:{os.environ['PATH']}",
        "PYTHON": sys.executable,
        "CHROMIUM": str(chromium),
        "CALLS": str(tmp_path / "calls"),
        "PYTEST_ADDOPTS": "--collect-only --quiet tests/test_notes.py",
    }
    (tmp_path / "calls").touch()
    (tmp_path / "artefatos").mkdir()
    return Rehearsal(place, env, tmp_path / "calls", tmp_path / "artefatos")


@pytest.fixture
def whole(tmp_path: Path, chromium: Path) -> Rehearsal:
    """Num clone limpo do guia: o que o git guardaria dos arquivos de agora."""
    place = tmp_path / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return rehearsal(place, tmp_path, chromium)


@pytest.fixture
def small(edition: Path, tmp_path: Path, chromium: Path) -> Rehearsal:
    """Num guia de três páginas, de que a edição 1.1 pode sair."""
    return rehearsal(edition, tmp_path, chromium)


def test_each_change(whole: Rehearsal) -> None:
    whole.run(ROOT / ".github/workflows/testar.yml")


def test_each_week(whole: Rehearsal) -> None:
    """Os resultados chegam ao job que conta; nada falhou, e ele só pergunta se há o que fechar."""
    whole.run(ROOT / ".github/workflows/semanal.yml")
    image, listed = whole.asked
    assert image == ["docker", "compose", "build"]
    assert listed[:3] == ["gh", "issue", "list"]
    kept = sorted(one.relative_to(whole.artifacts).as_posix() for one in whole.artifacts.rglob("*"))
    assert {
        "motor-do-runner/verified/verified.json",
        "motor-mais-novo/motor-mais-novo.json",
    } <= set(kept)


def test_the_main_branch_is_published(small: Rehearsal) -> None:
    small.run(ROOT / ".github/workflows/publicar.yml")
    page = (small.place / "site/ola/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://turma.github.io/guia/ola/">' in page
    assert "https://forja.example/turma/guia/edit/main/docs/ola.md" in page
    assert (small.place / "site/docker-em-portugues.pdf").is_file()


@pytest.mark.usefixtures("pandoc")
def test_an_edition(small: Rehearsal) -> None:
    """O que um job faz é o que o outro publica, com a tag que o GitHub disse."""
    small.run(ROOT / ".github/workflows/edicao.yml")
    (posted,) = small.asked
    assert posted[:4] == ["gh", "release", "create", "v1.1"]
    book = "docker-em-portugues"
    names = ("SHA256SUMS", "confere.pyz", f"{book}.epub", f"{book}.pdf", f"{book}.zip")
    assert posted[-5:] == [f"dist/1.1/{name}" for name in names]


def test_gitlab_says_nothing_else() -> None:
    """Os comandos do GitLab são os do GitHub, menos a issue e a publicação, que são do `gh`."""
    github = {
        command for file in WORKFLOWS for job in github_jobs(file) for command, _ in job.commands
    }
    gitlab = {command for job in gitlab_jobs() for command, _ in job.commands}
    assert {command.partition(" TOOLS=")[0] for command in gitlab} <= github
    assert {"make test", "make publish", "make release"} <= gitlab
