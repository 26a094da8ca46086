// O botão de copiar do Material copia o bloco inteiro. Numa transcrição de terminal, o leitor quer
// só os comandos: sem os prompts (.gp) e sem as saídas (.go), que são as classes que o Pygments dá.
// O Material copia o atributo data-copy do bloco, quando ele existe.
document$.subscribe(() => {
  for (const block of document.querySelectorAll(".language-console.highlight")) {
    const code = block.querySelector("pre > code");
    const copy = code.cloneNode(true);
    copy.querySelectorAll(".gp, .go").forEach((span) => span.remove());
    const commands = copy.textContent.split("\n").filter((line) => line.trim() !== "");
    if (commands.length > 0) {
      block.dataset.copy = commands.join("\n");
    } else {
      block.classList.add("no-copy");
    }
  }
});
