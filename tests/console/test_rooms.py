"""O que `guide/console` sabe: de transcrições e terminais, e nada do guia nem do que ele ensina."""

import ast
import re
from pathlib import Path

import pytest

from guide import console

MODULES = sorted(Path(console.__file__).parent.glob("*.py"))
FORBIDDEN = re.compile(r"docker|buildkit|\bcompose\b|pytest|\bmake\b", re.IGNORECASE)
VOLATILE = "normalise.py"
"""As regras do que muda a cada execução são tiradas do que os programas mostram, e dizem quais."""


def imported(source):
    """Os módulos que um código importa."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{name.name}" for name in node.names)


def knowledge(source):
    """Os nomes e os textos de um código, sem a documentação dele."""
    tree = ast.parse(source)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if constant and id(node) not in documentation:
            yield node.value
        for field in ("id", "attr", "name", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield name.replace("_", " ")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_the_console_imports_nothing_else_of_the_guide(module):
    for name in imported(module.read_text(encoding="utf-8")):
        top = name.split(".")[0]
        outside = top == "guide" and not f"{name}.".startswith("guide.console.")
        assert not outside and top not in ("", "pytest", "docker"), (
            f"{module.name} importa {name}; o que o console precisa saber dali chega por parâmetro"
        )


@pytest.mark.parametrize(
    "module", [one for one in MODULES if one.name != VOLATILE], ids=lambda path: path.name
)
def test_the_console_knows_nothing_of_what_the_pages_teach(module):
    for text in knowledge(module.read_text(encoding="utf-8")):
        assert not FORBIDDEN.search(text), (
            f"{module.name} sabe de «{text}»; quem o sabe é outra sala do guia, que o passa"
        )


def test_the_check_sees_what_it_refuses():
    assert list(imported("import pytest\nfrom guide import page\nfrom . import x")) == [
        "pytest",
        "guide.page",
        "..x",
    ]
    code = '"""docker"""\ndef run(docker_host):\n    """make x."""\n    return "make update"\n'
    assert [text for text in knowledge(code) if FORBIDDEN.search(text)] == [
        "docker host",
        "make update",
    ]
