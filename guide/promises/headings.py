"""O cabeçalho e os títulos de uma página: um da lição, nenhum repetido, e a descrição."""

from guide.page import Page
from guide.promises import prose

_DESCRIPTION = (
    "Ponha no começo da página uma frase sobre ela, que os buscadores mostram:\n"
    "---\ndescription: O que esta página ensina, em uma ou duas frases.\n---"
)


def description(page: Page) -> list[str]:
    """Uma página tem no cabeçalho entre `---` a `description`, e o MkDocs a lê."""
    found = prose.front_matter(page.text)
    if found.problem:
        return [f"{page.path}:{found.problem_line}: {found.problem}. {_DESCRIPTION}"]
    value = found.values.get("description")
    if not isinstance(value, str) or not value.strip():
        return [f"{page.path}:1: falta a «description». {_DESCRIPTION}"]
    if '"' in value:
        line = next(number for number, text in enumerate(page.lines, 1) if "description:" in text)
        return [
            f"{page.path}:{line}: a «description» tem aspas retas, e o tema a cortaria nelas: use "
            "as curvas, “assim”, ou nenhuma"
        ]
    return []


def one_title(page: Page) -> list[str]:
    """Uma página tem um título de nível 1, e um só."""
    matter = prose.front_matter(page.text)
    if matter.problem:
        return []  # `description` o conta
    titles = [heading for heading in prose.headings(page) if heading.level == 1]
    if not titles:
        return [
            f"{page.path}:{matter.lines + 1}: falta o título da página: escreva-o aqui, numa linha "
            "como «# Construção de uma imagem»"
        ]
    return [
        f"{page.path}:{extra.line}: a página já tem um título, na linha {titles[0].line}; este, "
        f"«{extra.title}», é o de uma seção: escreva «## {extra.title}»"
        for extra in titles[1:]
    ]


def not_repeated(page: Page) -> list[str]:
    """Nenhum título se repete numa página: o leitor não os distinguiria no índice ao lado."""
    found: list[str] = []
    first: dict[str, int] = {}
    for heading in prose.headings(page):
        before = first.setdefault(heading.title.casefold(), heading.line)
        if before != heading.line:
            found.append(
                f"{page.path}:{heading.line}: o título «{heading.title}» já é o da linha {before}; "
                "dê outro a esta seção"
            )
    return found
