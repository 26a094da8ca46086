"""O que `make build` recusa: uma linha por engano, com o arquivo, a linha e o que fazer."""

from pathlib import Path

import pytest

from guide.page import Guide, GuideError
from guide.site import faults, mkdocs


def write(guide: Path, name: str, data: str | bytes) -> None:
    (guide / name).write_bytes(data.encode() if isinstance(data, str) else data)


def refused(guide: Path, site: Path) -> list[str]:
    with pytest.raises(GuideError) as found:
        mkdocs.strict(guide, site)
    return str(found.value).splitlines()


def test_found_before_the_build(small_guide: Path, tmp_path: Path) -> None:
    """E aí o site que estava lá fica como estava."""
    write(small_guide, "docs/index.md", '# Início\n\n--8<-- "ola/dado.txt"\n\n--8<-- "../x"\n')
    write(small_guide, "docs/figura.md", b"# Figura\n\xe7\n")
    write(small_guide, "examples/ola/ola.console", b"$ echo \xe7\n")
    nowhere = "não existe em examples/, diagrams/ nem em verified/."
    assert set(refused(small_guide, tmp_path / "site")) >= {
        "O guia não pode ser construído:",
        f"docs/index.md:3: o trecho «ola/dado.txt» {nowhere} Parecidos: ola/dados.txt.",
        f"docs/index.md:5: o trecho «../x» {nowhere}",
        "docs/figura.md:2: há bytes que não são UTF-8; grave o arquivo como UTF-8.",
        "examples/ola/ola.console:1: há bytes que não são UTF-8; grave o arquivo como UTF-8.",
    }
    assert not (tmp_path / "site").exists()


def test_what_mkdocs_finds(small_guide: Path, tmp_path: Path) -> None:
    """Os avisos do MkDocs, com a linha e em português; um link certo não é um deles."""
    text = (small_guide / "docs/index.md").read_text(encoding="utf-8")
    links = "[a](ola.md#nao)\n[b](nada.md)\n[c](#nao)\n[d](/ola/)\n![e](https://fora.example/x.png)"
    write(small_guide, "docs/index.md", f"{text}\n{links}\n")
    write(small_guide, "docs/solta.md", "---\ndescription: Solta.\n---\n\n# Solta\n")
    line = text.count("\n") + 2
    index = [f"docs/index.md:{number}" for number in range(line, line + 5)]
    assert sorted(refused(small_guide, tmp_path / "site")[1:]) == sorted(
        [
            f"{index[0]}: o link «ola.md#nao» não leva a nada: docs/ola.md não tem essa âncora.",
            f"{index[1]}: o link «nada.md» não leva a nada: docs/nada.md não existe.",
            f"{index[2]}: o link «#nao» não leva a nada: a página não tem essa âncora.",
            f"{index[3]}: o link «/ola/» precisa ser o caminho do .md, a partir desta página.",
            f"{index[4]}: «https://fora.example/x.png» vem de fora, e o site só usa o "
            "que vem com ele: ponha o arquivo em docs/assets/.",
            "docs/solta.md: a página não está no menu; ponha-a no nav, em mkdocs.yml.",
        ]
    )


def test_the_whole_guide_has_no_fault(tmp_path: Path) -> None:
    assert faults.before_build(Guide(mkdocs.copy_of_the_guide(tmp_path))) == []


def test_a_menu_without_a_page(small_guide: Path, tmp_path: Path) -> None:
    """Só o engano é dito: nenhum modelo de overrides/ tropeça na página que falta."""
    config = (small_guide / "mkdocs.yml").read_text(encoding="utf-8")
    before, nav, after = config.partition("\nnav:\n")
    write(small_guide, "mkdocs.yml", f"{before}{nav}  - Nada: nada.md\n{after}")
    line = before.count("\n") + 3
    assert refused(small_guide, tmp_path / "site") == [
        "O guia não pode ser construído:",
        f"mkdocs.yml:{line}: o nav leva a docs/nada.md, que não existe.",
    ]
    done = mkdocs.build(small_guide, tmp_path / "site", strict=False)
    assert "Traceback" not in done.stderr, done.stderr
    assert "nada.md" not in (tmp_path / "site/llms.txt").read_text(encoding="utf-8")
