FROM debian:trixie-slim
COPY --chmod=600 aviso.txt /aviso.txt
