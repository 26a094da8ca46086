#!/bin/sh
# Finge baixar um pacote de um servidor que exige uma chave, o primeiro argumento.
test -n "$1" && echo "pacote baixado com uma chave de ${#1} letras" > /pacote.txt
