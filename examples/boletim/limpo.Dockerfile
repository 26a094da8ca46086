FROM debian:trixie-slim
LABEL guia=boletim
COPY baixa.sh /boletim/
RUN --mount=type=secret,id=senha sh /boletim/baixa.sh /run/secrets/senha > /notas.txt
CMD ["cat", "/notas.txt"]
