#!/bin/sh
# Confere a configuração e dá o lugar ao servidor.
if [ -z "$TURMA" ]; then
  echo "Falta a turma: use --env TURMA=nome" >&2
  exit 1
fi
exec "$@"
