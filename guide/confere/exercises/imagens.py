"""A primeira imagem, as imagens melhores: o que se constrói e como se executa."""

from __future__ import annotations

import json
import re
from typing import Any

from ..checks import (
    Exercise,
    Item,
    NotYet,
    file_has,
    file_text,
    find_container,
    forgotten,
    image_exists,
    is_published,
    is_running,
    require,
    running,
    setting,
    state_of,
)
from ..scene import Scene


def _copied(scene: Scene) -> None:
    file_text(scene, "Dockerfile")
    file_text(scene, "copia.txt")


def _same(scene: Scene) -> None:
    original, copy = file_text(scene, "Dockerfile"), file_text(scene, "copia.txt")
    require(copy.strip(), "o «copia.txt» está vazio: o comando do container não mostrou o arquivo")
    require(
        original.splitlines() == copy.splitlines(),
        "o «copia.txt» e o «Dockerfile» são diferentes: a imagem tem um mais velho, ou o que veio "
        "é outro arquivo",
    )


def _from_image(scene: Scene) -> None:
    found = scene.lives_of(image="flaskboasvindas")
    require(found, forgotten("não vi um container da imagem «flaskboasvindas»"))
    require(
        any(0 in life.exits or "archive-path" in life.deeds for life in found),
        "o container da imagem «flaskboasvindas» não acabou bem",
    )


def _same_image_twice(scene: Scene) -> None:
    one, other = (running(scene, name)["Image"] for name in ("irmao-a", "irmao-b"))
    require(one == other, "os dois vêm de imagens diferentes")


def _only_local(scene: Scene) -> None:
    found = find_container(scene, "loteria")
    if (found.get("HostConfig") or {}).get("PublishAllPorts"):
        raise NotYet("o «loteria» publica todas as portas, em todos os endereços (-P)")
    asked = _asked(found)
    require(asked, "o «loteria» não publica a porta 8000")
    address = asked[0][0]
    require(
        address == "127.0.0.1",
        f"a 8000 está publicada em {address or 'todos os endereços'}",
    )


def _asked(container: dict[str, Any]) -> list[tuple[str, str]]:
    asked = (container.get("HostConfig") or {}).get("PortBindings") or {}
    return [(one.get("HostIp", ""), one.get("HostPort", "")) for one in asked.get("8000/tcp") or []]


def _drawn(scene: Scene) -> None:
    asked = _asked(find_container(scene, "loteria"))
    require(asked, "o «loteria» não publica a porta 8000")
    port = asked[0][1]
    require(port in ("", "0"), f"você escolheu a porta {port}; o exercício quer uma sorteada")


def _asked_for_networks(scene: Scene) -> None:
    find_container(scene, "mentira")
    told = "\n".join(scene.logs("mentira"))
    if re.search(r'"GET /v[\d.]+/networks[ ?]', told):
        return
    asked = re.findall(r'"([A-Z]+ /\S*) HTTP', told)
    raise NotYet(
        f"o último pedido que o motor de mentira anotou foi «{asked[-1]}»"
        if asked
        else "o motor de mentira não anotou pedido nenhum"
    )


def _locked(scene: Scene) -> None:
    text = file_text(scene, "requirements.txt")
    require(
        re.search(r"^gunicorn==27\.0\.1\b", text, re.MULTILINE),
        "o «requirements.txt» não tem o gunicorn 27.0.1: trave de novo, e grave a lista nele",
    )
    require("--hash=sha256:" in text, "o «requirements.txt» não tem os hashes")


def _lock_ran(scene: Scene) -> None:
    found = scene.lives_of(image="travar-gunicorn")
    require(found, forgotten("não vi um container da imagem «travar-gunicorn»"))
    codes = [code for life in found for code in life.exits]
    require(0 in codes, f"o container da «travar-gunicorn» saiu com o código {codes[-1:] or '?'}")


