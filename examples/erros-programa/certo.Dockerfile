FROM debian:trixie-slim
COPY --chmod=755 inicia.sh /inicia.sh
ENTRYPOINT ["/inicia.sh"]
