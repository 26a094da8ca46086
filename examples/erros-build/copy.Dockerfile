FROM debian:trixie-slim
COPY avisos.txt /aviso.txt
