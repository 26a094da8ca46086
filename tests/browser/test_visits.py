"""Cada verificação de uma página falha com o seu nome quando a página tem o defeito dela.

As páginas daqui são pequenas, e cada uma tem um defeito só, posto de propósito.
"""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.visits import CHECKS, visit

PAGE = """<!doctype html>
<html lang="pt-BR"><head><title>Uma página</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body {{ background: #fff; color: #000; margin: 0 }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #000; color: #fff }} }}
  pre > code {{ display: block; overflow: hidden; font: 13px monospace }}
  {style}
</style></head>
<body data-md-color-scheme="default">
<script>
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default";
  dark.addEventListener("change", follow);
  follow();
</script>
<main class="md-content"><h1>Uma página</h1>{body}</main></body></html>"""

CODE = '<div class="highlight"><button data-md-type="copy">Copiar</button><pre>ls</pre></div>'
COPIES = f"""{CODE}<script>
  document.querySelector('button').addEventListener('click', () => {{
    const text = document.createElement('textarea');
    text.value = 'COPIED';
    document.body.append(text);
    text.select();
    document.execCommand('copy');
    text.remove();
  }});
</script>"""
TERMINAL = (
    '<div class="language-console"><pre><code><span>$ ' + "ls " * 20 + "</span></code></pre></div>"
)
CUT = (
    '<div class="diagrama"><svg role="img" viewBox="0 0 320 60" width="320" height="60">'
    '<title>Ruim</title><rect x="40" y="10" width="60" height="40" fill="none"/>'
    '<text x="70" y="30" text-anchor="middle" fill="currentColor">um texto que não cabe</text>'
    "</svg></div>"
)
PUSHED = """<p>Um parágrafo que já estava na tela.</p><script>
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const box = document.createElement("div");
    box.style.height = "200px";
    document.querySelector("main").prepend(box);
  })));
</script>"""
ASKS = '<p>Um parágrafo.</p><script>fetch("/search/search_index.json").catch(() => {})</script>'
FAULTS = {
    "contraste no escuro": (
        "<p class='fraco'>Um texto</p>",
        "@media (prefers-color-scheme: dark) { .fraco { color: #222 } }",
        {"axe escuro 1280": "color-contrast"},
    ),
    "contraste no escuro, na tela estreita": (
        "<p class='fraco'>Um texto</p>",
        "@media (max-width: 400px) and (prefers-color-scheme: dark) { .fraco { color: #222 } }",
        {"axe escuro 390": "color-contrast"},
    ),
    "contraste sobre um degradê": (
        "<p class='fraco'>Um texto</p>",
        "@media (prefers-color-scheme: light) {"
        " .fraco { color: #999; background: linear-gradient(#fff, #fff) #fff } }",
        {"axe claro 1280": "color-contrast"},
    ),
    "contraste de uma palavra entre iguais": (
        "<p>Um texto</p><p>Um <b style='color: #999'>texto</b></p>",
        "",
        {"axe claro 1280": "color-contrast"},
    ),
    "contraste que não se mede": (
        "<p style='position: relative'>Um texto"
        "<span style='position: absolute; inset: 0; background: #ddd'></span></p>",
        "",
        {
            f"axe {theme} {width}": "overlapped by another"
            for theme in ("claro", "escuro")
            for width in (1280, 390)
        },
    ),
    "contraste de uma palavra e de pontos": (
        "<p class='fraco'>...</p><p class='fraco'>palavra</p>",
        ".fraco { color: #ccc }",
        {"axe claro 1280": "palavra"},
    ),
    "link da cor do texto": (
        "<p>Um texto com <a href='/' style='color: #555; text-decoration: none'>um link</a></p>",
        "@media (prefers-color-scheme: dark) { body a { color: #fff !important } }",
        {"axe claro 1280": "link-in-text-block"},
    ),
    "contraste no claro, na tela estreita": (
        "<p class='fraco'>Um texto</p>",
        "@media (max-width: 400px) and (prefers-color-scheme: light) { .fraco { color: #eee } }",
        {"axe claro 390": "color-contrast"},
    ),
    "figura sem texto": (
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="1" height="1">',
        "",
        {"axe claro 1280": "image-alt", "axe claro 390": "image-alt"},
    ),
    "texto empurrado": (
        PUSHED,
        "",
        {"CLS computador": "Mudou de lugar: <body", "CLS telefone": "Mudou de lugar: <body"},
    ),
    "pedido a outro servidor": (
        '<p>Um parágrafo.</p><script src="http://fora.example/x.js"></script>',
        "",
        {"pedidos de fora": "http://fora.example/x.js"},
    ),
    "erro no JavaScript": ("<script>nada.existe()</script>", "", {"erros": "nada is not defined"}),
    "arquivo que falta": (
        '<script src="/nao/existe.js"></script>',
        "",
        {"erros": "/nao/existe.js, que responde 404"},
    ),
    "índice pedido cedo": (
        ASKS,
        "",
        {
            "índice da busca computador": "sem busca alguma",
            "índice da busca telefone": "sem busca alguma",
            "bytes computador": "search_index.json",
            "bytes telefone": "search_index.json",
        },
    ),
    "página pesada": (
        f"<!-- {'x' * 200_000} -->",
        "",
        {"bytes computador": "o limite é", "bytes telefone": "o limite é"},
    ),
    "texto de diagrama cortado": (
        CUT,
        "",
        {"diagramas 1280": "não cabe na caixa", "diagramas 390": "não cabe na caixa"},
    ),
    "cópia errada": (COPIES.replace("COPIED", "rm"), "", {"cópia": "copia outra coisa: 'rm'"}),
    "botão coberto": (
        COPIES.replace("COPIED", "ls")
        + '<div style="position: fixed; inset: 0; pointer-events: auto"></div>',
        "",
        {"cópia": "o mouse não alcança o botão"},
    ),
    "botão escondido": (
        COPIES.replace("COPIED", "ls"),
        "button { visibility: hidden }",
        {"cópia": "o botão de copiar não se vê"},
    ),
    "linha cortada na tela estreita": (
        TERMINAL,
        "code { white-space: pre }",
        {"cortes 390": "a linha não cabe"},
    ),
    "continuação sem recuo": (
        TERMINAL,
        "code { white-space: pre-wrap }",
        {"cortes 390": "a continuação não tem recuo"},
    ),
    "linha cortada no papel": (
        TERMINAL.replace("language-console", ""),
        "@media (max-width: 400px) { code { white-space: pre-wrap } } "
        "@media print { code { white-space: pre; width: 200px } }",
        {"cortes no papel": "a linha não cabe"},
    ),
    "arquivo que rola e não o diz": (
        '<div class="highlight"><pre><code tabindex="0">' + "dados " * 15 + "</code></pre></div>",
        "pre > code { overflow: auto; padding: 1rem; white-space: pre } "
        "@media print { pre > code { white-space: pre-wrap } }",
        {"cortes 390": "rola, e nada o diz: dados dados"},
    ),
    "nenhum": (COPIES.replace("COPIED", "ls"), "", {}),
}


@pytest.mark.xdist_group("site: defeitos")
@pytest.mark.parametrize(("body", "style", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named(
    browser: Browser, origin: str, body: str, style: str, said: dict[str, str]
) -> None:
    """Só a verificação que cuida do defeito o acusa, e diz onde."""
    url = f"{origin}/defeito/"

    def answer(route: Route) -> None:
        if route.request.url == url:
            route.fulfill(body=PAGE.format(body=body, style=style), content_type="text/html")
        elif route.request.url.startswith(origin):
            route.continue_()
        else:
            route.abort()

    copies = [("docs/defeito.md:1", "ls" if "<pre>ls" in body else "")] * ("highlight" in body)
    findings = visit(browser, url, copies, prepare=lambda page: page.route("**/*", answer))
    assert not findings.broken
    found = {name: "\n".join(listed) for name, listed in findings.problems.items() if listed}
    assert set(found) == set(said), found
    assert set(said) <= set(CHECKS)
    for name, text in said.items():
        assert text in found[name]
        assert "/defeito/" in found[name] or "docs/defeito.md:1" in found[name]
