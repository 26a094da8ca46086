FROM debian:trixie-slim
COPY baixa.sh token.txt /
RUN sh /baixa.sh "$(cat /token.txt)" && rm /token.txt
CMD ["cat", "/pacote.txt"]
