"""Transcrições de terminal: ler, executar, normalizar, comparar, atualizar e relatar.

Cada módulo faz um trabalho só, e nenhum sabe o que é o guia, quem o testa ou que programas as
páginas ensinam: isso lhes chega por parâmetros.

- `parse`: o texto de um arquivo `*.console` vira seções e passos;
- `terminal`: um bash num pseudoterminal de 80 colunas, com a tela como a pessoa a vê;
- `screen`: a tela, que entende as sequências de controle; `processes`: o que o bash começou;
- `story`: executa as seções de uma página, na ordem, em um ou mais terminais;
- `normalise`: troca o que muda a cada execução (IDs, horas, tamanhos) por um nome;
- `compare`: confere a saída mostrada com a obtida;
- `pattern`: o que a transcrição declara que pode ser outro (`# aceita:`);
- `identity`: o que a normalização esconde (IDs, digests, IPs) concorda entre si;
- `update`: regrava as saídas de uma página, todas de uma execução;
- `report`: conta a falha a quem vai consertá-la.
"""
