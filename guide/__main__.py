"""Os comandos da casa que não são do MkDocs nem do pytest: o `Makefile` os chama.

python -m guide COMANDO [OPÇÕES]

Cada comando só importa o que usa: a imagem do site não tem o motor, e `clean` não tem as
dependências.
"""

import argparse
import sys
from pathlib import Path


def generated(_: list[str]) -> None:
    """escreve o que o site tem e o repositório não guarda: notas, zips, confere.pyz…"""
    from guide.site import generated

    generated.main()


def serve(arguments: list[str]) -> None:
    """serve o guia e o reconstrói a cada edição"""
    from guide.site import serve

    serve.main(arguments)


def build(arguments: list[str]) -> None:
    """constrói o site numa pasta, sem tolerar avisos"""
    from guide.site import mkdocs

    mkdocs.main(_folder("build", arguments))


def offline(arguments: list[str]) -> None:
    """faz numa pasta o zip e o PDF do guia"""
    from guide.site import offline

    offline.main(_folder("offline", arguments))


def epub(arguments: list[str]) -> None:
    """faz numa pasta o EPUB do guia"""
    from guide.site import epub

    epub.main(_folder("epub", arguments))


def publish(arguments: list[str]) -> None:
    """constrói numa pasta o site com o zip e o PDF"""
    from guide.site import publish

    publish.main(_folder("publish", arguments))


def release(arguments: list[str]) -> None:
    """faz numa pasta os arquivos de uma edição, ou a publica"""
    from guide.site import release

    release.main(arguments)


def turma(arguments: list[str]) -> None:
    """faz numa pasta, e num .tar, uma aula sem internet"""
    from guide.classroom import command

    command.main(arguments)


def anki(arguments: list[str]) -> None:
    """faz numa pasta o baralho do Anki com as previsões"""
    from guide import anki

    anki.main(_folder("anki", arguments))


def csp(arguments: list[str]) -> None:
    """escreve a linha do nginx com a política de segurança do site que está numa pasta"""
    from guide.site import csp

    csp.main(_folder("csp", arguments))


def bench(arguments: list[str]) -> None:
    """compara o tempo da leitura das páginas com o dos comandos sozinhos"""
    from guide.bench import pages

    pages.main(arguments)


def bench_site(arguments: list[str]) -> None:
    """mede o site ao lado de um Material de fábrica"""
    from guide.bench import site

    site.main(arguments)


def mutants(arguments: list[str]) -> None:
    """estraga o guia de muitos modos e vê se a suíte percebe"""
    from guide.mutation import command

    command.main(arguments)


def pin(arguments: list[str]) -> None:
    """prende as imagens base de um Dockerfile ao digest que o registro dá hoje"""
    from guide import pin

    pin.main(arguments)


def issue(arguments: list[str]) -> None:
    """escreve, ou publica, a issue do que a suíte achou"""
    from guide import issue

    issue.main(arguments)


def clean(_: list[str]) -> None:
    """remove o motor privado e o resto do cache"""
    from guide.engine import cache

    cache.main()


COMMANDS = {
    "generated": generated,
    "serve": serve,
    "build": build,
    "offline": offline,
    "epub": epub,
    "publish": publish,
    "release": release,
    "turma": turma,
    "anki": anki,
    "csp": csp,
    "bench": bench,
    "bench-site": bench_site,
    "mutants": mutants,
    "pin": pin,
    "issue": issue,
    "clean": clean,
}


def _folder(command: str, arguments: list[str]) -> Path:
    parser = argparse.ArgumentParser(prog=f"python -m guide {command}")
    parser.add_argument("folder", type=Path, metavar="PASTA")
    return parser.parse_args(arguments).folder


def main(words: list[str]) -> None:
    """Executa `words`: o nome de um comando e as opções dele. Sai com 2 se o nome não existe."""
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name not in COMMANDS:
        listed = "\n".join(f"  {one:<11} {run.__doc__}" for one, run in COMMANDS.items())
        problem = f"Não há o comando {name!r}.\n" if name else ""
        sys.stderr.write(f"{problem}Uso: python -m guide COMANDO [OPÇÕES]\n\n{listed}\n")
        sys.exit(2)
    try:
        COMMANDS[name](arguments)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
