"""Os enganos de um autor: quais são, e que o sorteio de um dia é sempre o mesmo."""

from pathlib import Path

import pytest

from guide.mutation.slips import (
    acceptance_mutants,
    all_mutants,
    link_mutants,
    output_mutants,
    page_slips,
    sample,
    slips,
)
from guide.page import Guide

PAGE = Path("docs/pagina.md")
PROSE = "Veja a [outra](outra.md#fim) e o [começo](#pagina). É `localhost:8080`, da porta 8000."


def test_slips_are_the_ones_of_an_author() -> None:
    assert list(slips("FROM debian:trixie-slim a:8089")) == [
        ("algarismo", "FROM debian:trixie-slim a:8080"),
        ("palavra", "FRO debian:trixie-slim a:8089"),
        ("palavra", "FROM debia:trixie-slim a:8089"),
        ("palavra", "FROM debian:trixi-slim a:8089"),
        ("palavra", "FROM debian:trixie-sli a:8089"),
        ("tag", "FROM debian:bookworm-slim a:8089"),
    ]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("saída: algarismo", "escutando na porta 8000", "escutando na porta 8001"),
        ("saída: palavra", "olá", "ol"),
        ("saída: linha vizinha removida", "escutando na porta 8000", ""),
        ("saída: curinga removido", "...", ""),
        ("saída: linha removida", "olá", ""),
        ("saída: linha repetida", "olá", "olá\nolá"),
        ("saída: curinga e linha trocadas", "...\npronto em 0.3s", "pronto em 0.3s\n..."),
        ("código de saída: tirado", "[código de saída 1]", ""),
        ("código de saída: trocado", "[código de saída 1]", "[código de saída 2]"),
        ("código de saída: posto", "olá", "olá\n[código de saída 1]"),
        ("comando: opção", "$ docker run --rm -p 8080:8000 ola", "$ docker run -p 8080:8000 ola"),
        ("comando: opção", "$ docker run --rm -p 8080:8000 ola", "$ docker run --rm ola"),
        ("comando: algarismo", "$ curl localhost:8080", "$ curl localhost:8081"),
        ("comando: removido", "$ false", ""),
        ("comando: diretiva tirada", "# terminal: visita", ""),
        ("seção: trocadas", "sobe, visita", "visita, sobe"),
        ("arquivo: sem versão", "outro==3", "outro"),
        ("arquivo: linhas trocadas", "pacote==1.2\noutro==3", "outro==3\npacote==1.2"),
        ("nome: arquivo renomeado", "dados.txt", "dados.txtx"),
        ("página: bloco apagado", '--8<-- "ola/dados.txt"', ""),
        ("página: bloco digitado", '--8<-- "ola/ola.console:visita"', "$ curl localhost:8080\nolá"),
        ("página: nota tirada", '--8<-- "pagina.html"', ""),
        ("prosa: valor", PROSE, PROSE.replace("8080", "8081")),
        ("prosa: valor", PROSE, PROSE.replace("8000", "8001")),
        ("prosa: valor", PROSE, PROSE.replace("localhost", "localhostz")),
    ],
)
def test_mutants_include(root: Path, kind: str, before: str, after: str) -> None:
    found = [(one.kind, one.before, one.after) for one in all_mutants(Guide(root))]
    assert (kind, before, after) in found


def test_every_mutant_changes_the_guide_and_nothing_on_disk(root: Path) -> None:
    guide = Guide(root)
    original = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for mutant in all_mutants(guide):
        edited = guide.edited(mutant.edits)
        changed = [
            path
            for path in mutant.edits
            if not edited.is_file(path)
            or not guide.is_file(path)
            or edited.read(path) != guide.read(path)
        ]
        assert changed, mutant
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == original


def test_what_a_page_accepts_is_no_mutant_and_the_rest_of_the_line_is() -> None:
    text = (
        "# aceita: Docker Compose version [..]\n# --8<-- [start:a]\n$ docker compose version\n"
        "Docker Compose version 2.40.3\n# --8<-- [end:a]\n"
    )
    after = {
        one.after
        for one in output_mutants(Path("x.console"), text)
        if one.kind in ("saída: algarismo", "saída: palavra")
    }
    assert after == {
        "Docke Compose version 2.40.3",
        "Docker Compos version 2.40.3",
        "Docker Compose versio 2.40.3",
    }


def test_what_a_page_accepts_is_widened_by_each_word_around_it() -> None:
    text = (
        "# aceita: usa [..] de 4 e [um|dois] sobram\n# --8<-- [start:a]\n$ a\n"
        "usa 2 de 4 e um sobram\n# --8<-- [end:a]\n"
    )
    found = [one for one in acceptance_mutants(PAGE, text) if one.before != one.after]
    assert {one.after.removeprefix("# aceita: ") for one in found} == {
        "[..]",
        "usa [..][..][um|dois] sobram",
        "[..] de 4 e [um|dois] sobram",
        "usa [..] 4 e [um|dois] sobram",
        "usa [..] de 4 e [..] sobram",
        "usa [..] de 4 [..] sobram",
        "usa [..] de 4 e [..]",
        "usa [..] de 4 e [um|dois] sobram que não há",
    }


def test_two_links_in_a_line_die_apart() -> None:
    found = list(link_mutants(PAGE, "[a](a.md) e [b](b.md)"))
    assert [one.edits[PAGE].count("nada") for one in found] == [1, 1]
    assert len({one.after for one in found}) == 2


def test_slips_of_a_page_are_the_cheap_ones_of_what_it_shows(root: Path) -> None:
    guide = Guide(root)
    page = guide.edited({PAGE: guide.read(PAGE).replace(":visita", ":sobe")}).page("pagina")
    found = page_slips(page)
    assert {one.before for one in found} >= {"escutando na porta 8000", "dados.txt"}
    assert "olá" not in {one.before for one in found}  # de uma seção que a página já não mostra
    assert not any(one.costly or one.kind.startswith("link") for one in found)


def test_the_sample_is_the_same_for_the_same_seed_and_takes_every_kind(root: Path) -> None:
    found = all_mutants(Guide(root))
    kinds = {one.kind for one in found}
    chosen = sample(found, len(kinds), "2026-11-26 pagina.md")
    assert chosen == sample(found, len(kinds), "2026-11-26 pagina.md")
    assert chosen != sample(found, len(kinds), "2026-11-27 pagina.md")
    assert {one.kind for one in chosen} == kinds
    assert len(sample(found, 10_000, 1)) == len(found)
