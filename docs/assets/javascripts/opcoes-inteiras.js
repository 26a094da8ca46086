// Numa linha que não cabe, o navegador quebra também depois de um hífen: `--` numa linha e `rm` na
// outra, e quem digita o comando não sabe se há um espaço ali. Nos comandos, as palavras com hífen
// ficam inteiras; as muito compridas, que não caberiam num telefone, ainda se quebram.
// O bloco que já está à vista fica como está: o texto não se mexe sob os olhos de quem lê.
document$.subscribe(() => {
  const WORD = /([^\s"']*-[^\s"']*)/;
  const LONGEST = 28;

  const keepWhole = (text) => {
    const pieces = text.data.split(WORD);
    if (pieces.length === 1) return;
    text.replaceWith(
      ...pieces.map((piece, index) => {
        if (index % 2 === 0 || piece.length > LONGEST) return piece;
        const word = document.createElement("span");
        word.className = "inteira";
        word.textContent = piece;
        return word;
      }),
    );
  };

  const blocks = [...document.querySelectorAll(".language-console.highlight")];
  const unseen = blocks.filter((block) => {
    const { bottom, height, top } = block.getBoundingClientRect();
    return height === 0 || top > innerHeight || bottom < 0;
  });
  for (const prompt of unseen.flatMap((block) => [...block.querySelectorAll(".gp")])) {
    const walker = document.createTreeWalker(prompt.parentElement, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(keepWhole);
  }
});
