FROM debian:trixie-slim
WORKDIR /app
COPY --chmod=755 inicia.sh .
ENTRYPOINT ["./inicia.sh"]
