"""O axe-core, que procura numa página barreiras de acessibilidade."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# As regras da WCAG 2.2, níveis A e AA, e as boas práticas do axe-core.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""As regras que só olham para as cores."""

# Os textos por combinação de cores: a do texto, as do que está por baixo e, num link, a do texto em
# volta. O texto de um SVG fica de fora: o axe-core não o sabe medir, porque tem sempre uma caixa
# por cima ou por baixo; nem uma letra sozinha, nem só pontuação.
BY_COLOURS = """
const seen = new Set();
const below = (element, known) => {
  if (!element) return "";
  if (!known.has(element)) {
    const { backgroundColor, opacity, position } = getComputedStyle(element);
    const own = position === "static" && opacity === "1" && backgroundColor === "rgba(0, 0, 0, 0)"
      ? "" : ` / ${backgroundColor} ${opacity} ${position === "static" ? "" : element.className}`;
    known.set(element, below(element.parentElement, known) + own);
  }
  return known.get(element);
};
const colours = (element, known) => {
  const style = getComputedStyle(element);
  const link = element.tagName === "A" && [
    getComputedStyle(element.parentElement).color, style.textDecorationLine,
    style.borderBottomStyle,
  ];
  return [
    link, style.color, style.fontSize, style.fontWeight, style.textShadow, below(element, known),
  ].join();
};
const words = (element) => {
  const own = [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE)
    .map((child) => child.data.trim()).join("");
  return own.length > 1 && /[\\p{L}\\p{N}]/u.test(own) ? own.length : 0;
};
const seeable = (element) => element.getBoundingClientRect().right > 0
  && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const byColours = () => {
  const known = new Map();
  const groups = new Map();
  for (const element of document.body.querySelectorAll(":not(svg, svg *, script, style)")) {
    const length = words(element);
    if ((length === 0 && element.tagName !== "A") || !seeable(element)) continue;
    const mine = `${length > 0} ${colours(element, known)}`;
    if (seen.has(mine)) continue;
    groups.set(mine, [...groups.get(mine) ?? [], { element, length }]);
  }
  for (const [mine, group] of groups) {
    group.sort((one, other) => one.length - other.length);
    groups.set(mine, group.map(({ element }) => element));
  }
  return groups;
};
"""

# O contraste de um texto é o de todos os da mesma combinação: mede-se o primeiro; se o axe-core não
# o mede (porque algo o cobre), medem-se os outros; e a combinação que se mediu não se
# mede outra vez. A que ele não soube medir em texto algum é dita.
#
# Um texto sobre um degradê, como o da sombra dos arquivos que rolam, ele não mede: sem o degradê,
# vale a cor que está por baixo.
SEARCH = """
axe.configure({ rules: [
  { id: "color-contrast", selector: "[data-measure]" },
  { id: "link-in-text-block", selector: "a[href][data-measure]" },
] });
const measured = new WeakSet();
const contrast = axe._audit.checks["color-contrast"];  // não há outro modo de saber o que ele mediu
const evaluate = contrast.evaluate;
contrast.evaluate = function (element, ...rest) {
  const verdict = evaluate.call(this, element, ...rest);
  if (verdict !== undefined) measured.add(element);
  return verdict;
};
const search = async (elements, options) => {
  for (const element of elements) element.setAttribute("data-measure", "");
  const results = await axe.run(document, options);
  for (const element of elements) element.removeAttribute("data-measure");
  return results;
};
window.barriers = async ([options, onlyColours]) => {
  const groups = byColours();
  if (groups.size === 0 && options.runOnly.type === "rule") return [];
  const flat = new CSSStyleSheet();
  flat.replaceSync("*, ::before, ::after { background-image: none !important }");
  document.adoptedStyleSheets.push(flat);
  const all = [...groups.values()];
  const { violations, incomplete } = await search(all.map(([first]) => first), options);
  const others = all.filter(([first]) => words(first) && !measured.has(first))
    .flatMap(([, ...rest]) => rest);
  if (others.length > 0) {
    const more = await search(others, onlyColours);
    violations.push(...more.violations);
    incomplete.push(...more.incomplete);
  }
  document.adoptedStyleSheets.pop();
  const unmeasured = new Set();
  for (const [mine, group] of groups) {
    // As palavras de um link sem texto próprio são de um elemento de dentro.
    if (!words(group[0]) || group.some((element) => measured.has(element))) seen.add(mine);
    else group.forEach((element) => unmeasured.add(element));
  }
  const left = incomplete.filter((one) => one.id === "color-contrast")
    .map((one) => ({ ...one, nodes: one.nodes.filter((node) => unmeasured.has(node.element)) }));
  return [...violations, ...left]
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, help, nodes }) => ({
      id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
};
"""
MARK = ' data-measure=""'
SCRIPT = f"{AXE_SCRIPT}\n(() => {{ {BY_COLOURS} {SEARCH} }})();"

_OPTIONS = {
    "resultTypes": ["violations", "incomplete"],
    "selectors": False,
    "elementRef": True,
}
EVERYTHING = _OPTIONS | {"runOnly": {"type": "tag", "values": RULES}}
ONLY_COLOURS = _OPTIONS | {"runOnly": {"type": "rule", "values": COLOURS}}


def told(violation: dict[str, Any]) -> str:
    """Uma violação, com cada elemento em que ela aparece."""
    where = "\n".join(
        f"    {node['html'].replace(MARK, '')[:160]}\n"
        f"      {node['failureSummary'].splitlines()[-1].strip()}"
        for node in violation["nodes"]
    )
    return f"  {violation['id']}: {violation['help']}\n{where}"


def barriers(page: Page, options: dict[str, Any] = EVERYTHING) -> list[str]:
    """O que o axe-core acha na página aberta, como ela está; das cores, só as que não se viram."""
    if not page.evaluate("'barriers' in window"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => barriers(options)", [options, ONLY_COLOURS])
    return [f"{page.url}\n{told(violation)}" for violation in found]


def colour_barriers(page: Page) -> list[str]:
    """Só as cores que ainda não se viram: outro tema não troca mais nada."""
    return barriers(page, ONLY_COLOURS)
