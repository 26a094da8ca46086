"""Os enganos de um autor: cada edição pequena que tornaria uma página falsa, uma por uma.

`all_mutants` os lista todos, sempre na mesma ordem, e `page_slips` os de uma página só; `judge.py`
e `living.py` os julgam. Nada aqui executa nada.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path

from guide import detours
from guide.console import parse
from guide.console.parse import OMITTED, exit_code_line
from guide.console.pattern import ANYTHING, HOLE
from guide.interactive import parse_transcript
from guide.page import Edits, Guide, Page, is_variant
from guide.promises import file_order, prose, said, values

OUTPUT = ("saída: ", "código de saída: ")
"""Começo dos tipos que mudam só o que a página diz que o motor respondeu."""

COSTLY = ("comando: ", "arquivo: ")
"""Começo dos tipos que mudam o que acontece no motor: só ele os julga."""


@dataclass(frozen=True)
class Splice:
    """As linhas de um arquivo com as de `start` a `stop` (a partir de 0) trocadas por `new`.

    O texto só se escreve quando se julga: o guia tem dezenas de milhares de mutantes.
    """

    lines: Sequence[str]
    start: int
    stop: int
    new: Sequence[str]

    @property
    def text(self) -> str:
        """O arquivo estragado."""
        return "\n".join([*self.lines[: self.start], *self.new, *self.lines[self.stop :]])


@dataclass(frozen=True)
class Mutant:
    """Uma edição do guia: o que se fez (`kind`), onde, e o texto antes e depois.

    `change` é o que se troca no arquivo de `place`, ou os arquivos inteiros.
    """

    kind: str
    place: str
    before: str
    after: str
    change: Splice | Edits

    @property
    def edits(self) -> Edits:
        """Os arquivos do guia que mudam, inteiros."""
        return {self.path: self.change.text} if isinstance(self.change, Splice) else self.change

    @property
    def path(self) -> Path:
        """O arquivo estragado, relativo à raiz."""
        return Path(self.place.split(":")[0])

    @property
    def line(self) -> int:
        """A linha estragada, a partir de 1; 0 se foi o nome do arquivo."""
        return int(self.place.rpartition(":")[2]) if ":" in self.place else 0

    @property
    def costly(self) -> bool:
        """Se só o motor o julga."""
        return self.kind.startswith(COSTLY)

    @property
    def of_output(self) -> bool:
        """Se só muda o que a página diz que o motor respondeu."""
        return self.kind.startswith(OUTPUT)

    def __str__(self) -> str:
        after = f"«{self.after}»" if self.after else "(nada)"
        return f"{self.place}: {self.kind}: «{self.before}» virou {after}"


def slips(line: str) -> Iterator[tuple[str, str]]:
    """Enganos ao digitar uma linha: (o que, a linha errada)."""
    for found in re.finditer(r"\d+", line):
        digit = (int(found[0][-1]) + 1) % 10
        yield "algarismo", f"{line[: found.end() - 1]}{digit}{line[found.end() :]}"
    for found in re.finditer(r"[^\W\d_]{3,}", line):
        yield "palavra", line[: found.end() - 1] + line[found.end() :]
    if "trixie" in line:
        yield "tag", line.replace("trixie", "bookworm", 1)


VALUED = r"--(?:name|filter|format|hostname|user|output|input|tail|host|tag) \S+|-[pc] \S+"
HASH = re.compile(
    r"(?<=sha256:)[0-9a-f]{12,64}|(?<![\w.>-])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![\w<-])"
)
NARROW = 80
"""Colunas em que um terminal estreito cortaria uma linha."""

OPTION = re.compile(rf" (?:{VALUED}|--?[a-zA-Z][\w-]*(?:=\S+)?)(?= |$)")


def output_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Estraga cada linha de saída e cada código de saída de uma transcrição."""
    lines = text.split("\n")
    for step in _steps(text, path):
        shown = range(step.output_start - 1, step.output_end - 1)
        for i in shown:
            for what, wrong in slips(lines[i]):
                if not _is_accepted(step, lines[i], wrong):
                    yield _replace(f"saída: {what}", path, lines, i, [wrong])
            yield _replace(f"saída: {_removed(lines, i)}", path, lines, i, [])
            yield _replace("saída: linha repetida", path, lines, i, [lines[i]] * 2)
            if len(lines[i]) > NARROW:
                cut = lines[i][:NARROW].rstrip()
                if any(one.fits(lines[i]) and one.fits(cut) for one in step.accepts):
                    continue  # o padrão aceita que a linha acabe noutro lugar
                yield _replace("saída: linha cortada", path, lines, i, [cut])
        for i, j in pairwise(shown):
            what = "curinga e linha" if OMITTED in lines[i : j + 1] else "linhas"
            if lines[i] != lines[j]:
                yield _replace(f"saída: {what} trocadas", path, lines, i, [lines[j], lines[i]])
        if step.exit_code:
            at = lines.index(exit_code_line(step.exit_code), step.output_end - 1)
            yield _replace("código de saída: tirado", path, lines, at, [])
            wrong = [exit_code_line(step.exit_code % 255 + 1)]
            yield _replace("código de saída: trocado", path, lines, at, wrong)
        elif step.kind == "command":
            after = [*lines[shown.stop - 1 : shown.stop], exit_code_line(1)]
            yield _replace("código de saída: posto", path, lines, shown.stop - 1, after)


