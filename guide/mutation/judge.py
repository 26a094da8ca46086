"""O juízo sem motor: com este engano, a suíte reprovaria o guia?

Um mutante se julga pelo que ele toca: as páginas que mostram o arquivo estragado e, das promessas
do guia inteiro, só a parte que a edição pode quebrar. Uma saída estragada se compara com o que o
motor respondeu de verdade (`recordings.py`). Nada se escreve no disco.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from guide import promises
from guide.console.parse import TranscriptError
from guide.mutation import recordings
from guide.mutation.recordings import Recording, StaleError
from guide.mutation.slips import Mutant
from guide.page import Guide, GuideError, Page
from guide.promises import cheat_sheet, examples, messages, shells

Includes = set[tuple[str, str | None]]


class Judge:
    """Julga mutantes de `guide`, que precisa estar certo.

    `load` dá a gravação de uma página, ou levanta `StaleError`. O que se leu do guia certo fica
    lido: cada mutante custa só o que ele muda.
    """

    def __init__(self, guide: Guide, load: Callable[[Page], Recording] = recordings.load) -> None:
        self.guide = guide
        self._load = load
        self._recordings: dict[Path, Recording] = {}
        self._includes: dict[Path, Includes] = {}
        self._pages_of: defaultdict[Path, list[Page]] = defaultdict(list)
        for page in guide.pages:
            shown = {block.include for block in page.blocks if block.include}
            self._includes[page.path] = shown
            for path in sorted({path for path, _ in shown}):
                self._pages_of[Path("examples") / path].append(page)

    def concerned(self, mutant: Mutant) -> list[Page]:
        """As páginas do guia certo que mostram um arquivo que `mutant` estraga, ou que são ele."""
        files = mutant.edits.keys()
        found = {page.path: page for path in files for page in self._pages_of.get(path, [])}
        found |= {page.path: page for page in self.guide.pages if page.path in files}
        return list(found.values())

    def refuse_broken_guide(self) -> None:
        """Levanta `StaleError` se o guia já falha sem mutante algum."""
        if found := promises.problems(self.guide):
            raise StaleError(f"O guia já falha sem mutante algum: rode «make test».\n{found[0]}")

    def kills(self, mutant: Mutant, only: Page | None = None) -> bool:
        """Se a suíte veria `mutant`, que não é de link nem dos que só o motor julga.

        Com `only`, uma saída estragada se julga só por essa página. Levanta `StaleError` se falta
        a gravação de uma página.
        """
        if mutant.of_output:
            guide = self.guide.edited(mutant.edits)
            told = [only] if only else self.concerned(mutant)
            return any(self._differs(page, guide) for page in told)
        return self.breaks_a_promise(mutant)

    def breaks_a_promise(self, mutant: Mutant) -> bool:
        """Se o texto do guia, com `mutant`, deixa de cumprir o que promete."""
        guide = self.guide.edited(mutant.edits)
        pages = [Page(page.path, guide) for page in self.concerned(mutant)]
        if any(promise(page) for page in pages for promise in promises.OF_A_PAGE):
            return True
        narrow = {
            examples.unused: self._unused,
            messages.provoked_and_listed: self._messages,
            cheat_sheet.executed: self._cheat_sheet,
            shells.same: self._shells,
        }
        # De uma promessa que não se sabe estreitar, o guia inteiro.
        return any(
            narrow[promise](guide, pages) if promise in narrow else promise(guide)
            for promise in promises.OF_THE_GUIDE
        )

    def _recording(self, page: Page) -> Recording:
        if page.path not in self._recordings:
            self._recordings[page.path] = self._load(page)
        return self._recordings[page.path]

    def _differs(self, page: Page, guide: Guide) -> bool:
        """Se `page`, em `guide`, mostra outra coisa que o gravado, ou se nem se lê."""
        known = self._recording(page).steps
        try:
            steps = Page(page.path, guide).steps
        except (TranscriptError, GuideError):
            return True
        return len(steps) != len(known) or any(
            step != right and not told.is_told_by(step)
            for step, right, told in zip(steps, page.steps, known, strict=True)
        )

    def _unused(self, guide: Guide, pages: list[Page]) -> list[str]:
        """Só os arquivos editados, e os que as páginas editadas mostravam."""
        edited = {page.path for page in pages} & guide.edits.keys()
        now = {page.path: {b.include for b in page.blocks if b.include} for page in pages}
        shown = set().union(*(now.get(path, one) for path, one in self._includes.items()))
        before = {Path("examples") / path for page in edited for path, _ in self._includes[page]}
        files = before | {path for path in guide.edits if path.parts[0] == "examples"}
        return examples.unused_in(guide, sorted(filter(guide.is_file, files)), shown)

    def _messages(self, guide: Guide, pages: list[Page]) -> list[str]:
        touched = any(path.parent == messages.FOLDER for path in guide.edits)
        return messages.provoked_and_listed(guide) if touched else []

    def _cheat_sheet(self, guide: Guide, pages: list[Page]) -> list[str]:
        touched = any(page.path == cheat_sheet.PAGE for page in pages)
        return cheat_sheet.executed(guide) if touched else []

    def _shells(self, guide: Guide, pages: list[Page]) -> list[str]:
        files = {
            path.with_suffix(".ps1") for path in guide.edits if path.suffix in (".console", ".ps1")
        }
        there = sorted(filter(guide.is_file, files))
        return [problem for file in there for problem in shells.same_in(guide, file)]
