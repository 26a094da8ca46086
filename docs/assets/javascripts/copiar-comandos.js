// O botão de copiar do Material copia o bloco inteiro, como se vê: com uma linha em branco depois de
// cada uma das que se quebram. O leitor quer o que está escrito e, numa transcrição de terminal, só
// os comandos: sem os prompts e sem as saídas. O que se digita dentro de um programa interativo
// também fica: colado junto, iria para o terminal, e não para o programa.
// O Material copia o atributo data-copy do bloco, quando ele existe.
document$.subscribe(() => {
  for (const block of document.querySelectorAll('.highlight[class*="language-"]')) {
    const text = block.querySelector("pre > code").textContent;
    if (!block.classList.contains("language-console")) {
      block.dataset.copy = text;
      continue;
    }
    const commands = text.split("\n").filter((line) => /^[$>] /.test(line));
    if (commands.length > 0) {
      block.dataset.copy = commands.map((line) => line.slice(2)).join("\n");
    } else {
      block.classList.add("no-copy");
    }
  }
});
