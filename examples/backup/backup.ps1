# --8<-- [start:copia]
docker run --rm `
  --volume caderno:/dados:ro `
  --volume "$(pwd):/copia" `
  debian:trixie-slim `
  tar -czf /copia/caderno.tar.gz -C /dados .
# --8<-- [end:copia]

# --8<-- [start:restaura]
docker run --rm `
  --volume caderno:/dados `
  --volume "$(pwd):/copia:ro" `
  debian:trixie-slim `
  tar -xzf /copia/caderno.tar.gz -C /dados
# --8<-- [end:restaura]
