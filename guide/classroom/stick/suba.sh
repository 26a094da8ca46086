#!/bin/sh
# Põe no ar, para a sala, o espelho das imagens e o site do guia: sh suba.sh. Desfaz: sh suba.sh --desce
set -u
LC_ALL=C
export LC_ALL

uso='Uso: sh suba.sh [--porta-espelho N] [--porta-site N] [--endereco IP] [--sem-conferir] | --desce'
espelho=5500
site=8500
endereco=
confere=sim
desce=

erro() {
    printf '%s\n' "$*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --porta-espelho | --porta-site | --endereco)
            [ $# -gt 1 ] || erro "Falta o valor de $1. $uso"
            case $1 in
                --porta-espelho) espelho=$2 ;;
                --porta-site) site=$2 ;;
                --endereco) endereco=$2 ;;
            esac
            shift
            ;;
        --sem-conferir) confere= ;;
        --desce) desce=sim ;;
        -h | --ajuda | --help)
            echo "$uso"
            exit 0
            ;;
        *) erro "Não há a opção $1. $uso" ;;
    esac
    shift
done
for porta in "$espelho" "$site"; do
    case $porta in
        *[!0-9]* | '') erro "«$porta» não é uma porta: escreva um número, 8500 por exemplo." ;;
    esac
done

cd "$(dirname "$0")" || exit 1
pasta=$(pwd)

command -v docker >/dev/null || erro 'Falta o comando docker nesta máquina: instale o Docker antes da aula.'
arquitetura=$(docker version --format '{{.Server.Arch}}' 2>/dev/null) ||
    erro 'O Docker não respondeu: ligue-o, confira com «docker info» e rode de novo.'

# Remove o que uma execução anterior pôs no ar; o que tem o nome e não é nosso fica.
remove() {
    for nome in turma-espelho turma-site; do
        dono=$(docker container inspect --format '{{index .Config.Labels "docker-em-portugues.turma"}}' "$nome" 2>/dev/null) || continue
        [ "$dono" = sim ] ||
            erro "Já há um container $nome que não é deste programa: renomeie-o (docker rename) e rode de novo."
        docker rm --force "$nome" >/dev/null || erro "O container $nome não pôde ser removido."
    done
}

if [ -n "$desce" ]; then
    remove
    echo 'O espelho e o site saíram do ar.'
    exit 0
fi

for item in registro/docker site/index.html programas/nginx.conf SHA256SUMS; do
    [ -e "$item" ] || erro "Falta $item em $pasta: a cópia não está inteira. Copie a pasta de novo."
done
[ -d "imagens/$arquitetura" ] ||
    erro "O Docker desta máquina é $arquitetura, e aqui há imagens para: $(echo $(ls imagens)). Use outra máquina para servir a turma."

if [ -n "$confere" ]; then
    if command -v sha256sum >/dev/null; then
        soma='sha256sum'
    else
        soma='shasum -a 256'
    fi
    echo 'Conferindo a cópia (--sem-conferir pula)…'
    estragados=$($soma -c SHA256SUMS 2>/dev/null | grep -v ': OK$')
    if [ -n "$estragados" ]; then
        printf '%s\n' "$estragados" | sed 's/: FAILED.*//; s/^/  /' >&2
        erro 'A cópia está estragada: estes arquivos não são os que se gravaram. Copie a pasta de novo, noutro pendrive se for o caso.'
    fi
fi

# Carrega uma imagem da pasta, com o nome com que o Docker a conhece.
carrega() {
    disse=$(docker load --quiet --input "imagens/$arquitetura/$1" 2>&1) && return
    case $disse in
        *'no space left'*) erro "O disco do Docker está cheio: libere espaço (docker system df mostra o que há) e rode de novo." ;;
        *) erro "A imagem imagens/$arquitetura/$1 não pôde ser carregada: $disse" ;;
    esac
}

# Começa um container; se não dá, nenhum dos dois fica no ar.
comeca() {
    nome=$1 porta=$2
    shift 2
    disse=$(docker run --detach --name "$nome" --label docker-em-portugues.turma=sim \
        --restart unless-stopped --publish "$porta" "$@" 2>&1 >/dev/null) && return
    docker rm --force turma-espelho turma-site >/dev/null 2>&1
    case $disse in
        *'already allocated'* | *'address already in use'* | *'not available'*)
            erro "A porta ${porta%%:*} desta máquina está ocupada: pare quem a usa, ou escolha outra (--porta-espelho, --porta-site)."
            ;;
        *'no space left'*) erro 'O disco do Docker está cheio: libere espaço e rode de novo.' ;;
        *) erro "O container $nome não começou: $disse" ;;
    esac
}

remove
carrega @REGISTRY_TAR@
carrega @NGINX_TAR@
trap 'docker rm --force turma-espelho turma-site >/dev/null 2>&1; exit 130' INT TERM
comeca turma-espelho "$espelho:5000" \
    --volume "$pasta/registro:/var/lib/registry:ro" @REGISTRY@
comeca turma-site "$site:8500" \
    --volume "$pasta/programas/nginx.conf:/etc/nginx/conf.d/default.conf:ro" \
    --volume "$pasta:/turma:ro" @NGINX@
trap - INT TERM

# Os endereços desta máquina na rede da sala, sem os das redes do próprio Docker.
enderecos() {
    if command -v ip >/dev/null; then
        ip -4 -o address show scope global | awk '$2 !~ /^(docker|br-|veth|virbr)/ { sub("/.*", "", $4); print $4 }'
    else
        for placa in en0 en1 en2; do
            ipconfig getifaddr "$placa" 2>/dev/null
        done
    fi
}
todos=$(enderecos)
[ -n "$endereco" ] || endereco=$(printf '%s\n' "$todos" | head -n 1)
if [ -z "$endereco" ]; then
    echo 'Está no ar, mas esta máquina não tem endereço na rede: ligue-a à rede da sala e rode de novo.' >&2
    docker rm --force turma-espelho turma-site >/dev/null
    exit 1
fi
pagina="http://$endereco:$site/turma/"

# O QR: com o python3 da máquina ou, sem ele, com o da pasta. Sem nenhum, fica o endereço.
qr() {
    if command -v python3 >/dev/null && python3 programas/qr.pyz "$1" 2>/dev/null; then
        return
    fi
    docker load --quiet --input "imagens/$arquitetura/@PYTHON_TAR@" >/dev/null 2>&1 &&
        docker run --rm --network none --volume "$pasta/programas/qr.pyz:/qr.pyz:ro" \
            @PYTHON@ python3 /qr.pyz "$1" 2>/dev/null
}

echo
qr "$pagina"
echo
echo "A turma abre:      $pagina"
echo "O espelho:         http://$endereco:$espelho"
echo "Quem tem Linux:    curl -O ${pagina}prepare.sh && sudo sh prepare.sh $endereco:$espelho"
if [ "$(printf '%s\n' "$todos" | wc -l)" -gt 1 ]; then
    echo "Esta máquina tem mais endereços; se este não serve, rode com --endereco: $(echo $todos)"
fi
echo 'Ao acabar a aula:  sh suba.sh --desce'
