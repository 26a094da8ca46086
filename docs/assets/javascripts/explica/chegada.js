// Quem chega com uma mensagem (`#explica=…`) já encontra o lugar da resposta: a página não pula quando
// ela aparece. No <head>, antes de se desenhar qualquer coisa.
if (location.hash.startsWith("#explica=")) {
  document.documentElement.classList.add("explica-chegou");
}
