"""De uma linha, o que a distingue: as palavras que não são de quem lê, e só as que bastam."""

import pytest

from guide.known.patterns import candidates, distinctive, is_less, parts, says_enough

NAMES = frozenset({"vitral", "mural"})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            'docker: Error response from daemon: Conflict. The container name "/vitral" is in use.',
            [
                "docker",
                "error response from daemon",
                "conflict",
                "the container name ... is in use",
            ],
        ),
        ("Bind for 127.0.0.1:8080 failed", ["bind for ... failed"]),
        ("network vitral-rede not found", ["network ... not found"]),
        ("can't open /home/ana/x.py", ["cant open ..."]),
        ("docker: 'compose' is not a docker command.", ["docker", "... is not docker command"]),
    ],
)
def test_parts(line: str, found: list[str]) -> None:
    assert [" ".join(one) for one in parts(line, NAMES)] == found


def test_docker_words_in_quotes_are_kept_if_needed() -> None:
    found = parts("docker: 'compose' is not a docker command.", NAMES, literal=True)
    assert found[-1] == ["compose", "is", "not", "docker", "command"]


@pytest.mark.parametrize(
    ("text", "whole", "enough"),
    [
        ("permission denied", False, False),
        ("permission denied", True, False),
        ("open ... no such file or directory", True, False),
        ("cannot touch ... permission denied", False, True),
        ("unknown flag", False, False),
        ("unknown flag", True, True),
        ("port is already allocated", False, True),
    ],
)
def test_a_common_part_is_never_enough(text: str, whole: bool, enough: bool) -> None:
    assert says_enough(text, whole=whole) is enough


def test_the_shortest_comes_first_and_from_the_end() -> None:
    found = list(candidates("driver failed here: bind for 1.2.3.4 failed: port is taken", NAMES))
    assert found[0] == "port is taken"
    assert found[-1].startswith("driver failed here bind for")


def test_what_is_elsewhere_is_not_distinctive() -> None:
    line = "error getting credentials: executable file not found"
    assert distinctive(line, NAMES, [], lambda _: False) == "executable file not found"
    assert distinctive(line, NAMES, [], lambda text: text.startswith("exec")) == (
        "error getting credentials"
    )
    assert distinctive(line, NAMES, [], lambda _: True) == ""
    assert distinctive(line, NAMES, ["getting ... credentials"], lambda _: False) == (
        "error getting credentials"
    )


def test_who_wrote_more_is_heard() -> None:
    assert is_less("no such host", ["dial tcp lookup ... no such host"])
    assert not is_less("no such host", ["no such host", "no ... such host"])
