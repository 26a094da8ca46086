"""O que uma página promete, conferido sem construir nem executar nada.

- `files`: o que ela inclui existe e se lê;
- `headings`: a descrição, um título só, nenhum repetido;
- `navigation`: está no índice do site;
- `blocks`: os blocos de código são inclusões de um exemplo só, na ordem da transcrição;
- `file_order`: um arquivo aparece antes do comando que o usa;
- `folder`: o leitor sabe em que pasta está;
- `download`: muitos arquivos vêm também num zip;
- `predicted`: as três saídas de um «preveja» foram executadas e não se confundem;
- `variants`: a resposta de outro Docker vem ao lado;
- `voice`: as palavras são as de quem fala hoje;
- `exercises`: o que a solução cria tem o nome dito no enunciado;
- `waits`: o que a suíte espera, a página anuncia;
- `accepted`: o que se aceita de diferente não é o que a página ensina;
- `detours`: os enganos gravados saem da história da página, e tentam-se no terminal dela;
- `titles`: o título de cada bloco diz o arquivo ou o terminal;
- `lesson`: nível, tempo, nota de verificação;
- `checked_exercises`: o que o `confere.pyz` confere, e como a página o diz;
- `shells`: o PowerShell faz o que o bash faz;
- `messages`: as mensagens de erro são provocadas ou citadas, e estão no índice;
- `cheat_sheet`: os comandos da folha de consulta são executados;
- `search`: as palavras com que se procura cada seção;
- `examples`: nada na pasta do exemplo sobra, e cada pacote tem a versão;
- `base_images`: as imagens base do exemplo têm receita;
- `end_of_life`: elas ainda recebem correções, ou a página avisa que não;
- `values`: o que a prosa e os desenhos dizem está no que a página mostra; `said` o recolhe;
- `counts`: as contas da prosa ("três detalhes:", "Linha 6") batem com o que vem ao lado;
- `spelling`: a ortografia, à parte: precisa do hunspell.

Cada função devolve os problemas que achou, em frases `arquivo:linha: o que fazer`, uma por falta;
nenhuma conhece o pytest. Uma promessa nova é uma função destas, na sala do assunto dela e em
`OF_A_PAGE`, ou em `OF_THE_GUIDE` se não é de página alguma; `prose` lê os títulos e o cabeçalho.
"""

from guide.page import Guide, Page
from guide.promises import (
    accepted,
    base_images,
    blocks,
    cheat_sheet,
    checked_exercises,
    counts,
    detours,
    download,
    end_of_life,
    examples,
    exercises,
    file_order,
    files,
    folder,
    headings,
    lesson,
    messages,
    navigation,
    predicted,
    search,
    shells,
    titles,
    values,
    variants,
    voice,
    waits,
)

OF_A_PAGE = (
    files.readable,
    files.included,
    headings.description,
    headings.one_title,
    headings.not_repeated,
    navigation.in_nav,
    blocks.includes,
    blocks.commands,
    blocks.order,
    blocks.section_names,
    blocks.one_example,
    blocks.story,
    detours.leave_the_story,
    detours.tried,
    titles.titles,
    file_order.shown_before_use,
    folder.said,
    folder.left_as_found,
    download.offered,
    exercises.named,
    waits.announced,
    voice.banned_words,
    voice.repeated_words,
    predicted.outputs,
    predicted.choice,
    variants.beside_the_reference,
    accepted.not_our_own,
    accepted.nothing_taught,
    lesson.note,
    lesson.heading,
    lesson.no_circle,
    checked_exercises.told,
    checked_exercises.known,
    shells.same,
    messages.provoked_and_listed,
    search.known_sections,
    search.words,
    cheat_sheet.executed,
    examples.unused_by,
    examples.unpinned,
    base_images.have_recipes,
    end_of_life.maintained,
    values.shown,
    counts.lists,
    counts.lines,
)
OF_THE_GUIDE = (navigation.only_pages, examples.without_a_page)


def page_problems(page: Page) -> list[str]:
    """O que está errado em `page`, e no exemplo dela; nada aqui é lento."""
    if not files.is_readable(page):
        return files.readable(page)
    return list(dict.fromkeys(problem for promise in OF_A_PAGE for problem in promise(page)))


def problems(guide: Guide) -> list[str]:
    """Tudo o que está errado em `guide`, cada falta uma vez."""
    found = [problem for page in guide.pages for problem in page_problems(page)]
    found += [problem for promise in OF_THE_GUIDE for problem in promise(guide)]
    return list(dict.fromkeys(found))
