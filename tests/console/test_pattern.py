"""Os padrões de `# aceita:`: o que casa, o que não casa, e os que não se aceitam."""

import pytest

from guide.console.pattern import Pattern


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("Olá, [..]!", "Olá, mundo!"),
        ("[..] a [..] b", "xx a xx a xx b"),
        ("x[..]", "x"),
        ("feito em [..]s", "feito em 0.3s"),
        ("container [..] 0.3s", "container web 1.4s"),
        ("root@[..]:/# ", "root@3f2a9c1b2d3e:/#"),
        ("id [..]", "id "),
        ("a [..] b", "a  b"),
        ("About a minute ago [..] web", "2 minutes ago x web"),
        ("Python 3.13.[..]", "Python 3.13.5"),
        ("tree v[..]", "tree v2.1.0"),
        ("[..]:8080 ok", "0.0.0.0:8080 ok"),
        ("usa [..] do 3f2a9c1b2d3e", "usa 8 do 9c1b2d3e3f2a"),
    ],
)
def test_fits(pattern, line):
    assert Pattern(pattern).fits(line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("ab[..]bc", "abc"),
        ("mura[..]", "mural"),
        ("porta 80[..]", "porta 8080"),
        ("[..]080", "8080"),
        ("web[..]", "web2"),
        ("[..]2", "web2"),
        ("v1[..]", "v1.5"),
        ("1[..]", "1.5"),
        ("1[..]", "1,5"),
        ("em [..]s id 3f2a9c1b2d3e", "em 0.3s id nenhum"),
        ("a [..] b", "a c"),
    ],
)
def test_does_not_fit(pattern, line):
    assert not Pattern(pattern).fits(line)


def test_many_wildcards_take_no_exponential_time():
    assert not Pattern("[..]a" * 30 + "b").fits("a" * 5000)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("sem curinga", "não tem «[..]»"),
        ("[..]", "aceitaria quase tudo"),
        ("[..] ok [..]", "aceitaria quase tudo"),
        ("Python 3.[..]", ""),
    ],
)
def test_a_useless_pattern_says_why(pattern, problem):
    found = Pattern(pattern).problem
    assert problem in found
    assert bool(found) == bool(problem)


def test_a_pattern_says_at_least_half_of_the_line():
    line = "docker: Error response from daemon: network aulas not found 3f2a9c1b2d3e"
    assert Pattern("docker: [..]aulas not found [..]").is_loose_for(line)
    assert not Pattern("docker: Error [..]: network aulas not found [..]").is_loose_for(line)


def test_a_version_is_one_value_and_an_address_is_not():
    assert not Pattern("Version: [..]").is_loose_for("Version: 28.5.2+dfsg4")
    assert Pattern("Version: [..]").is_loose_for("Version: 203.0.113.254")
