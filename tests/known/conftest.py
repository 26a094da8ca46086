"""O que o guia conhece, tirado das páginas uma vez por processo."""

import pytest

from guide.known.catalogue import Catalogue
from guide.page import Guide


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """As mensagens deste guia."""
    return Catalogue(Guide())
