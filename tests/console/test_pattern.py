"""Os padrões de `# aceita:`: o que casa, o que não casa, e os que não se aceitam."""

import pytest

from guide.console.pattern import Hole, Pattern


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("Olá, [..]!", "Olá, mundo!"),
        ("[..] a [..] b", "xx a yy b"),
        ("a [x|y z|] b", "a y z b"),
        ("a[ x|] b", "a b"),
        ("porta[:| port ][..] ok", "porta port 80 ok"),
        ("[WARN[0000] |]Warning: nada", "WARN[0004] Warning: nada"),
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
        ("a [..] b", "a x y b"),
        ("a [x|y z] b", "a x z b"),
        ("a [x|y] b", "a  b"),
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


@pytest.mark.parametrize(
    ("pattern", "line", "said"),
    [
        ("usa [..] de 4", "usa 2 de 4", ""),
        ("Version: [..]", "Version: 28.5.2+dfsg4", ""),
        ("unix://[..]docker.sock", "unix:///var/run/docker.sock", ""),
        ("outra máquina (linux/[..])", "outra máquina (linux/amd64/v4)", ""),
        ("a imagem [fica|ficou] em cache", "a imagem ficou em cache", ""),
        ("usa [..] de 4", "usa dois de 4", "deixa aberto «dois»"),
        ("o resto fica: [..]:0", "o resto fica: 1:2:0", "deixa aberto «1:2»"),
        ("o resto é igual [..]", 'o resto é igual "curl/7.88.1"', 'deixa aberto «"curl/7.88.1"»'),
        ("Version: [..]", "Version: 203.0.113.254", "deixa aberta mais da metade"),
        ("erro: [a rede|o volume deles]", "erro: o volume deles", "deixa aberta mais da metade"),
    ],
)
def test_a_wildcard_is_one_value_and_half_of_the_line_is_said(pattern, line, said):
    assert Pattern(pattern).fits(line)
    found = Pattern(pattern).looseness(line)
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_the_holes_say_what_comes_before_them():
    pattern = Pattern("web-1 exited with code [..][ (restarting)|]")
    assert list(pattern.holes("web-1 exited with code 3")) == [
        Hole("web-1 exited with code ", "3"),
        Hole("", "", choice=True),
    ]
