# --8<-- [start:antes]
docker volume create diario
docker run --rm --volume diario:/diario --volume "${PWD}:/paginas:ro" debian:trixie-slim sh -c 'cp /paginas/*.txt /diario && chmod 600 /diario/* && chown 1000 /diario/*'
# --8<-- [end:antes]

# --8<-- [start:copia]
docker run --rm --volume diario:/diario:ro --volume "${PWD}:/copia" debian:trixie-slim tar czf /copia/diario.tar.gz /diario
# --8<-- [end:copia]

# --8<-- [start:solucao]
docker volume create diario
docker run --rm --volume diario:/diario --volume "${PWD}:/copia:ro" debian:trixie-slim tar xzf /copia/diario.tar.gz -C /
# --8<-- [end:solucao]
