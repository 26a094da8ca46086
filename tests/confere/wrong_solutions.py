"""As soluções erradas: o que muda na gravação da certa, que item falha, e o que se vê no lugar.

Cada uma é um engano que alguém comete. A gravação é de um motor de verdade; o engano se faz nela.
"""

import json
import re
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
Edit = Callable[[Data], None]

Wrong = tuple[str, int, str, tuple[Edit, ...]]
"""O engano, em palavras; o primeiro item que falha, a partir de 1; o que se vê; o que muda."""


def container(data: Data, name: str) -> dict[str, Any]:
    return next(one for one in data["containers"] if one["Name"] == f"/{name}")


def put(name: str, path: str, value: Any) -> Edit:
    """Muda um campo do `inspect` do container `name`."""

    def edit(data: Data) -> None:
        *folders, last = path.split("/")
        place = container(data, name)
        for folder in folders:
            place = place[folder]
        place[last] = value

    return edit


def gone(name: str) -> Edit:
    """O container `name` já não existe."""

    def edit(data: Data) -> None:
        data["containers"] = [one for one in data["containers"] if one["Name"] != f"/{name}"]

    return edit


def never(name: str) -> tuple[Edit, Edit]:
    """O container `name` nunca foi criado, nem deixou rastro."""

    def forget(data: Data) -> None:
        ids = {
            one["Actor"]["ID"]
            for one in data.get("events", [])
            if one["Actor"]["Attributes"].get("name") == name
        }
        data["events"] = [
            one
            for one in data.get("events", [])
            if one["Actor"]["ID"] not in ids
            and one["Actor"]["Attributes"].get("container") not in ids
        ]

    return gone(name), forget


def called(name: str, other: str) -> Edit:
    """O container `name` tem outro nome, desde o começo."""

    def edit(data: Data) -> None:
        for one in data.get("containers", []):
            if one["Name"] == f"/{name}":
                one["Name"] = f"/{other}"
        for one in data.get("events", []):
            if one["Actor"]["Attributes"].get("name") == name:
                one["Actor"]["Attributes"]["name"] = other

    return edit


def from_image(name: str, image: str) -> Edit:
    """O container `name` vem de outra imagem."""

    def edit(data: Data) -> None:
        for one in data.get("containers", []):
            if one["Name"] == f"/{name}":
                one["Config"]["Image"], one["Image"] = image, "sha256:outra"
        for one in data.get("events", []):
            if one["Actor"]["Attributes"].get("name") == name:
                one["Actor"]["Attributes"]["image"] = image

    return edit


def exited(name: str, code: int) -> tuple[Edit, Edit]:
    """O container `name` parou com um código."""
    return put(name, "State/Status", "exited"), put(name, "State/ExitCode", code)


def no_image(name: str) -> Edit:
    def edit(data: Data) -> None:
        data["images"] = [one for one in data["images"] if one != name]

    return edit


def image(name: str, path: str, value: Any) -> Edit:
    """Muda um campo do `inspect` da imagem `name`, que passa a existir."""

    def edit(data: Data) -> None:
        if name not in data["images"]:
            data["images"].append(name)
        place = data.setdefault(f"image {name}", {"Id": "sha256:outra", "Config": {}})
        *folders, last = path.split("/")
        for folder in folders:
            place = place[folder]
        place[last] = value

    return edit


def without(kind: str, name: str) -> Edit:
    """Não há a rede ou o volume `name`; `kind` é `networks` ou `volumes`."""

    def edit(data: Data) -> None:
        data[kind] = [one for one in data[kind] if one != name]

    return edit


def command(old: str, new: str) -> Edit:
    """Um `docker exec` cujo comando casa com `old` foi outro."""

    def edit(data: Data) -> None:
        found = False
        for one in data["events"]:
            if one["Action"].startswith("exec_create: ") and re.search(old, one["Action"]):
                one["Action"] = re.sub(old, new, one["Action"])
                found = True
        assert found, f"nenhum comando casa com {old}"

    return edit


