FROM debian:trixie-slim
COPY --from=oficina /usr/bin/numfmt /programa
