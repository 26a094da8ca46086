"""Os desvios de uma lição: os enganos de quem a segue, vividos como a história, e a volta dela.

Ao lado de `x.console`, `x.desvios.console` tem seções que página alguma mostra: é o terminal da
página (`guide.site.page_terminal`) que as responde. Cada uma diz depois de que seção da história se
vive (`# depois: nome`; sem a linha, antes da primeira), ou de que outro desvio, que ela continua.
Um desvio acaba no estado em que começou: um engano que deixa algo para trás mostra também o comando
que o desfaz. Por isso muitos cabem numa leitura só, e quem se desviou segue a lição.

Essa leitura é outra que não a da página, que ninguém precisa de desviar. Nela, a história já está
gravada e só se confere; os IDs que um desvio mostra são os que ela mostra.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from guide.console.parse import Section
from guide.page import Page, Shown

SUFFIX = ".desvios.console"


class DetouredPage(Page):
    """Uma página como a vive quem se desvia: a história dela, com os desvios no meio.

    Acaba no último desvio.
    """

    @cached_property
    def story(self) -> list[Shown]:
        """As seções da história até o último desvio, cada uma seguida dos que saem dela."""
        main = Page(self.path, self.guide).story
        found = _from(self, main[0], "", main[0].line) if main else []
        for index, shown in enumerate(main):
            following = main[index + 1] if index + 1 < len(main) else shown
            found += [shown, *_from(self, shown, shown.section, following.line)]
        while found and not is_detour(found[-1]):
            found.pop()
        return found


def _from(page: Page, shown: Shown, after: str, line: int, start: int = 0) -> list[Shown]:
    """Os desvios que saem de `shown`: os que dizem `after`, cada um com os que o continuam.

    Quem se desvia já gravou os arquivos que a página mostra antes da linha `line`. Os que continuam
    um desvio vêm depois dele no arquivo: procuram-se da seção de índice `start` em diante.
    """
    path = file_of(shown.transcript)
    if not page.guide.is_file(Path("examples") / path):
        return []
    found: list[Shown] = []
    for index, one in enumerate(page.guide.transcript(path).sections[start:], start + 1):
        if one.after == after:
            found += [Shown(line, path, one.name), *_from(page, shown, one.name, line, index)]
    return found


def file_of(transcript: str) -> str:
    """Onde ficam os desvios das seções de `transcript`; os dois, relativos a `examples/`."""
    return transcript.removesuffix(".console") + SUFFIX


def story_of(path: str) -> str:
    """A transcrição de que o arquivo `path` tem os desvios; os dois, relativos a `examples/`."""
    return f"{path.removesuffix(SUFFIX)}.console"


def is_detour(shown: Shown) -> bool:
    """Diz se `shown` é um desvio, e não uma seção que a página mostra."""
    return shown.transcript.endswith(SUFFIX)


def of(page: Page) -> DetouredPage | None:
    """`page` como a vive quem se desvia; None se ela não tem desvios.

    Levanta `TranscriptError` ou `GuideError` se uma transcrição não se lê, `OSError` se não existe.
    """
    detoured = DetouredPage(page.path, page.guide)
    return detoured if detoured.story else None


def not_back(
    page: DetouredPage, live: Callable[[int], object], state: Callable[[int], object]
) -> str:
    """Vive `page` e diz que desvios não voltam ao estado de que saíram; vazio se todos voltam.

    `live` vive a seção de um índice, e `state` diz o que há no motor e na pasta quando se chega
    a uma.
    """
    before: object = None
    for first, *others in _chains(page):
        detour = is_detour(page.story[first])
        before = (before or state(first)) if detour else None
        for index in (first, *others):
            live(index)
        if detour and state(first) != before:
            names = ", ".join(f"«{page.story[index].section}»" for index in (first, *others))
            section = page.sections[first]
            return (
                f"{section.path}:{section.line}: depois de {names}, o motor ou a pasta já não são "
                "os de antes, e quem se desviou não pode seguir a lição. Mostre, no fim do desvio, "
                "o comando que o desfaz."
            )
    return ""


def chains(page: DetouredPage) -> list[list[Section]]:
    """As seções de cada desvio de `page`: a que sai da história e as que a continuam."""
    found = [[page.sections[index] for index in indexes] for indexes in _chains(page)]
    return [chain for chain in found if chain[0].path.endswith(SUFFIX)]


def _chains(page: DetouredPage) -> list[list[int]]:
    """Os índices das seções de `page`, pela ordem: cada desvio inteiro, cada seção da história."""
    names = {shown.section for shown in page.story if is_detour(shown)}
    found: list[list[int]] = []
    for index, section in enumerate(page.sections):
        if section.after in names:
            found[-1].append(index)
        else:
            found.append([index])
    return found