def _is_accepted(step: parse.Step, line: str, other: str) -> bool:
    """Diz se a página declara, com `# aceita:`, que `line` pode ser `other` noutra máquina."""
    return any(one.fits(line) and one.fits(other) for one in step.accepts)


def hash_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Copia cada identificador de uma transcrição por cima do seguinte, se são diferentes."""
    lines = text.split("\n")
    shown = [
        (i, found)
        for step in _steps(text, path)
        for i in range(step.output_start - 1, step.output_end - 1)
        for found in HASH.finditer(lines[i])
    ]
    for (_, one), (i, other) in pairwise(shown):
        wrong = one[0][: len(other[0])]
        if len(wrong) == len(other[0]) and wrong != other[0]:
            line = lines[i][: other.start()] + wrong + lines[i][other.end() :]
            yield _replace("saída: identificador copiado", path, lines, i, [line])


def acceptance_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Alarga cada padrão de `# aceita:`, de uma palavra ou de mais, ou torna-o morto."""
    lines = text.split("\n")
    for section in _sections(text, path):
        for pattern in section.accepts:
            longest = max(HOLE.split(pattern.text)[::2], key=len)
            wide = pattern.text.replace(longest, ANYTHING, 1)
            more = [wide, *_one_word_wider(pattern.text), ANYTHING, f"{pattern.text} que não há"]
            for wrong in dict.fromkeys(more):
                yield _replace(
                    "aceita: alargada", path, lines, pattern.line - 1, [f"# aceita: {wrong}"]
                )


def _one_word_wider(pattern: str) -> Iterator[str]:
    """O padrão com cada curinga, ou cada escolha, a engolir a palavra de antes ou a de depois."""
    for hole in HOLE.finditer(pattern):
        before, after = pattern[: hole.start()], pattern[hole.end() :]
        yield before + ANYTHING + after
        yield re.sub(r"\w+\W*$", "", before) + ANYTHING + after
        yield before + ANYTHING + re.sub(r"^\W*\w+", "", after)


def _removed(lines: list[str], i: int) -> str:
    """Que linha se remove: o curinga, uma vizinha dele (que ele engole) ou outra."""
    if lines[i] == OMITTED:
        return "curinga removido"
    return "linha vizinha removida" if OMITTED in lines[i - 1 : i + 2] else "linha removida"


