"""O Lighthouse se instala no cache, e a falta dele se diz."""

from pathlib import Path

import pytest

from guide.bench import lighthouse

NPM = """\
#!/bin/sh
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/.bin"
echo > "$2/node_modules/.bin/lighthouse"
{end}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pasta de cache, vazia."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / lighthouse.cache.NAME / "lighthouse"


def npm(folder: Path, end: str) -> dict[str, str]:
    """As variáveis com que se acha um npm que faz de conta que instala, e acaba com `end`."""
    folder.mkdir()
    (folder / "npm").write_text(NPM.format(end=end))
    (folder / "npm").chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_installed_once(tmp_path: Path, home: Path) -> None:
    said: list[str] = []
    env = npm(tmp_path / "bin", "")
    program = lighthouse.ensure(env, said.append)
    assert program.is_file() and program.is_relative_to(home)
    assert lighthouse.ensure({"PATH": ""}, said.append) == program
    assert said == ["Instalando o Lighthouse (só desta vez)…"]


def test_no_npm(home: Path) -> None:
    with pytest.raises(lighthouse.LighthouseError, match="falta o npm"):
        lighthouse.ensure({"PATH": ""}, print)
    assert not home.exists()


def test_no_network(tmp_path: Path, home: Path) -> None:
    """O motivo é o do npm, e a próxima vez começa do começo."""
    env = npm(tmp_path / "bin", "echo 'npm error code ENOTFOUND' >&2; exit 1")
    with pytest.raises(lighthouse.LighthouseError, match=r"\(npm error code ENOTFOUND\)"):
        lighthouse.ensure(env, print)
    assert list(home.iterdir()) == []
