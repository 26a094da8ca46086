"""O que `make serve` reconstrói a cada edição: só o que mudou, e igual a uma construção inteira."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide import notes
from guide.page import Guide, GuideError
from guide.site import generated
from guide.site.mkdocs import build
from guide.site.preview import Preview

URL = "http://127.0.0.1:8000/"
Edit = Callable[..., list[str]]


@pytest.fixture
def preview(small_guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """O site do guia pequeno, já construído."""
    monkeypatch.chdir(small_guide)
    folder = tmp_path / "site"
    folder.mkdir()
    preview = Preview(small_guide, folder, URL)
    assert len(preview.update(set())) == 3, preview.faults
    assert preview.faults == []
    return preview


@pytest.fixture
def edit(preview: Preview) -> Edit:
    """Troca num arquivo um texto por outro e diz que páginas foram refeitas."""

    def run(name: str, old: str, new: str) -> list[str]:
        file = preview.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        done = preview.update({Path(name)})
        preview.finish()
        return done

    return run


def shown(preview: Preview, address: str) -> str:
    return (preview.site / address / "index.html").read_text(encoding="utf-8")


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file()
    }


def test_only_what_changed_is_built(preview: Preview, edit: Edit) -> None:
    assert edit("docs/figura.md", "# Figura\n", "# Figura\n\nTexto novo.\n") == ["figura.md"]
    assert "Texto novo." in shown(preview, "figura")
    assert edit("examples/ola/dados.txt", "dados", "outros dados") == ["ola.md"]
    assert "outros dados" in shown(preview, "ola")
    assert edit("diagrams/figura.html", "um desenho", "outro desenho") == ["figura.md"]
    assert "outro desenho" in shown(preview, "figura")


def test_a_new_description_or_file_rebuilds_everything(preview: Preview, edit: Edit) -> None:
    everything = ["figura.md", "index.md", "ola.md"]
    assert sorted(edit("docs/ola.md", "Dizer olá.", "Dizer oi.")) == everything
    assert "Dizer oi." in (preview.site / "llms.txt").read_text(encoding="utf-8")
    assert sorted(edit("overrides/404.html", "{%", "\n{%")) == everything


def test_the_same_site_as_a_whole_build(preview: Preview, edit: Edit, tmp_path: Path) -> None:
    """As páginas, a busca, o llms.txt e o resto: arquivo por arquivo."""
    edit("docs/figura.md", "# Figura\n", "# Figura\n\nUma busca acha isto.\n\n## Nova seção\n")
    edit("examples/ola/dados.txt", "dados", "outros dados")
    edit("docs/ola.md", "Dizer olá.", "Dizer oi.")
    edit("docs/index.md", "Veja", "Leia")
    whole = tmp_path / "inteiro"
    done = build(preview.root, whole, env={"SITE_URL": URL})
    assert done.returncode == 0, done.stderr
    ours, theirs = contents(preview.site), contents(whole)
    assert ours.keys() == theirs.keys()
    different = [name for name in ours if ours[name] != theirs[name]]
    assert not different, f"Não são o que uma construção inteira faz: {different}"


@pytest.mark.parametrize(
    ("file", "old", "new", "after", "said"),
    [
        (
            "docs/ola.md",
            '--8<-- "ola/dados.txt"',
            '--8<-- "ola/dado.txt"',
            0,
            "o trecho «ola/dado.txt» não existe em examples/, diagrams/ nem em verified/. "
            "Parecidos: ola/dados.txt.",
        ),
        (
            "docs/ola.md",
            "ola.console:ola",
            "ola.console:ole",
            0,
            "o trecho «ole» não existe em examples/ola/ola.console. Parecidos: ola.",
        ),
        (
            "mkdocs.yml",
            "nav:\n",
            "nav:\n - [\n",
            2,
            "o YAML não se lê perto daqui (while parsing a flow node expected the node content, "
            "but found '-').",
        ),
        (
            "overrides/main.html",
            "{% extends",
            "{% if %}\n{% extends",
            0,
            "jinja2.exceptions.TemplateSyntaxError: Expected an expression, got 'end of statement "
            "block'",
        ),
    ],
    ids=["arquivo", "seção", "configuração", "modelo"],
)
def test_a_fault_leaves_the_last_good_site(
    preview: Preview, edit: Edit, file: str, old: str, new: str, after: int, said: str
) -> None:
    """O engano é dito na linha dele, `after` linhas depois da de `old`, e o conserto o desfaz."""
    line = (preview.root / file).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    before = contents(preview.site)
    assert edit(file, old, new) == []
    assert preview.faults == [f"{file}:{line + after}: {said}"]
    assert contents(preview.site) == before
    assert edit(file, new, old)
    assert preview.faults == []


def test_bytes_that_are_not_text(preview: Preview) -> None:
    page = preview.root / "docs/ola.md"
    good = page.read_bytes()
    page.write_bytes(good + b"\xe7\n")
    assert preview.update({Path("docs/ola.md")}) == []
    assert preview.faults == [
        "docs/ola.md:18: há bytes que não são UTF-8; grave o arquivo como UTF-8."
    ]
    page.write_bytes(good)
    assert preview.update({Path("docs/ola.md")}) == ["ola.md"]
    assert preview.faults == []


def test_another_page_is_edited_meanwhile(preview: Preview, edit: Edit) -> None:
    edit("docs/ola.md", '--8<-- "ola/dados.txt"', '--8<-- "nada"')
    assert edit("docs/figura.md", "# Figura\n", "# Figura\n\nTexto novo.\n") == ["figura.md"]
    assert len(preview.faults) == 1
    (preview.root / "examples/nada").write_text("agora há\n")
    assert preview.update({Path("examples/nada")}) == ["ola.md"]
    assert preview.faults == []


def test_a_warning_is_told_and_the_page_is_shown(preview: Preview, edit: Edit) -> None:
    assert edit("docs/index.md", "ola.md#depois", "ola.md#nada") == ["index.md"]
    assert preview.faults == [
        "docs/index.md:7: o link «ola.md#nada» não leva a nada: docs/ola.md não tem essa âncora."
    ]
    edit("docs/ola.md", "## Depois", "## Nada")
    assert preview.faults == []


def test_the_page_is_shown_before_the_messages_are_gathered(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elas são do guia inteiro; o engano nelas é dito depois, e fica até o conserto."""
    page, other = preview.root / "docs/ola.md", preview.root / "docs/figura.md"
    seen: list[str] = []

    def gather(guide: Guide) -> list[Path]:
        seen.append(shown(preview, "ola"))
        if "Ruim." in page.read_text(encoding="utf-8"):
            raise GuideError("docs/ola.md:7: duas mensagens se confundem.")
        return []

    monkeypatch.setattr(generated, "write_known", gather)
    text = page.read_text(encoding="utf-8").replace("---\n", "---\nmensagens:\n  depois: {}\n", 1)
    page.write_text(f"{text}\nRuim.\n", encoding="utf-8")
    assert "ola.md" in preview.update({Path("docs/ola.md")})
    assert (seen, preview.faults) == ([], [])
    assert preview.finish()
    assert "Ruim." in seen[0]
    assert preview.faults == ["docs/ola.md:7: duas mensagens se confundem."]
    other.write_text(f"{other.read_text(encoding='utf-8')}\nNovo.\n", encoding="utf-8")
    assert preview.update({Path("docs/figura.md")}) == ["figura.md"]
    assert not preview.finish()
    assert preview.faults == ["docs/ola.md:7: duas mensagens se confundem."]
    page.write_text(f"{text}\nBom.\n", encoding="utf-8")
    preview.update({Path("docs/ola.md")})
    other.write_bytes(b"\xe7")
    preview.update({Path("docs/figura.md")})
    assert not preview.finish(), "com uma página que não se lê, as mensagens esperam"
    other.write_text("---\ndescription: Outra.\n---\n\n# Figura\n", encoding="utf-8")
    preview.update({Path("docs/figura.md")})
    assert preview.finish()
    assert len(seen) == 3
    assert not [one for one in preview.faults if "se confundem" in one]