def command_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Estraga cada comando de uma transcrição, e a ordem deles."""
    lines = text.split("\n")
    for section in _reference_sections(text, path):
        for step in section.steps:
            first, end = step.line - 1, step.output_start - 1
            for i in range(first, end):
                prompt = 0 if step.kind == "interrupt" else len(step.prompt or "$ ")
                start, command = lines[i][:prompt], lines[i][prompt:]
                for what, wrong in slips(command):
                    yield _replace(f"comando: {what}", path, lines, i, [start + wrong])
                for found in OPTION.finditer(command):
                    wrong = command[: found.start()] + command[found.end() :]
                    yield _replace("comando: opção", path, lines, i, [start + wrong])
            if len(section.steps) > 1:
                new = lines[:first] + lines[_end(step) :]
                yield _mutant("comando: removido", path, step.line, step.shown, "", new)
        for one, other in pairwise(section.steps):
            new = lines[: one.line - 1] + lines[other.line - 1 : _end(other)]
            new += lines[one.line - 1 : other.line - 1] + lines[_end(other) :]
            swapped = f"{other.shown}\n{one.shown}"
            yield _mutant("comando: trocados", path, one.line, one.shown, swapped, new)
        for i in range(section.line - 2, -1, -1):
            if not lines[i].startswith("# ") or "--8<--" in lines[i]:
                break
            yield _replace("comando: diretiva tirada", path, lines, i, [])


def section_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Estraga os marcadores: nomes, fins, ordem, uma seção que ninguém mostra."""
    lines = text.split("\n")
    sections = _sections(text, path)
    for section in sections:
        name, at = section.name, section.line
        renamed = text.replace(f":{name}]", f":{name}x]").split("\n")
        yield _mutant("seção: nome", path, at, name, f"{name}x", renamed)
        end = lines.index(f"# --8<-- [end:{name}]")
        yield _replace("seção: fim tirado", path, lines, end, [])
        copy = [line.replace(f":{name}]", f":{name}x]") for line in lines[at - 1 : end + 1]]
        new = [*lines[: end + 1], *copy, *lines[end + 1 :]]
        yield _mutant("seção: ninguém a mostra", path, at, name, f"{name} e {name}x", new)
    for one, other in pairwise(sections):
        middle = lines.index(f"# --8<-- [end:{one.name}]") + 1
        end = lines.index(f"# --8<-- [end:{other.name}]") + 1
        new = lines[: one.line - 1] + lines[middle:end] + lines[one.line - 1 : middle] + lines[end:]
        swapped = f"{other.name}, {one.name}"
        yield _mutant("seção: trocadas", path, one.line, f"{one.name}, {other.name}", swapped, new)


def file_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Estraga cada linha de um arquivo de exemplo, e o nome dele."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        for what, wrong in slips(line):
            yield _replace(f"arquivo: {what}", path, lines, i, [wrong])
        if line:
            yield _replace("arquivo: linha removida", path, lines, i, [])
        if "==" in line and path.suffix == ".txt":
            yield _replace("arquivo: sem versão", path, lines, i, [line.split("==")[0]])
    for i, j in pairwise(i for i, line in enumerate(lines) if line):
        if j == i + 1 and lines[i] != lines[j]:
            yield _replace("arquivo: linhas trocadas", path, lines, i, [lines[j], lines[i]])


def folder_mutants(path: Path, text: str) -> Iterator[Mutant]:
    """Renomeia um arquivo de exemplo, ou põe ao lado dele um que ninguém usa."""
    for kind, new in (("nome: arquivo renomeado", "x"), ("nome: arquivo esquecido", ".orig")):
        other = path.with_name(f"{path.name}{new}")
        edits: Edits = {other: text} if new == ".orig" else {other: text, path: None}
        yield Mutant(kind, path.as_posix(), path.name, other.name, edits)


def page_mutants(read: Page) -> Iterator[Mutant]:
    """Estraga as inclusões de uma página: seção, arquivo, ordem, título, bloco digitado, nota."""
    page, guide = read.path, read.guide
    lines = read.text.split("\n")
    shown = [block for block in read.blocks if block.include]
    for block in shown:
        fence, at = block.line - 1, block.line
        path, section = block.include
        for other in _other_includes(path, section, guide):
            yield _replace("página: inclusão errada", page, lines, at, [f'--8<-- "{other}"'])
        typed = guide.included_text(path, section).split("\n")
        yield _replace("página: bloco digitado", page, lines, at, typed)
        gone = lines[:fence] + lines[at + 2 :]
        yield _mutant("página: bloco apagado", page, block.line, lines[at], "", gone)
        for what, wrong in slips(block.title):
            new = lines[fence].replace(f'"{block.title}"', f'"{wrong}"')
            yield _replace(f"página: título ({what})", page, lines, fence, [new])
        if section:
            wrong = lines[fence].replace("console", "bash")
            yield _replace("página: linguagem do bloco", page, lines, fence, [wrong])
    for written in read.files_written:
        block = next(block for block in read.blocks if block.line == written.line)
        fence, end = block.line - 1, block.line + len(block.content) + 1
        use = file_order.first_use(read, written.name)
        known = {one.name for one in read.files_written if one.line < written.line}
        if use > block.line and written.name not in known | read.files_at_start_alone.keys():
            at = next(other for other in read.blocks if other.line == use)
            after = at.line + len(at.content) + 1
            moved = [*lines[:fence], *lines[end:after], "", *lines[fence:end], *lines[after:]]
            yield _mutant(
                "página: arquivo depois do uso", page, block.line, lines[fence], "", moved
            )
    for one, other in pairwise(shown):
        new = lines.copy()
        new[one.line], new[other.line] = new[other.line], new[one.line]
        yield _mutant("página: trocadas", page, one.line + 1, new[other.line], new[one.line], new)
    for i, line in enumerate(lines):
        if line.startswith("--8<--") and line.endswith('.html"'):
            yield _replace("página: nota tirada", page, lines, i, [])
            yield _replace("página: nota de outra", page, lines, i, ['--8<-- "outra.html"'])


