"""Saídas como as pessoas as colam: inteiras, com ruído, cores e linhas quebradas pelo terminal.

De cada uma, as seções que a explicam, na ordem em que apareceram.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paste:
    """Uma saída colada; `sections` são as que a explicam, e `version`, a que o texto trai."""

    name: str
    text: str
    sections: tuple[str, ...]
    version: str = ""

    def __str__(self) -> str:
        return self.name


_HEX = "1c2f0f5f0a6fd6a2d3c9d8e5b4a7968574635241302f1e0d9c8b7a6958473625"

PASTES = [
    Paste(
        "o PowerShell põe o comando na frente e explica o erro dele",
        f"""PS C:\\Users\\Ana Maria\\Área de Trabalho\\loja> docker run -d --name loja-web nginx
docker : docker: Error response from daemon: Conflict. The container name "/loja-web" is already \
in use by container
"{_HEX}". You have to remove (or rename) that container to be able to reuse
 that name.
No linha:1 caractere:1
+ docker run -d --name loja-web nginx
+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : NotSpecified: (docker: Error r...euse that name.:String) [], \
RemoteException
    + FullyQualifiedErrorId : NativeCommandError

See 'docker run --help'.
""",
        ("erros/executar#nome-em-uso",),
        "do Docker 26, ou de um próximo dele",
    ),
    Paste(
        "cores do terminal",
        "\x1b[1;31mERROR\x1b[0m: failed to solve: \x1b[33mfailed to read dockerfile\x1b[0m: open "
        "Dockerfile: no such file or directory\x1b[K\n",
        ("erros/imagens-e-build#sem-dockerfile",),
    ),
    Paste(
        "as cores de quem copiou sem o Esc",
        "[31mERROR: failed to build: failed to solve: dockerfile parse error on line 7: unknown "
        "instruction: INSTAL (did you mean INSTALL?)[0m",
        ("erros/imagens-e-build#instrucao-desconhecida",),
    ),
    Paste(
        "o registro do Compose, com o serviço e a hora na frente",
        """Attaching to api-1, db-1
db-1   | 2026-11-27T10:00:01.123Z PostgreSQL Database directory appears to contain a database; \
Skipping initialization
api-1  | 2026-11-27T10:00:02.001Z Traceback (most recent call last):
api-1  | 2026-11-27T10:00:02.002Z   File "/app/banco.py", line 12, in conecta
api-1  | 2026-11-27T10:00:02.004Z psycopg2.OperationalError: connection to server at "localhost" \
(127.0.0.1), port 5432 failed: Connection refused
api-1  | 2026-11-27T10:00:02.004Z \tIs the server running on that host and accepting TCP/IP \
connections?
api-1 exited with code 1
""",
        ("erros/rede-e-portas#localhost",),
    ),
    Paste(
        "quebrada em 80 colunas no meio das palavras",
        """$ docker run --rm -p 8080:80 nginx
docker: Error response from daemon: driver failed programming external connectiv
ity on endpoint sharp_tesla (5fd3670b2381e6f6725e788351d1cbc5815536e274a0ec76344
b83b9dbe11773): Bind for 0.0.0.0:8080 failed: port is already allo
cated.
""",
        ("erros/rede-e-portas#port-is-already-allocated",),
    ),
    Paste(
        "quebrada em 80 colunas entre as palavras",
        """docker: Error response from daemon: failed to create task for container: failed
to create shim task: OCI runtime create failed: runc create failed: unable to
start container process: exec: "ping": executable file not found in
$PATH: unknown.
""",
        ("erros/programa#executable-not-found",),
    ),
    Paste(
        "mensagens do sistema em português",
        """ana@casa:~/loja$ docker-compose up -d
bash: docker-compose: comando não encontrado
ana@casa:~/loja$ curl http://localhost:8080
curl: (7) Failed to connect to localhost port 8080 after 0 ms: Conexão recusada
""",
        ("erros/instalacao-e-motor#docker-compose", "erros/rede-e-portas#failed-to-connect"),
    ),
    Paste(
        "o cmd do Windows em português",
        """C:\\aula>docker ps
