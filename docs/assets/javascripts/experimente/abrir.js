// O botão «Experimente aqui, sem Docker». O terminal e as respostas da lição só se pedem no primeiro
// clique, e como scripts, que também se leem de uma página aberta do disco.
(function () {
  "use strict";

  const here = document.currentScript.src;
  const place = document.querySelector(".experimente");
  const button = place.querySelector("button");
  let opening;

  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(address, here);
      script.async = false;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} não pôde ser lido`));
      document.head.append(script);
    });

  const all = () => {
    window.experimente = {};
    const data = "../../../arquivos/experimente";
    return Promise.all(
      ["comando.js", "sessao.js", "terminal.js", `${data}/comandos.js`, `${data}/${place.dataset.licao}.js`].map(load),
    );
  };

  button.addEventListener("click", async () => {
    try {
      await (opening ??= all());
      window.experimente.abrir(button);
    } catch {
      opening = undefined;
      button.textContent = "O terminal não pôde ser lido. Tente de novo";
    }
  });
})();
