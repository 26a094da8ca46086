"""O arquivo das mensagens que o guia conhece, de que o site e o `confere.pyz` as leem.

O do site é um script, e não um JSON, para que uma página aberta do disco também o leia; só o pede
quem cola uma mensagem ou abre a busca.
"""

import json

from guide.console.parse import TranscriptError
from guide.known.catalogue import Catalogue
from guide.page import Guide, GuideError
from guide.site.lesson_files import FOLDER

SCRIPT = FOLDER / "mensagens.js"


def as_json(guide: Guide) -> str:
    """As mensagens que `guide` conhece. Levanta `GuideError`, com um engano por linha."""
    try:
        found = Catalogue(guide)
    except TranscriptError as error:
        raise GuideError(str(error)) from error
    except (LookupError, OSError) as error:
        raise GuideError(f"as mensagens de erro não se leem: {error}") from error
    if found.faults:
        raise GuideError("\n".join(found.faults))
    return json.dumps(found.data(), ensure_ascii=False, separators=(",", ":"))


def write(guide: Guide, messages: str) -> bool:
    """Escreve `messages` (`as_json`) para o site, se não há ou se mudaram; diz se o fez."""
    file = guide.root / SCRIPT
    text = f"self.mensagens = {messages};\n"
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return True
