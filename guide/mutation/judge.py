"""O juízo sem motor: com este engano, a suíte reprovaria o guia?

Um mutante se julga pelo que ele toca: as páginas que mostram o arquivo estragado e, das promessas
do guia inteiro, só a parte que a edição pode quebrar. Uma saída estragada se compara com o que o
motor respondeu de verdade (`recordings.py`). Nada se escreve no disco.
"""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from guide import detours, promises
from guide.console.parse import TranscriptError
from guide.mutation import recordings
from guide.mutation.recordings import Recording, StaleError
from guide.mutation.slips import Mutant
from guide.page import Guide, GuideError, Page
from guide.promises import said

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
            for _, drawing in said.drawings(page):
                self._pages_of[drawing].append(page)
            if detoured := detours.of(page):
                for path in sorted(
                    {one.transcript for one in detoured.story} - {p for p, _ in shown}
                ):
                    self._pages_of[Path("examples") / path].append(detoured)

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
        folders = {path.parts[1] for path in mutant.edits if path.parts[0] == "examples"}
        paths = dict.fromkeys(page.path for page in self.concerned(mutant))
        paths |= dict.fromkeys(page.path for page in self.guide.pages if page.example in folders)
        pages = [Page(path, guide) for path in paths]
        if any(promise(page) for page in pages for promise in promises.OF_A_PAGE):
            return True
        return any(promise(guide) for promise in promises.OF_THE_GUIDE)

    def _recording(self, page: Page) -> Recording:
        file = recordings.file_of(page)
        if file not in self._recordings:
            self._recordings[file] = self._load(page)
        return self._recordings[file]

    def _differs(self, page: Page, guide: Guide) -> bool:
        """Se `page`, em `guide`, mostra outra coisa que o gravado, ou se nem se lê."""
        known = self._recording(page).steps
        try:
            steps = type(page)(page.path, guide).steps
        except (TranscriptError, GuideError):
            return True
        return (
            len(steps) != len(known)
            or any(
                step != right and not told.is_told_by(step)
                for step, right, told in zip(steps, page.steps, known, strict=True)
            )
            or recordings.disagreement(steps, known) != ""
        )
