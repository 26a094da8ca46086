"""Cada «preveja» de uma página: cobre-se a saída, a resposta certa é a dela, e nada se move."""

from collections.abc import Sequence

from playwright.sync_api import Page

from guide import predictions
from guide.page import Page as GuidePage

Guess = tuple[str, int]
"""A saída que um bloco mostra, e o lugar dela entre as três, a partir de 1."""

_CHECK = """async (wanted) => {
  const found = [];
  const toggle = document.querySelector(".preveja-escolha input");
  if (!toggle) return wanted.length ? ["preveja.js não pôs o botão que o liga"] : [];
  const frame = () => new Promise(requestAnimationFrame);
  const until = async (test) => {
    for (let frames = 0; frames < 1000; frames += 1) {
      if (test()) return true;
      await frame();
    }
    return false;
  };
  const places = () => [...document.querySelectorAll("article :is(h2, h3, p, pre)")]
    .filter((one) => !one.closest(".preveja-painel"))
    .map((one) => Math.round(one.getBoundingClientRect().top + scrollY)).join();
  const still = places();
  const moved = (when) => {
    if (places() !== still) found.push(`o texto mudou de lugar ${when}`);
  };
  toggle.click();
  moved("quando o «preveja» foi ligado");
  const covers = [...document.querySelectorAll(".preveja-capa")];
  if (covers.length !== wanted.length) {
    found.push(`a página pede ${wanted.length} previsões, e ${covers.length} blocos se cobriram`);
    toggle.click();
    return found;
  }
  for (const [index, cover] of covers.entries()) {
    const [output, place] = wanted[index];
    const block = cover.closest(".highlight");
    const [ask] = cover.children;
    cover.remove();
    const lines = [...block.querySelectorAll(".preveja-oculta")];
    const hidden = lines.map((line) => line.textContent).join("").split("\\n");
    lines[0].prepend(cover);
    const shown = output.split("\\n");
    if (hidden.slice(0, shown.length).join("\\n") !== output) {
      found.push(`no bloco ${index + 1} se cobre ${JSON.stringify(hidden)}, e a saída é ${output}`);
    }
    if (lines.some((line) => getComputedStyle(line).visibility !== "hidden")) {
      found.push(`no bloco ${index + 1} a saída ainda se vê`);
    }
    ask.click();
    if (!(await until(() => block.querySelector(".preveja-painel")))) {
      found.push(`no bloco ${index + 1} as três saídas não apareceram`);
      continue;
    }
    moved(`quando o bloco ${index + 1} ofereceu as saídas`);
    const panel = block.querySelector(".preveja-painel");
    const press = (key) =>
      panel.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press(String(place));
    const result = panel.querySelector(".preveja-resultado");
    if (!result.textContent.startsWith("Acertou.")) {
      found.push(`no bloco ${index + 1} a certa é a ${place}, e ela não foi aceita`);
    }
    if (!result.querySelector("a[href^='#']")) {
      found.push(`no bloco ${index + 1} falta o link para o parágrafo que explica`);
    }
    moved(`quando o bloco ${index + 1} foi respondido`);
    press("Escape");
    if (block.querySelector(".preveja-painel, .preveja-capa, .preveja-oculta")) {
      found.push(`no bloco ${index + 1} o Esc não mostrou a saída`);
    }
    moved(`quando o bloco ${index + 1} se fechou`);
  }
  toggle.click();
  moved("quando o «preveja» foi desligado");
  return found;
}"""


def wanted(page: GuidePage) -> list[Guess]:
    """O que se prevê em `page`, na ordem dela."""
    return [
        ("\n".join(line.rstrip() for line in one.right.lines), one.shuffled.index(one.right) + 1)
        for one in predictions.of(page)
    ]


def problems(page: Page, guesses: Sequence[Guess]) -> list[str]:
    """O que há de errado com as previsões da página aberta; ela fica como estava."""
    return [f"{page.url}: {one}" for one in page.evaluate(_CHECK, list(guesses))]
