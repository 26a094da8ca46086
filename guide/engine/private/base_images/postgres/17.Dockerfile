# O PostgreSQL 17 do Debian 13, com o usuário, a pasta e o script de entrada que a imagem do registro
# tem: o banco só é criado se a pasta está vazia, e só com uma senha.
FROM debian:trixie-slim
RUN groupadd --system --gid 999 postgres \
 && useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql --shell /bin/bash postgres \
 && apt-get update \
 && apt-get install -y --no-install-recommends postgresql-common \
 && sed -ri 's/#?(create_main_cluster) .*$/\1 = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends postgresql-17 \
 && rm -rf /var/lib/apt/lists/* \
 && sed -ri "s/^#?(listen_addresses) *= *\S+.*/\1 = '*'/" \
      /usr/share/postgresql/17/postgresql.conf.sample \
 && mkdir -p /docker-entrypoint-initdb.d /var/lib/postgresql/data \
 && chown postgres:postgres /var/lib/postgresql /var/lib/postgresql/data /var/run/postgresql
COPY --chmod=755 <<'docker-entrypoint.sh' /usr/local/bin/docker-entrypoint.sh
#!/bin/bash
set -e

from_file() {
    local file="$1_FILE"
    if [ -n "${!file}" ]; then
        export "$1=$(< "${!file}")"
    fi
}

first_run() {
    from_file POSTGRES_PASSWORD
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
        cat >&2 <<'WITHOUT_PASSWORD'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
WITHOUT_PASSWORD
        exit 1
    fi
    local user="${POSTGRES_USER:-postgres}" file
    local database="${POSTGRES_DB:-$user}"
    initdb --username="$user" --pwfile=<(echo "$POSTGRES_PASSWORD")
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
    pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
    if [ "$database" != postgres ]; then
        createdb --username="$user" --maintenance-db=postgres "$database"
    fi
    for file in /docker-entrypoint-initdb.d/*; do
        case "$file" in
            *.sh) echo "$0: running $file"; bash "$file" ;;
            *.sql)
                echo "$0: running $file"
                psql --set=ON_ERROR_STOP=1 --username="$user" --dbname="$database" --file="$file"
                ;;
        esac
    done
    pg_ctl -D "$PGDATA" -m fast -w stop
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

if [ "${1#-}" != "$1" ]; then
    set -- postgres "$@"
fi
if [ "$1" = postgres ]; then
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$PGDATA"
        chown -R postgres: "$PGDATA"
        chmod 700 "$PGDATA"
        exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
    fi
    if [ -s "$PGDATA/PG_VERSION" ]; then
        printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    else
        first_run
    fi
fi
exec "$@"
docker-entrypoint.sh
ENV LANG=C.UTF-8
ENV PATH=$PATH:/usr/lib/postgresql/17/bin
ENV PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
