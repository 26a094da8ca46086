"""O que o guia cria no motor: o que `engine.preflight` confere antes de tocar no de uma pessoa."""

import re
from pathlib import Path

from engine.preflight import Needs
from pages import ROOT


def needs(root: Path = ROOT) -> Needs:
    """O que as transcrições e os Compose de `examples/` criam no motor."""
    containers: set[str] = set()
    ports: set[int] = set()
    images: set[str] = set()
    projects: set[str] = set()
    words: set[str] = set()
    for compose in (root / "examples").rglob("compose*.yaml"):
        text = compose.read_text(encoding="utf-8")
        projects.add(compose.parent.name)
        containers.update(re.findall(r"^\s*container_name: *(\S+)", text, re.MULTILINE))
        ports.update(
            map(int, re.findall(r"""^\s*- *["']?(?:[\d.]+:)?(\d+):\d+""", text, re.MULTILINE))
        )
    for transcript in (root / "examples").rglob("*.console"):
        for line in transcript.read_text(encoding="utf-8").splitlines():
            if not line.startswith(("$ ", "> ")):
                continue
            if "docker " in line or line.startswith("> "):
                words.update(re.findall(r"[a-zA-Z0-9][\w.-]+", line))
            containers.update(re.findall(r"--name[= ](\S+)", line))
            ports.update(map(int, re.findall(r"(?:-p|--publish)[= ](?:[\d.]+:)?(\d+):", line)))
            projects.update(re.findall(r"--project-name[= ](\S+)", line))
            images.update(re.findall(r"--tag[= ](\S+)", line))
            images.update(re.findall(r"docker (?:image )?(?:tag|commit) \S+ (\S+)", line))
    return Needs(containers, ports, images, projects, words)
