"""De quem é cada IP das redes de um motor: um IP só passa a outro quando o dono o deixa."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from guide.engine import api, process
from guide.engine.failure import EngineError

_HELD = """\
{{range .Containers}}{{.IPv4Address}} {{.EndpointID}}
{{end}}{{$id := .Id}}{{range .IPAM.Config}}{{.Subnet}} {{$id}}
{{with .Gateway}}{{.}} {{$id}}
{{end}}{{end}}"""


def owners(env: Mapping[str, str]) -> dict[str, str]:
    """Quem tem agora cada IP: a ligação de um container a uma rede, ou a própria rede.

    A ligação é outra a cada vez que o container começa. Da rede são o começo da faixa e o portão.
    Levanta `EngineError` se o motor não responde.
    """
    held: dict[str, str] = {}
    if api.serves(env):
        for one in api.ask(env, "/networks"):
            with suppress(EngineError):  # removida nesse meio tempo
                held |= _held(api.ask(env, f"/networks/{one['Id']}"))
        return held
    for network in process.run(["docker", "network", "ls", "--quiet"], env=env).split():
        command = ["docker", "network", "inspect", network, "--format", _HELD]
        with suppress(EngineError):  # removida nesse meio tempo
            for line in process.run(command, env=env).splitlines():
                address, _, owner = line.partition(" ")
                held[address.partition("/")[0]] = owner
    return held


def _held(network: Mapping[str, Any]) -> dict[str, str]:
    """O mesmo, de uma rede como a API a diz."""
    ends = network["Containers"] or {}
    found = {one["IPv4Address"]: one["EndpointID"] for one in ends.values()}
    for one in network["IPAM"]["Config"] or ():
        kept = (one.get("Subnet"), one.get("Gateway"))
        found |= {address: network["Id"] for address in kept if address}
    return {address.partition("/")[0]: owner for address, owner in found.items()}
