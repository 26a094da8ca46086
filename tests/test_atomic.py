"""Arquivos que se trocam de uma vez: todos, ou nenhum."""

import signal
from pathlib import Path

import pytest

from guide import atomic


def test_all_are_written_with_the_permissions_they_had(tmp_path: Path) -> None:
    old, new = tmp_path / "velho", tmp_path / "pasta/novo"
    old.write_text("antes")
    old.chmod(0o640)
    atomic.write({old: "olá\n", new: "1\r\n"})
    assert old.read_text(encoding="utf-8") == "olá\n"
    assert new.read_bytes() == b"1\r\n"
    assert old.stat().st_mode & 0o777 == 0o640


def test_what_goes_wrong_before_leaves_everything_as_it_was(tmp_path: Path) -> None:
    old, impossible = tmp_path / "velho", tmp_path / "arquivo/dentro"
    old.write_text("antes")
    (tmp_path / "arquivo").write_text("não é pasta")
    with pytest.raises(OSError):
        atomic.write({old: "depois", impossible: "x"})
    assert old.read_text() == "antes"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["arquivo", "velho"]


def test_ctrl_c_waits_for_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in ("um", "dois")]
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(dict.fromkeys(files, "novo"))
    assert [one.read_text() for one in files] == ["novo", "novo"]
    assert sorted(tmp_path.iterdir()) == sorted(files)
