"""O guia como texto: as páginas, os blocos que elas mostram e a história que eles contam.

É a leitura única de uma página: quem precisa do nome, dos blocos, da história, do exemplo ou do
resumo dela pede-os aqui. Um bloco cercado contém uma linha `--8<-- "arquivo"` ou
`--8<-- "arquivo:seção"` (pymdownx.snippets) e nada mais. As exceções são declaradas, na linha
anterior ao bloco, com o motivo:

    <!-- exceção: motivo -->
"""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path

from guide.console import parse
from guide.interactive import parse_transcript

ROOT = Path(__file__).parents[1]
SOURCES = ("diagrams", "docs", "examples", "guide", "overrides", "verified")
"""As pastas de que o site é feito; com elas, os `mkdocs*.yml`. O `.dockerignore` diz o mesmo."""

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w-]*)")
_INCLUDE = re.compile(r'^\s*--8<-- "(?P<path>[^":]+)(?::(?P<section>[\w-]+))?"$')
_TITLE = re.compile(r'\btitle="([^"]*)"')
_EXCEPTION = re.compile(r"^\s*<!-- exceção: (?P<reason>\S.*\S) -->$")
_MARKER = re.compile(r"^.*--8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\].*$")

Edits = Mapping[Path, str | None]
"""O texto novo de cada arquivo, relativo à raiz; None apaga o arquivo."""


class GuideError(Exception):
    """Um arquivo do guia não pode ser lido como tal; a mensagem diz `arquivo:linha` e o remédio."""


@dataclass(frozen=True)
class Block:
    """Um bloco cercado de uma página; `line` é a linha da cerca que o abre, a partir de 1."""

    page: Path
    line: int
    language: str
    content: tuple[str, ...]
    reason: str
    title: str

    @cached_property
    def include(self) -> tuple[str, str | None] | None:
        """O arquivo (relativo a `examples/`) e a seção que o bloco inclui."""
        found = _INCLUDE.match(self.content[0]) if len(self.content) == 1 else None
        return (found["path"], found["section"]) if found else None

    @property
    def place(self) -> str:
        """Onde o bloco está, como `docs/pagina.md:12`."""
        return f"{self.page.as_posix()}:{self.line}"


@dataclass(frozen=True)
class Shown:
    """Uma seção de transcrição mostrada por uma página, na linha `line` dela."""

    line: int
    transcript: str
    section: str


