#!/bin/bash
# Atende até receber o SIGTERM; sem o trap, o PID 1 ignoraria o sinal.
trap 'echo "Fechando o balcão."; exit 0' TERM
echo "Balcão aberto."
while true; do
  sleep 0.1
done