'docker' não é reconhecido como um comando interno
ou externo, um programa operável ou um arquivo em lotes.
""",
        ("erros/instalacao-e-motor#docker-command-not-found",),
    ),
    Paste(
        "o Docker Desktop fechado, no Windows em português",
        "error during connect: this error may indicate that the docker daemon is not running: Get "
        '"http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.45/containers/json": open '
        "//./pipe/docker_engine: O sistema não pode encontrar o arquivo especificado.\r\n",
        ("erros/instalacao-e-motor#cannot-connect",),
    ),
    Paste(
        "um build inteiro: o que falhou vem antes do que isso causou",
        """[+] Building 7.9s (6/7)                                          docker:default
 => [internal] load build definition from Dockerfile                       0.0s
 => => transferring dockerfile: 157B                                       0.0s
 => [internal] load metadata for docker.io/library/python:3.13-slim        1.2s
 => CACHED [1/3] FROM docker.io/library/python:3.13-slim@sha256:0d1f8a     0.0s
 => ERROR [3/3] RUN pip install -r requirements.txt                        6.1s
------
 > [3/3] RUN pip install -r requirements.txt:
0.952 ERROR: Could not open requirements file: [Errno 2] No such file or directory: \
'requirements.txt'
------
Dockerfile:4
--------------------
   2 |     WORKDIR /app
   3 |     COPY . .
   4 | >>> RUN pip install -r requirements.txt
   5 |
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did \
not complete successfully: exit code: 1
""",
        ("imagens/construcao#o-que-pode-dar-errado",),
    ),
    Paste(
        "duas mensagens que não se devem uma à outra",
        """Error response from daemon: No such container: loja
WARN[0000] /srv/loja/compose.yaml: the attribute `version` is obsolete, it will be ignored
service "web" depends on undefined service "bd": invalid compose project
Error response from daemon: No such container: loja
""",
        (
            "erros/executar#no-such-container",
            "erros/compose#version-obsolete",
            "erros/compose#servico-indefinido",
        ),
    ),
    Paste(
        "aspas curvas e espaços que não quebram, de um editor de texto",
        "Error response from daemon:\u00a0conflict: unable to delete minha\u2011loja:latest (must "
        "be forced) \u2013 container\u00a05fd3670b2381 is using its referenced image 965dd98a8145",
        ("erros/imagens-e-build#imagem-em-uso",),
    ),
    Paste(
        "o que só o Docker 29 escreve",
        "Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list "
        "entries: no match for platform in manifest: not found",
        ("registros/digests-e-plataformas#o-que-pode-dar-errado",),
        "do Docker 29 ou mais novo",
    ),
    Paste(
        "o que o Docker 29 deixou de escrever",
        "Error response from daemon: conflict: unable to remove repository reference "
        '"loja" (must force) - container 4c68ceb1acc9 is using its referenced image 965dd98a8145',
        ("erros/imagens-e-build#imagem-em-uso",),
        "do Docker 28 ou mais antigo",
    ),
    Paste(
        "o chat pôs cada linha como citação",
        """> docker push meuusuario/loja
> The push refers to repository [docker.io/meuusuario/loja]
> 5f70bf18a086: Preparing
> denied: requested access to the resource is denied
""",
        ("erros/registros#push-negado",),
    ),
    Paste(
        "um registro em JSON",
        '{"level":"error","ts":"2026-11-27T10:00:00Z","msg":"dial tcp: lookup bd on '
        '127.0.0.11:53: no such host","caller":"db/conn.go:41"}\n'
        '{"level":"info","ts":"2026-11-27T10:00:05Z","msg":"write /dados/wal: no space left on '
        'device"}',
        ("erros/rede-e-portas#nome-que-nao-se-resolve", "erros/memoria-e-disco#no-space-left"),
    ),
    Paste(
        "progresso que se reescreve, com \\r",
        "1: Pulling from turma/loja\r\nDownloading  12.3MB/80MB\rDownloading  40MB/80MB\r"
        "toomanyrequests: You have reached your unauthenticated pull rate limit. "
        "https://www.docker.com/increase-rate-limit\r\n",
        ("erros/registros#limite-de-pull",),
    ),
    Paste(
        "um erro do npm que o guia não conhece",
        """npm error code ERESOLVE
npm error ERESOLVE unable to resolve dependency tree
npm error Found: react@18.2.0
npm error Could not resolve dependency:
""",
        (),
    ),
]
