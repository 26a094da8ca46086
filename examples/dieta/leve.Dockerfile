FROM python:3.13-slim AS prepara
WORKDIR /catalogo
COPY resume.py .
# Faz o papel de um download de 160 MB.
RUN head -c 160000000 /dev/urandom > amostra.bin
RUN python3 resume.py amostra.bin > catalogo.txt

FROM debian:trixie-slim
COPY --from=prepara /catalogo/catalogo.txt /
CMD ["cat", "/catalogo.txt"]