def failed(pattern: str, code: int = 1) -> Edit:
    """O `docker exec` cujo comando casa com `pattern` saiu com um código."""

    def edit(data: Data) -> None:
        ids = {
            one["Actor"]["Attributes"].get("execID")
            for one in data["events"]
            if one["Action"].startswith("exec_create: ") and re.search(pattern, one["Action"])
        }
        assert ids, f"nenhum comando casa com {pattern}"
        for one in data["events"]:
            if one["Action"] == "exec_die" and one["Actor"]["Attributes"].get("execID") in ids:
                one["Actor"]["Attributes"]["exitCode"] = str(code)

    return edit


def not_run(pattern: str) -> Edit:
    """Nenhum `docker exec` cujo comando casa com `pattern`."""

    def edit(data: Data) -> None:
        data["events"] = [
            one
            for one in data["events"]
            if not (one["Action"].startswith("exec_create: ") and re.search(pattern, one["Action"]))
        ]

    return edit


def events(name: str, action: str, *, keep: int = 0, **changed: str) -> Edit:
    """Os acontecimentos `action` de `name` mudam; sem `changed`, só os `keep` primeiros ficam."""

    def edit(data: Data) -> None:
        seen = 0
        kept = []
        for one in data["events"]:
            about = one["Actor"]["Attributes"]
            mine = one["Action"] == action and name in (
                about.get("name"),
                one["Actor"]["ID"],
                about.get("com.docker.compose.service"),
            )
            if mine and changed:
                about.update(changed)
            seen += mine
            if not mine or changed or seen <= keep:
                kept.append(one)
        data["events"] = kept

    return edit


def happened(name: str, *actions: str, **about: str) -> Edit:
    """Mais acontecimentos no fim, do container que se chama (ou cujo serviço é) `name`."""

    def edit(data: Data) -> None:
        of = [
            one
            for one in data["events"]
            if one["Type"] == "container"
            and name
            in (
                one["Actor"]["Attributes"].get("name"),
                one["Actor"]["Attributes"].get("com.docker.compose.service"),
            )
        ]
        actor = of[-1]["Actor"]
        for action in actions:
            attributes = {**actor["Attributes"], **about}
            data["events"].append(
                {
                    "Type": "container",
                    "Action": action,
                    "Actor": {**actor, "Attributes": attributes},
                }
            )

    return edit


def no_events(data: Data) -> None:
    data["events"] = []


def text(name: str, content: str | None) -> Edit:
    """O arquivo `name` da pasta tem outro texto; None, não existe."""

    def edit(data: Data) -> None:
        data[f"file {name}"] = content

    return edit


def replaced(name: str, old: str, new: str, count: int = -1) -> Edit:
    """Um trecho do arquivo `name` é outro."""

    def edit(data: Data) -> None:
        assert old in data[f"file {name}"], f"{name} não tem {old}"
        data[f"file {name}"] = data[f"file {name}"].replace(old, new, count)

    return edit


def log(name: str, out: str, err: str = "") -> Edit:
    def edit(data: Data) -> None:
        data[f"logs {name}"] = [out, err]

    return edit


def unlogged(name: str, pattern: str) -> Edit:
    """O log de `name` não tem as linhas que casam com `pattern`."""

    def edit(data: Data) -> None:
        data[f"logs {name}"] = [
            "\n".join(line for line in stream.splitlines() if not re.search(pattern, line))
            for stream in data[f"logs {name}"]
        ]

    return edit


def not_mounted(*volumes: str) -> Edit:
    """Os acontecimentos em que um container monta os volumes."""

    def edit(data: Data) -> None:
        data["events"] = [
            one
            for one in data["events"]
            if not (one["Action"] == "mount" and one["Actor"]["ID"] in volumes)
        ]

    return edit


def project(old: str, new: str) -> Edit:
    """O projeto do Compose tem outro nome."""

    def edit(data: Data) -> None:
        label = "com.docker.compose.project"
        for one in data["containers"]:
            labels = one["Config"]["Labels"] or {}
            if labels.get(label) == old:
                labels[label] = new
        for one in data.get("events", []):
            if one["Actor"]["Attributes"].get(label) == old:
                one["Actor"]["Attributes"][label] = new

    return edit


