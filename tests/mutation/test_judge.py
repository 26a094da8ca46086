"""A prova da suíte é ela mesma provada, sem motor: enganos conhecidos, num guia de uma página."""

import json
from pathlib import Path

import pytest

from guide.mutation import judge as mutants
from guide.mutation.judge import EQUIVALENT, Equivalent, StaleError, copy_of, edited, report, sample
from guide.mutation.slips import LINK_KINDS, Mutant, all_mutants, link_mutants, slips
from guide.page import ROOT
from guide.promises import blocks as checks

PAGE = Path("docs/pagina.md")
TRANSCRIPT = Path("examples/ola/ola.console")
GUIDE = {
    "mkdocs.yml": "site_name: Guia\nvalidation: {links: {anchors: warn}}\n",
    "docs/pagina.md": """# Página

Iniciante · 1 min · Antes: nada
{ .licao }

Veja a [outra](outra.md#fim) e o [começo](#pagina).

```text title="ola/dados.txt"
--8<-- "ola/dados.txt"
```

```console title="Um"
--8<-- "ola/ola.console:sobe"
```

```console title="Dois"
--8<-- "ola/ola.console:visita"
```

--8<-- "pagina.html"
""",
    "docs/outra.md": "# Outra\n\nIniciante · 1 min · Antes: nada\n{ .licao }\n\n## Fim\n",
    "examples/ola/dados.txt": "pacote==1.2\noutro==3\n",
    "examples/ola/ola.console": """# --8<-- [start:sobe]
$ docker run --rm -p 8080:8000 ola
escutando na porta 8000
...
pronto em 0.3s
$ false
[1]
# --8<-- [end:sobe]

# terminal: visita
# --8<-- [start:visita]
$ curl localhost:8080
olá
# --8<-- [end:visita]
""",
}
STEPS = [
    ("$ docker run --rm -p 8080:8000 ola", 0, ["escutando na porta 8000", "x", "pronto em 1.4s"]),
    ("$ false", 1, []),
    ("$ curl localhost:8080", None, ["olá"]),
]


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Um guia certo, com as saídas gravadas."""
    monkeypatch.setitem(checks.NO_COMMANDS, "docs/outra.md", "só para o link")
    for path, text in GUIDE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    steps = [dict(zip(("shown", "exit_code", "output"), step, strict=True)) for step in STEPS]
    entry = {"content": mutants.content(PAGE, tmp_path), "steps": steps}
    (tmp_path / "tests").mkdir()
    (tmp_path / mutants.FILE).write_text(json.dumps({"pages": {"pagina.md": entry}}))
    return tmp_path


def judged(guide: Path, *, links: bool = False) -> tuple[list[Mutant], list[Mutant]]:
    """Os mutantes baratos do guia e os que sobrevivem."""
    kinds = tuple(LINK_KINDS.values())
    found = [
        one
        for one in all_mutants(guide)
        if not one.kind.startswith(mutants.ENGINE) and one.kind.startswith(kinds) == links
    ]
    return found, mutants.cheap(guide, found, mutants.recorded(guide))


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
        ("código de saída: tirado", "[1]", ""),
        ("código de saída: trocado", "[1]", "[2]"),
        ("código de saída: posto", "olá", "olá\n[1]"),
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
    ],
)
def test_mistakes_include(guide: Path, kind: str, before: str, after: str) -> None:
    found = [(one.kind, one.before, one.after) for one in all_mutants(guide)]
    assert (kind, before, after) in found


def test_every_mutant_changes_the_guide_and_is_undone(guide: Path) -> None:
    def snapshot() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()}

    original = snapshot()
    for mutant in all_mutants(guide):
        with edited(guide, mutant.edits):
            assert snapshot() != original, mutant
        assert snapshot() == original, mutant


def test_what_tells_a_lie_is_killed(guide: Path) -> None:
    found, alive = judged(guide)
    assert len(found) > 40
    assert {str(one) for one in alive} == {
        f"{TRANSCRIPT}:3: saída: linha vizinha removida: «escutando na porta 8000» virou (nada)",
        f"{TRANSCRIPT}:5: saída: linha vizinha removida: «pronto em 0.3s» virou (nada)",
        f"{TRANSCRIPT}:5: saída: algarismo: «pronto em 0.3s» virou «pronto em 1.3s»",
        f"{TRANSCRIPT}:5: saída: algarismo: «pronto em 0.3s» virou «pronto em 0.4s»",
        f'{PAGE}:16: página: título (palavra): «```console title="Dois"» virou '
        '«```console title="Doi"»',  # o terminal aparece uma vez só: não há com que comparar
    }


def test_a_blind_suite_has_survivors_with_names(
    guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "note", lambda page, root: [])
    _, alive = judged(guide)
    assert f'{PAGE}:20: página: nota tirada: «--8<-- "pagina.html"» virou (nada)' in map(str, alive)


def test_dead_links_are_found_in_one_build_each(guide: Path) -> None:
    found, alive = judged(guide, links=True)
    assert [one.before for one in found] == ["outra.md", "#fim", "#pagina"]
    assert alive == []


def test_a_build_that_tolerates_anchors_lets_them_live(guide: Path) -> None:
    (guide / "mkdocs.yml").write_text("site_name: Guia\n")
    _, alive = judged(guide, links=True)
    assert [one.before for one in alive] == ["#fim", "#pagina"]


def test_two_links_in_a_line_die_apart() -> None:
    found = list(link_mutants(PAGE, "[a](a.md) e [b](b.md)"))
    assert [one.edits[PAGE].count("nada") for one in found] == [1, 1]
    assert len({one.after for one in found}) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        (PAGE, "Veja", "Leia", False),
        (TRANSCRIPT, "olá", "alô", False),
        (TRANSCRIPT, "8080:8000", "8081:8000", True),
        (Path("examples/ola/dados.txt"), "1.2", "1.3", True),
    ],
    ids=["prosa", "saída", "comando", "arquivo"],
)
def test_recordings_of_another_guide_are_refused(
    guide: Path, file: Path, old: str, new: str, stale: bool
) -> None:
    text = (guide / file).read_text(encoding="utf-8")
    (guide / file).write_text(text.replace(old, new), encoding="utf-8")
    if stale:
        with pytest.raises(StaleError, match=r"docs/pagina\.md.*--record"):
            mutants.recorded(guide)
    else:
        assert list(mutants.recorded(guide)) == [PAGE]


def test_a_guide_that_already_fails_is_refused(guide: Path) -> None:
    known = mutants.recorded(guide)
    (guide / TRANSCRIPT).write_text(GUIDE[TRANSCRIPT.as_posix()].replace("olá", "alô"))
    with pytest.raises(StaleError, match="make test"):
        mutants.cheap(guide, [], known)


@pytest.mark.parametrize(("test", "fails"), [("pass", False), ("assert False", True)])
def test_the_suite_judges_a_copy(guide: Path, test: str, fails: bool) -> None:
    (guide / "tests/test_pages.py").write_text(
        "import pytest\n\n\n@pytest.mark.parametrize('page', ['pagina.md::sobe', 'x.md::sobe'])\n"
        f"def test_section(page):\n    assert page == 'pagina.md::sobe'\n    {test}\n"
    )
    with copy_of(guide) as root:
        assert mutants.suite_fails(root, TRANSCRIPT) is fails


def test_a_suite_that_runs_nothing_is_an_error(guide: Path) -> None:
    (guide / "tests/test_pages.py").write_text("")
    with pytest.raises(mutants.EngineError, match="não pôde julgar"):
        mutants.suite_fails(guide, TRANSCRIPT)


def test_the_sample_is_the_same_every_time_and_takes_every_kind(guide: Path) -> None:
    found = [one for one in all_mutants(guide) if one.kind.startswith(mutants.ENGINE)]
    kinds = {one.kind for one in found}
    chosen = sample(found, len(kinds), 1)
    assert chosen == sample(found, len(kinds), 1)
    assert {one.kind for one in chosen} == kinds
    assert len(sample(found, 10_000, 1)) == len(found)


def mutant(kind: str, before: str) -> Mutant:
    return Mutant(kind, "examples/a/a.console:1", before, "x", {})


def test_the_report_counts_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        mutants, "EQUIVALENT", [Equivalent(".*", "saída: .*", "b\nx", "por desenho")]
    )
    all_of_them = [mutant("saída: palavra", text) for text in ("a", "b", "bb", "c")]
    text, good = report(all_of_them, all_of_them[1:3])
    assert not good
    assert "examples/a/a.console:1: saída: palavra: «bb» virou «x»" in text
    assert "«b» virou" not in text
    assert "   1  por desenho" in text
    assert "Taxa de morte: 66,7% (2 de 3" in text
    assert report(all_of_them, all_of_them[1:2])[1]


@pytest.mark.parametrize("declared", EQUIVALENT, ids=lambda one: one.why)
def test_declared_equivalents_exist(declared: Equivalent) -> None:
    assert any(map(declared.covers, all_mutants(ROOT))), (
        f"tests/mutants.py: nada mais é como {declared}; apague a declaração"
    )
