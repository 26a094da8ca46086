"""O servidor, visto de fora, como um navegador o veria."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest


def test_saudacao(url):
    with urlopen(url, timeout=5) as resposta:
        assert resposta.read().decode() == "Olá, turma!\n"


def test_pagina_que_nao_existe(url):
    with pytest.raises(HTTPError) as erro:
        urlopen(f"{url}/nada", timeout=5)
    erro.value.close()
    assert erro.value.code == 404
