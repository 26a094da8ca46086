FROM debian:trixie-slim
COPY --chmod=755 windows.sh /inicia.sh
ENTRYPOINT ["/inicia.sh"]
