"""O que as transcrições gravaram: de que seção é cada saída, e se o comando falhou."""

from collections.abc import Iterator
from dataclasses import dataclass

from guide.console.parse import OMITTED, Step
from guide.page import Guide, Page, Shown
from guide.promises import search


@dataclass(frozen=True)
class Output:
    """O que um passo mostrou, na seção `anchor` de `page`.

    `transcript` e `section` dizem de onde vem; `major` é a versão do Docker de uma variante, ou 0.
    """

    page: Page
    anchor: str
    shown: Shown
    step: Step
    path: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """As linhas mostradas, cada uma com o lugar dela, como `examples/x/y.console:12`."""
        return [
            (f"{self.path}:{number}", line)
            for number, line in enumerate(self.step.expected, self.step.output_start)
            if line.strip() and line != OMITTED
        ]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)

    @property
    def failed(self) -> bool:
        return self.step.exit_code != 0


def outputs(guide: Guide) -> Iterator[Output]:
    """Tudo o que as páginas mostram de transcrições, na ordem delas. Levanta `TranscriptError`."""
    for page in guide.pages:
        anchors = [(heading.line, anchor) for anchor, heading in search.anchors(page).items()]
        for shown in (*page.story, *page.variants):
            section = guide.transcript(shown.transcript).section(shown.section)
            above = [anchor for line, anchor in sorted(anchors) if line <= shown.line]
            for step in section.steps:
                yield Output(page, above[-1] if above else "", shown, step, section.path)
