#!/bin/sh
# Prepara e testa; numa falha, mostra os logs e limpa. O CI executa isto; você também.
set -eu

arruma() {
    if [ "$?" -ne 0 ]; then
        docker compose --project-name testar-testes logs --no-color --tail 20
        docker compose --project-name testar-testes --progress quiet down --volumes --timeout 0
    fi
}
trap arruma EXIT
trap 'exit 130' INT TERM

python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements-testes.txt
.venv/bin/pytest --quiet --tb=short testes