def _rules(scene: Scene) -> list[str]:
    lines = file_text(scene, ".dockerignore").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _everything_ignored(scene: Scene) -> None:
    rules = _rules(scene)
    require(rules, "o «.dockerignore» está vazio")
    require(
        rules[0].strip("/") in ("*", "**"),
        f"a primeira linha do «.dockerignore» é «{rules[0]}»",
    )


def _released(scene: Scene) -> None:
    released = {rule[1:].strip("/ ") for rule in _rules(scene) if rule.startswith("!")}
    wanted = {"requirements.txt", "serverFlask.py"}
    missing, extra = sorted(wanted - released), sorted(released - wanted)
    require(not missing, f"o «.dockerignore» não libera: {', '.join(missing)}")
    require(not extra, f"o «.dockerignore» libera também: {', '.join(extra)}")


def _json_of(scene: Scene, name: str) -> dict[str, Any]:
    try:
        found = json.loads(file_text(scene, name))
    except ValueError as error:
        raise NotYet(f"o «{name}» não é um JSON: {error}") from None
    return found if isinstance(found, dict) else {}


def _wants_ms(scene: Scene) -> None:
    wanted = (_json_of(scene, "package.json").get("dependencies") or {}).get("ms")
    require(wanted, "o «package.json» não tem o ms nas dependências")
    require(wanted == "2.1.3", f"o «package.json» pede o ms {wanted}")


def _locks_ms(scene: Scene) -> None:
    packages = _json_of(scene, "package-lock.json").get("packages") or {}
    found = (packages.get("node_modules/ms") or {}).get("version")
    require(found, "o «package-lock.json» ainda não tem o ms")
    require(found == "2.1.3", f"o «package-lock.json» tem o ms {found}")


def _no_tested_image(scene: Scene) -> None:
    require(
        scene.image("bemvindo-testes") is None,
        "há uma imagem «bemvindo-testes»: o teste passou, e portanto o código não mudou",
    )


def _other_code(scene: Scene) -> None:
    mine, original = scene.image("bemvindo"), scene.image("boasvindas-estagios")
    if mine is None:
        raise NotYet("não há uma imagem «bemvindo»")
    same = original and _layers(mine) == _layers(original)
    require(not same, "a «bemvindo» é igual à «boasvindas-estagios»: o código não mudou")


def _layers(image: dict[str, Any]) -> list[str]:
    return (image.get("RootFS") or {}).get("Layers") or []


def _command(image: dict[str, Any]) -> list[str]:
    config = image.get("Config") or {}
    return [*(config.get("Entrypoint") or []), *(config.get("Cmd") or [])]


def _replaces_shell(scene: Scene) -> None:
    found = scene.image("balcao-luz")
    if found is None:
        raise NotYet("não há uma imagem «balcao-luz»")
    command = " ".join(_command(found))
    require(command, "a «balcao-luz» não tem CMD")
    require("balcao.sh" in command, f"o CMD da «balcao-luz» é «{command}»")
    require(
        re.search(r"\bexec\b", command),
        f"no CMD da «balcao-luz» o shell não se troca por outro programa: «{command}»",
    )


def _lit(scene: Scene) -> None:
    find_container(scene, "luz", "balcao-luz")
    lines = scene.logs("luz")[0].splitlines()
    require("Acendo as luzes." in lines, "o log do «luz» não tem «Acendo as luzes.»")
    require("Balcão aberto." in lines, "o log do «luz» não tem «Balcão aberto.»")
    require(
        lines.index("Acendo as luzes.") < lines.index("Balcão aberto."),
        "o balcão abriu antes de acender as luzes",
    )


def _calm(scene: Scene) -> None:
    found = find_container(scene, "luz", "balcao-luz")
    state = found.get("State") or {}
    require(state.get("Status") == "exited", f"o «luz» está {state_of(found)}: falta parar")
    code = state.get("ExitCode")
    require(
        code == 0,
        f"o «luz» parou com o código {code}"
        + (": o docker stop esperou e o matou, porque o PID 1 era o shell" if code == 137 else ""),
    )


