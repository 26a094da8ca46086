"""Os arquivos de uma lição, num zip: oferecidos onde são mais do que se digita depressa."""

import re

from guide.page import GuideError, Page
from guide.promises import lesson
from guide.site import lesson_files

_LINK = re.compile(r"\]\((?P<to>[^)]*arquivos/[^)]*\.zip)\)")


def offered(page: Page) -> list[str]:
    """Uma lição com mais de `lesson_files.FEW` arquivos leva ao zip dela, e só ao dela."""
    try:
        count = len(page.files_offered)
    except GuideError:
        return []  # já contado
    own = lesson_files.link(page)
    found = [
        f"{page.path}:{number}: o link leva ao zip de outra página; o desta é {own}"
        for number, line in enumerate(page.lines, 1)
        for match in _LINK.finditer(line)
        if match["to"] != own
    ]
    is_lesson = page.path.as_posix() not in lesson.NO_LESSON
    if is_lesson and count > lesson_files.FEW and not lesson_files.is_linked(page):
        first = page.files_written[0].line if page.files_written else page.story[0].line
        found.append(
            f"{page.path}:{first}: a lição tem {count} arquivos e não os oferece juntos. Depois da "
            f"frase que diz a pasta, escreva: «Se preferir não digitar os arquivos, [baixe os "
            f"arquivos desta lição]({own}).»"
        )
    return found
