"""O juízo no motor: o que se vive para cada mutante, e que o engano que importa se vê."""

from pathlib import Path

import pytest

from guide import versions
from guide.engine.session import Engine
from guide.mutation import living, recordings
from guide.mutation.living import Life, example_tests, life_of, resident
from guide.mutation.slips import Mutant, command_mutants, file_mutants
from guide.page import ROOT, Guide

QUICK = "comece/instalacao.md"
TRANSCRIPT = Path("examples/ola/ola.console")
DATA = Path("examples/ola/dados.txt")


def test_a_command_is_lived_in_the_pages_that_show_it(root: Path) -> None:
    guide = Guide(root)
    mutant = next(command_mutants(TRANSCRIPT, guide.read(TRANSCRIPT)))
    life = life_of(mutant, guide)
    assert (life.pages, life.tests, life.edits) == (("pagina.md",), (), mutant.edits)


@pytest.mark.parametrize(
    ("module", "uses"),
    [
        ('EXAMPLE = "examples/ola"', True),
        ('FOLDER = ROOT / "examples" / "ola"', True),
        ('COMPOSE = Path(__file__).parent / "compose" / "ola.yaml"', True),
        ('EXAMPLE = "examples/ola-mundo"', False),
        ('"""Diz olá, e ola."""', False),
    ],
)
def test_a_file_is_lived_also_in_the_tests_of_its_example(
    root: Path, module: str, uses: bool
) -> None:
    test = root / "tests" / "examples" / "test_x.py"
    test.parent.mkdir(parents=True)
    test.write_text(module, encoding="utf-8")
    guide = Guide(root)
    life = life_of(next(file_mutants(DATA, guide.read(DATA))), guide)
    assert life.pages == ("pagina.md",)
    assert life.tests == (("tests/examples/test_x.py",) if uses else ())


def test_the_examples_with_tests_are_known() -> None:
    assert example_tests(ROOT, "flaskboasvindas") == [
        "tests/examples/test_flaskboasvindas.py",
        "tests/examples/test_services.py",
    ]
    assert example_tests(ROOT, "contador-de-visitas") == ["tests/examples/test_contador.py"]
    assert example_tests(ROOT, "testar") == ["tests/examples/test_ci_example.py"]


def test_a_page_is_lived_and_a_wrong_command_in_it_is_seen(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not versions.is_reference(engine.version):
        pytest.skip("os mutantes julgam-se na versão de referência; noutra, a página já é outra")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    guide = Guide()
    page = guide.page(QUICK)
    path = Path("examples") / page.story[0].transcript
    mutant = _with_a_word_less(path, guide)
    with resident(engine.to_plain()) as live:
        assert live(Life(ROOT, (page.name,))) == ""
        assert recordings.load(page).engine == engine.version
        assert live(life_of(mutant, guide)).startswith(f"{page.name}::")


def _with_a_word_less(path: Path, guide: Guide) -> Mutant:
    found = command_mutants(path, guide.read(path))
    return next(one for one in found if one.kind == "comando: palavra" and "docke " in one.after)


def test_the_tests_of_an_example_judge_a_copy(root: Path, engine: Engine, tmp_path: Path) -> None:
    test = root / "tests" / "examples" / "test_x.py"
    test.parent.mkdir(parents=True)
    test.write_text(
        "from pathlib import Path\n\n\ndef test_data():\n"
        "    assert '1.2' in Path('examples/ola/dados.txt').read_text()\n",
        encoding="utf-8",
    )
    (root / "pyproject.toml").write_text("")
    module = test.relative_to(root).as_posix()
    with resident(engine.to_plain()) as live:
        assert live(Life(root, tests=(module,))) == ""
        assert live(Life(root, tests=(module,), edits={DATA: "outro\n"})) == f"{module} falha"
        with pytest.raises(living.EngineError, match="não pôde julgar"):
            live(Life(root, tests=("tests/nada.py",)))
