// O botão de copiar do Material copia o bloco inteiro. Numa transcrição de terminal, o leitor quer
// só os comandos: sem os prompts e sem as saídas. O que se digita dentro de um programa interativo
// também fica: colado junto, iria para o terminal, e não para o programa.
// O Material copia o atributo data-copy do bloco, quando ele existe.
document$.subscribe(() => {
  for (const block of document.querySelectorAll(".language-console.highlight")) {
    const lines = block.querySelector("pre > code").textContent.split("\n");
    const commands = lines.filter((line) => /^[$>] /.test(line)).map((line) => line.slice(2));
    if (commands.length > 0) {
      block.dataset.copy = commands.join("\n");
    } else {
      block.classList.add("no-copy");
    }
  }
});
