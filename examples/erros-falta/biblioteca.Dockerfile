FROM debian:trixie-slim
COPY --from=oficina /usr/bin/curl /usr/bin/curl
