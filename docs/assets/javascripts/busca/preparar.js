// O que o Material faz de outro modo na busca, acertado antes de ele começar (main.html).
(function () {
  "use strict";

  // Quem busca é o nosso Worker, e não o do tema, que pergunta aqui onde ele está.
  const config = document.getElementById("__config");
  const settings = JSON.parse(config.textContent);
  if (document.forms.namedItem("search") && settings.search) {
    settings.search = new URL("worker.js", document.currentScript.src).href;
    config.textContent = JSON.stringify(settings);
  }

  // O Material pede o índice da busca em toda página que se abre. É o maior arquivo do site, e quase
  // ninguém busca em cada página: aqui o pedido espera a busca ser aberta, que é o que o próprio
  // Material faz numa página aberta do disco.
  const { open, send } = XMLHttpRequest.prototype;
  const forIndex = new WeakSet();

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).endsWith("/search/search_index.json")) {
      forIndex.add(this);
    }
    return open.call(this, method, url, ...rest);
  };

  XMLHttpRequest.prototype.send = function (body) {
    // A caixa de marcar que diz se a busca está aberta: o campo, `/` e `?q=` passam todos por ela.
    const search = document.getElementById("__search");
    if (forIndex.has(this) && !search.checked) {
      search.addEventListener("change", () => send.call(this, body), { once: true });
    } else {
      send.call(this, body);
    }
  };

  // O Material busca quando uma tecla é solta. Quem cola com o mouse ou com o dedo, ou dita, não solta
  // nenhuma: aqui é como se soltasse.
  document.querySelector(".md-search__input")?.addEventListener("input", ({ target }) => {
    target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  });

  // O texto de um resultado que é uma seção vem dentro do título, num <template>: aqui ele ganha o
  // lugar dele antes de ser pintado.
  const list = document.querySelector(".md-search-result__list");
  if (list) {
    new MutationObserver(() => {
      for (const kept of list.querySelectorAll("h1 > template")) {
        kept.parentElement.after(kept.content);
        kept.remove();
      }
    }).observe(list, { childList: true, subtree: true });
  }
})();
