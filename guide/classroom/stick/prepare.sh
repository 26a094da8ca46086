#!/bin/sh
# Aponta o Docker desta máquina para o espelho da sala: sh prepare.sh IP:PORTA. Desfaz: sh prepare.sh --desfaz
set -u
LC_ALL=C
export LC_ALL

uso='Uso: sh prepare.sh IP:PORTA [--sim] [--arquivo daemon.json] [--reinicia COMANDO] [--sem-baixar] | --desfaz'
imagens='@IMAGES@'
espelho=
arquivo=
reinicia=
sim=
baixar=sim
desfaz=

erro() {
    printf '%s\n' "$*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --arquivo | --reinicia)
            [ $# -gt 1 ] || erro "Falta o valor de $1. $uso"
            case $1 in
                --arquivo) arquivo=$2 ;;
                --reinicia) reinicia=$2 ;;
            esac
            shift
            ;;
        --sim) sim=sim ;;
        --sem-baixar) baixar= ;;
        --desfaz) desfaz=sim ;;
        -h | --ajuda | --help)
            echo "$uso"
            exit 0
            ;;
        -*) erro "Não há a opção $1. $uso" ;;
        *) espelho=${1#http://} ;;
    esac
    shift
done
espelho=${espelho%/}
if [ -z "$desfaz" ]; then
    case $espelho in
        '') erro "Diga o endereço do espelho, o que está na tela de quem ensina. $uso" ;;
        *[!A-Za-z0-9.:-]*) erro "«$espelho» não é um endereço: escreva como 192.168.0.10:5500." ;;
        *:*) ;;
        *) espelho=$espelho:5500 ;;
    esac
fi
command -v docker >/dev/null || erro 'Falta o comando docker nesta máquina: instale o Docker antes da aula.'

# Onde o motor guarda as opções, e como se reinicia. Reler (reload) não basta: no 28.5 perde-se o
# host-gateway. No Docker Desktop quem reinicia é a pessoa.
do_sistema=/etc/docker/daemon.json
do_desktop=$HOME/.docker/daemon.json
sem_root=${XDG_CONFIG_HOME:-$HOME/.config}/docker/daemon.json
if [ -z "$arquivo" ] && [ -n "$desfaz" ]; then # mesmo com o motor parado
    arquivo=$do_sistema
    for um in "$do_desktop" "$sem_root"; do
        [ ! -e "$um.da-turma" ] || arquivo=$um
    done
elif [ -z "$arquivo" ]; then
    sistema=$(docker info --format '{{.OperatingSystem}} {{.SecurityOptions}}' 2>/dev/null) ||
        erro 'O Docker não respondeu: ligue-o, confira com «docker info» e rode de novo. Nada mudou.'
    case $sistema in
        'Docker Desktop'*) arquivo=$do_desktop ;;
        *rootless*) arquivo=$sem_root ;;
        *)
            [ "$(uname)" = Linux ] ||
                erro 'Não sei onde este Docker guarda as opções: diga com --arquivo. Nada mudou.'
            arquivo=$do_sistema
            ;;
    esac
fi
pessoa=
case $arquivo in
    "$do_desktop") pessoa=sim ;;
    "$sem_root") reinicia=${reinicia:-systemctl --user restart docker} ;;
    "$do_sistema") reinicia=${reinicia:-systemctl restart docker} ;;
esac
antes=$arquivo.antes-da-turma
nosso=$arquivo.da-turma
pasta=$(dirname "$arquivo")

pode_escrever() {
    if [ -d "$pasta" ]; then
        [ -w "$pasta" ]
    else
        mkdir -p "$pasta" 2>/dev/null
    fi || erro "Sem permissão para escrever em $pasta: rode com sudo. Nada mudou."
}

aplica() {
    if [ -n "$pessoa" ]; then
        echo "$1 Agora reinicie o Docker Desktop (menu da baleia, Restart)."
        return 0
    fi
    [ -z "$reinicia" ] || sh -c "$reinicia" >/dev/null 2>&1
}

# O motor usa o espelho? Depois de reiniciar, ele demora um pouco a responder.
usa_o_espelho() {
    vezes=0
    until docker info --format '{{json .RegistryConfig.Mirrors}}' 2>/dev/null | grep -q "$espelho"; do
        vezes=$((vezes + 1))
        [ $vezes -lt 10 ] || return 1
        sleep 1
    done
}

# Põe de volta exatamente o que havia.
volta() {
    if [ -e "$antes.nao-havia" ]; then
        rm -f "$arquivo"
    else
        mv -f "$antes" "$arquivo"
    fi || erro "Não pude devolver $arquivo: o de antes está em $antes."
    rm -f "$antes.nao-havia" "$nosso"
}

if [ -n "$desfaz" ]; then
    [ -e "$nosso" ] || erro "Nada a desfazer: este programa não mudou $arquivo."
    pode_escrever
    cmp -s "$arquivo" "$nosso" ||
        erro "$arquivo mudou depois da aula, e desfazer apagaria essa mudança: tire à mão a linha do espelho. O de antes está em $antes. Nada mudou."
    volta
    aplica 'Desfeito.' || erro "$arquivo voltou ao que era, mas o Docker não reiniciou: reinicie-o."
    echo "Desfeito: $arquivo é o de antes da aula."
    exit 0
fi

if command -v curl >/dev/null; then
    curl --silent --fail --max-time 10 --output /dev/null "http://$espelho/v2/" ||
        erro "O espelho não respondeu em http://$espelho: confira o endereço e se esta máquina está na rede da sala. Nada mudou."
