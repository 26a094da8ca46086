"""O que a verificação semanal achou, numa issue só: aberta, atualizada ou fechada.

    make test ARGS="--result novo.json"      # a suíte escreve o que achou
    make issue RESULTS="seu.json novo.json"  # o texto da issue; com POST=1, o `gh` a publica

Um resultado que não há é o de uma suíte que parou antes do fim, e a issue o diz. Só usa a
biblioteca padrão do Python: o trabalho que a publica, e que pode escrever no repositório, não
instala nada.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

TITLE = "A verificação semanal achou diferenças"
"""Por ele se acha a issue aberta da semana passada."""

LIMIT = 60_000
"""Caracteres do texto: o GitHub recusa mais de 65.536."""

_EACH = 4_000
"""Caracteres de cada falha."""

_PLACE = re.compile(r"docs/(?P<page>\S+\.md):\d+")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_BLOCKED = "não rodou: a seção"


class IssueError(Exception):
    """A issue não pôde ser escrita nem publicada; a mensagem diz o que fazer."""


@dataclass(frozen=True)
class Failure:
    """Um teste que não passou: o nome dele no pytest, e o que ele disse."""

    test: str
    text: str

    @property
    def place(self) -> str:
        """`docs/pagina.md:12`, se a falha é de uma página; senão, o nome do teste."""
        found = _PLACE.match(self.text)
        return found[0] if found else self.test

    @property
    def page(self) -> str:
        """A página, como `make update PAGE=…` a quer; vazio se a falha não é de uma."""
        found = _PLACE.match(self.text)
        return found["page"] if found else ""

    @property
    def blocked(self) -> bool:
        """Se é uma seção que só não rodou porque outra, antes dela, falhou."""
        return _BLOCKED in self.text


@dataclass(frozen=True)
class Result:
    """O que uma execução da suíte achou: onde rodou (`engine`), e o que não passou."""

    engine: str
    failures: list[Failure]


def write(file: Path, result: Result) -> None:
    """Guarda `result` em `file`, para `read`."""
    file.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1), encoding="utf-8")


def read(file: Path) -> Result | None:
    """O que `write` guardou; None se `file` não existe. Levanta `IssueError` se não se lê."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        result = Result(plain["engine"], [Failure(**one) for one in plain["failures"]])
        said = [result.engine, *(text for one in result.failures for text in (one.test, one.text))]
        if not all(isinstance(text, str) for text in said):
            raise ValueError("há nele um texto que não é um texto")
        return result
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IssueError(f"{file}: não é um resultado da suíte ({error})") from None


def body(results: Mapping[str, Result | None], run: str = "") -> str:
    """O Markdown da issue sobre `results`, por nome; vazio se tudo passou.

    `run` é o endereço do registro da execução.
    """
    if all(result and not result.failures for result in results.values()):
        return ""
    head = [
        "A suíte digitou os comandos das páginas, e nem tudo foi como elas mostram."
        + f" [O registro da execução]({run}) tem o resto." * bool(run)
    ]
    parts: list[str] = []
    for name, result in results.items():
        parts += _of_result(name, result)
    tail = _what_to_do([one for result in results.values() if result for one in result.failures])
    return "\n\n".join([*head, *_that_fit(parts, LIMIT - len(tail)), tail])


def _of_result(name: str, result: Result | None) -> Iterator[str]:
    if result is None:
        yield f"## {name}\n\nA suíte parou antes do fim, e não disse o que achou."
        return
    if not result.failures:
        return
    yield f"## {result.engine}"
    for one in result.failures:
        if not one.blocked:
            text = _COLOUR.sub("", one.text)
            text = text if len(text) <= _EACH else f"{text[:_EACH]}\n(… o resto, no registro)"
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            yield f"### `{one.place}`\n\n{fence}text\n{text.strip()}\n{fence}"
    if waiting := sum(one.blocked for one in result.failures):
        seen = "1 seção não rodou" if waiting == 1 else f"{waiting} seções não rodaram"
        yield f"E {seen} porque uma antes delas, na mesma página, falhou."


def _what_to_do(failures: Sequence[Failure]) -> str:
    pages = dict.fromkeys(one.page for one in failures if one.page)
    text = (
        "## O que fazer\n\nSe a página está certa, conserte o exemplo. Se o Docker mudou só numa "
        "versão, mostre as duas respostas (`guide/promises/variants.py`) ou diga a razão em "
        "`guide/versions.py`. Se a saída nova é a certa, grave-a e confira o `git diff`:"
    )
    commands = "\n".join(f"make update PAGE={page}" for page in pages)
    return f"{text}\n\n```sh\n{commands or 'make test'}\n```\n"


def _that_fit(parts: Sequence[str], room: int) -> Iterator[str]:
    for number, part in enumerate(parts):
        room -= len(part) + 2
        if room < 1_000:
            yield f"Não coube tudo aqui: faltam {len(parts) - number} trechos, que o registro tem."
            return
        yield part


def post(text: str) -> str:
    """Publica `text` com o `gh`, e diz o que fez; vazio fecha a issue que estiver aberta.

    Levanta `IssueError` se o `gh` não existe ou recusa.
    """
    listed = _gh("list", "--app=github-actions", "--limit=1000", "--json=number,title")
    numbers = [one["number"] for one in json.loads(listed) if one["title"] == TITLE]
    if not text:
        for number in numbers:
            _gh("close", str(number), "--comment=A verificação desta semana passou.")
        return f"Tudo passou. Issues fechadas: {len(numbers)}."
    if numbers:
        _gh("edit", str(numbers[0]), "--body-file=-", stdin=text)
        return f"Issue {numbers[0]} atualizada."
    return f"Issue aberta: {_gh('create', f'--title={TITLE}', '--body-file=-', stdin=text)}"


def _gh(*words: str, stdin: str = "") -> str:
    try:
        done = subprocess.run(["gh", "issue", *words], input=stdin, text=True, capture_output=True)
    except OSError:
        raise IssueError("Falta o programa gh, que publica a issue.") from None
    if done.returncode:
        raise IssueError(f"O gh não publicou a issue: {done.stderr.strip()}")
    return done.stdout.strip()


def main(arguments: list[str]) -> None:
    """Escreve a issue na saída ou, com `--post`, publica-a. Sai com 1 se não pôde."""
    parser = argparse.ArgumentParser(prog="python -m guide issue")
    parser.add_argument("results", type=Path, nargs="*", metavar="RESULTADO")
    parser.add_argument("--post", action="store_true")
    options = parser.parse_args(arguments)
    if not options.results:
        sys.exit("Falta o resultado da suíte: make issue RESULTS=meu.json")
    try:
        results: dict[str, Result | None] = {}
        for file in options.results:
            name = file.stem if file.stem not in results else str(file)
            results[name] = read(file)
        text = body(results, os.environ.get("RUN_URL", ""))
        print(post(text) if options.post else text or "Tudo passou: não há issue a abrir.")
    except IssueError as error:
        sys.exit(str(error))
