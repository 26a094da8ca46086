# --8<-- [start:guarda]
$SEGUNDA = docker image inspect --format '{{index .RepoDigests 0}}' localhost:5001/cardapio:1
# --8<-- [end:guarda]
