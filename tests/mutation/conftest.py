"""Um guia pequeno e certo, e o que um motor teria respondido às páginas dele."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from guide.mutation import recordings
from guide.mutation.recordings import RecordedStep, Recording
from guide.page import SOURCES, Guide
from guide.promises import blocks

FILES = {
    "mkdocs.yml": "site_name: Guia\nvalidation: {links: {anchors: warn}}\n",
    "docs/pagina.md": """---
description: Uma página.
---

# Página

Iniciante · 1 min · Antes: nada
{ .licao }

Veja a [outra](outra.md#fim) e o [começo](#pagina). É `localhost:8080`, da porta 8000.
Crie a pasta `ola` e abra o terminal nela.
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
    "docs/outra.md": """---
description: Outra.
---

# Outra

Iniciante · 1 min · Antes: nada
{ .licao }

## Fim
""",
    "examples/ola/dados.txt": "pacote==1.2\noutro==3\n",
    "examples/ola/ola.console": """# --8<-- [start:sobe]
$ docker run --rm -p 8080:8000 ola
escutando na porta 8000
...
pronto em 0.3s
$ false
[código de saída 1]
# --8<-- [end:sobe]

# terminal: visita
# --8<-- [start:visita]
$ curl localhost:8080
olá
# --8<-- [end:visita]
""",
}
STEPS = [
    RecordedStep(
        "$ docker run --rm -p 8080:8000 ola",
        0,
        ["escutando na porta 8000", "x", "pronto em 1.4s"],
    ),
    RecordedStep("$ false", 1, []),
    RecordedStep("$ curl localhost:8080", None, ["olá"]),
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pasta do guia; o cache da execução fica ao lado, com as saídas gravadas."""
    monkeypatch.setitem(blocks.NO_COMMANDS, "docs/outra.md", "só para o link")
    root = tmp_path / "guide"
    for folder in SOURCES:
        (root / folder).mkdir(parents=True)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # também nos outros processos
    page = Guide(root).page("pagina")
    file = recordings.file_of(page)
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(asdict(Recording(recordings.content(page), "28.5", STEPS))))
    return root


@pytest.fixture
def rewrite(root: Path) -> Callable[[str, str, str], Guide]:
    """Troca um texto de um arquivo; dá o guia lido de novo."""

    def rewrite(path: str, old: str, new: str) -> Guide:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
        return Guide(root)

    return rewrite
