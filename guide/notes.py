"""O que foi verificado, e quando: a nota ao pé de cada página.

`verified/verified.json` diz, de cada página, quando e em que motor todos os comandos dela foram
executados e todas as saídas conferidas, com um resumo (hash) da página e do exemplo. A suíte o
escreve; o repositório o guarda. Antes de cada construção escreve-se a nota que cada página inclui:
a da verificação, enquanto o resumo é o mesmo; depois disso, o aviso de que a página mudou.
"""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from guide.page import ROOT, Guide, GuideError, Page

FILE = Path("verified/verified.json")
MONTHS = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]


@dataclass(frozen=True)
class Verification:
    """Uma verificação: resumo do conteúdo, data ISO, versões, comandos e imagens base usadas.

    `stand_ins` diz se alguma imagem base era substituta, feita de pacotes Debian.
    """

    content: str
    date: str
    engine: str
    compose: str
    commands: int
    stand_ins: bool


def read(root: Path = ROOT) -> dict[str, Verification]:
    """As verificações guardadas, por página (`imagens/construcao.md`).

    Levanta `GuideError` se o arquivo não se lê.
    """
    file = root / FILE
    if not file.exists():
        return {}
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
        return {page: Verification(**entry) for page, entry in entries.items()}
    except (ValueError, TypeError, AttributeError) as error:
        line = getattr(error, "lineno", 1)
        raise GuideError(
            f"{FILE}:{line}: não é o que a suíte escreve ({error}); traga-o de volta: "
            f"git checkout {FILE}"
        ) from None


def record(found: dict[str, Verification], guide: Guide) -> None:
    """Guarda as verificações novas e refaz as notas.

    `found` são só as páginas em que todas as seções passaram sem diferença alguma: a nota diz que
    as saídas mostradas são as que se obtêm, e não outras parecidas. Uma página em que algo difere
    nesta versão do Docker, ou de que algo ficou de fora (veja `guide.versions`), não entra, mesmo
    que a suíte passe.

    Uma página que não mudou conserva a verificação que tinha: a data é a da primeira vez em que
    este conteúdo foi verificado, e executar a suíte de novo não altera arquivo algum.
    """
    known = read(guide.root)
    for page, verification in found.items():
        if page not in known or known[page].content != verification.content:
            known[page] = verification
    names = {page.name for page in guide.pages}
    entries = {page: asdict(entry) for page, entry in sorted(known.items()) if page in names}
    _write(guide.root / FILE, json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    write_notes(guide)


def write_notes(guide: Guide, pages: Iterable[Page] | None = None) -> None:
    """Escreve a nota de `pages` (todas as do guia): das que têm comandos e das que a incluem.

    A de uma página que não se lê espera: a construção diz o que ela tem. Levanta `GuideError` se
    `verified/verified.json` não se lê.
    """
    known = read(guide.root)
    for page in guide.pages if pages is None else pages:
        with suppress(GuideError):
            if page.story:
                _write(file_of(page), note(known.get(page.name), page.digest()))
            elif include(page) in page.lines:
                _write(file_of(page), _paragraph("", "Página sem comandos a verificar."))


def file_of(page: Page) -> Path:
    """Onde fica a nota de `page`."""
    return page.guide.root / FILE.parent / path(page)


def path(page: Page) -> str:
    """A nota de `page`, a partir de `verified/`."""
    return f"{page.address}.html"


def include(page: Page) -> str:
    """A linha com que `page` inclui a sua nota."""
    return f'--8<-- "{path(page)}"'


def note(verification: Verification | None, now: str) -> str:
    """O HTML da nota de uma página cujo conteúdo, agora, tem o resumo `now`."""
    if verification is None:
        kind, text = "pendente", "Página ainda não verificada."
    elif verification.content != now:
        kind = "pendente"
        text = f"Página alterada desde a última verificação, em {_day(verification.date)}."
    else:
        kind = "certa"
        text = (
            f"Página verificada em {_day(verification.date)}: {verification.commands} comandos "
            f"executados e conferidos com Docker {_release(verification.engine)} e Compose "
            f"{_release(verification.compose)}"
        )
        text += ", sobre imagens base feitas de pacotes Debian." if verification.stand_ins else "."
    return _paragraph(f" verificacao--{kind}", text)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="verificacao{kind}" role="note">{text}</p>\n'


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f'<time datetime="{iso}">{day.day} de {MONTHS[day.month - 1]} de {day.year}</time>'


def _release(version: str) -> str:
    """A versão sem o sufixo da distribuição: `28.5.2+dfsg4` é 28.5.2."""
    return re.split(r"[+-]", version)[0]


def _write(file: Path, text: str) -> None:
    """Escreve só se mudou: o servidor de edição recarrega a cada arquivo tocado."""
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
