"""O guia como texto: as páginas, os blocos que elas mostram e a história que eles contam.

É a leitura única de uma página: quem precisa do nome, dos blocos, da história, do exemplo ou do
resumo dela pede-os aqui. Um bloco cercado contém uma linha `--8<-- "arquivo"` ou
`--8<-- "arquivo:seção"` (pymdownx.snippets) e nada mais. As exceções são declaradas, na linha
anterior ao bloco, com o motivo:

    <!-- exceção: motivo -->

Um arquivo existe, na pasta do leitor, a partir do bloco que o mostra: o título do bloco é o caminho
que se grava. A história começa numa pasta vazia, ou com os arquivos com que acaba a lição do mesmo
exemplo que a página nomeia em «Antes:»; uma página que não é lição nomeia-a numa linha:

    <!-- arquivos de: imagens/construcao.md -->

Onde o Docker 29 responde outra coisa, a seção `x-docker-29`, logo depois da `x`, tem a resposta
dele aos mesmos comandos. (Um `@` não cabe no nome de uma seção do pymdownx.snippets.)
"""

import hashlib
import posixpath
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from guide.console import parse
from guide.interactive import images_named, parse_transcript

ROOT = Path(__file__).parents[1]
SOURCES = ("diagrams", "docs", "examples", "guide", "overrides", "verified")
"""As pastas de que o site é feito; com elas, os `mkdocs*.yml`. O `.dockerignore` diz o mesmo."""

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w-]*)")
_INCLUDE = re.compile(r'^\s*--8<-- "(?P<path>[^":]+)(?::(?P<section>[\w-]+))?"$')
_TITLE = re.compile(r'\btitle="([^"]*)"')
_EXCEPTION = re.compile(r"^\s*<!-- exceção: (?P<reason>\S.*\S) -->$")
_BEFORE = re.compile(
    r"^\w+ · \d+ min · Antes: \[[^]]*\]\((?P<link>[^)#]+\.md)"
    r"|^<!-- arquivos de: (?P<page>\S+\.md) -->$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"<!--(?! arquivos de: \S+ -->).*?-->", re.DOTALL)
_IMAGE = re.compile(r"^(?:FROM (?:--\S+ )?|\s*image: [\"']?)([\w./:-]+)", re.MULTILINE)
_VARIANT = re.compile(r"(?P<name>[a-z0-9-]+)-docker-(?P<major>\d+)")
_SOLUTION = re.compile(r'(?P<indent> *)\?\?\?\+? +\w+ +"Solu(?:ção|ções)\b[^"]*"')
_MARKER = re.compile(r"^.*--8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\].*$")

ONLY_SHOWS = {"docs/index.md": "a página inicial só mostra: não manda digitar"}
"""Páginas que não mandam digitar: não anunciam as esperas nem removem imagens; e por quê."""


def is_variant(section: str) -> bool:
    """Diz se a seção de nome `section` é a resposta de outra versão do Docker."""
    return _VARIANT.fullmatch(section) is not None


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

    @cached_property
    def written(self) -> "Written | None":
        """O arquivo que quem lê grava ao ver o bloco; None se o bloco não mostra um inteiro."""
        path, section = self.include or ("", None)
        folder, _, name = self.title.partition("/")
        inside = name == PurePosixPath(name).as_posix() and not name.startswith("/")
        if section or not path.startswith(f"{folder}/") or not inside or name == ".":
            return None
        if ".." in name.split("/"):
            return None
        return Written(self.line, name, path)


@dataclass(frozen=True)
class Written:
    """Um arquivo que a página mostra na linha `line`, e que o leitor grava.

    `name` é o caminho dele na pasta do leitor, e `source` o do conteúdo, a partir de `examples/`.
    """

    line: int
    name: str
    source: str


@dataclass(frozen=True)
class Shown:
    """Uma seção de transcrição mostrada por uma página, na linha `line` dela."""

    line: int
    transcript: str
    section: str

    @property
    def variant_of(self) -> str:
        """A seção de que esta é a variante para outra versão do Docker; vazio se não é uma."""
        found = _VARIANT.fullmatch(self.section)
        return found["name"] if found else ""

    @property
    def major(self) -> int:
        """A versão maior do Docker a partir da qual a variante vale; 0 se não é uma."""
        found = _VARIANT.fullmatch(self.section)
        return int(found["major"]) if found else 0


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
        """As seções de transcrições que a página mostra, na ordem dela: as da referência."""
        return [one for one in self._all_shown if not one.variant_of]

    @cached_property
    def variants(self) -> list[Shown]:
        """As seções que, noutra versão do Docker, tomam o lugar de uma da história."""
        return [one for one in self._all_shown if one.variant_of]

    def section_on(self, index: int, version: str) -> parse.Section:
        """A seção `index` da história, ou a variante dela, no Docker `version` (`29.1.2`).

        Levanta `TranscriptError`.
        """
        shown = self.story[index]
        major = int(version.split(".")[0])
        fitting = [
            one
            for one in self.variants
            if (one.transcript, one.variant_of) == (shown.transcript, shown.section)
            and one.major <= major
        ]
        chosen = max(fitting, key=lambda one: one.major, default=shown)
        return self.guide.transcript(chosen.transcript).section(chosen.section)

    @cached_property
    def _all_shown(self) -> list[Shown]:
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

    @cached_property
    def solutions(self) -> list[range]:
        """As linhas de cada solução dobrada (`??? success "Solução 1"`), a partir de 1."""
        found: list[range] = []
        for number, line in enumerate(self.lines, 1):
            if opening := _SOLUTION.fullmatch(line.rstrip()):
                end, inside = number + 1, len(opening["indent"]) + 4
                while end <= len(self.lines) and not self.lines[end - 1][:inside].strip():
                    end += 1
                found.append(range(number, end))
        return found

    def in_solution(self, line: int) -> bool:
        """Diz se a linha `line` está numa solução, que o leitor pode não abrir."""
        return any(line in lines for lines in self.solutions)

    @cached_property
    def prerequisite(self) -> "Page | None":
        """A lição que a página nomeia em «Antes:»; None se, por ela, se volta a esta.

        O círculo, `guide.promises.lesson` o diz.
        """
        seen = {self.path}
        page = self._named
        first = page
        while page:
            if page.path in seen:
                return None
            seen.add(page.path)
            page = page._named
        return first

    @cached_property
    def _named(self) -> "Page | None":
        found = _BEFORE.search(_COMMENT.sub("", self.text))
        if not found:
            return None
        named = found["page"] or posixpath.join(posixpath.dirname(self.name), found["link"])
        path = Path("docs") / posixpath.normpath(named)
        return next((one for one in self.guide.pages if one.path == path), None)

    @property
    def goes_in_circles(self) -> bool:
        """Diz se, de «Antes:» em «Antes:», se volta a uma página já lida."""
        return self._named is not None and self.prerequisite is None

    @cached_property
    def before(self) -> "Page | None":
        """A lição de «Antes:» com cujos arquivos esta começa: a que se passa na mesma pasta."""
        page = self.prerequisite
        return page if page and self.example and page.example == self.example else None

    def leaves_image(self, name: str) -> bool:
        """Diz se a imagem `name` pode ficar: uma lição que nomeia esta em «Antes:» a usa.

        Ou a página só mostra: não manda digitar (`ONLY_SHOWS`).
        """
        if self.path.as_posix() in ONLY_SHOWS:
            return True
        return any(
            name.removesuffix(":latest") in page.images
            for page in self.guide.pages
            if page.prerequisite and page.prerequisite.path == self.path
        )

    @cached_property
    def images(self) -> set[str]:
        """As imagens que os comandos e os arquivos da página fazem ou usam, sem `:latest`."""
        named = {image for step in self.steps for image in images_named(step.text)}
        sources = {*self.files_at_start.values(), *(one.source for one in self.files_written)}
        for source in sources:
            named.update(_IMAGE.findall(self.guide.content(source)))
        return {name.removesuffix(":latest") for name in named}

    @cached_property
    def files_written(self) -> list[Written]:
        """Os arquivos que a página mostra, na ordem em que o leitor os grava."""
        return [block.written for block in self.blocks if block.written]

    @cached_property
    def files_at_start(self) -> dict[str, str]:
        """O que a pasta do leitor já tem: o caminho de cada arquivo, e de onde vem o conteúdo."""
        return dict(self.before.files_at_end) if self.before else {}

    @cached_property
    def files_at_start_alone(self) -> dict[str, str]:
        """O mesmo, para quem não abriu as soluções das lições anteriores."""
        return dict(self.before.files_at_end_alone) if self.before else {}

    @cached_property
    def files_offered(self) -> dict[str, str]:
        """O que quem baixa os arquivos da lição recebe: de cada um, o que ela mostra primeiro.

        As soluções ficam de fora: quem faz o exercício não as leu.
        """
        shown: dict[str, str] = {}
        for one in self.files_written:
            if not self.in_solution(one.line):
                shown.setdefault(one.name, one.source)
        return {**self.files_at_start_alone, **shown}

    @cached_property
    def files_at_end(self) -> dict[str, str]:
        """O que a pasta do leitor tem ao fim da página, fora o que os comandos fazem."""
        shown = {one.name: one.source for one in self.files_written}
        return {**self.files_at_start, **shown}

    @cached_property
    def files_at_end_alone(self) -> dict[str, str]:
        """O mesmo, para quem não abriu solução alguma."""
        kept = [one for one in self.files_written if not self.in_solution(one.line)]
        return {**self.files_at_start_alone, **{one.name: one.source for one in kept}}

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
        """Resumo SHA-256 da página, da pasta do exemplo dela e dos arquivos com que ela começa."""
        files = self.guide.files(Path("examples") / self.example) if self.example else []
        digest = hashlib.sha256(self.guide.digest([self.path, *files]).encode())
        digest.update(repr(sorted(self.files_at_start.items())).encode())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class Guide:
    """Os arquivos do guia na pasta `root`, com `edits` por cima: assim se julga um engano.

    O que já se leu não se lê de novo: quem edita arquivos e quer vê-los faz outro `Guide`.
    """

    root: Path = ROOT
    edits: Edits = field(default_factory=dict)
    _texts: dict[Path, str] = field(default_factory=dict, repr=False)
    _listed: dict[Path, list[Path]] = field(default_factory=dict, repr=False)

    def edited(self, edits: Edits) -> "Guide":
        """O mesmo guia com outras `edits`."""
        return Guide(self.root, edits, self._texts, self._listed)

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
        if folder not in self._listed:
            self._listed[folder] = sorted(_files(self.root, folder))
        listed = self._listed[folder]
        if not any(path.is_relative_to(folder) for path in self.edits):
            return list(listed)
        found = set(listed)
        for path, text in self.edits.items():
            if path.is_relative_to(folder):
                (found.discard if text is None else found.add)(path)
        return sorted(found)

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
        return list(self.section_lines(path))

    def section_lines(self, path: Path) -> dict[str, int]:
        """A linha em que cada seção marcada num arquivo começa; vazio se ele não é texto."""
        try:
            return _section_lines(self.read(path))
        except GuideError:
            return {}

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

    def content(self, source: str) -> str:
        """O que o leitor grava de `source`, relativo a `examples/`: o arquivo, sem marcadores."""
        lines = self.read(Path("examples") / source).splitlines(keepends=True)
        return "".join(line for line in lines if not _MARKER.match(line.rstrip("\r\n")))


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
def _section_lines(text: str) -> dict[str, int]:
    return {
        marker["name"]: number
        for number, line in enumerate(text.splitlines(), 1)
        if (marker := _MARKER.match(line)) and marker["edge"] == "start"
    }
