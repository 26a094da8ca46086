# O Alpine não existe entre os pacotes Debian: aqui o CPython é mesmo o 3.7, e o sistema é Debian.
FROM debian:trixie-slim AS interpreter
COPY --from=cpython-3.7 / /usr/local/
RUN apt-get update \
 && apt-get install -y --no-install-recommends libffi8 libreadline8t64 libsqlite3-0 libssl3t64 \
 && rm -rf /var/lib/apt/lists/* /usr/local/lib/python3.7/site-packages/* /usr/local/lib/python3.7/test \
 && find /usr/local/bin -type f ! -name 'python3.7*' -delete \
 && ldconfig \
 && python3.7 -m ensurepip --default-pip
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
CMD ["python3"]
