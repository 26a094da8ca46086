"""O dia a dia e os registros: limites, logs, faxina, cópias, contextos, tags."""

from __future__ import annotations

import re

from ..checks import (
    Exercise,
    Item,
    NotYet,
    file_text,
    find_container,
    forgotten,
    image_exists,
    is_running,
    listed,
    lives,
    require,
    volume_exists,
)
from ..scene import Scene

OUT, LOST = "atendidos.txt", "faltas.txt"


def _outputs(scene: Scene, file: str, stream: int) -> None:
    find_container(scene, "lanchonete")
    streams = scene.logs("lanchonete")
    text = file_text(scene, file).split()
    require(text, f"o «{file}» está vazio")
    if text == streams[stream].split():
        return
    if text == streams[1 - stream].split():
        raise NotYet(f"o «{file}» tem a outra saída")
    if sorted(text) == sorted(" ".join(streams).split()):
        raise NotYet(f"o «{file}» tem as duas saídas, misturadas")
    raise NotYet(f"o «{file}» não é o que o log tem agora")


def _kept(scene: Scene) -> None:
    found = find_container(scene, "guardado")
    labels = (found.get("Config") or {}).get("Labels") or {}
    require(labels.get("guia") == "faxina", "o «guardado» não tem o rótulo guia=faxina")


def _discarded(scene: Scene) -> None:
    found = scene.container("descartavel")
    require(found is None, "o «descartavel» ainda existe")
    gone = [one for one in lives(scene, "descartavel") if one.gone]
    require(gone, forgotten("não vi o «descartavel» ser removido"))
    require(
        gone[-1].labels.get("descartar") == "sim",
        "o «descartavel» que foi removido não tinha o rótulo descartar=sim",
    )


def _pruned(scene: Scene) -> None:
    require(
        scene.happened("container", "prune"),
        forgotten("não vi um docker container prune"),
    )


def _copied(scene: Scene) -> None:
    found = [one for one in scene.lives if "aulas2" in one.mounts and "aulas" in one.mounts]
    if not found:
        alone = any("aulas2" in one.mounts for one in scene.lives)
        raise NotYet(
            forgotten(
                "o «aulas2» foi montado, mas nunca junto com o «aulas»"
                if alone
                else "não vi um container com os dois volumes"
            )
        )
    life = found[-1]
    require(life.mounts["aulas2"], "o «aulas2» foi montado só para leitura: nada se grava nele")
    require(life.exits, "a cópia ainda não acabou")
    require(life.exits[-1] == 0, f"a cópia saiu com o código {life.exits[-1]}")


def _not_changed(scene: Scene) -> None:
    found = [one for one in scene.lives if "aulas2" in one.mounts and "aulas" in one.mounts]
    require(found, forgotten("não vi um container com os dois volumes"))
    require(
        not found[-1].mounts["aulas"],
        "o «aulas» foi montado com permissão de escrita: um engano apagaria o original",
    )


def _address(scene: Scene) -> None:
    contexts = scene.contexts
    require(
        "professor" in contexts, f"não há um contexto «professor»; há {listed(sorted(contexts))}"
    )
    address = contexts["professor"]
    require(address == "ssh://aluno@servidor.example", f"o «professor» aponta para {address}")


def _same_as(name: str, other: str, hints: tuple[str, str, str]) -> Item:
    def look(scene: Scene) -> None:
        mine, theirs = scene.image(name), scene.image(other)
        if mine is None:
            raise NotYet(f"não há uma imagem «{name}»")
        require(
            theirs is None or mine.get("Id") == theirs.get("Id"),
            f"a «{name}» e a «{other}» são imagens diferentes",
        )

    return Item(f"a «{name}» é a mesma imagem que a «{other}»", look, hints)


