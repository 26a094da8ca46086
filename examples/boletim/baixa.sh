#!/bin/sh
# Finge baixar as notas com a senha que está no arquivo $1.
test -s "$1" || { echo "Falta a senha em $1" >&2; exit 1; }
echo "Notas da turma: 3 alunos"
