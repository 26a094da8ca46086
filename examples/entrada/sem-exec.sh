#!/bin/sh
# Prepara o container e executa o comando.
if [ -z "$BAIRRO" ]; then
  echo "Falta o bairro: use --env BAIRRO=nome" >&2
  exit 1
fi
echo "Livraria do $BAIRRO" > /placa.txt
"$@"
