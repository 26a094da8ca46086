"""Até quando as imagens das páginas recebem correções."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from guide.engine.images import recipes
from guide.page import Guide, Page
from guide.promises import end_of_life
from guide.promises.end_of_life import SUPPORT


def page_using(root: Path, tag: str, prose: str = "") -> Page:
    (root / "docs").mkdir()
    (root / "examples/ola").mkdir(parents=True)
    (root / "docs/p.md").write_text(
        f'# Um\n\n{prose}\n\n```console\n--8<-- "ola/ola.console:um"\n```\n'
    )
    (root / "examples/ola/ola.console").write_text(
        f"# --8<-- [start:um]\n$ docker run --rm {tag} true\n# --8<-- [end:um]\n"
    )
    return Guide(root).page("p")


def test_every_recipe_has_a_date() -> None:
    assert sorted(SUPPORT) == sorted(recipes())


def test_a_tag_is_told_the_day_after_its_end(tmp_path: Path) -> None:
    page = page_using(tmp_path, "nginx:1.30")
    until = SUPPORT["nginx:1.30"].until
    assert end_of_life.maintained(page, until) == []
    (found,) = end_of_life.maintained(page, until + timedelta(days=1))
    assert "docs/p.md:1: nginx:1.30 deixou de receber correções" in found


@pytest.mark.parametrize(
    ("prose", "warned"),
    [("A 3.7 já não recebe correções.", True), ("A 3.7 é pequena.", False)],
)
def test_an_old_tag_needs_a_warning(tmp_path: Path, prose: str, warned: bool) -> None:
    found = end_of_life.maintained(page_using(tmp_path, "python:3.7-alpine", prose), date.today())
    assert bool(found) is not warned
