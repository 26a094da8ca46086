"""As mensagens que o guia conhece: quem cola um erro recebe a causa e o remédio, ou «não conheço».

Nada aqui é uma lista feita à mão: os padrões saem do que os comandos das páginas escreveram quando
falharam, e a causa e o remédio, do texto da seção que os executa. O que não se pode executar (outro
sistema, outro programa) está em `mensagens`, no cabeçalho da página, e se confere com o executado.

- `recorded`: o que as transcrições gravaram, e de que seção é cada saída;
- `patterns`: de uma linha gravada, as palavras que a distinguem de todas as outras;
- `texts`: a causa e o remédio que uma seção escreve, como texto;
- `catalogue`: as seções com os seus padrões, e os enganos: duas que se confundem, por exemplo;
- `translations`: o que o sistema de quem lê diz em português;
- `data`: o arquivo que o site e o `confere.pyz` leem.

Quem procura os padrões numa saída é `guide/confere/explica.py` e, no site, o seu par em JavaScript.
"""
