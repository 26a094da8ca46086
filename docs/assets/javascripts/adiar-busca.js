// O Material pede o índice da busca em toda página que se abre. É o maior arquivo do site, e quase
// ninguém busca em cada página: aqui o pedido espera a busca ser aberta, que é o que o próprio
// Material faz numa página aberta do disco. Por isso este script vem antes dos dele (main.html).
(function () {
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
})();
