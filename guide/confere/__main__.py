"""A linha de comando: `python confere.pyz [EXERCÍCIO…] [--dica N] [--json]`."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import report
from .docker import Docker, DockerError
from .exercises import ALL
from .judge import chosen, judge, nearest
from .report import LEVELS
from .scene import Scene
from .typed import typed

DONE, NOT_DONE, NOT_CHECKED = 0, 1, 2

USAGE = """\
Uso: python confere.pyz [EXERCÍCIO ...] [--dica N] [--json]
     COMANDO 2>&1 | python confere.pyz explica
     python confere.pyz turma [--csv] RELATÓRIO.json ...

Diz se um exercício do guia está feito, no seu Docker, explica os erros que há na saída de um
comando, ou junta os relatórios de uma turma numa tabela. Só olha: nada muda.

  EXERCÍCIO   o nome do exercício, ou o da lição; sem nenhum, mostra todos
  --dica N    quão clara é a dica: 1 (a de sempre), 2 ou 3
  --json      um relatório para quem ensina
  --ajuda     esta ajuda

Código de saída: 0, tudo feito; 1, falta algo; 2, não deu para conferir."""

UNEXPECTED = """\
O confere parou num caso que não conhece, e nada se conferiu ({}: {}).
Baixe-o de novo do guia; se continuar, conte o caso a quem o escreve, com esta mensagem."""

COMMANDS: dict[str, str] = {"explica": ".explica", "turma": ".turma"}
"""Os comandos que não são exercícios: o nome, e o módulo cuja `main(palavras)` o faz."""


def main(words: Sequence[str] | None = None) -> int:
    """Faz o que `words` pedem e devolve o código de saída.

    0: tudo feito (ou a lista, que não se julga); 1: falta algo; 2: não deu para conferir.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _answer(list(sys.argv[1:] if words is None else words))
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except OSError:  # quem lia parou (um `| head`), ou o disco encheu
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            os.dup2(nowhere, stream.fileno())
        return NOT_CHECKED


def _answer(words: list[str]) -> int:
    if words[:1] and words[0] in COMMANDS:
        return importlib.import_module(COMMANDS[words[0]], __package__).main(words[1:])
    options = options_of(words)
    try:
        return _check(options)
    except DockerError as error:
        return _not_checked(options, error.kind, str(error))
    except BrokenPipeError:
        raise
    except Exception as error:  # sem isto, o Python sairia com 1, que é «falta algo»
        return _not_checked(options, "unexpected", UNEXPECTED.format(type(error).__name__, error))


def _not_checked(options: Options, kind: str, message: str) -> int:
    """Diz por que não se conferiu: a quem lê, `message`; ao JSON, só a palavra `kind`."""
    if options.json:
        print(json.dumps(report.not_checked(kind), ensure_ascii=False, indent=2), flush=True)
    if sys.stderr:
        sys.stderr.write(f"{message}\n")
    return NOT_CHECKED


def _check(options: Options) -> int:
    if options.help:
        print(typed(USAGE))
        return DONE
    if options.problem:
        return _not_checked(options, "usage", typed(f"{options.problem}\n\n{USAGE}"))
    exercises, unknown = chosen(options.exercises, ALL)
    if unknown:
        near = nearest(unknown, ALL)
        every = typed("Para ver todos: python confere.pyz")
        hint = f"Parecidos: {', '.join(near)}." if near else every
        message = f"Não há o exercício «{unknown}». {hint}"
        return _not_checked(options, "unknown-exercise", message)
    scene = Scene(Docker())
    listing = not exercises
    exercises = exercises or list(ALL)
    try:
        if any(one.engine for one in exercises):
            assert scene.version
        results = [judge(one, scene) for one in exercises]
    except DockerError:
        if listing and not options.json:
            print(report.unjudged(exercises), flush=True)
        raise
    if options.json:
        print(json.dumps(report.as_json(results, scene), ensure_ascii=False, indent=2))
    elif listing:
        print(report.listing(results))
    else:
        print("\n\n".join(report.told(one, options.hint) for one in results))
    return DONE if listing or all(one.done for one in results) else NOT_DONE


@dataclass
class Options:
    """O que se pediu; `problem` diz o que não se entendeu."""

    exercises: list[str] = field(default_factory=list)
    hint: int = 1
    json: bool = False
    help: bool = False
    problem: str = ""


def options_of(words: Sequence[str]) -> Options:
    """As opções que há em `words`; `--dica` pode vir com o número, ou repetida."""
    options = Options()
    repeated = 0
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, _, value = word.partition("=")
        if name == "--dica":
            if not value and rest and rest[0].isdecimal():
                value = rest.pop(0)
            repeated += 1
            options.hint = int(value) if value.isdecimal() else 0 if value else repeated
            if options.hint not in range(1, LEVELS + 1):
                options.problem = f"As dicas vão de 1 a {LEVELS}: --dica 2, por exemplo."
        elif word == "--json":
            options.json = True
        elif word in ("-h", "--help", "--ajuda", "ajuda", "help"):
            options.help = True
        elif word.startswith("-"):
            options.problem = f"Não há a opção {word}."
        else:
            options.exercises.append(word)
    return options


if __name__ == "__main__":
    sys.exit(main())
