// Onde o navegador bloqueia a guarda, só perguntar por ela já é um erro, que pararia o script do tema: a
// busca e os botões de copiar não viriam. Quem pergunta acha, então, uma guarda em que nada cabe.
(() => {
  const full = {
    getItem: () => null,
    removeItem() {},
    setItem() {
      throw new DOMException("", "QuotaExceededError");
    },
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      self[name];
    } catch {
      Object.defineProperty(self, name, { value: full });
    }
  }
})();
