"""Os itens de um exercício: o que se quer, como se olha, e as três dicas.

As dicas vão da mais vaga à mais clara. Um item olha a cena e não diz nada, se está feito; senão,
levanta `NotYet` com o que viu no lugar. As funções daqui fazem os que se repetem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .scene import Life, Scene, same_image

Hints = tuple[str, str, str]
Look = Callable[[Scene], None]

MEMORY = (
    "O motor só lembra os últimos 256 acontecimentos, e esquece tudo ao reiniciar: se você já "
    "tinha feito, faça outra vez e confira logo."
)


class NotYet(Exception):  # noqa: N818 - não é um erro: é o que falta
    """O item não está feito; o texto diz o que se viu no lugar."""


@dataclass(frozen=True)
class Item:
    """Um item: `goal` é o que se quer, `look` o procura, e `hints` são as três dicas.

    Com `absence`, o que se quer é que algo não haja: quem nem começou também o tem.
    """

    goal: str
    look: Look
    hints: Hints
    absence: bool = False


@dataclass(frozen=True)
class Exercise:
    """Um exercício da página `page` (como `dados/volumes`), que se pede por `name`.

    `when` diz em que momento conferir, se não é ao acabar. Com `engine` falso, não precisa de um
    motor no ar.
    """

    name: str
    page: str
    title: str
    items: tuple[Item, ...]
    when: str = ""
    engine: bool = True


def require(condition: object, saw: str) -> None:
    """Levanta `NotYet` com `saw` se a condição não vale."""
    if not condition:
        raise NotYet(saw)


def forgotten(saw: str) -> str:
    """O que se viu, com o aviso de que o motor esquece."""
    return f"{saw}. {MEMORY}"


def listed(words: Iterable[object]) -> str:
    """Uma lista em português: «a», «b» e «c»."""
    shown = [f"«{word}»" for word in words]
    return " e ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def counted(number: int, one: str, many: str) -> str:
    """Quantos há, como se escreve: `um container`, `3 containers`; nenhum fica no singular."""
    return f"{number} {many}" if number > 1 else f"{'um' if number else 'nenhum'} {one}"


def find_container(scene: Scene, name: str, image: str = "") -> dict[str, Any]:
    """O container `name`, da imagem `image`. Levanta `NotYet` se não há, ou se é outra coisa."""
    found = scene.container(name)
    if found is None:
        names = [(one.get("Name") or "").lstrip("/") for one in scene.containers]
        near = get_close_matches(name, names, n=1, cutoff=0.75)
        if near:
            raise NotYet(f"não há um container «{name}»; há um «{near[0]}»")
        if any(life.gone for life in scene.lives_of(name=name)):
            raise NotYet(f"não há um container «{name}»: houve um, que já foi removido")
        raise NotYet(f"não há um container «{name}»")
    used = (found.get("Config") or {}).get("Image") or ""
    if image and not same_image(used, image) and not _same_id(scene, found, image):
        since = (found.get("Created") or "")[:10]
        raise NotYet(
            f"o nome «{name}» é de outra coisa: um container da imagem «{used}», criado em "
            f"{since}, e o do exercício vem de «{image}». Se ele é seu, não o apague sem olhar"
        )
    return found


def _same_id(scene: Scene, container: dict[str, Any], image: str) -> bool:
    """Se o container foi criado pelo identificador da imagem, e não pelo nome."""
    found = scene.image(image)
    return bool(found) and container.get("Image") == found.get("Id")


def state_of(container: dict[str, Any]) -> str:
    """O estado de um container, em palavras."""
    state = container.get("State") or {}
    status = state.get("Status", "")
    if status == "exited":
        return f"parado, com o código de saída {state.get('ExitCode')}"
    names = {
        "created": "criado, mas nunca começou",
        "paused": "em pausa",
        "restarting": "reiniciando sem parar",
        "running": "no ar",
        "dead": "morto",
    }
    return names.get(status, status)


def running(scene: Scene, name: str, image: str = "") -> dict[str, Any]:
    """O container `name`, que tem de estar no ar."""
    found = find_container(scene, name, image)
    require(
        (found.get("State") or {}).get("Status") == "running",
        f"o container «{name}» está {state_of(found)}",
    )
    return found


def is_running(name: str, image: str = "", hints: Hints | None = None) -> Item:
    """O item: o container `name`, da imagem `image`, está no ar."""
    of_image = f", da imagem «{image}»," if image else ""
    return Item(
        f"o container «{name}»{of_image} está no ar",
        lambda scene: running(scene, name, image) and None,
        hints
        or (
            "O docker ps mostra os que estão no ar; o docker ps --all, também os parados.",
            "É um docker run, com uma opção para o segundo plano e outra para o nome.",
            f"docker run --detach --name {name} ... {image or 'IMAGEM'} ...",
        ),
    )


def is_gone(name: str, hints: Hints | None = None) -> Item:
    """O item: já não há um container `name`."""

    def look(scene: Scene) -> None:
        found = scene.container(name)
        if found:
            raise NotYet(f"o container «{name}» ainda existe: está {state_of(found)}")

    return Item(
        f"no fim, não há mais o container «{name}»",
        look,
        hints
        or (
            "Um container parado ainda existe: o docker ps --all o mostra.",
            "Há um comando do docker que remove containers, e uma opção do docker run que faz com "
            "que o container se remova ao acabar.",
            f"docker rm ... {name}, ou docker run --rm ...",
        ),
        absence=True,
    )


def setting(
    name: str,
    goal: str,
    get: Callable[[dict[str, Any]], Any],
    good: Callable[[Any], bool],
    saw: str,
    hints: Hints,
) -> Item:
    """O item: o que `get` acha no `inspect` do container `name` satisfaz `good`.

    `saw` diz o que se viu, com `{}` no lugar do valor.
    """

    def look(scene: Scene) -> None:
        value = get(find_container(scene, name))
        require(good(value), saw.format(value))

    return Item(goal, look, hints)


def bindings(container: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """De cada porta de dentro, como `80/tcp`, os pares (endereço, porta) pedidos na máquina."""
    asked = (container.get("HostConfig") or {}).get("PortBindings") or {}
    return {
        inside: [(one.get("HostIp", ""), one.get("HostPort", "")) for one in outside or []]
        for inside, outside in asked.items()
    }


def said_ports(container: dict[str, Any]) -> str:
    """As portas publicadas, em palavras."""
    pairs = [
        f"{address or 'todos os endereços'}:{port or '(sorteada)'} para a {inside.split('/')[0]}"
        for inside, outside in bindings(container).items()
        for address, port in outside
    ]
    return "; ".join(pairs) if pairs else "nenhuma"


def is_published(name: str, outside: str, inside: str, hints: Hints | None = None) -> Item:
    """O item: a porta `outside` da máquina leva à `inside` do container, em 127.0.0.1 ou não."""

    def look(scene: Scene) -> None:
        found = find_container(scene, name)
        pairs = bindings(found).get(f"{inside}/tcp", [])
        require(
            any(port == outside for _, port in pairs),
            f"as portas publicadas do «{name}»: {said_ports(found)}",
        )

    return Item(
        f"a porta {outside} da máquina leva à {inside} do «{name}»",
        look,
        hints
        or (
            "O docker port, com o nome do container, diz o que ele publica.",
            "A opção é -p: primeiro a porta da máquina, depois a de dentro. Ela só se escolhe ao "
            "criar o container.",
            f"docker run ... -p 127.0.0.1:PORTA-DA-MÁQUINA:{inside} ...",
        ),
    )


def is_in_network(name: str, network: str) -> Item:
    """O item: o container está na rede."""

    def look(scene: Scene) -> None:
        found = find_container(scene, name)
        inside = list(((found.get("NetworkSettings") or {}).get("Networks")) or {})
        require(network in inside, f"o «{name}» está em {listed(inside) or 'rede nenhuma'}")

    return Item(
        f"o «{name}» está na rede «{network}»",
        look,
        (
            "O docker inspect, em NetworkSettings.Networks, diz em que redes um container está.",
            "A rede se escolhe ao criar o container; sem isso, ele fica na bridge.",
            f"docker run ... --network {network} ...",
        ),
    )


def image_exists(name: str, hints: Hints | None = None) -> Item:
    """O item: a imagem `name` existe."""

    def look(scene: Scene) -> None:
        if scene.image(name) is None:
            near = get_close_matches(name, scene.images, n=1, cutoff=0.75)
            raise NotYet(f"não há uma imagem «{name}»" + (f"; há uma «{near[0]}»" if near else ""))

    return Item(
        f"a imagem «{name}» existe",
        look,
        hints
        or (
            "O docker image ls mostra as imagens que há.",
            "O docker build tem uma opção que dá o nome à imagem; o ponto, no fim, é a pasta.",
            f"docker build --tag={name} .",
        ),
    )


def volume_exists(name: str) -> Item:
    """O item: o volume `name` existe."""

    def look(scene: Scene) -> None:
        if scene.volume(name) is None:
            near = get_close_matches(name, scene.volumes, n=1, cutoff=0.75)
            raise NotYet(f"não há um volume «{name}»" + (f"; há um «{near[0]}»" if near else ""))

    return Item(
        f"o volume «{name}» existe",
        look,
        (
            "O docker volume ls mostra os volumes que há.",
            "Um volume nasce quando um container o pede pelo nome. Um nome sem barra é um volume; "
            "com uma barra, é uma pasta da sua máquina.",
            f"docker run ... --volume {name}:/PASTA ...",
        ),
    )


def is_mounted(name: str, volume: str, target: str) -> Item:
    """O item: o volume está montado na pasta `target` do container."""

    def look(scene: Scene) -> None:
        found = find_container(scene, name)
        mounts = found.get("Mounts") or []
        if any(one.get("Name") == volume and one.get("Destination") == target for one in mounts):
            return
        said = [f"{_kind_of(one)} em {one.get('Destination')}" for one in mounts]
        raise NotYet(f"o «{name}» tem montado: {'; '.join(said) or 'nada'}")

    return Item(
        f"o volume «{volume}» está em {target} no «{name}»",
        look,
        (
            "O docker inspect, em Mounts, diz o que um container tem montado.",
            "O volume se escolhe ao criar o container, com --mount ou --volume: que volume, e em "
            "que pasta de dentro.",
            f"docker run ... --mount type=volume,source=VOLUME,target={target} ...",
        ),
    )


def _kind_of(mount: dict[str, Any]) -> str:
    """O que está montado, em palavras: um volume com nome, um sem nome, ou uma pasta."""
    name = mount.get("Name")
    if not name:
        return "uma pasta"
    return "um volume sem nome" if re.fullmatch("[0-9a-f]{64}", name) else f"o volume «{name}»"


def lives(scene: Scene, name: str, image: str = "") -> list[Life]:
    """As vidas do container `name`, da mais velha à mais nova; levanta `NotYet` se não há."""
    found = scene.lives_of(name=name)
    if not found:
        names = [one.name for one in scene.lives]
        near = get_close_matches(name, names, n=1, cutoff=0.75)
        told = f"não vi um container «{name}»" + (f"; vi um «{near[0]}»" if near else "")
        raise NotYet(forgotten(told))
    if image and not any(same_image(one.image, image) for one in found):
        raise NotYet(
            f"vi um container «{name}», mas da imagem «{found[-1].image}», e não de «{image}»"
        )
    return [one for one in found if not image or same_image(one.image, image)]


def file_text(scene: Scene, name: str) -> str:
    """O texto de um arquivo da pasta. Levanta `NotYet` se não há."""
    text = scene.file(name)
    if text is None:
        raise NotYet(
            f"não há o arquivo «{name}» nesta pasta: chame o confere na pasta da lição, onde estão "
            "os arquivos dela"
        )
    return text


def file_has(name: str, goal: str, pattern: str, saw: str, hints: Hints) -> Item:
    """O item: o arquivo `name` da pasta tem um trecho que casa com `pattern`."""

    def look(scene: Scene) -> None:
        require(re.search(pattern, file_text(scene, name), re.MULTILINE), saw)

    return Item(goal, look, hints)
