"""As mensagens de erro inteiras, como quem as cola na busca, e a seção que explica cada uma.

Onde o texto muda de um motor para outro, há uma linha por variante.
"""

_OCI = (
    "docker: Error response from daemon: failed to create task for container: failed to create "
    "shim task: OCI runtime create failed: runc create failed: unable to start container process: "
)
_HELP = " Run 'docker run --help' for more information"

PASTED = [
    # Instalação e motor
    ("bash: docker: command not found", "instalacao-e-motor#docker-command-not-found"),
    ("zsh: command not found: docker", "instalacao-e-motor#docker-command-not-found"),
    (
        "The command 'docker' could not be found in this WSL 2 distro. We recommend to activate "
        "the WSL integration in Docker Desktop settings.",
        "instalacao-e-motor#wsl",
    ),
    (
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon "
        "running?",
        "instalacao-e-motor#cannot-connect",
    ),
    (
        "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is "
        "correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such "
        "file or directory",
        "instalacao-e-motor#cannot-connect",
    ),
    (
        "error during connect: in the default daemon configuration on Windows, the docker client "
        "must be run with elevated privileges to connect: open //./pipe/dockerDesktopLinuxEngine: "
        "The system cannot find the file specified.",
        "instalacao-e-motor#cannot-connect",
    ),
    (
        "permission denied while trying to connect to the Docker daemon socket at "
        'unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/json"'
        ": dial unix /var/run/docker.sock: connect: permission denied",
        "instalacao-e-motor#permissao-no-socket",
    ),
    (
        "permission denied while trying to connect to the docker API at "
        "unix:///var/run/docker.sock",
        "instalacao-e-motor#permissao-no-socket",
    ),
    ("bash: docker-compose: command not found", "instalacao-e-motor#docker-compose"),
    ("unknown shorthand flag: 'd' in -d See 'docker --help'.", "instalacao-e-motor#sem-plugin"),
    ("docker: 'compose' is not a docker command.", "instalacao-e-motor#sem-plugin"),
    ("docker: unknown command: docker compose", "instalacao-e-motor#sem-plugin"),
    ("KeyError: 'ContainerConfig'", "instalacao-e-motor#container-config"),
    (
        "Error response from daemon: client version 1.32 is too old. Minimum supported API version "
        "is 1.44, please upgrade your client to a newer version",
        "instalacao-e-motor#versao-da-api",
    ),
    (
        'Failed to initialize: unable to resolve docker endpoint: context "colima": context not '
        "found: open /home/ana/.docker/contexts/meta/5e80/meta.json: no such file or directory",
        "instalacao-e-motor#contexto",
    ),
    # O motor não liga
    (
        "System has not been booted with systemd as init system (PID 1). Can't operate. Failed to "
        "connect to bus: Host is down",
        "servico#systemd",
    ),
    (
        "Job for docker.service failed because the control process exited with error code.",
        "servico#job-failed",
    ),
    (
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid "
        "character '}' looking for beginning of object key string",
        "servico#daemon-json",
    ),
    (
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following "
        "directives don't match any configuration option: data-rot",
        "servico#chave-do-daemon",
    ),
    (
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following "
        "directives are specified both as a flag and in the configuration file: hosts: (from flag: "
        "[fd://], from file: [tcp://0.0.0.0:2375])",
        "servico#duas-vezes",
    ),
    ("docker: 'buildx' is not a docker command. See 'docker --help'", "servico#sem-o-buildx"),
    ("compose build requires buildx 0.17 or later", "servico#sem-o-buildx"),
    ("E: Package 'docker-ce' has no installation candidate", "servico#sem-candidato"),
    # Imagens e build
    (
        'ERROR: failed to build: invalid tag "MinhaApp": repository name must be lowercase',
        "imagens-e-build#repository-name-must-be-lowercase",
    ),
    (
        "docker: invalid reference format: repository name (library/MinhaApp) must be lowercase",
        "imagens-e-build#repository-name-must-be-lowercase",
    ),
    (
        "ERROR: docker: 'docker buildx build' requires 1 argument Usage: docker buildx build "
        "[OPTIONS] PATH | URL | -",
        "imagens-e-build#requires-1-argument",
    ),
    (
        'ERROR: "docker buildx build" requires exactly 1 argument.',
        "imagens-e-build#requires-1-argument",
    ),
    (
        "ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or "
        "directory",
        "imagens-e-build#sem-dockerfile",
    ),
    (
        "ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate "
        'checksum of ref 17fa2caf::rt4i9u5: "/requirements.txt": not found',
        "imagens-e-build#arquivo-fora-do-contexto",
    ),
    (
        'ERROR: failed to solve: process "/bin/sh -c apt-get install -y curl" did not complete '
        "successfully: exit code: 100",
        "imagens-e-build#run-que-falha",
    ),
    (
        "ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown "
        "instruction: RUM (did you mean RUN?)",
        "imagens-e-build#instrucao-desconhecida",
    ),
    (
        "the --chmod option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to "
        "learn how to build images with BuildKit enabled",
        "imagens-e-build#sem-buildx",
    ),
    (
        'Error response from daemon: conflict: unable to remove repository reference "loja" (must '
        "force) - container 4ad38ac709ea is using its referenced image 2e878743e770",
        "imagens-e-build#imagem-em-uso",
    ),
    (
        "Error response from daemon: conflict: unable to delete loja:latest (must be forced) - "
        "container 4ad38ac709ea is using its referenced image 2e878743e770",
        "imagens-e-build#imagem-em-uso",
    ),
    ("Error response from daemon: No such image: loja:latest", "imagens-e-build#no-such-image"),
    # Baixar e enviar imagens
    (
        'Error response from daemon: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: '
        "connect: connection refused",
        "registros#connection-refused",
    ),
    (
        "An image does not exist locally with the tag: localhost:5000/loja",
        "registros#imagem-que-nao-existe-aqui",
    ),
    (
        "Error response from daemon: manifest for python:3.99 not found: manifest unknown: "
        "manifest unknown",
        "registros#manifest-unknown",
    ),
    (
        "ERROR: failed to solve: python:3.99-slim: failed to resolve source metadata for "
        "docker.io/library/python:3.99-slim: docker.io/library/python:3.99-slim: not found",
        "registros#manifest-unknown",
    ),
    (
        "Error response from daemon: pull access denied for pyton, repository does not exist or "
        "may require 'docker login': denied: requested access to the resource is denied",
        "registros#pull-access-denied",
    ),
    ("denied: requested access to the resource is denied", "registros#push-negado"),
    (
        "Error response from daemon: toomanyrequests: You have reached your unauthenticated pull "
        "rate limit. https://www.docker.com/increase-rate-limit",
        "registros#limite-de-pull",
    ),
    ("failed to register layer: no space left on device", "registros#camada"),
    ("Error response from daemon: unexpected EOF", "registros#eof"),
    (
        "WSL integration with distro 'Ubuntu' unexpectedly stopped. Do you want to restart it?",
        "instalacao-e-motor#wsl-parou",
    ),
    (
        "WARNING: Error loading config file: open /home/ana/.docker/config.json: permission denied",
        "instalacao-e-motor#configuracao-de-outro",
    ),
    (
        "request returned 500 Internal Server Error for API route and version "
        "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.51/version, check if the server "
        "supports the requested API version",
        "instalacao-e-motor#erro-500",
    ),
    (
        "docker: Error response from daemon: driver failed programming external connectivity on "
        "endpoint web: (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 80 "
        "-j DNAT --to-destination 172.17.0.2:80 ! -i docker0: iptables: No chain/target/match by "
        "that name.",
        "rede-e-portas#iptables",
    ),
    (
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup '
        "registry-1.docker.io on 10.0.2.3:53: no such host",
        "registros#no-such-host",
    ),
    (
        'Error response from daemon: Get "https://192.168.0.10:5000/v2/": http: server gave HTTP '
        "response to HTTPS client",
        "registros#registro-sem-https",
    ),
    (
        "python: urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name "
        "resolution>",
        "senhas-dns-e-proxy#dns-no-programa",
    ),
    ("curl: (6) Could not resolve host: escola.example", "senhas-dns-e-proxy#dns-calado"),
    (
        "proxyconnect tcp: dial tcp 127.0.0.1:3128: connect: connection refused",
        "senhas-dns-e-proxy#proxy-recusa",
    ),
    # Internet
    ("ERROR: No matching distribution found for flask", "internet#pip"),
    (
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp '
        "[2600:1f18::1]:443: connect: network is unreachable",
        "internet#ipv6",
    ),
    (
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp '
        "52.1.1.1:443: i/o timeout",
        "internet#rota",
    ),
    (
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: TLS '
        "handshake timeout",
        "internet#tls-timeout",
    ),
    (
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": tls: failed to verify '
        "certificate: x509: certificate signed by unknown authority",
        "internet#x509",
    ),
    (
        "ERROR: failed to solve: error from sender: open banco/pgdata: permission denied",
        "imagens-e-build#pasta-sem-permissao",
    ),
    (
        "ERROR: failed to solve: failed to prepare bcxxxbd3b34dric3j6 as ku9der4g3nwyyx5p3f: max "
        "depth exceeded",
        "imagens-e-build#camadas-demais",
    ),
    # Executar
    (
        'docker: Error response from daemon: Conflict. The container name "/web" is already in use '
        'by container "3f2a91". You have to remove (or rename) that container to be able to reuse '
        "that name." + _HELP,
        "executar#nome-em-uso",
    ),
    (
        'Error response from daemon: cannot remove container "web": container is running: stop the '
        "container before removing or force remove",
        "executar#em-execucao",
    ),
    ("Error response from daemon: No such container: web", "executar#no-such-container"),
    ("docker: invalid reference format" + _HELP, "executar#invalid-reference-format"),
    ("unknown flag: --names", "executar#unknown-flag"),
    ("the input device is not a TTY", "executar#not-a-tty"),
    (
        "cannot attach stdin to a TTY-enabled container because stdin is not a terminal",
        "executar#not-a-tty",
    ),
    (
        "Error response from daemon: container 1981355611ed is not running",
        "executar#termina-logo",
    ),
    # O programa não inicia
    (
        _OCI + 'exec: "curl": executable file not found in $PATH' + _HELP,
        "programa#executable-not-found",
    ),
    (_OCI + 'exec: "/inicia.sh": permission denied' + _HELP, "programa#permission-denied"),
    ("exec /inicia.sh: no such file or directory", "programa#crlf"),
    ("env: 'bash\\r': No such file or directory", "programa#crlf"),
    ("exec /usr/local/bin/app: exec format error", "programa#exec-format-error"),
    (
        "WARNING: The requested image's platform (linux/arm64) does not match the detected host "
        "platform (linux/amd64/v4) and no specific platform was requested",
        "programa#exec-format-error",
    ),
    (
        "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' "
        "(/usr/local/lib/python3.13/site-packages/werkzeug/urls.py)",
        "programa#url-quote",
    ),
    (
        "python: can't open file '/app/app.py': [Errno 2] No such file or directory",
        "programa#cant-open-file",
    ),
    (
        'docker: Error response from daemon: could not select device driver "" with capabilities: '
        "[[gpu]]",
        "executar#gpu",
    ),
    (
        "docker: Error response from daemon: failed to discover GPU vendor from CDI: no known GPU "
        "vendor found",
        "executar#gpu",
    ),
    # Rede e portas
    (
        "docker: Error response from daemon: driver failed programming external connectivity on "
        "endpoint web: Bind for 0.0.0.0:8080 failed: port is already allocated",
        "rede-e-portas#port-is-already-allocated",
    ),
    (
        "docker: Error response from daemon: failed to set up container networking: driver failed "
        "programming external connectivity on endpoint web (a1): failed to bind host port for "
        "0.0.0.0:8080:172.17.0.2:80/tcp: address already in use",
        "rede-e-portas#address-already-in-use",
    ),
    (
        "Error response from daemon: ports are not available: exposing port TCP 0.0.0.0:3000 -> "
        "127.0.0.1:0: listen tcp 0.0.0.0:3000: bind: address already in use",
        "rede-e-portas#address-already-in-use",
    ),
    ("curl: (56) Recv failure: Connection reset by peer", "rede-e-portas#escuta-so-dentro"),
    ("curl: (52) Empty reply from server", "rede-e-portas#escuta-so-dentro"),
    (
        "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server",
        "rede-e-portas#failed-to-connect",
    ),
    (
        "Could not connect to Redis at localhost:6379: Connection refused",
        "rede-e-portas#localhost",
    ),
    (
        "Could not connect to Redis at banco:6379: Name or service not known",
        "rede-e-portas#nome-que-nao-se-resolve",
    ),
    (
        "docker: Error response from daemon: failed to set up container networking: network loja "
        "not found",
        "rede-e-portas#network-not-found",
    ),
    (
        "Error response from daemon: error while removing network: network loja has active "
        'endpoints (name:"banco" id:"210b2c7c9440")',
        "rede-e-portas#network-has-active-endpoints",
    ),
    (
        "Error response from daemon: invalid pool request: Pool overlaps with other one on this "
        "address space",
        "rede-e-portas#pool-overlaps",
    ),
    # Dados e permissões
    (
        'docker: Error response from daemon: invalid mount config for type "bind": bind source '
        "path does not exist: /home/ana/loja/dados",
        "dados-e-permissoes#bind-source-path-does-not-exist",
    ),
    (
        'docker: Error response from daemon: create loja/dados: "loja/dados" includes invalid '
        'characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you '
        "intended to pass a host directory, use absolute path",
        "dados-e-permissoes#nome-de-volume",
    ),
    (
        _OCI + 'error during container init: error mounting "/home/ana/nginx.conf" to rootfs at '
        '"/etc/nginx/nginx.conf": not a directory: Are you trying to mount a directory onto a file '
        "(or vice-versa)? Check if the specified host path exists and is the expected type",
        "dados-e-permissoes#pasta-sobre-arquivo",
    ),
    (
        "touch: cannot touch '/dados/nota.txt': Permission denied",
        "dados-e-permissoes#permission-denied-na-pasta",
    ),
    (
        "touch: cannot touch '/notas/nota.txt': Permission denied",
        "dados-e-permissoes#permission-denied-no-volume",
    ),
    (
        "touch: cannot touch '/notas/outra.txt': Read-only file system",
        "dados-e-permissoes#read-only-file-system",
    ),
    (
        "Error response from daemon: remove dados: volume is in use - [1336edc8461c]",
        "dados-e-permissoes#volume-is-in-use",
    ),
    (
        "Error response from daemon: get dados: no such volume",
        "dados-e-permissoes#no-such-volume",
    ),
    # Memória e disco
    ("exited with code 137 OOMKilled", "memoria-e-disco#oom"),
    ("exit code 137 Killed", "memoria-e-disco#oom"),
    ("código de saída 137 depois do docker stop", "memoria-e-disco#killed"),
    (
        "docker: Error response from daemon: Minimum memory limit allowed is 6MB",
        "memoria-e-disco#minimo-de-memoria",
    ),
    (
        "docker: Error response from daemon: range of CPUs is from 0.01 to 2.00, as there are only "
        "2 CPUs available",
        "memoria-e-disco#cpus",
    ),
    (
        "write /var/lib/docker/tmp/GetImageBlob: no space left on device",
        "memoria-e-disco#no-space-left",
    ),
    # Compose
    ("no configuration file provided: not found", "compose#sem-arquivo"),
    (
        'time="2026-11-24T02:43:55Z" level=warning msg="/home/ana/compose.yaml: the attribute '
        "`version` is obsolete, it will be ignored, please remove it to avoid potential "
        'confusion"',
        "compose#version-obsolete",
    ),
    ("yaml: line 4: mapping values are not allowed in this context", "compose#recuo"),
    (
        "validating /home/ana/compose.yaml: services.web additional properties 'port' not allowed",
        "compose#chave-desconhecida",
    ),
    (
        "validating /home/ana/compose.yaml: services.web Additional property port is not allowed",
        "compose#chave-desconhecida",
    ),
    (
        'service "web" depends on undefined service "bd": invalid compose project',
        "compose#servico-indefinido",
    ),
    (
        'service "web" has neither an image nor a build context specified: invalid compose project',
        "compose#sem-imagem",
    ),
    (
        'WARN[0000] The "SENHA" variable is not set. Defaulting to a blank string.',
        "compose#variavel",
    ),
    (
        "env file /home/ana/loja/.env not found: stat /home/ana/loja/.env: no such file or "
        "directory",
        "compose#env-file-not-found",
    ),
    (
        "network proxy declared as external, but could not be found",
        "compose-no-ar#rede-externa",
    ),
    (
        "dependency failed to start: container loja-banco-1 is unhealthy",
        "compose-no-ar#unhealthy",
    ),
    (
        "WARN[0000] Found orphan containers ([loja-agenda-1]) for this project. If you removed or "
        "renamed this service in your compose file, you can run this command with the "
        "--remove-orphans flag to clean it up.",
        "compose-no-ar#orfaos",
    ),
    ('service "web" is not running', "compose-no-ar#servico-parado"),
    # O Compose não entende um valor
    ("services must be a mapping", "compose-valores#mapping"),
    (
        "validating /home/ana/loja/compose.yaml: services.api.ports must be a array",
        "compose-valores#lista",
    ),
    ("services.web.ports must be a list", "compose-valores#lista"),
    (
        "validating C:\\aulas\\compose.yaml: services.db.healthcheck.interval must be a string",
        "compose-valores#texto",
    ),
    ("Invalid containerPort: ${PORTA}", "compose-valores#porta-invalida"),
    ("No port specified: 8080:<empty>", "compose-valores#porta-invalida"),
    (
        "invalid interpolation format for services.db.environment.SENHA.\n"
        "You may need to escape any $ with another $.",
        "compose-valores#interpolacao",
    ),
    (
        'service "db" refers to undefined volume pgdata: invalid compose project',
        "compose-valores#volume-indefinido",
    ),
    (
        'service "api" refers to undefined network backend: invalid compose project',
        "compose-valores#rede-indefinida",
    ),
    ("invalid spec: .:/app:ro:z:x: too many colons", "compose-valores#dois-pontos"),
    (
        'failed to parse /srv/compose.yaml: line 14: mapping key "db" already defined at line 3',
        "compose-valores#chave-repetida",
    ),
    ("dependency cycle detected: api -> db -> api", "compose-valores#ciclo"),
    ("yaml: line 23: did not find expected key", "compose-valores#aspas"),
    (
        "yaml: line 9: found character that cannot start any token",
        "compose-valores#tabulacao",
    ),
    ("empty compose file", "compose-valores#vazio"),
    (
        'invalid project name "Minha Loja": must consist only of lowercase alphanumeric '
        "characters, hyphens, and underscores as well as start with a letter or number",
        "compose-valores#nome-do-projeto",
    ),
    (
        "validating /srv/loja/compose.yaml: services.api.environment must be a mapping",
        "compose-valores#ambiente",
    ),
    (
        "services.api.environment.[2]: unexpected type map[string]interface {}",
        "compose-valores#grupo-na-lista",
    ),
    # O Compose no ar
    (
        'nginx: [emerg] host not found in upstream "backend" in /etc/nginx/conf.d/default.conf:7',
        "compose-no-ar#nginx-sem-vizinho",
    ),
    # Falta algo na imagem
    (
        f'{_OCI}exec: "./entrypoint.sh": stat ./entrypoint.sh: no such file or directory: unknown',
        "falta-na-imagem#stat",
    ),
    ("sh: ./app: not found", "falta-na-imagem#glibc"),
    (
        "Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by "
        "/app/servidor)",
        "falta-na-imagem#glibc",
    ),
    (
        "/app/servidor: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required "
        "by /app/servidor)",
        "falta-na-imagem#glibc",
    ),
    (
        "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
        "falta-na-imagem#biblioteca",
    ),
    ("ModuleNotFoundError: No module named 'pandas'", "falta-na-imagem#modulo"),
    ("Error: pg_config executable not found.", "falta-na-imagem#pg-config"),
    ("error: externally-managed-environment", "falta-na-imagem#pip-do-sistema"),
    (
        "E: The repository 'http://espelho.escola.br/debian stretch Release' does not have a "
        "Release file.",
        "falta-na-imagem#fim-de-vida",
    ),
    # Senhas, DNS e proxy
    (
        "Error: Cannot perform an interactive login from a non TTY device",
        "senhas-dns-e-proxy#sem-terminal",
    ),
    (
        'Error response from daemon: Head "http://registro.escola.br/v2/aula/manifests/1": no '
        "basic auth credentials",
        "senhas-dns-e-proxy#sem-credenciais",
    ),
    (
        "Error response from daemon: login attempt to https://registro.escola.br/v2/ failed with "
        "status: 401 Unauthorized",
        "senhas-dns-e-proxy#senha-recusada",
    ),
    (
        'error getting credentials - err: exec: "docker-credential-desktop": executable file not '
        "found in $PATH, out: ``",
        "senhas-dns-e-proxy#ajudante",
    ),
    (
        'error getting credentials - err: exec: "docker-credential-desktop.exe": executable file '
        "not found in $PATH, out: ``",
        "senhas-dns-e-proxy#ajudante",
    ),
    (
        "WARNING: Error parsing config file (/home/ana/.docker/config.json): unexpected EOF",
        "senhas-dns-e-proxy#configuracao",
    ),
    (
        "W: Failed to fetch http://espelho.escola.br/debian/dists/trixie/InRelease  Temporary "
        "failure resolving 'espelho.escola.br'",
        "senhas-dns-e-proxy#dns-no-build",
    ),
    (
        "Error response from daemon: network with name loja_default already exists",
        "senhas-dns-e-proxy#rede-repetida",
    ),
    (
        "Error response from daemon: all predefined address pools have been fully subnetted",
        "senhas-dns-e-proxy#redes-demais",
    ),
    (
        'Error response from daemon: Get "https://registro.escola.br/v2/": tls: failed to verify '
        "certificate: x509: certificate signed by unknown authority",
        "internet#x509",
    ),
    (
        'Error response from daemon: Get "https://registro.escola.br/v2/": context deadline '
        "exceeded",
        "senhas-dns-e-proxy#tempo-esgotado",
    ),
    (
        'Get "https://registro.escola.br/v2/": net/http: TLS handshake timeout',
        "internet#tls-timeout",
    ),
    # Um swarm
    (
        'Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or '
        '"docker swarm join" to connect this node to swarm and try again.',
        "muitas-maquinas#nao-e-gerente",
    ),
    (
        "Error response from daemon: This node is not a swarm manager. Worker nodes can't be used "
        "to view or modify cluster state. Please run this command on a manager node or promote the "
        "current node to a manager.",
        "muitas-maquinas#nao-e-gerente",
    ),
    ("Error response from daemon: invalid join token", "muitas-maquinas#ficha"),
    (
        "Error response from daemon: rpc error: code = Unavailable desc = connection error: desc = "
        '"transport: Error while dialing: dial tcp 10.0.0.5:2377: connect: connection refused"',
        "muitas-maquinas#sem-resposta",
    ),
    (
        'Error response from daemon: This node is already part of a swarm. Use "docker swarm leave'
        '" to leave this swarm and join another one.',
        "muitas-maquinas#ja-esta",
    ),
    (
        "Error response from daemon: rpc error: code = AlreadyExists desc = name conflicts with an "
        "existing object: service api already exists",
        "muitas-maquinas#nome-repetido",
    ),
    (
        "Error response from daemon: The network loja cannot be used with services. Only networks "
        "scoped to the swarm can be used, such as those created with the overlay driver.",
        "muitas-maquinas#rede",
    ),
    (
        "docker: Error response from daemon: Could not attach to network loja: rpc error: code = "
        "PermissionDenied desc = network loja not manually attachable",
        "muitas-maquinas#anexo",
    ),
    (
        "Error response from daemon: You are attempting to leave the swarm on a node that is "
        "participating as a manager. Removing the last manager erases all current state of the "
        "swarm. Use `--force` to ignore this message.",
        "muitas-maquinas#sair",
    ),
    # Serviços do Swarm
    (
        '"no suitable node (scheduling constraints not satisfied on 3 nodes)"',
        "servicos-do-swarm#sem-no",
    ),
    (
        "no suitable node (host-mode port already in use on 1 node)",
        "servicos-do-swarm#porta-do-no",
    ),
    (
        "Error response from daemon: rpc error: code = InvalidArgument desc = port '80' is already "
        "in use by service 'loja' (i4usqcd9zdcffm7so6c38pr97) as an ingress port",
        "servicos-do-swarm#porta",
    ),
    (
        "Error response from daemon: rpc error: code = InvalidArgument desc = EndpointSpec: port "
        "published with ingress mode can't be used with dnsrr mode",
        "servicos-do-swarm#dnsrr",
    ),
    (
        "Error response from daemon: rpc error: code = InvalidArgument desc = secret 'senha' is in "
        "use by the following service: api",
        "servicos-do-swarm#segredo",
    ),
    (
        "image api:1 could not be accessed on a registry to record its digest. Each node will "
        "access api:1 independently, possibly leading to different nodes running different "
        "versions of the image.",
        "servicos-do-swarm#sem-imagem",
    ),
    ("Ignoring unsupported options: build, restart", "servicos-do-swarm#ignora"),
    ("invalid image reference for service api: no image specified", "servicos-do-swarm#ignora"),
]
"""Pares: o que se cola, e `pagina#secao` de `docs/erros/`."""
