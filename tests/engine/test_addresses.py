"""De quem é cada IP, pelo que o motor diz das redes."""

import pytest

from guide.engine import addresses, process
from guide.engine.failure import EngineError

NETWORKS = {
    "b1": "172.17.0.2/16 ponta1\n172.17.0.0/16 rede1\n172.17.0.1 rede1\n",
    "b2": "",
    "b3": None,
}


def test_containers_and_networks_hold_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], env: dict[str, str]) -> str:
        if command[:3] == ["docker", "network", "ls"]:
            return "\n".join(NETWORKS)
        assert command[:3] == ["docker", "network", "inspect"]
        if NETWORKS[command[3]] is None:
            raise EngineError("Error response from daemon: network b3 not found")
        return NETWORKS[command[3]].strip()

    monkeypatch.setattr(process, "run", run)
    assert addresses.owners({}) == {
        "172.17.0.2": "ponta1",
        "172.17.0.0": "rede1",
        "172.17.0.1": "rede1",
    }
