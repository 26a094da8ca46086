"""As imagens base dos exemplos: cada uma tem a receita da sua substituta."""

from pathlib import Path

from guide.console.parse import TranscriptError
from guide.engine import images
from guide.page import GuideError, Page


def have_recipes(page: Page) -> list[str]:
    """Toda imagem de fora que os arquivos do exemplo de `page` usam tem receita."""
    if not page.example:
        return []
    try:
        return images.without_recipe(page.guide, Path("examples") / page.example)
    except (TranscriptError, GuideError):
        return []  # `files.readable` o conta
