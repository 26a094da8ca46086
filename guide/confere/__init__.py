"""O programa de quem lê: `confere.pyz` diz se um exercício está feito, no Docker da pessoa.

    python confere.pyz                 os exercícios, e quais estão feitos
    python confere.pyz volumes         item por item: feito, ou o que se viu no lugar, e uma dica
    … 2>&1 | python confere.pyz explica   a causa e o remédio dos erros que há numa saída
    python confere.pyz turma *.json    os relatórios de uma turma, numa tabela

Só olha: os comandos do `docker` que usa estão em `docker.READS`, e nenhum cria, muda ou executa
coisa alguma. Usa só a biblioteca padrão do Python 3.9, e não importa nada do resto do guia:
`guide/site/reader_program.py` o empacota num arquivo só, que se baixa das páginas.

- `__main__`: a linha de comando, e o código de saída;
- `docker`: pergunta ao comando `docker`, e diz por que ele não respondeu;
- `scene`: o que há no motor e na pasta, e o que aconteceu há pouco (`docker events`);
- `checks`: os itens de um exercício, o que cada um olha e as três dicas;
- `exercises`: os exercícios, um módulo por parte do guia: `comece`, `imagens`,
  `dados`, `compose`, `dia_a_dia`, `erros` e `desafios`;
- `judge`: os itens de um exercício, um a um, e qual é o exercício que se pediu;
- `report`: o que se diz na tela, e o JSON para quem ensina;
- `explica`: as mensagens de erro que o guia conhece, achadas numa saída colada;
- `turma`: os relatórios de uma turma numa tabela;
- `typed`: as colunas da tela de quem lê, e o comando como se digita nela.
"""
