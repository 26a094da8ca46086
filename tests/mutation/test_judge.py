"""A prova da suíte é ela mesma provada, sem motor: enganos conhecidos, num guia de uma página."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guide import promises
from guide.mutation import links
from guide.mutation.judge import Judge
from guide.mutation.recordings import StaleError
from guide.mutation.slips import (
    LINK_KINDS,
    Mutant,
    all_mutants,
    link_mutants,
    sample,
    value_mutants,
)
from guide.page import Guide
from guide.promises import lesson

PAGE = "docs/pagina.md"
TRANSCRIPT = "examples/ola/ola.console"


def judged(guide: Guide) -> tuple[list[Mutant], list[Mutant]]:
    """Os mutantes que se julgam sem motor nem construção, e os que sobrevivem."""
    found = [
        one for one in all_mutants(guide) if not one.costly and one.kind not in LINK_KINDS.values()
    ]
    judge = Judge(guide)
    judge.refuse_broken_guide()
    return found, [one for one in found if not judge.kills(one)]


def dead_links(guide: Guide) -> list[Mutant]:
    return [one for page in guide.pages for one in link_mutants(page.path, page.text)]


def test_what_tells_a_lie_is_killed(root: Path) -> None:
    found, alive = judged(Guide(root))
    assert len(found) > 40
    assert {str(one) for one in alive} == {
        f"{TRANSCRIPT}:3: saída: linha vizinha removida: «escutando na porta 8000» virou (nada)",
        f"{TRANSCRIPT}:5: saída: linha vizinha removida: «pronto em 0.3s» virou (nada)",
        f"{TRANSCRIPT}:5: saída: algarismo: «pronto em 0.3s» virou «pronto em 1.3s»",
        f"{TRANSCRIPT}:5: saída: algarismo: «pronto em 0.3s» virou «pronto em 0.4s»",
        f'{PAGE}:20: página: título (palavra): «```console title="Dois"» virou '
        '«```console title="Doi"»',  # o terminal aparece uma vez só: não há com que comparar
    }


def test_a_blind_promise_lets_mutants_live_with_their_names(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tuple(promise for promise in promises.OF_A_PAGE if promise is not lesson.note)
    monkeypatch.setattr(promises, "OF_A_PAGE", kept)
    _, alive = judged(Guide(root))
    assert f'{PAGE}:24: página: nota tirada: «--8<-- "pagina.html"» virou (nada)' in map(str, alive)


def test_judging_what_a_mutant_touches_is_judging_the_whole_guide(root: Path) -> None:
    guide = Guide(root)
    judge = Judge(guide)
    for mutant in all_mutants(guide):
        whole = promises.problems(guide.edited(mutant.edits))
        assert judge.breaks_a_promise(mutant) == bool(whole), f"{mutant}\n{whole}"


def test_the_same_on_the_real_guide() -> None:
    guide = Guide()
    judge = Judge(guide)
    found = [one for one in all_mutants(guide) if not one.costly and not one.of_output]
    for mutant in sample(found, 8, f"{date.today()} o guia inteiro"):
        assert judge.breaks_a_promise(mutant) == fails(guide.edited(mutant.edits)), str(mutant)


def fails(guide: Guide) -> bool:
    """Se `guide` tem algo errado; para na primeira página que o tem."""
    return any(promises.page_problems(page) for page in guide.pages) or any(
        promise(guide) for promise in promises.OF_THE_GUIDE
    )


def test_a_promise_it_does_not_know_is_asked_of_the_whole_guide(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Guide] = []
    monkeypatch.setattr(promises, "OF_THE_GUIDE", (lambda guide: asked.append(guide) or ["ruim"],))
    guide = Guide(root)
    mutant = next(one for one in all_mutants(guide) if one.kind == "arquivo: palavra")
    assert Judge(guide).breaks_a_promise(mutant)
    assert asked[0].edits == mutant.edits


def test_a_guide_that_already_fails_is_refused(rewrite: Callable[[str, str, str], Guide]) -> None:
    with pytest.raises(StaleError, match=r"docs/pagina\.md.*make test PAGE=pagina\.md"):
        judged(rewrite(TRANSCRIPT, "olá", "alô"))  # o motor não disse isso
    with pytest.raises(StaleError, match="já falha sem mutante algum: rode «make test»"):
        judged(rewrite(PAGE, '--8<-- "pagina.html"', ""))


def test_a_wrong_value_of_a_drawing_is_of_the_page_that_includes_it() -> None:
    page = Guide().page("containers/execucao")
    found = [one for one in value_mutants(page) if one.kind == "desenho: valor"]
    wrong = next(one for one in found if "serverFlaskz" in one.after)
    judge = Judge(page.guide)
    assert [one.path for one in judge.concerned(wrong)] == [page.path]
    assert judge.kills(wrong)


def test_dead_links_are_found_in_one_build_each(root: Path) -> None:
    found = dead_links(Guide(root))
    assert [one.before for one in found] == ["outra.md", "#fim", "#pagina"]
    assert links.survivors(Guide(root), found) == []


def test_a_build_that_tolerates_anchors_lets_them_live(
    rewrite: Callable[[str, str, str], Guide],
) -> None:
    guide = rewrite("mkdocs.yml", "validation: {links: {anchors: warn}}\n", "")
    assert [one.before for one in links.survivors(guide, dead_links(guide))] == ["#fim", "#pagina"]


def test_dead_links_of_the_guide_are_found() -> None:
    """Um dia os de páginas, outro os de âncoras: uma construção só; `make mutants` mata todos."""
    kind = sorted(LINK_KINDS.values())[date.today().toordinal() % len(LINK_KINDS)]
    found = [one for one in dead_links(Guide()) if one.kind == kind]
    assert found
    assert links.survivors(Guide(), found) == []
