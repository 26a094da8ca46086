# --8<-- [start:sem-python]
docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock --volume "${PWD}:/aqui:ro" confere o-que-nao-isola
# --8<-- [end:sem-python]
