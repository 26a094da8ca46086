"""A gravação do que o confere viu: o que fica, o que sai, e o que responde depois."""

import json
from pathlib import Path

from guide.practice.recorded import Recorder, Replay, file_of

LONG = "0123456789ab" + "c" * 52


class Told:
    """Um Docker que responde o que lhe ensinaram."""

    def containers(self) -> list[dict]:
        labels = {
            "com.docker.compose.project": "loja",
            "com.docker.compose.project.working_dir": "/x",
        }
        return [
            {
                "Id": LONG,
                "Name": "/web",
                "LogPath": "/var/lib/docker/x.log",
                "Config": {"Labels": labels, "Hostname": "máquina"},
                "NetworkSettings": {"Networks": {"loja": {"Aliases": ["web"], "IPAddress": "1.2"}}},
                "Mounts": [{"Name": "dados", "Source": "/var/lib/docker/volumes/dados"}],
            }
        ]

    def events(self) -> list[dict]:
        about = {"name": "web", "image": "nginx", "com.docker.compose.project.working_dir": "/x"}
        return [
            {"Type": "container", "Action": "exec_start: ls", "Actor": {"ID": LONG}},
            {
                "Type": "container",
                "Action": "start",
                "Actor": {"ID": LONG, "Attributes": about},
                "time": 1,
            },
        ]

    def contexts(self) -> dict[str, str]:
        return {"default": "unix:///home/ana/docker.sock", "professor": "ssh://aluno@servidor"}

    def volume(self, name: str) -> None:
        return None


def test_only_what_an_exercise_looks_at_is_kept(tmp_path: Path) -> None:
    recorder = Recorder(Told())
    for question in ("containers", "events", "contexts"):
        getattr(recorder, question)()
    recorder.volume("placar")
    file = tmp_path / "novo/a.json"
    recorder.save(file)
    kept = json.loads(file.read_text("utf-8"))
    assert kept == {
        "containers": [
            {
                "Id": LONG[:12],
                "Name": "/web",
                "Config": {"Labels": {"com.docker.compose.project": "loja"}},
                "NetworkSettings": {"Networks": {"loja": {"Aliases": ["web"]}}},
                "Mounts": [{"Name": "dados"}],
            }
        ],
        "contexts": {
            "default": "unix:///var/run/docker.sock",
            "professor": "ssh://aluno@servidor",
        },
        "events": [
            {
                "Type": "container",
                "Action": "start",
                "Actor": {"ID": LONG[:12], "Attributes": {"name": "web", "image": "nginx"}},
            }
        ],
        "volume placar": None,
    }
    replay = Replay(kept)
    assert replay.containers() == kept["containers"]
    assert (replay.volume("placar"), replay.images(), replay.logs("web")) == (None, [], ("", ""))


def test_each_version_has_its_folder() -> None:
    assert file_of("volumes", "28.5.2+dfsg4").as_posix().endswith("recorded/28/volumes.json")
