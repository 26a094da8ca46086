# --8<-- [start:guarda]
$SEGUNDA = docker image inspect --format '{{index .RepoDigests 0}}' localhost:5000/cardapio:1
# --8<-- [end:guarda]
