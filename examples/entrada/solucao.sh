#!/bin/sh
# Prepara o container, se é a livraria que vai abrir.
if [ "$1" = /livraria.sh ]; then
  if [ -z "$BAIRRO" ]; then
    echo "Falta o bairro: use --env BAIRRO=nome" >&2
    exit 1
  fi
  echo "Livraria do $BAIRRO" > /placa.txt
fi
exec "$@"
