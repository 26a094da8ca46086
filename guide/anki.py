"""As previsões do guia num baralho do Anki: `make anki`.

    python -m guide anki dist

Cada «preveja» (veja `guide.predictions`) vira uma nota: na frente, os comandos e as três saídas; no
verso, a certa e de onde vêm as outras. O identificador de uma nota é o da página e da seção: quem
importa o baralho de novo recebe o texto novo e conserva o que já estudou.
"""

import html
import os
import sys
import tempfile
from pathlib import Path

import genanki

from guide import origins, predictions
from guide.page import Guide
from guide.predictions import Output, Prediction

NAME = "docker-em-portugues.apkg"
TITLE = "Docker em português: preveja"
LETTERS = "ABC"

DECK_ID = 1_807_431_206
MODEL_ID = 1_593_042_871
"""Números que o Anki guarda para reconhecer o baralho e o tipo de nota: nunca mudam."""

_STYLE = """.card { font-family: system-ui, sans-serif; font-size: 18px; text-align: left; }
pre { background: #8882; border-radius: 4px; overflow-wrap: anywhere; padding: 8px;
  white-space: pre-wrap; }
ol { list-style: upper-alpha; }"""
_MODEL = genanki.Model(
    MODEL_ID,
    TITLE,
    fields=[{"name": "Pergunta"}, {"name": "Resposta"}],
    templates=[
        {
            "name": "Preveja",
            "qfmt": "{{Pergunta}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{Resposta}}',
        }
    ],
    css=_STYLE,
)


def make(target: Path, guide: Guide, site_url: str = "") -> Path:
    """Faz na pasta `target` o baralho de `guide` e diz o caminho dele.

    Com `site_url`, cada nota leva à lição. Levanta `predictions.FAILURE`, com `arquivo:linha`, se
    um pedido não se lê, e `OSError` se a pasta não se escreve; o baralho que havia fica como era.
    """
    deck = genanki.Deck(DECK_ID, TITLE)
    for page in guide.pages:
        for one in predictions.of(page):
            deck.add_note(_note(one, site_url))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as folder:
        made = Path(folder) / NAME
        genanki.Package(deck).write_to_file(made)
        return made.replace(target / NAME)


def _note(one: Prediction, site_url: str) -> genanki.Note:
    page = one.page
    offered = "".join(f"<li>{_code(_shown(output))}</li>" for output in one.shuffled)
    question = f"<p>{html.escape(origins.title(page))}</p>{_code(one.asked)}"
    question += f"<p>O que aparece?</p><ol>{offered}</ol>"
    letter = LETTERS[one.shuffled.index(one.right)]
    answer = f"<p>A certa é a <b>{letter}</b>.</p>{_code(_shown(one.right))}"
    for name, output in zip(LETTERS, one.shuffled, strict=True):
        if output is not one.right:
            found = origins.of(one, output)
            place = html.escape(origins.title(found.page))
            shown = _code("\n".join(found.commands))
            answer += f"<p>A {name} aparece na lição “{place}”, com:</p>{shown}"
    if site_url:
        address = f"{site_url.rstrip('/')}/{page.address}/"
        answer += f'<p><a href="{html.escape(address)}">A lição</a></p>'
    return genanki.Note(
        model=_MODEL,
        fields=[question, answer],
        guid=genanki.guid_for("docker-em-portugues", page.address, one.right.name),
        tags=[page.address.replace("/", "::")],
    )


def _shown(output: Output) -> str:
    return "\n".join(output.lines) or "(não aparece nada)"


def _code(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


def main(target: Path) -> None:
    """Faz o baralho deste guia em `target` e diz quantas notas ele tem."""
    guide = Guide()
    try:
        made = make(target, guide, os.environ.get("SITE_URL", ""))
    except OSError as error:
        sys.exit(
            f"O baralho não foi feito: {error.filename} não se lê ou não se escreve "
            f"({error.strerror}); escolha outra pasta, ou veja as permissões dela."
        )
    except predictions.FAILURE as error:
        sys.exit(f"O baralho não foi feito. {error}")
    count = sum(len(predictions.of(page)) for page in guide.pages)
    print(f"{made}: {count} notas.")
