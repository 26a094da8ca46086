"""Onde um leitor acha cada página."""

from collections.abc import Callable

Address = Callable[[str], str]
"""Dá o endereço inteiro de uma página, dita como `imagens/construcao`."""
