# --8<-- [start:antiga]
$env:DOCKER_API_VERSION="1.20"; docker ps
# --8<-- [end:antiga]
