"""As imagens base do Dockerfile do site, presas ao digest que o registro dá hoje: `make pin`.

Uma tag pode apontar amanhã para outra imagem; um digest é sempre a mesma. No Dockerfile ficam os
dois, `nginx:1.30@sha256:…`: a tag diz a quem lê o que é, e é dela que se pergunta o digest novo.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from guide import atomic

FROM = re.compile(r"^(FROM (?P<tag>[\w./-]+:[\w.-]+))(?:@sha256:\w+)?(?= |$)", re.MULTILINE)
"""O começo de um estágio que parte de uma imagem de fora, com a tag."""

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class PinError(Exception):
    """O registro não disse o digest de uma imagem; a mensagem diz de qual, e por quê."""


def pinned(text: str) -> str:
    """O Dockerfile `text` com cada imagem de fora presa ao digest que o registro dá agora.

    Levanta `PinError` se ele não responde.
    """
    digests = {tag: digest_of(tag) for tag in tags(text)}
    return FROM.sub(lambda found: f"{found[1]}@{digests[found['tag']]}", text)


def tags(text: str) -> list[str]:
    """As imagens de fora que o Dockerfile `text` usa, pela tag."""
    return [found["tag"] for found in FROM.finditer(text)]


def digest_of(tag: str) -> str:
    """O digest da imagem `tag` (de todas as plataformas), pelo registro. Levanta `PinError`."""
    command = ["docker", "buildx", "imagetools", "inspect", tag, "--format={{.Manifest.Digest}}"]
    try:
        done = subprocess.run(command, text=True, capture_output=True)
    except OSError:
        raise PinError("Falta o comando docker, que pergunta ao registro.") from None
    said = done.stdout.strip()
    if done.returncode or not DIGEST.fullmatch(said):
        raise PinError(f"{tag}: o registro não deu o digest: {done.stderr.strip() or said}")
    return said


def main(arguments: list[str]) -> None:
    """Escreve os digests no Dockerfile e diz o que mudou. Sai com 1 se um não se soube."""
    parser = argparse.ArgumentParser(prog="python -m guide pin")
    parser.add_argument("file", type=Path, metavar="DOCKERFILE")
    file = parser.parse_args(arguments).file
    try:
        before = file.read_text(encoding="utf-8")
        if not tags(before):
            raise PinError("Não há nele um FROM com uma imagem de fora e a tag dela.")
        after = pinned(before)
        if after != before:
            atomic.write({file: after})
    except (PinError, OSError, UnicodeDecodeError) as error:
        sys.exit(f"{file} fica como estava. {error}")
    if after == before:
        print(f"{file}: os digests já são os de hoje.")
        return
    print(f"{file}: digests novos; confira com git diff.")