def _codes(scene: Scene) -> list[int]:
    found = scene.lives_of(image="livraria:2")
    require(found, forgotten("não vi um container da imagem «livraria:2»"))
    return [code for life in found for code in life.exits]


def _open_to_others(scene: Scene) -> None:
    require(0 in _codes(scene), "nenhum container da «livraria:2» acabou bem")


def _still_asks(scene: Scene) -> None:
    require(1 in _codes(scene), "nenhum container da «livraria:2» se recusou a começar")


EXERCISES = (
    Exercise(
        "construcao",
        "imagens/construcao",
        "O Dockerfile que está na imagem",
        (
            Item(
                "há um «copia.txt» na pasta do Dockerfile",
                _copied,
                (
                    "O que um comando escreve no terminal pode ir para um arquivo.",
                    "É um docker run que mostre o arquivo com o cat, e um > no fim da linha.",
                    "docker run ... cat ARQUIVO > copia.txt",
                ),
            ),
            Item(
                "o «copia.txt» é igual ao Dockerfile",
                _same,
                (
                    "O diff diz em que linhas os dois diferem.",
                    "Se você mexeu no Dockerfile depois de construir, a imagem tem o antigo.",
                    "docker build --tag=flaskboasvindas . e, de novo, a cópia",
                ),
            ),
            Item(
                "a cópia veio da imagem",
                _from_image,
                (
                    "Copiar o arquivo da pasta não prova nada da imagem.",
                    "O arquivo tem de vir de um container da «flaskboasvindas».",
                    "docker run --rm flaskboasvindas cat ARQUIVO",
                ),
            ),
        ),
        when="antes de apagar o «copia.txt», na pasta da lição",
    ),
    Exercise(
        "execucao",
        "containers/execucao",
        "Dois irmãos, a mesma imagem",
        (
            is_running("irmao-a", "flaskboasvindas"),
            is_published("irmao-a", "8080", "8000"),
            is_running("irmao-b", "flaskboasvindas"),
            is_published("irmao-b", "8081", "8000"),
            Item(
                "os dois vêm da mesma imagem",
                _same_image_twice,
                (
                    "O docker ps mostra a imagem de cada container.",
                    "Se você construiu de novo entre um e outro, o primeiro ficou com a antiga.",
                    "docker rm --force irmao-a irmao-b e, de novo, os dois",
                ),
            ),
        ),
        when="antes de remover os dois containers",
    ),
    Exercise(
        "portas",
        "containers/portas",
        "A porta sorteada",
        (
            is_running("loteria", "flaskboasvindas"),
            Item(
                "a porta 8000 está publicada só em 127.0.0.1",
                _only_local,
                (
                    "O docker port, com o nome do container, mostra o endereço de cada porta.",
                    "Na opção -p, o endereço vem antes das portas.",
                    "-p 127.0.0.1:...:8000",
                ),
            ),
            Item(
                "quem escolheu a porta da máquina foi o Docker",
                _drawn,
                (
                    "Se você não disser a porta da máquina, o Docker sorteia uma.",
                    "Entre os dois-pontos pode não haver nada.",
                    "-p ENDEREÇO::PORTA",
                ),
            ),
        ),
        when="antes de remover o «loteria»",
    ),
    Exercise(
        "arquitetura",
        "containers/arquitetura",
        "O pedido que o cliente faz",
        (
            is_running("mentira"),
            Item(
                "o cliente pediu as redes ao motor de mentira",
                _asked_for_networks,
                (
                    "O docker logs mostra os pedidos que ele anotou.",
                    "Sem dizer qual é o motor, o cliente pergunta ao de sempre. Há uma opção do "
                    "docker, antes do comando, que diz o endereço de outro.",
                    "docker --host ENDEREÇO network ls",
                ),
            ),
        ),
        when="antes de remover o «mentira»",
    ),
    Exercise(
        "dependencias",
        "producao/dependencias",
        "O gunicorn na lista travada",
        (
            file_has(
                "requirements.in",
                "o «requirements.in» pede o gunicorn 27.0.1",
                r"^gunicorn *== *27\.0\.1\s*$",
                "o «requirements.in» não tem uma linha que peça o gunicorn 27.0.1",
                (
                    "O que a aplicação usa diretamente fica no «requirements.in».",
                    "Uma linha por pacote: o nome, dois sinais de igual e a versão.",
                    "gunicorn==VERSÃO",
                ),
            ),
            image_exists("travar-gunicorn"),
            Item(
                "a imagem que trava rodou",
                _lock_ran,
                (
                    "Construir a imagem ainda não escreve a lista.",
                    "Ao executá-la, ela mostra a lista no terminal.",
                    "docker run --rm travar-gunicorn > ARQUIVO",
                ),
            ),
            Item(
                "o «requirements.txt» tem o gunicorn, com os hashes",
                _locked,
                (
                    "A lista travada é o «requirements.txt», que o programa escreve, e não você.",
                    "O que o container mostra vai para o arquivo com um >.",
                    "docker run --rm travar-gunicorn > requirements.txt",
                ),
            ),
        ),
        when="antes de apagar as imagens, na pasta da lição",
    ),
    Exercise(
        "cache",
        "producao/cache",
        "Um .dockerignore ao contrário",
        (
            Item(
                "o «.dockerignore» ignora tudo",
                _everything_ignored,
                (
                    "As linhas valem na ordem: primeiro a que ignora, depois as que liberam.",
                    "O sinal que casa com qualquer nome é o asterisco.",
                    "*, sozinho, na primeira linha",
                ),
            ),
            Item(
                "e libera só os dois arquivos da aplicação",
                _released,
                (
                    "De que arquivos o Dockerfile precisa, nos COPY?",
                    "Uma linha que começa com ! libera.",
                    "!ARQUIVO, um por linha",
                ),
            ),
            image_exists("boasvindas-cache:lista"),
        ),
        when="antes de apagar as imagens, na pasta da lição",
    ),
    Exercise(
        "node",
        "producao/node",
        "Uma dependência a mais no Node.js",
        (
            Item(
                "o «package.json» pede o ms 2.1.3",
                _wants_ms,
                (
                    "As dependências são pares de nome e versão, separados por vírgulas.",
                    "Acrescente a linha dentro de dependencies, e a vírgula na de cima.",
                    '"ms": "2.1.3"',
                ),
            ),
            Item(
                "o «package-lock.json» concorda",
                _locks_ms,
                (
                    "O npm ci não escolhe versões: segue o «package-lock.json».",
                    "Um comando desta lição o escreve, num container, sem instalar nada.",
                    "docker run ... npm install --package-lock-only",
                ),
            ),
            image_exists("recreio-ms"),
        ),
        when="antes de remover as imagens, na pasta da lição",
    ),
    Exercise(
        "multi-stage",
        "producao/multi-stage",
        "O teste que segura o build",
        (
            Item(
                "o estágio dos testes não virou imagem",
                _no_tested_image,
                (
                    "Um teste que falha interrompe o build.",
                    "Confira se o texto do programa mudou antes do build.",
                    "grep Bem-vindo serverFlask.py",
                ),
                absence=True,
            ),
            image_exists("bemvindo"),
            Item(
                "a «bemvindo» tem o código mudado",
                _other_code,
                (
                    "O build leva o código que está na pasta naquela hora.",
                    "Mude o texto, e só então construa.",
                    "docker build --tag=bemvindo . antes de devolver o código original",
                ),
            ),
            file_has(
                "serverFlask.py",
                "o código original voltou",
                "Boas-vindas",
                "o «serverFlask.py» ainda está mudado",
                (
                    "O exercício pede, no fim, o código como era.",
                    "O sed guardou o original, se você lhe deu a opção -i.bak.",
                    "mv serverFlask.py.bak serverFlask.py",
                ),
            ),
        ),
        when="antes de apagar as imagens, na pasta da lição",
    ),
    Exercise(
        "comando",
        "producao/comando",
        "Acender as luzes e abrir o balcão",
        (
            image_exists("balcao-luz"),
            Item(
                "o CMD termina trocando o shell pelo balcao.sh",
                _replaces_shell,
                (
                    "O PID 1 é o primeiro programa: se ele é o shell, o sinal não chega ao outro.",
                    "O shell tem um comando que o troca por outro programa, sem criar um processo.",
                    'CMD ["sh", "-c", "echo ...; exec ..."]',
                ),
            ),
            Item(
                "o «luz» acendeu as luzes e abriu o balcão",
                _lit,
                (
                    "O docker logs mostra o que ele escreveu, na ordem.",
                    "No sh -c, dois comandos se separam com ponto e vírgula.",
                    "sh -c \"echo 'Acendo as luzes.'; ...\"",
                ),
            ),
            Item(
                "o docker stop o parou com o código 0",
                _calm,
                (
                    "Um 137 quer dizer que o Docker cansou de esperar.",
                    "Quem recebe o sinal é o PID 1: tem de ser o balcao.sh.",
                    "exec, antes do nome do programa",
                ),
            ),
        ),
        when="antes de remover o «luz»",
    ),
    Exercise(
        "entrada",
        "producao/entrada",
        "Só a livraria exige o bairro",
        (
            image_exists("livraria:2"),
            file_has(
                "entrada.sh",
                "o «entrada.sh» olha qual é o comando",
                r"\$\{?1\b",
                "o «entrada.sh» não olha o primeiro argumento",
                (
                    "O comando chega ao script como argumentos.",
                    'O primeiro argumento é "$1": compare-o com o programa da livraria.',
                    'if [ "$1" = PROGRAMA ]; then ... fi',
                ),
            ),
            Item(
                "outro comando roda sem bairro",
                _open_to_others,
                (
                    "Experimente um comando qualquer na imagem nova, sem --env.",
                    "Depois do nome da imagem vem o comando.",
                    "docker run --rm livraria:2 echo ...",
                ),
            ),
            Item(
                "a livraria ainda se recusa a abrir sem bairro",
                _still_asks,
                (
                    "Experimente a imagem sem comando e sem --env: ela deve sair com o código 1.",
                    "A exigência continua no script, dentro do if.",
                    "docker run --rm livraria:2",
                ),
            ),
        ),
        when="antes de remover as imagens, na pasta da lição",
    ),
    Exercise(
        "imagem-final",
        "producao/imagem-final",
        "O container lacrado",
        (
            is_running("lacrado", "flaskboasvindas:2.0"),
            setting(
                "lacrado",
                "o disco dele é somente leitura",
                lambda one: (one.get("HostConfig") or {}).get("ReadonlyRootfs"),
                bool,
                "o disco do «lacrado» aceita escrita",
                (
                    "O docker inspect diz, em HostConfig.ReadonlyRootfs.",
                    "Procure no docker run --help uma opção que fale em read only.",
                    "docker run ... --read-only ...",
                ),
            ),
            setting(
                "lacrado",
                "o /tmp dele fica em memória",
                lambda one: list((one.get("HostConfig") or {}).get("Tmpfs") or {}),
                lambda folders: "/tmp" in [folder.rstrip("/") for folder in folders],
                "as pastas em memória do «lacrado»: {}",
                (
                    "O servidor precisa de um lugar para os arquivos temporários.",
                    "A opção --tmpfs recebe o nome da pasta.",
                    "docker run ... --tmpfs /PASTA ...",
                ),
            ),
            is_published("lacrado", "8080", "8000"),
        ),
        when="antes de remover o «lacrado»",
    ),
)
