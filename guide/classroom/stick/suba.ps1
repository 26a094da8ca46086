# Põe no ar, para a sala, o espelho das imagens e o site do guia. Desfaz: suba.ps1 -Desce
# Se o PowerShell recusa o arquivo: powershell -ExecutionPolicy Bypass -File suba.ps1
param([int]$PortaEspelho = 5500, [int]$PortaSite = 8500, [string]$Endereco = '', [switch]$SemConferir, [switch]$Desce)
$ErrorActionPreference = 'Continue'
$pasta = $PSScriptRoot
Set-Location $pasta

function Erro($texto) { [Console]::Error.WriteLine($texto); exit 1 }

if (-not (Get-Command docker -ErrorAction SilentlyContinue)) { Erro 'Falta o comando docker nesta máquina: instale o Docker antes da aula.' }
$arquitetura = docker version --format '{{.Server.Arch}}' 2>$null
if ($LASTEXITCODE) { Erro 'O Docker não respondeu: ligue-o, confira com «docker info» e rode de novo.' }

function Remove-Turma {
    foreach ($nome in 'turma-espelho', 'turma-site') {
        $dono = docker container inspect --format '{{index .Config.Labels "docker-em-portugues.turma"}}' $nome 2>$null
        if ($LASTEXITCODE) { continue }
        if ($dono -ne 'sim') { Erro "Já há um container $nome que não é deste programa: renomeie-o (docker rename) e rode de novo." }
        docker rm --force $nome | Out-Null
    }
}

if ($Desce) { Remove-Turma; 'O espelho e o site saíram do ar.'; exit 0 }

foreach ($item in 'registro/docker', 'site/index.html', 'programas/nginx.conf', 'SHA256SUMS') {
    if (-not (Test-Path $item)) { Erro "Falta $item em ${pasta}: a cópia não está inteira. Copie a pasta de novo." }
}
if (-not (Test-Path "imagens/$arquitetura")) { Erro "O Docker desta máquina é $arquitetura, e aqui há imagens para: $((Get-ChildItem imagens).Name -join ' '). Use outra máquina para servir a turma." }

if (-not $SemConferir) {
    'Conferindo a cópia (-SemConferir pula)…'
    $estragados = foreach ($linha in Get-Content SHA256SUMS -Encoding UTF8) {
        $soma, $arquivo = $linha -split '  ', 2
        $vista = (Get-FileHash -LiteralPath $arquivo -Algorithm SHA256 -ErrorAction SilentlyContinue).Hash
        if ($vista -ne $soma) { $arquivo }
    }
    if ($estragados) { Erro "A cópia está estragada: estes arquivos não são os que se gravaram. Copie a pasta de novo, noutro pendrive se for o caso.`n$($estragados -join "`n")" }
}

function Carrega($arquivo) {
    $disse = docker load --quiet --input "imagens/$arquitetura/$arquivo" 2>&1
    if (-not $LASTEXITCODE) { return }
    if ("$disse" -match 'no space left') { Erro 'O disco do Docker está cheio: libere espaço (docker system df mostra o que há) e rode de novo.' }
    Erro "A imagem imagens/$arquitetura/$arquivo não pôde ser carregada: $disse"
}

function Comeca($nome, $porta, $resto) {
    $disse = docker run --detach --name $nome --label docker-em-portugues.turma=sim --restart unless-stopped --publish $porta @resto 2>&1
    if (-not $LASTEXITCODE) { return }
    docker rm --force turma-espelho turma-site 2>&1 | Out-Null
    if ("$disse" -match 'already allocated|address already in use|not available') { Erro "A porta $(($porta -split ':')[0]) desta máquina está ocupada: pare quem a usa, ou escolha outra (-PortaEspelho, -PortaSite)." }
    if ("$disse" -match 'no space left') { Erro 'O disco do Docker está cheio: libere espaço e rode de novo.' }
    Erro "O container $nome não começou: $disse"
}

Remove-Turma
Carrega '@REGISTRY_TAR@'
Carrega '@NGINX_TAR@'
Comeca 'turma-espelho' "${PortaEspelho}:5000" @('--volume', "$pasta/registro:/var/lib/registry:ro", '@REGISTRY@')
Comeca 'turma-site' "${PortaSite}:8500" @('--volume', "$pasta/programas/nginx.conf:/etc/nginx/conf.d/default.conf:ro", '--volume', "${pasta}:/turma:ro", '@NGINX@')

if (-not $Endereco) {
    $Endereco = (Get-NetIPAddress -AddressFamily IPv4 | Where-Object { $_.IPAddress -notmatch '^(127|169\.254)\.' -and $_.InterfaceAlias -notmatch 'WSL|vEthernet|Docker' } | Select-Object -First 1).IPAddress
}
if (-not $Endereco) { Remove-Turma; Erro 'Esta máquina não tem endereço na rede: ligue-a à rede da sala e rode de novo.' }
$pagina = "http://${Endereco}:$PortaSite/turma/"

[Console]::OutputEncoding = [Text.Encoding]::UTF8
docker load --quiet --input "imagens/$arquitetura/@PYTHON_TAR@" 2>&1 | Out-Null
docker run --rm --network none --volume "$pasta/programas/qr.pyz:/qr.pyz:ro" '@PYTHON@' python3 /qr.pyz $pagina 2>$null
"A turma abre:      $pagina"
"O espelho:         http://${Endereco}:$PortaEspelho"
'Se a turma não chega, deixe o Docker passar no Firewall do Windows.'
'Ao acabar a aula:  suba.ps1 -Desce'
