"""Os exercícios, um módulo por parte do guia: a página de cada um, os itens e as dicas."""

from . import comece, compose, dados, desafios, dia_a_dia, erros, imagens

ALL = (
    *comece.EXERCISES,
    *imagens.EXERCISES,
    *dados.EXERCISES,
    *compose.EXERCISES,
    *dia_a_dia.EXERCISES,
    *desafios.EXERCISES,
    *erros.EXERCISES,
)
"""Todos, na ordem do índice do site."""
