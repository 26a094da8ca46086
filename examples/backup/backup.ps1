# --8<-- [start:copia]
docker run --rm `
  --volume aulas:/dados:ro `
  --volume "$(pwd):/copia" `
  debian:trixie-slim `
  tar -czf /copia/aulas.tar.gz -C /dados .
# --8<-- [end:copia]

# --8<-- [start:restaura]
docker run --rm `
  --volume aulas:/dados `
  --volume "$(pwd):/copia:ro" `
  debian:trixie-slim `
  tar -xzf /copia/aulas.tar.gz -C /dados
# --8<-- [end:restaura]
