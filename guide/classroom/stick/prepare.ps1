# Aponta o Docker Desktop desta máquina para o espelho da sala: prepare.ps1 IP:PORTA. Desfaz: prepare.ps1 -Desfaz
# Se o PowerShell recusa o arquivo: powershell -ExecutionPolicy Bypass -File prepare.ps1 IP:PORTA
param([string]$Espelho = '', [string]$Arquivo = "$HOME\.docker\daemon.json", [switch]$Sim, [switch]$Desfaz)
$imagens = '@IMAGES@' -split ' '
$antes = "$Arquivo.antes-da-turma"
$nosso = "$Arquivo.da-turma"

function Erro($texto) { [Console]::Error.WriteLine($texto); exit 1 }
function Igual($um, $outro) { (Test-Path $um) -and (Test-Path $outro) -and ((Get-FileHash $um).Hash -eq (Get-FileHash $outro).Hash) }

if ($Desfaz) {
    if (-not (Test-Path $nosso)) { Erro "Nada a desfazer: este programa não mudou $Arquivo." }
    if (-not (Igual $Arquivo $nosso)) { Erro "$Arquivo mudou depois da aula, e desfazer apagaria essa mudança: tire à mão a linha do espelho. O de antes está em $antes. Nada mudou." }
    if (Test-Path "$antes.nao-havia") { Remove-Item $Arquivo } else { Move-Item -Force $antes $Arquivo }
    Remove-Item $nosso, "$antes.nao-havia" -ErrorAction SilentlyContinue
    "Desfeito: $Arquivo é o de antes da aula. Agora reinicie o Docker Desktop (menu da baleia, Restart)."
    exit 0
}

$Espelho = ($Espelho -replace '^http://', '').TrimEnd('/')
if (-not $Espelho) { Erro 'Diga o endereço do espelho, o que está na tela de quem ensina: prepare.ps1 192.168.0.10:5500' }
if ($Espelho -notmatch ':') { $Espelho = "${Espelho}:5500" }
if (-not (Get-Command docker -ErrorAction SilentlyContinue)) { Erro 'Falta o comando docker nesta máquina: instale o Docker antes da aula.' }
try { Invoke-WebRequest -UseBasicParsing -TimeoutSec 10 "http://$Espelho/v2/" | Out-Null }
catch { Erro "O espelho não respondeu em http://${Espelho}: confira o endereço e se esta máquina está na rede da sala. Nada mudou." }

$opcoes = New-Object PSObject
if ((Test-Path $Arquivo) -and (Get-Content -Raw $Arquivo)) {
    try { $opcoes = Get-Content -Raw -Encoding UTF8 $Arquivo | ConvertFrom-Json }
    catch { Erro "$Arquivo não é JSON. Conserte-o, ou peça ajuda a quem ensina. Nada mudou." }
    if ($opcoes -isnot [PSCustomObject]) { Erro "$Arquivo não é um objeto JSON, entre chaves. Conserte-o, ou peça ajuda a quem ensina. Nada mudou." }
}
$espelhos = @("http://$Espelho") + @($opcoes.'registry-mirrors' | Where-Object { $_ -and $_ -ne "http://$Espelho" })
if (@($opcoes.'registry-mirrors')[0] -ne "http://$Espelho") {
    $opcoes | Add-Member -Force -NotePropertyName 'registry-mirrors' -NotePropertyValue $espelhos
    if ((Test-Path $nosso) -and -not (Igual $Arquivo $nosso)) { Erro "$Arquivo mudou depois da última aula: rode primeiro com -Desfaz, ou apague $nosso. Nada mudou." }
    $texto = $opcoes | ConvertTo-Json -Depth 20
    "Vou mudar $Arquivo, para o Docker baixar as imagens de http://${Espelho}:"
    $texto
    'O de agora fica guardado, e «prepare.ps1 -Desfaz» o põe de volta.'
    'O Docker tem de reiniciar depois: os containers que estão no ar param.'
    if (-not $Sim -and (Read-Host 'Posso? [s/N]') -notmatch '^(s|sim)$') { Erro 'Está bem: nada mudou.' }
    New-Item -ItemType Directory -Force (Split-Path $Arquivo) | Out-Null
    $criados = -not (Test-Path $nosso)
    try {
        if ($criados) {
            if (Test-Path $Arquivo) { Copy-Item $Arquivo $antes -ErrorAction Stop } else { New-Item -Force "$antes.nao-havia" -ErrorAction Stop | Out-Null }
        }
        [IO.File]::WriteAllText($nosso, $texto)  # sem BOM, que o Docker recusa
        Copy-Item -Force $nosso "$Arquivo.troca" -ErrorAction Stop
        Move-Item -Force "$Arquivo.troca" $Arquivo -ErrorAction Stop
    } catch {
        Remove-Item "$Arquivo.troca" -ErrorAction SilentlyContinue
        if ($criados) { Remove-Item $nosso, $antes, "$antes.nao-havia" -ErrorAction SilentlyContinue }
        Erro "Não pude escrever ${Arquivo}: o disco está cheio? Nada mudou."
    }
    'Pronto. Agora reinicie o Docker Desktop (menu da baleia, Restart) e rode este programa outra vez, para baixar as imagens.'
    exit 0
}

if ("$(docker info --format '{{json .RegistryConfig.Mirrors}}' 2>$null)" -notmatch [regex]::Escape($Espelho)) { Erro 'O arquivo está pronto, mas o Docker ainda não o leu: reinicie o Docker e rode de novo.' }
foreach ($imagem in $imagens) {
    "Baixando $imagem…"
    $disse = docker pull --quiet $imagem 2>&1
    if ($LASTEXITCODE) {
        if ("$disse" -match 'no space left') { Erro 'O disco do Docker está cheio: libere espaço (docker system df mostra o que há) e rode de novo.' }
        if ("$disse" -match 'no matching manifest') { Erro "O espelho não tem $imagem para o processador desta máquina: faça a aula ao lado de quem tem outra." }
        Erro "$imagem não veio do espelho: $disse"
    }
}
'Tudo pronto para a aula.'
