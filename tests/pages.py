"""O que as páginas mostram de `examples/`: os blocos de código e o trecho que cada um inclui.

Um bloco cercado contém uma linha `--8<-- "arquivo"` ou `--8<-- "arquivo:seção"` (pymdownx.snippets)
e nada mais. As exceções são declaradas, na linha anterior ao bloco, com o motivo:

    <!-- exceção: motivo -->
"""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

FENCE = re.compile(r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w-]*)")
INCLUDE = re.compile(r'^\s*--8<-- "(?P<path>[^":]+)(?::(?P<section>[\w-]+))?"$')
TITLE = re.compile(r'\btitle="([^"]*)"')
EXCEPTION = re.compile(r"^\s*<!-- exceção: (?P<reason>\S.*\S) -->$")
MARKER = re.compile(r"^.*--8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\].*$")


@dataclass(frozen=True)
class Block:
    """Um bloco cercado de uma página; `line` é a linha da cerca que o abre, a partir de 1."""

    page: Path
    line: int
    language: str
    content: tuple[str, ...]
    reason: str
    title: str

    @property
    def include(self) -> tuple[str, str | None] | None:
        """O arquivo (relativo a `examples/`) e a seção que o bloco inclui."""
        found = INCLUDE.match(self.content[0]) if len(self.content) == 1 else None
        return (found["path"], found["section"]) if found else None

    @property
    def place(self) -> str:
        """Onde o bloco está, como `docs/pagina.md:12`."""
        return f"{self.page.as_posix()}:{self.line}"


def pages(root: Path = ROOT) -> list[Path]:
    """As páginas, relativas a `root`."""
    return sorted(path.relative_to(root) for path in (root / "docs").rglob("*.md"))


def blocks(page: Path, root: Path = ROOT) -> list[Block]:
    """Os blocos cercados de `page` (relativa a `root`), na ordem da página."""
    found: list[Block] = []
    lines = (root / page).read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if opening:
            declared = EXCEPTION.match(lines[number - 1]) if number else None
            start = number
            number += 1
            while number < len(lines) and lines[number].strip() != opening["fence"]:
                number += 1
            content = tuple(lines[start + 1 : number])
            reason = declared["reason"] if declared else ""
            titled = TITLE.search(lines[start])
            title = titled[1] if titled else ""
            found.append(Block(page, start + 1, opening["language"], content, reason, title))
        number += 1
    return found


def included_text(path: str, section: str | None, root: Path = ROOT) -> str:
    """O texto que um leitor vê do arquivo ou da seção, sem marcadores e sem espaços no fim.

    Levanta `LookupError` se o arquivo ou a seção não existe.
    """
    file = root / "examples" / path
    if not file.is_file():
        raise LookupError(f"examples/{path} não existe")
    lines: list[str] = []
    inside = found = section is None
    for line in file.read_text(encoding="utf-8").splitlines():
        marker = MARKER.match(line)
        if marker and marker["name"] == section:
            inside = marker["edge"] == "start"
            found = True
        elif inside and not marker:
            lines.append(line)
    if not found:
        raise LookupError(f"examples/{path} não tem a seção {section!r}")
    return "\n".join(lines).strip("\n")


def sections(path: Path) -> list[str]:
    """Os nomes das seções marcadas num arquivo de exemplo; vazio se ele não é texto."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    markers = [marker for line in lines if (marker := MARKER.match(line))]
    return [marker["name"] for marker in markers if marker["edge"] == "start"]


@dataclass(frozen=True)
class Shown:
    """Uma seção de transcrição mostrada por uma página, na linha `line` dela."""

    line: int
    transcript: str
    section: str


def transcripts(page: Path, root: Path = ROOT) -> list[Shown]:
    """As seções de transcrições que `page` mostra, na ordem da página: a história dela."""
    return [
        Shown(block.line, path, section)
        for block in blocks(page, root)
        if block.include
        and (path := block.include[0]).endswith(".console")
        and (section := block.include[1])
    ]


def copy_example(name: str, target: Path, root: Path = ROOT) -> None:
    """Copia para `target` o que a pasta de um leitor tem: sem transcrições nem marcadores."""
    source = root / "examples" / name
    shutil.copytree(
        source, target, ignore=shutil.ignore_patterns("*.console", "*.ps1", "__pycache__")
    )
    for file in target.rglob("*"):
        if not file.is_file():
            continue
        lines = file.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
        kept = "".join(line for line in lines if not MARKER.match(line.rstrip("\r\n")))
        file.write_bytes(kept.encode("utf-8", "surrogateescape"))


def reader_environment(folder: Path) -> dict[str, str]:
    """As variáveis de quem lê uma página numa cópia de exemplo, `folder`.

    O `docker compose watch` anota numa pasta do usuário o número do processo que vigia um projeto,
    e não a limpa: depois se recusa a começar se outro processo, qualquer um, tem aquele número. A
    pasta de cada leitura é só dela.
    """
    return os.environ | {"XDG_RUNTIME_DIR": str(folder.parent)}
