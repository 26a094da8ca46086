FROM debian:trixie-slim
COPY --chmod=755 sem-shebang.sh /inicia.sh
ENTRYPOINT ["/inicia.sh"]