def in_service(project_name: str, service: str, edit_one: Callable[[dict[str, Any]], None]) -> Edit:
    """Muda cada container de um serviço."""

    def edit(data: Data) -> None:
        for one in data["containers"]:
            labels = one["Config"]["Labels"] or {}
            if (
                labels.get("com.docker.compose.project") == project_name
                and labels.get("com.docker.compose.service") == service
            ):
                edit_one(one)

    return edit


def service_state(project_name: str, service: str, status: str, code: int = 0) -> Edit:
    return in_service(
        project_name, service, lambda one: one["State"].update(Status=status, ExitCode=code)
    )


def drop_service(project_name: str, service: str) -> Edit:
    def edit(data: Data) -> None:
        data["containers"] = [
            one
            for one in data["containers"]
            if not (
                (one["Config"]["Labels"] or {}).get("com.docker.compose.project") == project_name
                and (one["Config"]["Labels"] or {}).get("com.docker.compose.service") == service
            )
        ]

    return edit


def ports(name: str, inside: str, address: str, outside: str) -> Edit:
    return put(
        name,
        "HostConfig/PortBindings",
        {f"{inside}/tcp": [{"HostIp": address, "HostPort": outside}]},
    )


def copy_of(name: str, other: str) -> Edit:
    """Há também um container `other`, igual ao `name`."""

    def edit(data: Data) -> None:
        twin = json.loads(json.dumps(container(data, name)))
        data["containers"].append({**twin, "Name": f"/{other}", "Id": "f00000000000"})

    return edit


def labelled_old(project_name: str) -> Edit:
    """O projeto foi criado pelo docker-compose 1.29."""

    def edit(data: Data) -> None:
        for one in data["containers"]:
            labels = one["Config"]["Labels"] or {}
            if labels.get("com.docker.compose.project") == project_name:
                labels["com.docker.compose.version"] = "1.29.2"

    return edit


def answer(question: str, value: Any) -> Edit:
    def edit(data: Data) -> None:
        data[question] = value

    return edit


def left(name: str, image_name: str) -> Edit:
    """Só há um container, parado, que devia ter sido removido."""
    return answer(
        "containers",
        [
            {
                "Name": f"/{name}",
                "Config": {"Image": image_name},
                "State": {"Status": "exited", "ExitCode": 0},
            }
        ],
    )


def ended(image_name: str, code: str, image: str = "") -> Edit:
    """Todo container da imagem saiu com o código; com `image`, era de outra imagem."""

    def edit(data: Data) -> None:
        for one in data["events"]:
            about = one["Actor"]["Attributes"]
            if about.get("image") == image_name:
                if one["Action"] == "die":
                    about["exitCode"] = code
                if image:
                    about["image"] = image

    return edit


def last_life_of(image_name: str, *, only_it: bool = False) -> Edit:
    """O último container da imagem não houve; com `only_it`, só houve ele."""

    def edit(data: Data) -> None:
        ids = [
            one["Actor"]["ID"]
            for one in data["events"]
            if image_name
            in (one["Actor"]["Attributes"].get("image"), one["Actor"]["Attributes"].get("name"))
        ]
        unwanted = [one for one in ids if one != ids[-1]] if only_it else [ids[-1]]
        data["events"] = [one for one in data["events"] if one["Actor"]["ID"] not in unwanted]

    return edit


def no_event(kind: str, action: str, name: str = "") -> Edit:
    """Não houve acontecimentos de um tipo e de uma ação."""

    def edit(data: Data) -> None:
        data["events"] = [
            one
            for one in data["events"]
            if not (
                one["Type"] == kind
                and one["Action"] == action
                and name in ("", one["Actor"]["ID"], one["Actor"]["Attributes"].get("name"))
            )
        ]

    return edit


def mounted(volume: str, writable: str) -> Edit:
    """O volume foi montado com (`true`) ou sem permissão de escrita."""

    def edit(data: Data) -> None:
        for one in data["events"]:
            if one["Action"] == "mount" and one["Actor"]["ID"] == volume:
                one["Actor"]["Attributes"]["read/write"] = writable

    return edit


