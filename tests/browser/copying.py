"""O que o botão de copiar de cada bloco põe na área de transferência."""

import re
from typing import Any

from playwright.sync_api import Page

from guide.page import Guide
from guide.page import Page as GuidePage

COPY = "button[data-md-type=copy]"
SHOWN = ".md-content .highlight"

# De cada bloco, o que está na área de transferência depois de um clique no botão (nulo, se o botão
# não se vê), e se é nele que o mouse acertaria. O clique do Material copia na hora, sem esperar. A
# área só precisa ser esvaziada se já tem o que se espera.
PRESS_ALL = """async ([shown, copy, expected]) => {
  const found = [];
  let before = await navigator.clipboard.readText();
  for (const [at, block] of document.querySelectorAll(shown).entries()) {
    const button = block.querySelector(copy);
    if (!button?.checkVisibility({ visibilityProperty: true })) {
      found.push({ copied: null, reached: true });
      continue;
    }
    button.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = button.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (before.trimEnd() === expected[at]) await navigator.clipboard.writeText('');
    button.click();
    before = await navigator.clipboard.readText();
    found.push({ copied: before, reached: button.contains(hit) });
  }
  return found;
}"""

MIDDLE = """([shown, copy, number]) => {
  const button = document.querySelectorAll(shown)[number].querySelector(copy);
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = button.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""


def commands(text: str) -> str:
    """Os comandos de uma transcrição e as continuações, sem o que se digita num container."""
    return "\n".join(re.findall(r"^[$>] (.*)$", text, re.MULTILINE))


def wanted(guide: Guide, page: GuidePage) -> list[tuple[str, str]]:
    """De cada bloco da página, onde ele está e o que o botão copia: vazio, se não há botão.

    De um terminal, só os comandos; de um arquivo, o texto; de uma saída sozinha, nada.
    """
    found = []
    for block in page.blocks:
        text = guide.included_text(*block.include) if block.include else "\n".join(block.content)
        copied = commands(text) if block.language == "console" else text.rstrip("\n")
        found.append((block.place, copied))
    return found


def clipboard(page: Page) -> str:
    """O texto da área de transferência."""
    return page.evaluate("navigator.clipboard.readText()")


def press_with_the_mouse(page: Page, number: int) -> str:
    """O que fica copiado de um clique de verdade no botão do bloco `number`, a partir de 0."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.mouse.click(*page.evaluate(MIDDLE, [SHOWN, COPY, number]))
    return clipboard(page)


def copy_problems(page: Page, expected: list[tuple[str, str]]) -> list[str]:
    """O que os botões da página aberta, com tudo desdobrado, copiam de errado.

    Todos são apertados de uma vez, dentro da página; o primeiro, também com o mouse.
    """
    texts = [text for _, text in expected]
    pressed: list[dict[str, Any]] = page.evaluate(PRESS_ALL, [SHOWN, COPY, texts])
    assert len(pressed) == len(expected), f"a página mostra {len(pressed)} blocos de código"
    found = []
    for (place, text), one in zip(expected, pressed, strict=True):
        copied = (one["copied"] or "").rstrip("\n")
        if text and one["copied"] is None:
            found.append(f"{place}: o botão de copiar não se vê")
        elif not text and one["copied"] is not None:
            found.append(f"{place}: não há comando para copiar, e há um botão")
        elif copied != text:
            found.append(f"{place}: o botão copia outra coisa: {copied!r}, e não {text!r}")
        elif not one["reached"]:
            found.append(f"{place}: o mouse não alcança o botão: há algo por cima dele")
    first = next((number for number, (_, text) in enumerate(expected) if text), None)
    if first is not None and not found:  # um botão que não se alcança já foi dito
        place, text = expected[first]
        if press_with_the_mouse(page, first).rstrip("\n") != text:
            found.append(f"{place}: um clique do mouse no botão não copia o que se vê")
    return found