def _other_includes(path: str, section: str | None, guide: Guide) -> Iterator[str]:
    """A seção seguinte do arquivo; ou um arquivo vizinho, e o de mesmo nome noutro exemplo."""
    if section:
        names = guide.section_names(Path("examples") / path)
        yield path
        yield f"{path}:{section}x"
        yield f"{path}:{names[(names.index(section) + 1) % len(names)]}"
        return
    root, file = guide.root, guide.root / "examples" / path
    candidates = [*file.parent.iterdir(), *(root / "examples").glob(f"*/{file.name}")]
    for other in sorted(set(candidates) - {file}):
        if other.is_file() and other.suffix != ".console":
            yield other.relative_to(root / "examples").as_posix()


CODE = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`|\b(?:portas?|códigos?)(?: de saída)? (?P<number>\d+)")
DRAWN = re.compile(r"dg-codigo[^>]*>(?P<code>[^<]+)<|\bporta (?P<number>\d+)")
"""O código e os números que se estragam na prosa, e num desenho."""


def value_mutants(read: Page) -> Iterator[Mutant]:
    """Troca cada valor da prosa de uma página, e dos desenhos dela, por um que ela não mostra.

    Um que ela também mostra, uma porta por outra, só quem lê percebe.
    """
    shown = f"{values.text_of_blocks(read)}\n{read.text}"
    lines = read.text.split("\n")
    for number, line in prose.lines(read):
        if line.count("`") % 2 == 0 and not line.startswith("<!--"):
            for wrong in _wrong_values(CODE, line, shown):
                yield _replace("prosa: valor", read.path, lines, number - 1, [wrong])
    for _, file in said.drawings(read):
        lines = read.guide.read(file).split("\n")
        for i, line in enumerate(lines):
            for wrong in _wrong_values(DRAWN, line, shown):
                yield _replace("desenho: valor", file, lines, i, [wrong])


def _wrong_values(pattern: re.Pattern[str], line: str, shown: str) -> Iterator[str]:
    for found in pattern.finditer(line):
        start, end = found.span("code" if found["code"] else "number")
        for word in re.finditer(r"[^\W\d_]{3,}|\d+", line[start:end]):
            wrong = f"{int(word[0]) + 1}" if word[0].isdigit() else f"{word[0]}z"
            if not values.occurs(wrong, shown):
                yield line[: start + word.start()] + wrong + line[start + word.end() :]


LINK = re.compile(r"\]\((?P<page>[^)#:\s]*\.md)?(?P<anchor>#[\w-]+)?\)")
LINK_KINDS = {"page": "link: página morta", "anchor": "link: âncora morta"}


