# --8<-- [start:tudo]
docker run --detach --name recados `
  --read-only `
  --tmpfs /tmp `
  --cap-drop ALL `
  --security-opt no-new-privileges `
  --publish 127.0.0.1:8080:8000 `
  recados
# --8<-- [end:tudo]
