#!/bin/bash
trap 'echo "Livraria fechada."; exit 0' TERM
echo "$(cat /placa.txt): aberta."
while true; do
  sleep 0.1
done