def _sent(name: str, registry: str) -> Item:
    """O item: o registro, um container, recebeu a imagem."""
    repository, _, tag = name.partition("/")[2].rpartition(":")

    def look(scene: Scene) -> None:
        find_container(scene, registry)
        told = "\n".join(scene.logs(registry))
        put = rf'"PUT /v2/{re.escape(repository)}/manifests/{re.escape(tag)} '
        require(
            scene.happened("image", "push", name) or re.search(put, told),
            forgotten(f"não vi um docker push de «{name}»"),
        )

    return Item(
        f"a «{name}» está no registro",
        look,
        (
            "Dar um nome à imagem não a envia.",
            "Quem envia é o docker push, com o nome inteiro: registro, repositório e tag.",
            f"docker push {name}",
        ),
    )


def _asked_back(scene: Scene) -> None:
    find_container(scene, "registro")
    require(
        scene.happened("image", "pull", "localhost:5001/turma/recado:2"),
        forgotten("não vi um docker pull da versão 2"),
    )


def _through_mirror(scene: Scene) -> None:
    require(
        scene.happened("image", "pull", "localhost:5002/apostila:3"),
        forgotten("não vi um docker pull de «localhost:5002/apostila:3»"),
    )


def _monday(scene: Scene) -> None:
    first, mine = (scene.image(f"localhost:5001/cardapio:{tag}") for tag in ("1", "segunda"))
    if mine is None:
        raise NotYet("não há uma imagem «localhost:5001/cardapio:segunda»")
    require(
        first is None or mine.get("Id") != first.get("Id"),
        "a tag segunda está na imagem da tag 1, que é a de terça",
    )