fi

# O arquivo novo: o que havia, com o espelho à frente dos outros. Sem python3, só se não havia nada.
novo=$(mktemp) || erro 'Não há onde escrever um arquivo temporário: o disco está cheio? Nada mudou.'
trap 'rm -f "$novo"' EXIT
trap 'exit 130' INT TERM
if [ ! -e "$arquivo" ] || ! grep -q '[^[:space:]]' "$arquivo"; then
    printf '{\n  "registry-mirrors": ["http://%s"]\n}\n' "$espelho" >"$novo" || exit 1
elif command -v python3 >/dev/null; then
    disse=$(python3 - "$arquivo" "http://$espelho" "$novo" 2>&1 <<'PYTHON'
import json, sys
file, mirror, target = sys.argv[1:]
try:
    with open(file, encoding="utf-8") as source:
        options = json.load(source)
except ValueError as error:
    sys.exit(f"não é JSON ({error})")
if not isinstance(options, dict):
    sys.exit("não é um objeto JSON, entre chaves")
mirrors = options.get("registry-mirrors", [])
if not isinstance(mirrors, list):
    sys.exit("a chave registry-mirrors não é uma lista")
options["registry-mirrors"] = [mirror] + [one for one in mirrors if one.rstrip("/") != mirror]
with open(target, "w", encoding="utf-8") as out:
    json.dump(options, out, indent=2, ensure_ascii=False)
    out.write("\n")
PYTHON
    ) || erro "$arquivo $(printf '%s' "$disse" | tail -n 1). Conserte-o, ou peça ajuda a quem ensina. Nada mudou."
else
    erro "$arquivo já tem opções, e sem o python3 não as sei mudar: acrescente à mão \"registry-mirrors\": [\"http://$espelho\"] e reinicie o Docker. Nada mudou."
fi
pode_escrever

if cmp -s "$novo" "$arquivo" 2>/dev/null; then
    echo "O Docker já usa o espelho: $arquivo fica como está."
else
    [ ! -e "$nosso" ] || cmp -s "$arquivo" "$nosso" ||
        erro "$arquivo mudou depois da última aula: rode primeiro com --desfaz, ou apague $nosso. Nada mudou."
    echo "Vou mudar $arquivo, para o Docker baixar as imagens de http://$espelho:"
    diff "$arquivo" "$novo" 2>/dev/null || cat "$novo"
    echo "O de agora fica guardado, e «sh prepare.sh --desfaz» o põe de volta."
    echo 'O Docker reinicia: os containers que estão no ar param.'
    if [ -z "$sim" ]; then
        printf 'Posso? [s/N] '
        read -r resposta || resposta=
        case $resposta in
            s | S | sim | Sim) ;;
            *) erro 'Está bem: nada mudou.' ;;
        esac
    fi
    criados=
    if [ ! -e "$nosso" ]; then
        criados=sim
        if [ -e "$arquivo" ]; then
            cp -p "$arquivo" "$antes" && cmp -s "$arquivo" "$antes"
        else
            : >"$antes.nao-havia"
        fi || {
            rm -f "$antes" "$antes.nao-havia"
            erro "Não pude guardar o $arquivo de agora: o disco está cheio? Nada mudou."
        }
    fi
    # O que se vai pôr no lugar, com o dono e as permissões do que está lá; só então se troca.
    troca=$arquivo.troca
    if ! { [ ! -e "$arquivo" ] || cp -p "$arquivo" "$troca"; } || ! cat "$novo" >"$troca" ||
        ! cat "$novo" >"$nosso.troca" || ! cmp -s "$novo" "$troca" || ! cmp -s "$novo" "$nosso.troca" ||
        ! chmod a+r "$troca" || ! mv -f "$nosso.troca" "$nosso" || ! mv -f "$troca" "$arquivo"; then
        rm -f "$troca" "$nosso.troca"
        [ -z "$criados" ] || rm -f "$nosso" "$antes" "$antes.nao-havia"
        erro "Não pude escrever em $pasta: o disco está cheio? Nada mudou."
    fi 2>/dev/null
    if ! aplica 'Pronto.'; then
        volta
        aplica '' || :
        erro "O Docker recusou as opções novas («$reinicia» falhou); o $arquivo de antes voltou."
    fi
    [ -z "$pessoa" ] || {
        echo 'Depois, rode este programa outra vez, para baixar as imagens.'
        exit 0
    }
fi

if ! usa_o_espelho; then
    erro 'O arquivo está pronto, mas o Docker ainda não o leu: reinicie o Docker e rode de novo.'
fi
echo "O Docker usa o espelho http://$espelho."
[ -n "$baixar" ] || exit 0
for imagem in $imagens; do
    printf 'Baixando %s… ' "$imagem"
    disse=$(docker pull --quiet "$imagem" 2>&1) || {
        echo
        case $disse in
            *'no space left'*) erro 'O disco do Docker está cheio: libere espaço (docker system df mostra o que há) e rode de novo.' ;;
            *'no matching manifest'*) erro "O espelho não tem $imagem para o processador desta máquina ($(docker version --format '{{.Server.Arch}}')): faça a aula ao lado de quem tem outra." ;;
            *) erro "$imagem não veio do espelho: $disse" ;;
        esac
    }
    echo 'pronta.'
done
echo 'Tudo pronto para a aula.'
