"""Um guia de duas páginas sem falta alguma, para estragar de um modo de cada vez."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guide import promises
from guide.page import Guide

FILES = {
    "mkdocs.yml": """site_name: Guia
site_url: !ENV [SITE_URL, ""]
nav:
  - Primeira: primeira.md
  - Mais:
      - segunda.md
markdown_extensions:
  - attr_list
  - pymdownx.superfences
  - pymdownx.snippets:
      base_path:
        - diagrams
""",
    "docs/primeira.md": """---
description: Uma página.
---

# Primeira

Iniciante · 1 min · Antes: nada
{ .licao }

## Faça
Crie a pasta `ola` e abra o terminal nela.
```text title="ola/dados.txt"
--8<-- "ola/dados.txt"
```

```console title="Terminal"
--8<-- "ola/ola.console:um"
```

## Entenda

--8<-- "casa.svg"

```console title="Outro terminal"
--8<-- "ola/ola.console:dois"
```

--8<-- "primeira.html"
""",
    "docs/segunda.md": """---
description: Outra página.
---

# Segunda

Iniciante · 1 min · Antes: [Primeira](primeira.md)
{ .licao }

```console title="Terminal"
--8<-- "fim/fim.console:fim"
```

--8<-- "segunda.html"
""",
    "diagrams/casa.svg": "<svg/>\n",
    "examples/ola/dados.txt": "dados\n",
    "examples/ola/ola.console": """# --8<-- [start:um]
$ echo um
um
# --8<-- [end:um]

# terminal: outro
# --8<-- [start:dois]
$ cat
^C
# --8<-- [end:dois]
""",
    "examples/fim/fim.console": """# --8<-- [start:fim]
$ echo fim
fim
# --8<-- [end:fim]
""",
}

Break = Callable[..., list[str]]


@pytest.fixture
def sound(tmp_path: Path) -> Guide:
    """O guia são, numa pasta."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    guide = Guide(tmp_path)
    assert promises.problems(guide) == []
    return guide


@pytest.fixture
def problems(sound: Guide) -> Break:
    """O que há de errado no guia depois de trocar `old` por `new` no arquivo `name`.

    Sem `old`, o arquivo passa a ser `new`; com `new` None, ele some.
    """

    def broken(name: str, old: str, new: str | None) -> list[str]:
        text = FILES.get(name, "")
        assert old in text, f"{name} não tem {old!r}"
        after = text.replace(old, new, 1) if old and new is not None else new
        return promises.problems(sound.edited({Path(name): after}))

    return broken


@pytest.fixture
def only_problem(problems: Break) -> Callable[..., str]:
    """O mesmo, de uma falta que se diz uma vez só."""

    def broken(name: str, old: str, new: str | None) -> str:
        found = problems(name, old, new)
        assert len(found) == 1, "\n".join(found)
        return found[0]

    return broken
