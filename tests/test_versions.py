"""O que se faz com uma diferença de versão: quando é falha, o que fica de fora, o que se conta."""

from pathlib import Path

import pytest

from guide import versions
from guide.console.parse import parse
from guide.console.story import SectionResult, Story
from guide.console.terminal import Terminal
from guide.detours import DetouredPage
from guide.engine.private import packages
from guide.page import Guide, Page
from guide.versions import Exclusion, Told
from guide.wording import Wording


def test_the_reference_is_the_version_of_the_private_engine() -> None:
    assert packages.DEFAULT_ENGINE == versions.REFERENCE


@pytest.mark.parametrize(
    ("version", "env", "strict"),
    [
        ("28.5.2+dfsg4", {}, True),
        ("28.5", {}, True),
        ("28.50.1", {}, False),
        ("26.1.5+dfsg1", {}, False),
        ("29.7.2", {"STRICT": "0"}, False),
        ("29.7.2", {"STRICT": ""}, False),
        ("29.7.2", {"STRICT": "1"}, True),
    ],
)
def test_strict(version: str, env: dict[str, str], strict: bool) -> None:
    assert versions.is_strict(version, env) is strict


@pytest.mark.parametrize(
    ("command", "docker", "another"),
    [
        ("docker images", "29.7.2", True),
        ("docker image ls", "30.0", True),
        ("docker images", "28.5.2+dfsg4", False),
        ("docker image ls --format '{{.ID}}'", "29.7.2", False),
        ("docker ps", "29.7.2", False),
    ],
)
def test_the_table_of_images_is_another_in_docker_29(
    command: str, docker: str, another: bool
) -> None:
    (section,) = parse(f"# --8<-- [start:a]\n$ {command}\n# --8<-- [end:a]\n", "a.console").sections
    assert versions.draws_another_table(section, docker) is another


def test_exclusion_is_of_a_version() -> None:
    table = {
        ("p.md", "a"): Exclusion("Docker", "26.1", "não há"),
        ("p.md", "b"): Exclusion("Compose", "2.26", "é outro"),
    }
    assert versions.exclusion("p.md", "a", "26.1.5", "2.40", table) == "Docker 26.1: não há"
    assert versions.exclusion("p.md", "b", "28.5", "2.26.1-4", table) == "Compose 2.26: é outro"
    assert not versions.exclusion("p.md", "a", "28.5.2", "2.40", table)
    assert not versions.exclusion("p.md", "outra", "26.1.5", "2.26", table)


def test_every_exclusion_is_of_a_section_of_the_guide() -> None:
    guide = Guide()
    read = [kind(page.path, guide) for page in guide.pages for kind in (Page, DetouredPage)]
    shown = {(page.name, one.section) for page in read for one in page.story}
    dead = sorted(set(versions.NOT_ON) - shown)
    assert not dead, f"guide/versions.py: NOT_ON fala de seções que não há: {dead}"


TRANSCRIPT = """\
# --8<-- [start:um]
$ docker rm vaso
one way to say it
# --8<-- [end:um]
# --8<-- [start:dois]
$ docker rm web
web
# --8<-- [end:dois]
# retry: yes
# timeout: 5
# --8<-- [start:insiste]
$ docker ps
one way
# --8<-- [end:insiste]
# timeout: 5
# --8<-- [start:frente]
$ docker compose up
one way
^C
[código de saída 130]
# --8<-- [end:frente]
"""
DOCKER = """\
#!/bin/sh
case "$*" in
    'rm vaso') echo 'another way to say it' ;;
    'rm web') echo web ;;
    'compose up') echo 'another way'; exec sleep 60 ;;
    *) echo 'another way' ;;
esac
"""


@pytest.fixture
def told_by_a_story(tmp_path: Path) -> list[SectionResult]:
    """Uma história num `docker` de mentira, que diz o mesmo em outras palavras."""
    program = tmp_path / "bin/docker"
    program.parent.mkdir()
    program.write_text(DOCKER)
    program.chmod(0o755)
    env = {"PATH": f"{program.parent}:/usr/bin:/bin"}
    sections = parse(TRANSCRIPT, "t.console").sections
    with Story(
        sections, lambda _: Terminal(tmp_path, env), tolerate=Wording({"vaso", "web"}).alone
    ) as story:
        return story.results()


def test_the_story_goes_on_after_a_tolerated_difference(
    told_by_a_story: list[SectionResult],
) -> None:
    assert [one.status for one in told_by_a_story] == ["passed"] * 4
    tolerated = [step.tolerated for one in told_by_a_story for step in one.steps]
    assert tolerated == [True, False, True, True, False]


def test_what_differs_is_listed_at_the_end(told_by_a_story: list[SectionResult]) -> None:
    reports = [
        versions.properties(result, "p.md", 10 * number)
        for number, result in enumerate(told_by_a_story, 1)
    ]
    reports.append({"left_out": "falta algo", "section": "docs/p.md:50 (outra)"})
    told = versions.told(reports)
    assert told.pages == {"p.md"}
    assert told.summary("26.1.5") == [
        "3 linhas diferem nesta versão (Docker 26.1.5; referência 28.5), só nas palavras do Docker "
        "(- na página, + obtida; com STRICT=1 são falhas):",
        "  docs/p.md:10 (t.console:3)",
        "    - one way to say it",
        "    + another way to say it",
        "  docs/p.md:30 (t.console:13)",
        "    - one way",
        "    + another way",
        "  docs/p.md:40 (t.console:18)",
        "    - one way",
        "    + another way",
        "1 seção ficou de fora, e a página sem verificação: falta algo",
        "  docs/p.md:50 (outra)",
    ]


def test_nothing_to_tell() -> None:
    assert Told([], {}).summary("28.5.2") == []
