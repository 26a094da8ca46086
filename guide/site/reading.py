"""O que o navegador lê para guardar o progresso do leitor e lhe propor previsões.

Antes de cada construção escrevem-se, em `docs/arquivos/`, que o git ignora:

- `licoes.js`: o resumo (hash) de cada lição, por que se sabe que ela mudou desde que foi lida;
- `preveja/….js`: as três saídas de cada «preveja» de uma página (veja `guide.predictions`).

São scripts, e não JSON, porque uma página aberta do disco não pode ler um JSON.
"""

import json
from pathlib import Path

from guide import origins, predictions
from guide.page import Guide, GuideError, Page
from guide.predictions import Output, Prediction
from guide.site.lesson_files import FOLDER

LESSONS = FOLDER / "licoes.js"
PREDICTIONS = FOLDER / "preveja"
LESSON = "{ .licao }"
"""A linha que só uma lição tem, depois do nível e do tempo."""
DIGITS = 8
"""Algarismos do resumo que bastam para se ver que uma lição mudou."""


def path_of(page: Page) -> Path:
    """O arquivo com as previsões de `page`, relativo à raiz do guia."""
    return PREDICTIONS / f"{page.address.replace('/', '-')}.js"


def lessons(guide: Guide) -> str:
    """O script com o resumo de cada lição, pelo endereço que o navegador vê: `erros`, sem index."""
    digests: dict[str, str] = {}
    for page in guide.pages:
        try:
            if LESSON in page.lines:
                digests[page.address.removesuffix("/index")] = page.digest()[:DIGITS]
        except GuideError:
            continue  # a construção diz o que a página tem
    return f"self.licoes = {json.dumps(digests, ensure_ascii=False, indent=0)};\n"


def asked(page: Page) -> str:
    """O script com as previsões de `page`, na ordem dela; vazio se não há."""
    found = [
        {
            "certa": one.shuffled.index(one.right),
            "saidas": ["\n".join(output.lines) for output in one.shuffled],
            "origens": [_origin(one, output) for output in one.shuffled],
        }
        for one in predictions.of(page)
    ]
    return f"self.preveja = {json.dumps(found, ensure_ascii=False, indent=0)};\n" if found else ""


def _origin(one: Prediction, output: Output) -> dict[str, object] | None:
    """De onde vem uma saída errada: `onde` introduz o link, e `comandos` acaba no que a mostrou."""
    if output is one.right:
        return None
    found = origins.of(one, output)
    title = origins.title(found.page)
    if found.page is not one.page:
        place = {"onde": "na lição", "titulo": title, "pagina": found.page.address}
    else:
        where = "acima" if found.line <= one.block.line else "mais adiante"
        place = {"onde": f"{where}, em", "titulo": found.heading or title}
    return {**place, "ancora": found.anchor, "comandos": "\n".join(found.commands)}


def write(guide: Guide) -> bool:
    """Escreve os scripts de `guide` e apaga os que sobraram; diz se há outros que antes.

    O de uma página que não se lê espera: a construção diz o que ela tem.
    """
    before = _written(guide)
    wanted = {LESSONS: lessons(guide)}
    for page in guide.pages:
        try:
            text = asked(page)
        except predictions.FAILURE:
            text = _text(guide.root / path_of(page))
        if text:
            wanted[path_of(page)] = text
    for path in before - set(wanted):
        (guide.root / path).unlink()
    for path, text in wanted.items():
        if _text(guide.root / path) != text:
            (guide.root / path).parent.mkdir(parents=True, exist_ok=True)
            (guide.root / path).write_text(text, encoding="utf-8")
    return before != set(wanted)


def _written(guide: Guide) -> set[Path]:
    ours = [guide.root / LESSONS, *(guide.root / PREDICTIONS).glob("*.js")]
    return {path.relative_to(guide.root) for path in ours if path.is_file()}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
