FROM debian:trixie-slim
COPY baixa.sh /
ARG TOKEN
RUN sh /baixa.sh "$TOKEN"
CMD ["cat", "/pacote.txt"]
