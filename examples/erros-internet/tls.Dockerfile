FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends openssl
COPY --chmod=755 tls.sh /tls.sh
CMD ["/tls.sh"]
