FROM debian:trixie-slim
COPY baixa.sh /
ENV TOKEN=chave-de-mentira-7f3a
RUN sh /baixa.sh "$TOKEN"
CMD ["cat", "/pacote.txt"]
