// Numa linha que não cabe, o navegador quebra também depois de um hífen: `--` numa linha e `rm` na
// outra, e quem digita o comando não sabe se há um espaço ali. Nos comandos, e no código no meio do
// texto, as palavras com hífen ficam inteiras; as muito compridas, que não caberiam num telefone,
// ainda se quebram. O que já está à vista fica como está: o texto não se mexe sob os olhos de quem lê.
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

  const unseen = (element) => {
    const { bottom, height, top } = element.getBoundingClientRect();
    return height === 0 || top > innerHeight || bottom < 0;
  };
  const all = (selector) => [...document.querySelectorAll(selector)].filter(unseen);
  const typed = all(".language-console.highlight").flatMap((block) =>
    [...block.querySelectorAll(".gp")].map((prompt) => prompt.parentElement),
  );
  for (const code of [...typed, ...all(".md-content :not(pre) > code")]) {
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(keepWhole);
  }
});
