"""O que foi verificado, e quando: a nota ao pé de cada página.

`verified/verified.json` diz, de cada página, quando todos os comandos dela foram executados e todas
as saídas conferidas no motor de referência, com um resumo (hash) da página e do exemplo; o mesmo,
noutra versão do Docker, está ao lado, em `verified-29.7.json`. A suíte os escreve; o repositório os
guarda. Antes de cada construção escreve-se a nota que cada página inclui: a da verificação,
enquanto o resumo é o mesmo; depois disso, o aviso de que a página mudou. A página «Situação» e o
selo do README contam o mesmo de todas (`guide.status`).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from guide.page import ROOT, Guide, GuideError, Page

FOLDER = Path("verified")
FILE = FOLDER / "verified.json"
"""As verificações no motor de referência; as de outra versão ficam num arquivo com o nome dela."""

REFERENCE = "28.5"
"""A versão do Docker que as páginas mostram; a do motor privado sem `ENGINE` é esta."""

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


def file_for(engine: str) -> Path:
    """O arquivo das verificações no Docker `engine` (`29.7.2`), relativo à raiz: um por versão."""
    minor = ".".join(engine.split(".")[:2])
    return FILE if minor == REFERENCE else FILE.with_name(f"{FILE.stem}-{minor}.json")


def read(root: Path = ROOT) -> dict[str, list[Verification]]:
    """As verificações guardadas de cada página (`imagens/construcao.md`): a da referência primeiro.

    Levanta `GuideError` se um dos arquivos não se lê.
    """
    found: dict[str, list[Verification]] = {}
    others = sorted((root / FOLDER).glob(f"{FILE.stem}-*.json"))
    for file in [root / FILE, *others]:
        for page, verification in _read(root, file.relative_to(root)).items():
            found.setdefault(page, []).append(verification)
    return found


def valid(page: Page, known: Mapping[str, list[Verification]]) -> list[Verification]:
    """As verificações de `known` que são de `page` como ela é agora."""
    now = page.digest()
    return [one for one in known.get(page.name, []) if one.content == now]


def _read(root: Path, file: Path) -> dict[str, Verification]:
    if not (root / file).exists():
        return {}
    try:
        entries = json.loads((root / file).read_text(encoding="utf-8"))
        return {page: Verification(**entry) for page, entry in entries.items()}
    except (ValueError, TypeError, AttributeError) as error:
        line = getattr(error, "lineno", 1)
        raise GuideError(
            f"{file}:{line}: não é o que a suíte escreve ({error}); traga-o de volta: "
            f"git checkout {file}"
        ) from None


def record(found: dict[str, Verification], guide: Guide) -> None:
    """Guarda as verificações novas, cada uma no arquivo do seu motor, e refaz as notas.

    `found` são só as páginas em que todas as seções passaram sem diferença alguma: a nota diz que
    as saídas mostradas são as que se obtêm, e não outras parecidas. Uma página em que algo difere
    nesta versão do Docker, ou de que algo ficou de fora (veja `guide.versions`), não entra, mesmo
    que a suíte passe.

    Uma página que não mudou conserva a verificação que tinha: a data é a da primeira vez em que
    este conteúdo foi verificado, e executar a suíte de novo não altera arquivo algum. Só as imagens
    do registro, que dizem mais, tomam o lugar das substitutas.
    """
    for file in dict.fromkeys([FILE, *(file_for(one.engine) for one in found.values())]):
        known = _read(guide.root, file)
        for page, verification in found.items():
            if file_for(verification.engine) == file and _says_more(verification, known.get(page)):
                known[page] = verification
        names = {page.name for page in guide.pages}
        entries = {page: asdict(entry) for page, entry in sorted(known.items()) if page in names}
        write(guide.root / file, json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    write_notes(guide)


def _says_more(new: Verification, old: Verification | None) -> bool:
    return old is None or new.content != old.content or (old.stand_ins and not new.stand_ins)


def write_notes(guide: Guide, pages: Iterable[Page] | None = None) -> None:
    """Escreve a nota de `pages` (todas as do guia): das que têm comandos e das que a incluem.

    A de uma página que não se lê espera: a construção diz o que ela tem. Levanta `GuideError` se
    o que foi verificado não se lê.
    """
    known = read(guide.root)
    for page in guide.pages if pages is None else pages:
        with suppress(GuideError):
            if page.story:
                write(file_of(page), note(known.get(page.name, []), valid(page, known)))
            elif include(page) in page.lines:
                write(file_of(page), _paragraph("", "Página sem comandos a verificar."))


def file_of(page: Page) -> Path:
    """Onde fica a nota de `page`."""
    return page.guide.root / FOLDER / path(page)


def path(page: Page) -> str:
    """A nota de `page`, a partir de `verified/`."""
    return f"{page.address}.html"


def include(page: Page) -> str:
    """A linha com que `page` inclui a sua nota."""
    return f'--8<-- "{path(page)}"'


def note(known: Sequence[Verification], valid: Sequence[Verification]) -> str:
    """O HTML da nota de uma página: `known` são as verificações dela, e `valid`, as que valem."""
    if valid:
        first, *others = valid
        kind = "certa"
        text = (
            f"Página verificada em {day(first.date)}: {first.commands} comandos "
            f"executados e conferidos com Docker {release(first.engine)} e Compose "
            f"{release(first.compose)}"
        )
        text += ", sobre imagens base feitas de pacotes Debian" if first.stand_ins else ""
        text += "; também com Docker " * bool(others)
        text += ", ".join(release(one.engine) for one in others) + "."
    elif known:
        kind = "pendente"
        last = max(one.date for one in known)
        text = f"Página alterada desde a última verificação, em {day(last)}."
    else:
        kind, text = "pendente", "Página ainda não verificada."
    return _paragraph(f" verificacao--{kind}", text)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="verificacao{kind}" role="note">{text}</p>\n'


def day(iso: str) -> str:
    """O HTML da data ISO `iso`, por extenso."""
    when = date.fromisoformat(iso)
    month = MONTHS[when.month - 1]
    return f'<time datetime="{iso}">{when.day} de {month} de {when.year}</time>'


def release(version: str) -> str:
    """A versão sem o sufixo da distribuição: `28.5.2+dfsg4` é 28.5.2."""
    return re.split(r"[+-]", version)[0]


def write(file: Path, text: str) -> None:
    """Escreve só se mudou: o servidor de edição recarrega a cada arquivo tocado."""
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
