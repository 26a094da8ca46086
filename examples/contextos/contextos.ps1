# --8<-- [start:docker-host]
$env:DOCKER_HOST="unix:///tmp/nao-existe.sock"; docker ps
# --8<-- [end:docker-host]
