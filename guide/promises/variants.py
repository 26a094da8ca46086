"""As variantes de uma seção para outra versão do Docker: os mesmos comandos, lado a lado."""

from guide.console.parse import TranscriptError
from guide.page import GuideError, Page, Shown

CHOICE = '<div class="docker-escolha"></div>'
"""Onde o JavaScript põe a escolha da versão (`docs/assets/javascripts/versoes.js`)."""


def beside_the_reference(page: Page) -> list[str]:
    """Cada variante tem os comandos da seção da referência, e vem logo depois dela."""
    from guide.versions import REFERENCE  # quer um terminal, e quem constrói o site não o instala

    reference = int(REFERENCE.split(".")[0])
    found: list[str] = []
    lines = [block.line for block in page.blocks]
    for one in page.variants:
        place = f"{page.path}:{one.line}: a seção «{one.section}»"
        if one.major <= reference:
            found.append(f"{place} é de um Docker que não vem depois do de referência; apague-a")
        base = next((other for other in page.story if _is_base(other, one)), None)
        if base is None:
            found.append(f"{place} é a de outro Docker, e a página não mostra «{one.variant_of}»")
            continue
        between = [line for line in lines if base.line < line < one.line]
        if one.line < base.line or len(between) > sum(
            other.line in between for other in page.variants
        ):
            found.append(f"{place} é a de outro Docker: ponha-a logo depois de «{base.section}»")
        try:
            commands = [
                [
                    step.shown
                    for step in page.guide.transcript(two.transcript).section(two.section).steps
                ]
                for two in (base, one)
            ]
        except (OSError, TranscriptError, GuideError):
            continue  # já contado
        if commands[0] != commands[1]:
            found.append(
                f"{place} tem outros comandos que «{base.section}»: só a resposta do Docker muda"
            )
    if page.variants and CHOICE not in page.lines[: page.variants[0].line]:
        found.append(
            f"{page.path}:{page.variants[0].line}: a página mostra a resposta de outro Docker e "
            f"não deixa escolher: antes da primeira, ponha a linha {CHOICE}"
        )
    for one in [*page.variants, *(other for other in page.story if _has_variant(page, other))]:
        major = one.major or 28
        opening = f'<div class="docker-versao" data-docker="{major}" markdown>'
        if opening not in page.lines[max(0, one.line - 8) : one.line]:
            found.append(
                f"{page.path}:{one.line}: o bloco é só do Docker {major}: ponha-o, com a frase que "
                f"o diz, dentro de {opening} … </div>"
            )
    return found


def _is_base(shown: Shown, variant: Shown) -> bool:
    return (shown.transcript, shown.section) == (variant.transcript, variant.variant_of)


def _has_variant(page: Page, shown: Shown) -> bool:
    return any(_is_base(shown, one) for one in page.variants)
