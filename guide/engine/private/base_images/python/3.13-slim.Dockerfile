# O Python 3.13 do Debian 13, com os nomes de comando da imagem do registro e, como nela, só o pip
# instalado: o pacote python3-pip traria outros, que o pip não sabe trocar.
FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* /usr/lib/python3.13/EXTERNALLY-MANAGED \
 && ln -s python3 /usr/bin/python \
 && python3 "$(echo /usr/share/python-wheels/pip-*.whl)/pip" install --no-cache-dir \
      --root-user-action=ignore --no-index --find-links=/usr/share/python-wheels pip
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
CMD ["python3"]