def test_a_page_out_of_the_menu_and_a_menu_without_a_page(preview: Preview, edit: Edit) -> None:
    edit("mkdocs.yml", "Figura: figura.md", "Figura: figuras.md")
    config = (preview.root / "mkdocs.yml").read_text(encoding="utf-8")
    line = config.partition("figuras.md")[0].count("\n") + 1
    assert preview.faults == [
        "docs/figura.md: a página não está no menu; ponha-a no nav, em mkdocs.yml.",
        f"mkdocs.yml:{line}: o nav leva a docs/figuras.md, que não existe.",
    ]


@pytest.mark.parametrize(
    ("block", "note"),
    [
        (
            '```console title="Terminal"\n--8<-- "ola/ola.console:ola"\n```\n',
            "ainda não verificada",
        ),
        ("Só texto.\n", "Página sem comandos a verificar."),
    ],
    ids=["com comandos", "sem comandos"],
)
def test_a_new_page_gets_its_note(preview: Preview, block: str, note: str) -> None:
    page = preview.root / "docs/nova.md"
    page.write_text(f'---\ndescription: Nova.\n---\n\n# Nova\n\n{block}\n--8<-- "nova.html"\n')
    assert "nova.md" in preview.update({Path("docs/nova.md")}), preview.faults
    assert note in shown(preview, "nova")
    page.unlink()
    assert len(preview.update({Path("docs/nova.md")})) == 3
    assert not (preview.site / "nova").exists()


def test_the_note_follows_the_page(preview: Preview, edit: Edit) -> None:
    """O arquivo de exemplo que nenhuma página mostra também muda o que foi verificado."""
    page = Guide(preview.root).page("ola")
    found = notes.Verification(page.digest(), "2026-11-23", "28.5.2", "2.40.3", 1, False)
    notes.record({"ola.md": found}, Guide(preview.root))
    preview.update({notes.FILE})
    assert "Página verificada em" in shown(preview, "ola")
    (preview.root / "examples/ola/oculto.txt").write_text("x\n")
    assert preview.update({Path("examples/ola/oculto.txt")}) == ["ola.md"]
    assert "Página alterada desde" in shown(preview, "ola")
