# O Redis 8.0.6 do Debian que será o 14 (forky), com o usuário, a pasta e os padrões da imagem do registro.
FROM debian:trixie-slim
RUN sed 's/trixie/forky/g' /etc/apt/sources.list > /etc/apt/sources.list.d/forky.list \
 && apt-get -o Acquire::Check-Valid-Until=false update \
 && apt-get install -y --no-install-recommends redis-server \
 && rm -rf /var/lib/apt/lists/* /etc/apt/sources.list.d/forky.list /etc/redis/redis.conf \
 && mkdir /data \
 && chown redis:redis /data
COPY --chmod=755 <<'docker-entrypoint.sh' /usr/local/bin/docker-entrypoint.sh
#!/bin/sh
set -e
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
    set -- redis-server "$@"
fi
if [ "$1" = redis-server ]; then
    set -- "$@" --protected-mode no
    if [ "$(id -u)" = 0 ]; then
        chown -R redis:redis .
        set -- setpriv --reuid=redis --regid=redis --clear-groups "$@"
    fi
fi
exec "$@"
docker-entrypoint.sh
VOLUME /data
WORKDIR /data
EXPOSE 6379
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["redis-server"]