@dataclass(frozen=True, eq=False)
class Page:
    """Uma página do guia; `path` é como `docs/imagens/construcao.md`."""

    path: Path
    guide: "Guide" = field(repr=False)

    @property
    def name(self) -> str:
        """Como quem mantém o guia a chama: `imagens/construcao.md`."""
        return self.path.relative_to("docs").as_posix()

    @property
    def address(self) -> str:
        """Como o site a chama: `imagens/construcao`."""
        return self.path.relative_to("docs").with_suffix("").as_posix()

    @cached_property
    def text(self) -> str:
        """O Markdown da página. Levanta `GuideError` se não é UTF-8."""
        return self.guide.read(self.path)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Os blocos cercados, na ordem da página."""
        return _blocks(self.path, self.text)

    @cached_property
    def story(self) -> list[Shown]:
        """As seções de transcrições que a página mostra, na ordem dela."""
        return [
            Shown(block.line, path, section)
            for block in self.blocks
            if block.include
            and (path := block.include[0]).endswith(".console")
            and (section := block.include[1])
        ]

    @cached_property
    def sections(self) -> list[parse.Section]:
        """As seções da história, lidas das transcrições. Levanta `TranscriptError`."""
        return [
            self.guide.transcript(shown.transcript).section(shown.section) for shown in self.story
        ]

    @property
    def steps(self) -> list[parse.Step]:
        """Os passos da história, na ordem em que o leitor os dá. Levanta `TranscriptError`."""
        return [step for section in self.sections for step in section.steps]

    @cached_property
    def example(self) -> str:
        """A pasta de `examples/` em que a história se passa; vazio se a página não conta uma.

        A de uma transcrição aninhada, `loja/api/x.console`, é a de cima: `loja`.
        """
        return self.story[0].transcript.split("/")[0] if self.story else ""

    def digest(self) -> str:
        """Resumo SHA-256 da página e de tudo o que há na pasta do exemplo dela."""
        files = self.guide.files(Path("examples") / self.example) if self.example else []
        return self.guide.digest([self.path, *files])


@dataclass(frozen=True, eq=False)
class Guide:
    """Os arquivos do guia na pasta `root`, com `edits` por cima: assim se julga um engano.

    O que já se leu não se lê de novo: quem edita arquivos e quer vê-los faz outro `Guide`.
    """

    root: Path = ROOT
    edits: Edits = field(default_factory=dict)
    _texts: dict[Path, str] = field(default_factory=dict, repr=False)

    def edited(self, edits: Edits) -> "Guide":
        """O mesmo guia com outras `edits`."""
        return Guide(self.root, edits, self._texts)

    def is_file(self, path: Path) -> bool:
        """Diz se `path`, relativo à raiz, é um arquivo."""
        if path in self.edits:
            return self.edits[path] is not None
        return path in self._texts or (self.root / path).is_file()

    def read(self, path: Path) -> str:
        """O texto de `path`, relativo à raiz. Levanta `GuideError` se não é UTF-8."""
        if (text := self.edits.get(path)) is not None:
            return text
        if path not in self._texts:
            data = (self.root / path).read_bytes()
            try:
                self._texts[path] = data.decode("utf-8")
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                raise GuideError(
                    f"{path.as_posix()}:{line}: há bytes que não são UTF-8; grave o arquivo como "
                    "UTF-8."
                ) from error
        return self._texts[path]

    def files(self, folder: Path) -> list[Path]:
        """Os arquivos que há em `folder`, relativos à raiz e em ordem."""
        found = set(_files(self.root, folder)) if not self.edits else self._edited_files(folder)
        return sorted(found)

    def _edited_files(self, folder: Path) -> set[Path]:
        found = set(_files(self.root, folder))
        for path, text in self.edits.items():
            if path.is_relative_to(folder):
                (found.discard if text is None else found.add)(path)
        return found

    @cached_property
    def pages(self) -> list[Page]:
        """As páginas, na ordem dos nomes."""
        return [Page(path, self) for path in self.files(Path("docs")) if path.suffix == ".md"]

    def page(self, name: str) -> Page:
        """A página `name`, dita com ou sem `docs/` e `.md`.

        Levanta `GuideError`, com os nomes parecidos, se não há.
        """
        pages = {page.address: page for page in self.pages}
        address = name.removeprefix("docs/").removesuffix(".md").strip("/")
        if address in pages:
            return pages[address]
        near = get_close_matches(address, pages, n=3, cutoff=0.4)
        near += [one for one in pages if one not in near and address and address in one][:3]
        hint = f" Parecidas: {', '.join(near)}." if near else ""
        raise GuideError(f"Não há a página «{name}» em docs/.{hint}")

    def transcript(self, path: str) -> parse.Transcript:
        """A transcrição `path`, relativa a `examples/`.

        Levanta `TranscriptError`, ou `GuideError` se o arquivo não é UTF-8, ou `OSError`.
        """
        file = Path("examples") / path
        return _parse(self.read(file), file.as_posix())

    def included_text(self, path: str, section: str | None) -> str:
        """O texto que um leitor vê do arquivo ou da seção, sem marcadores e sem espaços no fim.

        Levanta `LookupError` se o arquivo ou a seção não existe.
        """
        file = Path("examples") / path
        if not self.is_file(file):
            raise LookupError(f"examples/{path} não existe")
        shown = _included_text(self.read(file), section)
        if shown is None:
            raise LookupError(f"examples/{path} não tem a seção {section!r}")
        return shown

    def section_names(self, path: Path) -> list[str]:
        """Os nomes das seções marcadas num arquivo; vazio se ele não é texto."""
        try:
            return _section_names(self.read(path))
        except GuideError:
            return []

    def digest(self, paths: list[Path]) -> str:
        """Resumo SHA-256 de arquivos: nomes e conteúdos."""
        digest = hashlib.sha256()
        for path in paths:
            edited = self.edits.get(path)
            data = (self.root / path).read_bytes() if edited is None else edited.encode("utf-8")
            digest.update(path.as_posix().encode() + b"\0" + data + b"\0")
        return digest.hexdigest()

    def copy(self, target: Path) -> None:
        """Copia para `target` tudo de que o site é feito."""
        for folder in SOURCES:
            shutil.copytree(
                self.root / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__")
            )
        for file in self.root.glob("mkdocs*.yml"):
            shutil.copy(file, target)

    def copy_example(self, name: str, target: Path) -> None:
        """Copia para `target` o que a pasta de um leitor tem: sem transcrições nem marcadores."""
        source = self.root / "examples" / name
        shutil.copytree(
            source, target, ignore=shutil.ignore_patterns("*.console", "*.ps1", "__pycache__")
        )
        for file in target.rglob("*"):
            if not file.is_file():
                continue
            lines = file.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
            kept = "".join(line for line in lines if not _MARKER.match(line.rstrip("\r\n")))
            file.write_bytes(kept.encode("utf-8", "surrogateescape"))


def _files(root: Path, folder: Path) -> list[Path]:
    return [
        path.relative_to(root)
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


@lru_cache(maxsize=512)
def _blocks(page: Path, text: str) -> tuple[Block, ...]:
    found: list[Block] = []
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if opening:
            declared = _EXCEPTION.match(lines[number - 1]) if number else None
            start = number
            number += 1
            while number < len(lines) and lines[number].strip() != opening["fence"]:
                number += 1
            content = tuple(lines[start + 1 : number])
            reason = declared["reason"] if declared else ""
            titled = _TITLE.search(lines[start])
            title = titled[1] if titled else ""
            found.append(Block(page, start + 1, opening["language"], content, reason, title))
        number += 1
    return tuple(found)


@lru_cache(maxsize=512)
def _parse(text: str, path: str) -> parse.Transcript:
    return parse_transcript(text, path)


@lru_cache(maxsize=4096)
def _included_text(text: str, section: str | None) -> str | None:
    """O que um leitor vê da seção de `text`, ou do texto inteiro; None se não há a seção."""
    lines: list[str] = []
    inside = found = section is None
    for line in text.splitlines():
        marker = _MARKER.match(line) if "--8<-- [" in line else None
        if marker and marker["name"] == section:
            inside = marker["edge"] == "start"
            found = True
        elif inside and not marker:
            lines.append(line)
    return "\n".join(lines).strip("\n") if found else None


@lru_cache(maxsize=512)
def _section_names(text: str) -> list[str]:
    markers = [marker for line in text.splitlines() if (marker := _MARKER.match(line))]
    return [marker["name"] for marker in markers if marker["edge"] == "start"]
