#!/bin/sh
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=registro \
  -addext "subjectAltName=IP:$(hostname -i)" \
  -keyout /tmp/chave.pem -out /tmp/certificado.pem 2> /tmp/openssl.log
exec openssl s_server -quiet -accept 5443 -www \
  -key /tmp/chave.pem -cert /tmp/certificado.pem
