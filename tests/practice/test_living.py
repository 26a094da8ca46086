"""O `confere.pyz` olha o motor enquanto a suíte lê uma página."""

from pathlib import Path

import pytest

from guide.confere.docker import Docker
from guide.practice.living import DockerSince


def test_what_another_page_did_is_not_this_one_s(monkeypatch: pytest.MonkeyPatch) -> None:
    happened = [{"Action": "die", "timeNano": 1}, {"Action": "start", "timeNano": 3}]
    monkeypatch.setattr(Docker, "events", lambda _: happened)
    assert DockerSince({}, Path(), 2).events() == happened[1:]
    assert DockerSince({}, Path(), 0).events() == happened
