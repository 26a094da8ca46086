"""Os relatórios de uma turma numa tabela: `python confere.pyz turma relatorios/*.json`.

Cada relatório é o que `confere.pyz --json` escreveu, num arquivo com o nome da pessoa: o nome do
arquivo é o que a tabela mostra. Um que não se lê é nomeado, e os outros contam.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .report import FORMAT
from .typed import typed

DONE, SOME_BROKEN, NOTHING = 0, 1, 2

USAGE = """\
Uso: python confere.pyz turma [--csv] RELATÓRIO.json ...

Junta os relatórios de confere.pyz --json numa tabela: quem, e o que fez. O nome de cada pessoa é o
do arquivo. Com --csv, para uma planilha.

Código de saída: 0, todos os relatórios lidos; 1, algum não se lê; 2, nenhum."""

MARKS = {True: "x", False: "-"}
"""Na tabela: `x`, feito; `-`, não; `1/3`, um item de três feito."""


@dataclass
class Report:
    """O que uma pessoa fez: de cada exercício, os itens feitos e o total."""

    name: str
    exercises: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def done(self) -> int:
        return sum(made == total for made, total in self.exercises.values())


class NotAReportError(Exception):
    """O arquivo não é um relatório; a mensagem diz por quê."""


def main(words: Sequence[str]) -> int:
    """Mostra a tabela dos arquivos que `words` nomeiam e devolve o código de saída."""
    as_csv, rest = "--csv" in words, [word for word in words if word != "--csv"]
    if not rest or any(word in ("-h", "--help", "--ajuda") for word in rest):
        (sys.stdout if rest else sys.stderr).write(typed(f"{USAGE}\n"))
        return DONE if rest else NOTHING
    if unknown := [word for word in rest if word.startswith("-")]:
        sys.stderr.write(typed(f"Não há a opção {unknown[0]}.\n\n{USAGE}\n"))
        return NOTHING
    reports, broken = _read(_expanded(rest))
    if reports:
        sys.stdout.write(as_csv_text(reports) if as_csv else f"{table(reports)}\n")
        sys.stdout.flush()
    for line in broken:
        sys.stderr.write(f"{line}\n")
    if not reports:
        sys.stderr.write("Nenhum relatório se leu: peça-os com confere.pyz --json > NOME.json\n")
        return NOTHING
    return SOME_BROKEN if broken else DONE


def _expanded(words: Iterable[str]) -> list[Path]:
    """Os arquivos de `words`; o terminal do Windows não abre os asteriscos."""
    found: list[Path] = []
    for word in words:
        path = Path(word)
        matching = sorted(path.parent.glob(path.name)) if "*" in path.name else []
        found += matching or [path]
    return found


def _read(files: Iterable[Path]) -> tuple[list[Report], list[str]]:
    reports: list[Report] = []
    broken: list[str] = []
    seen: dict[str, Path] = {}
    for file in files:
        try:
            report = read(file)
        except NotAReportError as error:
            broken.append(f"{file}: {error}")
            continue
        if report.name in seen:
            broken.append(
                f"{file}: já há um relatório de «{report.name}», {seen[report.name]}: dê outro nome"
            )
            continue
        seen[report.name] = file
        reports.append(report)
    return sorted(reports, key=lambda one: one.name.lower()), broken


def read(file: Path) -> Report:
    """O relatório que há em `file`. Levanta `NotAReportError`."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise NotAReportError(f"não se lê: {error.strerror}") from None
    # O PowerShell 5 escreve o que se desvia com > em UTF-16.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        content = json.loads(data.decode(encoding))
    except ValueError:
        raise NotAReportError("não é JSON: peça o relatório de novo, confere.pyz --json") from None
    foreign = "é JSON, mas não é um relatório do confere.pyz --json"
    if not isinstance(content, dict) or not isinstance(content.get("exercises"), list):
        raise NotAReportError(foreign)
    if content.get("format") != FORMAT:
        raise NotAReportError(
            f"o formato é {content.get('format')!r}, e este confere lê o {FORMAT}: use o mesmo "
            "confere.pyz que a turma"
        )
    if problem := content.get("problem"):
        raise NotAReportError(f"o confere não pôde olhar o Docker dessa pessoa ({problem})")
    try:
        return Report(file.stem, dict(map(_counted, content["exercises"])))
    except (KeyError, TypeError, ValueError):
        raise NotAReportError(foreign) from None


def _counted(exercise: Any) -> tuple[str, tuple[int, int]]:
    name, items = exercise["name"], exercise["items"]
    if not isinstance(name, str) or not items:
        raise ValueError(name)
    return name, (sum(item["done"] is True for item in items), len(items))


def names_of(reports: Sequence[Report]) -> list[str]:
    """Os exercícios que os relatórios olham, na ordem do primeiro que os tem."""
    return list(dict.fromkeys(name for one in reports for name in one.exercises))


def _cell(report: Report, name: str) -> str:
    if name not in report.exercises:
        return ""
    made, total = report.exercises[name]
    return f"{made}/{total}" if 0 < made < total else MARKS[made == total]


def table(reports: Sequence[Report]) -> str:
    """A tabela: uma linha por pessoa, uma coluna por exercício; embaixo, qual é qual.

    O que ninguém começou não tem coluna: só é nomeado.
    """
    names = names_of(reports)
    begun = [name for name in names if any(one.exercises.get(name, (0, 0))[0] for one in reports)]
    rows = [["", *map(str, range(1, len(begun) + 1)), "feitos"]]
    for one in reports:
        done = f"{one.done} de {len(one.exercises)}"
        rows.append([one.name, *(_cell(one, name) for name in begun), done])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows
    ]
    lines.append("")
    for number, name in enumerate(begun, 1):
        made = sum(_cell(one, name) == MARKS[True] for one in reports)
        lines.append(f"{number:>3}  {name}: {made} de {len(reports)}")
    if untouched := [name for name in names if name not in begun]:
        lines += ["", f"Ninguém começou: {', '.join(untouched)}."]
    return "\n".join(lines)


def as_csv_text(reports: Sequence[Report]) -> str:
    """O mesmo para uma planilha: uma linha por pessoa, uma coluna por exercício, e o total."""
    names, text = names_of(reports), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["nome", *names, "feitos", "total"])
    for one in reports:
        cells = [_cell(one, name).replace("/", " de ") for name in names]  # 1/2 seria uma data
        writer.writerow([_inert(one.name), *cells, one.done, len(one.exercises)])
    return text.getvalue()


def _inert(name: str) -> str:
    """Um nome que a planilha não toma por uma fórmula."""
    return f"'{name}" if name[:1] in "=+-@" else name
