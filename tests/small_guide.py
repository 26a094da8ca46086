"""Um guia pequeno, feito de textos: as páginas e o exemplo que um teste precisa."""

from collections.abc import Mapping
from pathlib import Path

from guide.page import Guide


def write(root: Path, files: Mapping[str, str]) -> Guide:
    """O guia na pasta `root`, com cada arquivo de `files`."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Guide(root)


def shown(path: str, section: str = "") -> str:
    """O bloco de uma página que mostra o arquivo `path`, de `examples/`, ou uma seção dele."""
    kind, title = ("console", "Terminal") if section else ("text", path)
    include = f"{path}:{section}" if section else path
    return f'```{kind} title="{title}"\n--8<-- "{include}"\n```\n\n'


def solution(text: str) -> str:
    """O texto de uma página dobrado numa solução."""
    return '??? success "Solução"\n\n' + "".join(f"    {line}\n" for line in text.splitlines())


def section(name: str, *lines: str) -> str:
    """Uma seção de transcrição."""
    return "\n".join([f"# --8<-- [start:{name}]", *lines, f"# --8<-- [end:{name}]", ""])
