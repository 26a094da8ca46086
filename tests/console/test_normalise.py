"""Cada regra, com o que ela casa e o quase igual que ela não pode casar."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.console.normalise import RULES, normalise_line

HEX64 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

REF = "c07fb20a-25e3-4d34-8a7a-7b18e2d792ba::nosrux3wbq8ug22z0ljd0cpyk"

CASES = {
    "digest": (
        [
            (f"sha256:{HEX64}", "<digest>"),
            ("python@sha256:f3d31c8677d03f", "python@<digest>"),
            (f"Digest: sha256:{HEX64}", "Digest: <digest>"),
        ],
        ["sha256:f3d31", "sha512:f3d31c8677d03f", "sha256:texto-qualquer", "sha256sum"],
    ),
    "id": (
        [
            ("3f2a9c1b2d3e", "<id>"),
            ("123456789012", "<id>"),
            (HEX64, "<id>"),
            ("root@3f2a9c1b2d3e:/# ls", "root@<id>:/# ls"),
            ("2d473b07cdd5: Pull complete", "<id>: Pull complete"),
        ],
        [
            "3f2a9c1b2d3",
            "3f2a9c1b2d3e4",
            "3F2A9C1B2D3E",
            "0.123456789012",
            "web-3f2a9c1b2d3e",
            "3f2a9c1b2d3g",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        ],
    ),
    "ref do BuildKit": (
        [(f"of ref {REF}: not found", "of ref <ref>: not found")],
        [REF.replace("::", ":"), REF[:-1], REF.replace("-", "")],
    ),
    "id de 25 letras": (
        [
            ("dxn1zf6l61qsb1josjja83ngz", "<id>"),
            ("node (dxn1zf6l61qsb1josjja83ngz) is", "node (<id>) is"),
            ("vmlbttxlildbpgenuyzwnlxdp", "<id>"),
            ("node (vmlbttxlildbpgenuyzwnlxdp) is", "node (<id>) is"),
        ],
        [
            "dxn1zf6l61qsb1josjja83ng",
            "dxn1zf6l61qsb1josjja83ngzz",
            "umapalavramuitocomprida",
            "anticonstitucionalissimaum",
            "o anticonstitucionalissimau",
            "web.1.dxn1zf6l61qsb1josjja83ngz",
            "DXN1ZF6L61QSB1JOSJJA83NGZ",
        ],
    ),
    "data do registro HTTP": (
        [
            ("[23/Nov/2026 21:42:10] ok", "[<data>] ok"),
            ("[23/Nov/2026:21:42:10 +0000]", "[<data>]"),
        ],
        ["23/11/2026", "23/Nov/2026", "a/Nov/b", "GET /23/Nov/2026"],
    ),
    "data ISO": (
        [
            ("2026-11-23", "<data>"),
            ("2026-11-23T21:42:10.123456789Z", "<data>"),
            ("2026-11-23 21:42:10 -0300 -03", "<data>"),
            ("2026-11-23 21:42:10 +0000 UTC", "<data>"),
            ("2026-11-23 21:42", "<data>"),
            ("2026-11-23 21:42:10.123 UTC [1] LOG", "<data> [1] LOG"),
        ],
        ["2026-11", "1.2026-11-23", "2026-23-11", "v2026-11-23", "12026-11-23"],
    ),
    "data do nginx": (
        [("2026/11/27 07:29:24 [notice] 1#1: fim", "<data> [notice] 1#1: fim")],
        ["2026/11/27", "em 2026/11/27, aula"],
    ),
    "data por extenso": (
        [
            ("Date: Mon, 23 Nov 2026 21:42:10 GMT", "Date: <data>"),
            ("Mon Nov 23 21:42:10 UTC 2026", "<data>"),
            ("-rw-r--r-- 1 root Nov 23 21:42 app", "-rw-r--r-- 1 root <data> app"),
            ("1:M 23 Nov 2026 21:42:10.123 * Ready", "1:M <data> * Ready"),
        ],
        ["Nov 23", "Mon", "May 8080:80", "Nov 23 99:99", "March 21 12:00"],
    ),
    "hora": (
        [("21:42:10", "<hora>"), ("às 21:42:10.5.", "às <hora>.")],
        ["21:42", "24:00:00", "21:60:10", "127.0.0.1:10:20:30", "02:42:11:22:33:44", "8080:80"],
    ),
    "tempo decorrido": (
        [
            ("2 minutes ago", "<tempo> ago"),
            ("About a minute ago", "<tempo> ago"),
            ("About an hour ago", "<tempo> ago"),
            ("Less than a second ago", "<tempo> ago"),
            ("Running about a minute ago", "Running <tempo> ago"),
            ("Exited (0) 3 seconds ago", "Exited (0) <tempo> ago"),
        ],
        ["2 minutes", "2 containers ago", "esperei 3 seconds"],
    ),
    "tempo no ar": (
        [
            ("Up 3 seconds", "Up <tempo>"),
            ("Up About a minute (healthy)", "Up <tempo> (healthy)"),
            ("Up Less than a second", "Up <tempo>"),
        ],
        ["Up 3 containers", "Set Up", "Update 3 seconds", "Up (healthy)"],
    ),
    "duração": (
        [
            ("0.3s", "<duração>"),
            (
                "[+] Building 1.2s (8/8) FINISHED",
                "[+] Building <duração> (8/8) FINISHED",
            ),
            ("#5 DONE 12.0s", "#5 DONE <duração>"),
            ("real 0m0.123s", "real <duração>"),
        ],
        ["30s", "v0.3s", "1.0.3s", "0.3sec", "0.3 s", "(8/8)", "0.3s-alpine"],
    ),
    "milissegundos do curl": (
        [
            ("port 80 after 12 ms: Couldn't connect", "port 80 after <duração>: Couldn't connect"),
            ("b:80 after 3 ms: Could not connect", "b:80 after <duração>: Could not connect"),
        ],
        ["retry after 500 ms", "after 12 ms: fim", "em 12 ms: Could not connect"],
    ),
    "segundos de um aviso": (
        [("WARN[0000] /a/compose.yaml: obsolete", "WARN[<segundos>] /a/compose.yaml: obsolete")],
        ["INFO[0000] ok", "WARN[000] ok", "a WARN[0000] ok", "WARN[0000]: ok"],
    ),
    "instante no registro do BuildKit": (
        [
            ("1.234 ERROR: nada", "<instante> ERROR: nada"),
            ("#7 0.312 ok", "<instante> ok"),
            ("0.805  Expected", "<instante>  Expected"),
        ],
        ["1.234", "1.23 x", "1.2345 x", "flask 1.234 x", "3.13.012 x"],
    ),
    "IP de container": (
        [
            ("172.17.0.2", "<ip>"),
            ("http://172.17.0.2:8000/", "http://<ip>:8000/"),
            ("172.31.255.254/16", "<ip>/16"),
            ("192.168.48.2", "<ip>"),
            ("http://192.168.240.3/", "http://<ip>/"),
        ],
        [
            "127.0.0.1",
            "0.0.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.168.56.11",
            "192.168.1.10",
            "192.169.0.2",
            "172.17.0",
            "172.17.0.256",
            "1.172.17.0.2",
            "172.17.0.2.1",
            "10.0.0.1",
        ],
    ),
    "velocidade": (
        [("3.1 MB/s eta", "<velocidade> eta"), ("(5,123 kB/s)", "(<velocidade>)")],
        ["3 B/sec", "req/s", "12/s"],
    ),
    "progresso": (
        [
            ("1.2MB/3.4MB", "<progresso>"),
            ("94.6/94.6 kB", "<progresso>"),
            ("[=====>     ]  1.2MB/3.4MB", "<progresso>"),
        ],
        ["(8/8)", "2/2", "[+] Running 2/2", "80/tcp", "v1/2MBx"],
    ),
    "tamanho": (
        [
            ("12.3MB", "<tamanho>"),
            ("context: 45.2kB done", "context: <tamanho> done"),
            ("132B", "<tamanho>"),
            ("(94 kB)", "(<tamanho>)"),
            ("1.2MiB / 7.6GiB", "<tamanho> / <tamanho>"),
        ],
        [
            "ocupei 150 MB",
            "8 B",
            "12.3Mb",
            "12 MBytes",
            "sda1MB",
            "512m",
            "1.2.3MB",
            "99 Bottles",
            "200",
        ],
    ),
    "alinhamento": (
        [("a    b   c", "a  b  c")],
        ["a b", "    a b", "a  b"],
    ),
}


def test_every_rule_has_its_cases():
    assert list(CASES) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_matches(rule):
    for line, normal in CASES[rule.name][0]:
        assert rule.pattern.sub(rule.replacement, line) == normal
        assert normalise_line(line) == normal


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_must_not_match(rule):
    for line in CASES[rule.name][1]:
        assert rule.pattern.sub(rule.replacement, line) == line
        assert normalise_line(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "0.0.0.0:8080->8000/tcp, [::]:8080->8000/tcp",
        " * Running on http://127.0.0.1:8000",
        "Successfully installed flask-2.0.1 Werkzeug-2.2.3",
        '"GET / HTTP/1.1" 200 -',
        "[+] Running 2/2",
        "Docker version 28.5.2, build v28.5.2",
        "Exited (137)",
        "flaskboasvindasContainer",
        "localhost:5000/flask:1.0",
        "interval: 30s",
        "Python 3.7.16",
    ],
)
def test_what_matters_is_never_normalised(line):
    assert normalise_line(line) == line


def test_a_port_after_a_container_address_still_counts():
    assert normalise_line("172.17.0.2:8000") != normalise_line("172.17.0.2:8001")


def test_columns_that_follow_the_width_of_a_value():
    shown = [
        "CONTAINER ID   IMAGE   STATUS         PORTS     NAMES",
        "3f2a9c1b2d3e   nginx   Up 3 seconds   80/tcp    web",
    ]
    obtained = [
        "CONTAINER ID   IMAGE   STATUS              PORTS     NAMES",
        "9c1b2d3e3f2a   nginx   Up About a minute   80/tcp    web",
    ]
    assert list(map(normalise_line, shown)) == list(map(normalise_line, obtained))


def test_indentation_still_counts():
    assert normalise_line("  a") != normalise_line("    a")


PIECES = [line for good, bad in CASES.values() for line in [*(a for a, _ in good), *bad]]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES)
        | st.sampled_from([" ", "  ", "-", ":", "/", ".", "s", "1", "<", ">"])
        | st.text(max_size=3),
        max_size=5,
    )
)
def test_normalising_twice_changes_nothing(pieces):
    once = normalise_line("".join(pieces))
    assert normalise_line(once) == once
