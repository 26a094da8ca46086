"""Os desvios de uma página saem de seções que ela mostra, e tentam-se no terminal dela."""

from collections.abc import Iterator
from pathlib import Path

from guide import detours
from guide.console.parse import TranscriptError
from guide.page import GuideError, Page
from guide.site import page_terminal


def leave_the_story(page: Page) -> list[str]:
    """A diretiva «depois» só está num arquivo de desvios, e diz uma seção da página."""
    try:
        return list(dict.fromkeys(_wrong(page)))
    except TranscriptError as error:
        return [str(error)] if detours.SUFFIX in str(error) else []  # o da história já se contou
    except (OSError, GuideError):
        return []  # já contado


def tried(page: Page) -> list[str]:
    """Uma página com desvios tem o terminal, e o terminal de uma página é o dela."""
    try:
        detoured = detours.of(page)
    except (OSError, TranscriptError, GuideError):
        return []  # já contado
    name = page_terminal.name_of(page)
    places = [
        (n, found[1])
        for n, line in enumerate(page.lines, 1)
        if (found := page_terminal.OFFER.search(line))
    ]
    if detoured and not places:
        return [
            f"{page.path}:1: a página tem desvios, e não o terminal em que se tentam: ponha, "
            f'depois do objetivo, <div class="experimente" data-licao="{name}" data-search-exclude>'
        ]
    return [
        f'{page.path}:{number}: o terminal é o de «{one}»; o desta página é data-licao="{name}"'
        for number, one in places
        if one != name
    ]


def _wrong(page: Page) -> Iterator[str]:
    names = {(one.transcript, one.section) for one in page.story}
    for transcript in dict.fromkeys(one.transcript for one in page.story):
        path = detours.file_of(transcript)
        for section in page.guide.transcript(transcript).sections:
            if section.after:
                yield (
                    f"{section.path}:{section.line}: a seção «{section.name}» é da história, e não "
                    f"um desvio: tire «# depois:», ou ponha-a em examples/{path}"
                )
        if not page.guide.is_file(Path("examples") / path):
            continue
        known: set[str] = set()
        continued: set[str] = set()
        for section in page.guide.transcript(path).sections:
            place = f"{section.path}:{section.line}: o desvio «{section.name}»"
            if (transcript, section.name) in names:
                yield f"{place} tem o nome de uma seção da história; dê-lhe outro"
            if section.after in continued:
                yield f"{place} continua «{section.after}», que outro já continua"
            if section.after in known:
                continued.add(section.after)
            elif section.after and (transcript, section.after) not in names:
                yield (
                    f"{place} sai de «{section.after}», que não é um desvio acima dele nem uma "
                    f"seção de examples/{transcript} que {page.path} mostra"
                )
            known.add(section.name)
