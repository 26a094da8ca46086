"""O que os exemplos dizem, e mais de um módulo confere."""

import pytest


@pytest.fixture(scope="session")
def greeting() -> str:
    """A saudação de `flaskboasvindas`, que as páginas mostram."""
    return "Olá! Boas-vindas ao Docker em português.\n"