EXERCISES = (
    Exercise(
        "observar",
        "dia-a-dia/observar",
        "O que saiu e o que faltou, cada um no seu arquivo",
        (
            Item(
                f"o «{OUT}» tem a saída",
                lambda scene: _outputs(scene, OUT, 0),
                (
                    "O docker logs repete no terminal as duas saídas do container.",
                    "O sinal > guarda uma saída, 2> guarda a outra.",
                    f"docker logs NOME > {OUT} 2> ...",
                ),
            ),
            Item(
                f"o «{LOST}» tem a saída de erros",
                lambda scene: _outputs(scene, LOST, 1),
                (
                    "As faltas saem pela saída de erros.",
                    "No mesmo comando, 2> guarda a saída de erros.",
                    f"docker logs NOME > ... 2> {LOST}",
                ),
            ),
        ),
        when="antes de remover a «lanchonete», na pasta dos dois arquivos",
    ),
    Exercise(
        "faxina",
        "dia-a-dia/faxina",
        "Um prune que escolhe",
        (
            Item(
                "o «guardado» ainda existe",
                _kept,
                (
                    "O prune apaga todo container parado que os filtros deixam passar.",
                    "Crie os dois de novo, e use um filtro que só um deles satisfaça.",
                    "--filter label=NOME=VALOR, mais de uma vez",
                ),
            ),
            Item(
                "o «descartavel» foi removido",
                _discarded,
                (
                    "Que rótulo só o «descartavel» tem?",
                    "O prune aceita --filter, com label e o rótulo.",
                    "docker container prune --filter label=NOME=VALOR",
                ),
            ),
            Item(
                "foi um prune que o removeu",
                _pruned,
                (
                    "O docker rm também remove, mas o exercício é outro.",
                    "O comando é o docker container prune.",
                    "docker container prune --filter ...",
                ),
            ),
        ),
        when="antes de remover o «guardado»",
    ),
    Exercise(
        "backup",
        "dia-a-dia/backup",
        "Um volume, duas vezes",
        (
            volume_exists("aulas2"),
            Item(
                "um container copiou de um volume ao outro",
                _copied,
                (
                    "Um container pode montar dois volumes ao mesmo tempo.",
                    "São dois --volume, em duas pastas, e um comando que copia de uma à outra.",
                    "docker run --rm --volume aulas:/DE:ro --volume aulas2:/PARA ... cp -a ...",
                ),
            ),
            Item(
                "o original foi montado só para leitura",
                _not_changed,
                (
                    "Quem só lê não precisa poder gravar.",
                    "O --volume tem uma terceira parte, depois da pasta.",
                    "--volume aulas:/PASTA:ro",
                ),
            ),
        ),
        when="antes de remover os dois volumes",
    ),
    Exercise(
        "contextos",
        "dia-a-dia/contextos",
        "O contato do professor",
        (
            Item(
                "o contexto «professor» aponta para aluno em servidor.example, por SSH",
                _address,
                (
                    "O docker context ls mostra os contextos e os endereços.",
                    "Quem cria é o docker context create; o endereço vai na opção --docker.",
                    "docker context create NOME --docker host=ssh://USUÁRIO@MÁQUINA",
                ),
            ),
        ),
        when="antes de remover os contextos",
        engine=False,
    ),
    Exercise(
        "tag-push-pull",
        "registros/tag-push-pull",
        "A versão 2 é a mesma",
        (
            is_running("registro"),
            image_exists(
                "localhost:5001/turma/recado:2",
                (
                    "O docker image ls mostra os nomes que uma imagem tem.",
                    "Quem dá outro nome à mesma imagem é o docker tag: primeiro o nome que há.",
                    "docker tag NOME-DE-AGORA NOME-NOVO",
                ),
            ),
            _same_as(
                "localhost:5001/turma/recado:2",
                "localhost:5001/turma/recado:1",
                (
                    "A versão 2 é a mesma imagem, com outro nome.",
                    "Um build novo faria outra imagem; o docker tag não faz nenhuma.",
                    "docker tag localhost:5001/turma/recado:1 ...",
                ),
            ),
            _sent("localhost:5001/turma/recado:2", "registro"),
            Item(
                "um docker pull confirmou",
                _asked_back,
                (
                    "Quem confirma é o registro: peça a ele a versão 2.",
                    "É um docker pull, com o nome inteiro.",
                    "docker pull localhost:5001/turma/recado:2",
                ),
            ),
        ),
        when="antes de remover o «registro»",
    ),
    Exercise(
        "digests-e-plataformas",
        "registros/digests-e-plataformas",
        "Uma tag para a feijoada",
        (
            is_running("registro-cardapio"),
            image_exists(
                "localhost:5001/cardapio:segunda",
                (
                    "Um digest também serve de nome para uma imagem.",
                    "É o docker tag: primeiro o nome com o digest, depois o novo.",
                    "docker tag $SEGUNDA localhost:5001/cardapio:TAG",
                ),
            ),
            Item(
                "ela é a da feijoada, e não a de terça",
                _monday,
                (
                    "A tag 1, agora, é a imagem de terça.",
                    "Parta do digest, que está na variável SEGUNDA, e não da tag.",
                    "docker tag $SEGUNDA ...",
                ),
            ),
            _sent("localhost:5001/cardapio:segunda", "registro-cardapio"),
        ),
        when="antes de remover o «registro-cardapio»",
    ),
    Exercise(
        "docker-hub",
        "registros/docker-hub",
        "O espelho vai buscar",
        (
            is_running("hub"),
            is_running("espelho"),
            _sent("localhost:5001/apostila:3", "hub"),
            image_exists(
                "localhost:5002/apostila:3",
                (
                    "O nome da imagem diz de que registro ela vem: o espelho é o da 5002.",
                    "Quem baixa é o docker pull.",
                    "docker pull localhost:5002/...",
                ),
            ),
            Item(
                "ela veio pelo espelho",
                _through_mirror,
                (
                    "Um docker tag daria o nome, sem que o espelho soubesse.",
                    "O pull pede ao espelho, que pede ao hub.",
                    "docker image rm localhost:5002/apostila:3 e, depois, docker pull",
                ),
            ),
        ),
        when="antes de remover os dois registros",
    ),
)
