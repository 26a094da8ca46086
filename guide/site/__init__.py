"""O site: construí-lo, servi-lo, empacotá-lo.

- `mkdocs`: a construção estrita, o único lugar que chama o MkDocs;
- `serve`, `preview`: o site que se vê enquanto se edita, refeito só no que mudou;
- `faults`: o que há de errado nas fontes, dito em português com arquivo e linha;
- `lesson_files`: os arquivos de cada lição, num zip;
- `reader_program`: o programa de quem lê, num arquivo só, o `confere.pyz`;
- `reading`: o que o navegador lê para guardar o progresso e propor previsões;
- `page_terminal`: o que o terminal de cada lição responde;
- `generated`: o que se escreve antes de construir, e o repositório não guarda;
- `html`: o que se lê numa página construída;
- `offline`, `pdf`, `epub`: o zip, o PDF e o EPUB; `publish`: o site com os dois primeiros;
- `release`: uma edição, com os três;
- `csp`, `nginx.conf`: a política de segurança e o servidor da imagem;
- `chromium`, `chromium_install`: o navegador que imprime o PDF e em que os testes leem o site;
- `server`: um servidor estático, como o de uma hospedagem.
"""
