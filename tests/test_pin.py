"""`make pin`: os digests do Dockerfile vêm do registro, todos ou nenhum."""

import os
import sys
from pathlib import Path

import pytest

from guide import pin
from guide.page import ROOT

TEXT = """\
# FROM comentada:1
FROM python:3.13-slim@sha256:aaaa AS base
FROM base AS site
FROM nginx:1.30
COPY --from=site /a /b
"""
FAKE = """\
#!{python}
import sys
tag = sys.argv[4]
if tag == "nginx:1.30" and {refuse}:
    sys.exit("ERROR: failed to do request")
print("sha256:" + ("1" if tag.startswith("python") else "2") * 64)
"""


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Põe no PATH um `docker` de mentira, que conhece os digests, ou recusa um deles."""

    def install(refuse: bool = False) -> None:
        program = tmp_path / "bin/docker"
        program.parent.mkdir(exist_ok=True)
        program.write_text(FAKE.format(python=sys.executable, refuse=refuse))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

    return install


@pytest.fixture
def dockerfile(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text(TEXT)
    return tmp_path / "Dockerfile"


def test_every_image_and_no_stage(dockerfile: Path, registry, capsys) -> None:
    registry()
    pin.main([str(dockerfile)])
    assert dockerfile.read_text() == TEXT.replace("aaaa", "1" * 64).replace(
        "nginx:1.30", f"nginx:1.30@sha256:{'2' * 64}"
    )
    assert "digests novos" in capsys.readouterr().out
    pin.main([str(dockerfile)])
    assert "já são os de hoje" in capsys.readouterr().out


def test_all_or_none(dockerfile: Path, registry, monkeypatch: pytest.MonkeyPatch) -> None:
    registry(refuse=True)
    with pytest.raises(SystemExit, match=r"fica como estava\. nginx:1\.30: o registro não deu o"):
        pin.main([str(dockerfile)])
    monkeypatch.setenv("PATH", "/nao/existe")
    with pytest.raises(SystemExit, match="Falta o comando docker"):
        pin.main([str(dockerfile)])
    assert dockerfile.read_text() == TEXT


def test_every_base_of_the_site_is_pinned() -> None:
    """A tag ao lado do digest; os outros `FROM` são estágios."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    stages = {words[3] for line in lines if (words := line.split())[:1] == ["FROM"] and words[3:]}
    loose = [
        f"Dockerfile:{number}: prenda a base ao digest, com a tag ao lado (make pin): {line}"
        for number, line in enumerate(lines, 1)
        if (words := line.split())[:1] == ["FROM"]
        and words[1] not in stages
        and not pin.DIGEST.fullmatch(words[1].partition("@")[2])
    ]
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize("content", [b"FROM caf\xe9:1\n", b"", b"FROM scratch\n"])
def test_what_is_not_a_dockerfile_is_refused(dockerfile: Path, content: bytes) -> None:
    dockerfile.write_bytes(content)
    with pytest.raises(SystemExit, match="fica como estava"):
        pin.main([str(dockerfile)])
    assert dockerfile.read_bytes() == content
