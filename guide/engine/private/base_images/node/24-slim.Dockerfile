# O Node 24 do Debian que será o 14 (forky), com o usuário da imagem do registro e o npm da série que
# ela traz, instalado pelo corepack: o pacote npm do Debian traria outros quatrocentos.
FROM debian:trixie-slim
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
RUN groupadd --gid 1000 node \
 && useradd --uid 1000 --gid node --shell /bin/bash --create-home node \
 && sed 's/trixie/forky/g' /etc/apt/sources.list > /etc/apt/sources.list.d/forky.list \
 && apt-get -o Acquire::Check-Valid-Until=false update \
 && apt-get install -y --no-install-recommends nodejs \
 && rm -rf /var/lib/apt/lists/* /etc/apt/sources.list.d/forky.list \
 && COREPACK_HOME=/tmp/corepack COREPACK_INTEGRITY_KEYS=0 corepack npm@11 install --global --prefix=/usr/local npm@11 \
 && rm -rf /tmp/corepack ~/.npm
COPY --chmod=755 <<'docker-entrypoint.sh' /usr/local/bin/docker-entrypoint.sh
#!/bin/sh
set -e
if [ "${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ]; then
    set -- node "$@"
fi
exec "$@"
docker-entrypoint.sh
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
