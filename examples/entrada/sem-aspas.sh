#!/bin/sh
# Prepara o container e dá o lugar ao comando.
if [ -z "$BAIRRO" ]; then
  echo "Falta o bairro: use --env BAIRRO=nome" >&2
  exit 1
fi
echo "Livraria do $BAIRRO" > /placa.txt
exec $@