def link_mutants(page: Path, text: str) -> Iterator[Mutant]:
    """Mata cada link interno e cada âncora; o destino novo é único, para se achar no relatório."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        for part, kind in LINK_KINDS.items():
            for found in LINK.finditer(line):
                if found[part]:
                    dead = _dead(page, i, part, found)
                    start, end = found.span(part)
                    new = [*lines[:i], line[:start] + dead + line[end:], *lines[i + 1 :]]
                    yield _mutant(kind, page, i + 1, found[part], dead, new)


def kill_links(page: Path, text: str, kind: str) -> str:
    """A página com todos os mutantes de link de um tipo ao mesmo tempo."""
    part = next(part for part, name in LINK_KINDS.items() if name == kind)
    lines = text.split("\n")
    for i, line in enumerate(lines):
        for found in reversed(list(LINK.finditer(line))):
            if found[part]:
                start, end = found.span(part)
                dead = _dead(page, i, part, found)
                lines[i] = lines[i][:start] + dead + lines[i][end:]
    return "\n".join(lines)


def _dead(page: Path, i: int, part: str, found: re.Match[str]) -> str:
    name = f"nada-{page.as_posix().replace('/', '-')}-{i + 1}-{found.start()}"
    return f"#{name}" if part == "anchor" else f"{name}.md"


def _steps(text: str, path: Path) -> list[parse.Step]:
    return [step for section in _reference_sections(text, path) for step in section.steps]


def _reference_sections(text: str, path: Path) -> list[parse.Section]:
    """As seções que se conferem na versão de referência: uma variante, só no Docker dela."""
    return [one for one in _sections(text, path) if not is_variant(one.name)]


@lru_cache(maxsize=1)
def _sections(text: str, path: Path) -> list[parse.Section]:
    """As seções de uma transcrição, que cada espécie de engano lê de novo."""
    return parse_transcript(text, path.as_posix()).sections


def _end(step: parse.Step) -> int:
    """O índice da linha depois do passo, com o código de saída dele."""
    return step.output_end - 1 + bool(step.exit_code)


def _replace(kind: str, path: Path, lines: list[str], at: int, new: list[str]) -> Mutant:
    end = at + (2 if kind.endswith(("linha trocadas", "linhas trocadas")) else 1)
    before, after = "\n".join(lines[at:end]), "\n".join(new)
    return Mutant(kind, f"{path.as_posix()}:{at + 1}", before, after, Splice(lines, at, end, new))


def _mutant(kind: str, path: Path, line: int, before: str, after: str, new: list[str]) -> Mutant:
    change = Splice(new, 0, 0, ())
    return Mutant(kind, f"{path.as_posix()}:{line}", before, after, change)


def all_mutants(guide: Guide) -> list[Mutant]:
    """Todos os mutantes de `guide`, na ordem dos arquivos."""
    found = [one for path in guide.files(Path("examples")) for one in example_slips(guide, path)]
    for page in guide.pages:
        found += _real(
            [*page_mutants(page), *value_mutants(page), *link_mutants(page.path, page.text)]
        )
    return found


def example_slips(guide: Guide, path: Path) -> list[Mutant]:
    """Os mutantes de um arquivo de `examples/`."""
    transcript = (
        output_mutants,
        hash_mutants,
        acceptance_mutants,
        command_mutants,
        section_mutants,
    )
    makers = transcript if path.suffix == ".console" else (file_mutants, folder_mutants)
    if path.name.endswith(detours.SUFFIX):
        makers = transcript[:-1]  # ninguém mostra as seções: o nome de uma não é promessa alguma
    text = guide.read(path)
    return _real([one for make in makers for one in make(path, text)])


def page_slips(page: Page) -> list[Mutant]:
    """Os mutantes de `page` que não pedem motor nem construção: os dela e os do que ela mostra.

    De uma transcrição, só os das seções que a página inclui. De uma página como a vive quem se
    desvia, só os dos desvios.
    """
    if isinstance(page, detours.DetouredPage):
        included = dict.fromkeys(one.transcript for one in page.story if detours.is_detour(one))
        found = []
    else:
        included = dict.fromkeys(block.include[0] for block in page.blocks if block.include)
        found = _real([*page_mutants(page), *value_mutants(page)])
    for path in included:
        file = Path("examples") / path
        shown = _shown_lines(page, path)
        for mutant in example_slips(page.guide, file):
            if not mutant.costly and (not mutant.line or not shown or mutant.line in shown):
                found.append(mutant)
    return found


def _shown_lines(page: Page, path: str) -> set[int]:
    """As linhas da transcrição `path` que estão nas seções que `page` mostra."""
    if not path.endswith(".console"):
        return set()
    sections = page.guide.transcript(path).sections
    names = {shown.section for shown in page.story if shown.transcript == path}
    ends = [section.line for section in sections[1:]]
    ends.append(len(page.guide.read(Path("examples") / path).split("\n")) + 1)
    return {
        line
        for section, end in zip(sections, ends, strict=True)
        if section.name in names
        for line in range(section.line, end)
    }


def _real(mutants: Iterable[Mutant]) -> list[Mutant]:
    """Sem as edições que nada mudam."""
    return [mutant for mutant in mutants if mutant.before != mutant.after]


def sample(mutants: Sequence[Mutant], size: int, seed: object) -> list[Mutant]:
    """`size` mutantes sorteados, o mesmo tanto de cada tipo enquanto houver.

    A mesma semente dá os mesmos.
    """
    chance = random.Random(str(seed))
    kinds: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in chance.sample(mutants, len(mutants)):
        kinds[mutant.kind].append(mutant)
    order = chance.sample(sorted(kinds), len(kinds))
    rounds = zip_longest(*(kinds[kind] for kind in order))
    return [mutant for one in rounds for mutant in one if mutant][:size]
