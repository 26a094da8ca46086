"""Os programas do pendrive como quem os roda, com um `docker` de mentira que diz o que se quer."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guide.classroom import folder

FIRST = ["debian:trixie-slim", "python:3.13-slim"]


@dataclass
class Machine:
    """Uma máquina de mentira, na pasta `home`: `says` é o que o sh de cada comando executa."""

    home: Path
    says: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.home / "bin").mkdir(parents=True)
        self.put("curl", "exit 0")

    def put(self, command: str, body: str) -> None:
        """Põe na máquina um comando."""
        file = self.home / "bin" / command
        file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        file.chmod(0o755)

    def docker(self, cases: Mapping[str, str]) -> None:
        """Um `docker` que, para as palavras de cada padrão do `case`, executa o que se diz."""
        lines = "\n".join(f"    {pattern}) {body} ;;" for pattern, body in cases.items())
        self.put(
            "docker",
            f'echo "$*" >> "{self.home}/docker.log"\ncase "$*" in\n{lines}\n    *) exit 0 ;;\nesac',
        )

    def asked(self) -> str:
        """O que se pediu ao `docker`."""
        log = self.home / "docker.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def run(
        self, script: Path, *words: str, answer: str = "", path: str = "/usr/bin:/bin"
    ) -> subprocess.CompletedProcess[str]:
        """Roda `script` com `answer` no teclado."""
        env = {"PATH": f"{self.home}/bin{os.pathsep}{path}", "HOME": str(self.home)}
        return subprocess.run(
            ["/bin/sh", str(script), *words],
            env=env,
            cwd=self.home,
            input=answer,
            text=True,
            capture_output=True,
            timeout=60,
        )


def write(name: str, target: Path) -> Path:
    """Escreve em `target` o programa `name`, como a pasta da turma o leva."""
    file = target / name
    file.write_text(folder.script(name, FIRST), encoding="utf-8")
    return file


def assert_refused(done: subprocess.CompletedProcess[str], said: str) -> None:
    """O programa recusou, com código 1, e disse `said`."""
    assert done.returncode == 1 and said in done.stderr, (
        f"o programa devia recusar, com código 1, e dizer «{said}»; saiu com {done.returncode} e "
        f"disse: {done.stderr or done.stdout}"
    )
