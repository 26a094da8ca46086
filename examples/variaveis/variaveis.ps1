# --8<-- [start:terminal]
$env:CIDADE="Olinda"; docker compose run --rm loja printenv CIDADE
# --8<-- [end:terminal]

# --8<-- [start:recriar]
$env:CIDADE="Olinda"; docker compose up --detach
docker compose exec loja printenv CIDADE
# --8<-- [end:recriar]

# --8<-- [start:tente]
$env:FECHA="20h"; docker compose run --rm loja printenv FECHA
# --8<-- [end:tente]
