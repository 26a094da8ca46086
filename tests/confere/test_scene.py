"""A cena: o que se tira dos acontecimentos do motor, e os nomes que não se confundem."""

from guide.confere.scene import Scene, same_image
from guide.practice.recorded import Replay


def event(kind: str, action: str, identifier: str, **about: str) -> dict:
    return {"Type": kind, "Action": action, "Actor": {"ID": identifier, "Attributes": about}}


def scene(*events: dict, **answers: object) -> Scene:
    return Scene(Replay({"events": list(events), **answers}))


def test_the_life_of_a_container_is_told_by_the_events() -> None:
    box = {"name": "jogo", "image": "redis:8"}
    [life] = scene(
        event("container", "create", "a1", **box),
        event(
            "volume",
            "mount",
            "placar",
            container="a1",
            destination="/data",
            **{"read/write": "true"},
        ),
        event("network", "connect", "n1", container="a1", name="none", type="null"),
        event("container", "start", "a1", **box),
        event("container", "exec_create: redis-cli set a: b", "a1", execID="x", **box),
        event("container", "exec_die", "a1", execID="x", exitCode="3", **box),
        event("container", "kill", "a1", signal="15", **box),
        event("container", "die", "a1", exitCode="137", **box),
        event("container", "start", "a1", **box),
        event("container", "rename", "a1", name="outro", oldName="/jogo", image="redis:8"),
        event("container", "destroy", "a1", name="outro", image="redis:8"),
    ).lives
    assert (life.name, life.old_names, life.image) == ("outro", ["jogo"], "redis:8")
    assert (life.started, life.exits, life.signals, life.gone) == (2, [137], ["15"], True)
    assert [(one.command, one.code) for one in life.ran("set")] == [("redis-cli set a: b", 3)]
    assert (life.mounts, life.folders) == ({"placar": True}, {"placar": "/data"})
    assert life.networks == ["none"]


def test_two_containers_of_one_name_are_two_lives() -> None:
    lives = scene(
        event("container", "create", "a1", name="x", image="i"),
        event("container", "destroy", "a1", name="x", image="i"),
        event("container", "create", "b2", name="x", image="i"),
    ).lives_of(name="x")
    assert [one.gone for one in lives] == [True, False]


def test_strange_events_do_no_harm() -> None:
    lives = scene(
        {},
        event("container", "die", "a1", exitCode="não sei"),
        event("container", "exec_die", "a1", execID="nunca visto", exitCode="0"),
        event("container", "health_status: healthy", "a1"),
        event("network", "connect", "n1"),
        {"Type": "volume", "Action": None, "Actor": None},
    ).lives
    assert [one.exits for one in lives] == [[-1]]


def test_a_name_is_whole() -> None:
    containers = [{"Name": "/apto10"}, {"Name": "/meu-apto1"}]
    assert scene(containers=containers).container("apto1") is None
    assert scene(containers=containers).container("apto10") == {"Name": "/apto10"}
    assert scene(images=["livraria:20", "x/livraria:2"]).image("livraria:2") is None
    assert scene(volumes=["placar2"]).volume("placar") is None


def test_the_services_of_a_project_are_found_by_their_labels() -> None:
    def one(project: str, service: str, once: str = "False") -> dict:
        labels = {
            "com.docker.compose.project": project,
            "com.docker.compose.service": service,
            "com.docker.compose.oneoff": once,
        }
        return {"Name": f"/{project}-{service}", "Config": {"Labels": labels}}

    containers = [one("a", "web"), one("a", "web", "True"), one("b", "web"), {"Config": None}]
    assert scene(containers=containers).service("a", "web") == [containers[0]]
    assert len(scene(containers=containers).service("a")) == 1


def test_an_image_has_many_names() -> None:
    assert same_image("redis", "redis:latest")
    assert same_image("docker.io/library/redis:8", "redis:8")
    assert same_image("localhost:5001/x", "localhost:5001/x:latest")
    assert not same_image("redis:8", "redis:7")
    assert not same_image("a/redis:8", "redis:8")


def test_each_thing_is_asked_once() -> None:
    asked = []

    class Counting:
        def __getattr__(self, name: str):
            return lambda *words: asked.append((name, *words)) or ["placar"]

    one = Scene(Counting())
    for _ in range(3):
        assert one.volume("placar") and one.volume("nada") is None
    assert asked == [("volumes",), ("volume", "placar")]