def died(code: str) -> Edit:
    """Todo container que acabou, acabou com o código."""

    def edit(data: Data) -> None:
        for one in data["events"]:
            if one["Action"] == "die":
                one["Actor"]["Attributes"]["exitCode"] = code

    return edit


def network_of(old: str, new: str) -> Edit:
    """Quem entrou na rede `old` entrou na `new`."""

    def edit(data: Data) -> None:
        for one in data["events"]:
            if one["Action"] == "connect" and one["Actor"]["Attributes"].get("name") == old:
                one["Actor"]["Attributes"]["name"] = new

    return edit


def volume_called(old: str, new: str) -> Edit:
    def edit(data: Data) -> None:
        data["volumes"] = [new if one == old else one for one in data["volumes"]]

    return edit


def network_left(name: str) -> Edit:
    def edit(data: Data) -> None:
        data["networks"].append(name)

    return edit


def same_image(name: str, other: str) -> Edit:
    """As duas tags são da mesma imagem."""

    def edit(data: Data) -> None:
        data[f"image {name}"] = data[f"image {other}"]

    return edit


def outputs(name: str, *files: str) -> Edit:
    """Os arquivos recebem, em ordem, as saídas do log; um arquivo só recebe as duas."""

    def edit(data: Data) -> None:
        streams = data[f"logs {name}"]
        if len(files) == 1:
            streams = ["".join(f"{line}\n" for line in "\n".join(streams).splitlines())]
        for file, content in zip(files, streams, strict=True):
            data[f"file {file}"] = content

    return edit


def subnet(value: str) -> Edit:
    return answer("network turma-b", {"Name": "turma-b", "IPAM": {"Config": [{"Subnet": value}]}})


def health(project_name: str, service: str, status: str, variable: str = "") -> Edit:
    """O serviço está noutro estado de saúde (vazio: sem healthcheck), e uma variável dele muda."""

    def change(one: dict[str, Any]) -> None:
        one["State"]["Health"] = {"Status": status} if status else None
        if variable:
            name = variable.partition("=")[0]
            kept = [value for value in one["Config"]["Env"] if not value.startswith(f"{name}=")]
            one["Config"]["Env"] = [*kept, variable]

    return in_service(project_name, service, change)


def service_ports(project_name: str, service: str, inside: str) -> Edit:
    bound = {f"{inside}/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}]}
    return in_service(
        project_name, service, lambda one: one["HostConfig"].update(PortBindings=bound)
    )


def service_mount(project_name: str, service: str, target: str) -> Edit:
    """O volume com nome do serviço está noutra pasta."""

    def change(one: dict[str, Any]) -> None:
        for mount in one["Mounts"]:
            mount["Destination"] = target

    return in_service(project_name, service, change)


def restart(project_name: str, service: str, policy: str) -> Edit:
    return in_service(
        project_name,
        service,
        lambda one: one["HostConfig"].update(RestartPolicy={"Name": policy}),
    )


def restarted_never(service: str) -> Edit:
    """Depois de cair, o serviço não voltou a começar."""

    def edit(data: Data) -> None:
        fallen = False
        kept = []
        for one in data["events"]:
            mine = one["Actor"]["Attributes"].get("com.docker.compose.service") == service
            fallen = fallen or (mine and one["Action"] == "die")
            if not (mine and fallen and one["Action"] == "start"):
                kept.append(one)
        data["events"] = kept

    return edit


def born_as(old: str, new: str) -> Edit:
    """O container que se chamava `old`, e mudou para `new`, já foi criado com esse nome."""

    def edit(data: Data) -> None:
        renamed = [one["Actor"]["ID"] for one in data["events"] if one["Action"] == "rename"]
        data["events"] = [one for one in data["events"] if one["Action"] != "rename"]
        for one in data["events"]:
            if one["Actor"]["ID"] in renamed and one["Actor"]["Attributes"].get("name") == old:
                one["Actor"]["Attributes"]["name"] = new

    return edit


def left_in_project(old: str, new: str) -> Edit:
    """Há também, no projeto `new`, os containers do `old`."""

    def edit(data: Data) -> None:
        twins = json.loads(json.dumps(data["containers"]).replace(f'"{old}', f'"{new}'))
        data["containers"] += twins

    return edit
