"""O que uma página promete, conferido sem construir nem executar nada.

- `blocks`: os blocos de código são inclusões de um exemplo só, na ordem da transcrição;
- `titles`: o título de cada bloco diz o arquivo ou o terminal;
- `lesson`: nível, tempo, nota de verificação;
- `messages`: as mensagens de erro são provocadas ou citadas, e estão no índice;
- `cheat_sheet`: os comandos da folha de consulta são executados;
- `shells`: o PowerShell faz o que o bash faz;
- `examples`: nada em `examples/` sobra;
- `spelling`: a ortografia, que precisa do hunspell e do site construído.

Cada função devolve os problemas que achou, em frases que dizem o arquivo e o que fazer; nenhuma
conhece o pytest.
"""

from guide.page import Guide, Page
from guide.promises import blocks, cheat_sheet, examples, lesson, messages, shells, titles

OF_A_PAGE = (
    blocks.includes,
    blocks.commands,
    blocks.order,
    blocks.one_example,
    blocks.story,
    titles.titles,
    lesson.note,
    lesson.heading,
)
OF_THE_GUIDE = (examples.unused, messages.provoked_and_listed, cheat_sheet.executed, shells.same)


def page_problems(page: Page) -> list[str]:
    """O que está errado em `page`."""
    return [problem for promise in OF_A_PAGE for problem in promise(page)]


def problems(guide: Guide) -> list[str]:
    """Tudo o que está errado em `guide`."""
    found = [problem for page in guide.pages for problem in page_problems(page)]
    return found + [problem for promise in OF_THE_GUIDE for problem in promise(guide)]
