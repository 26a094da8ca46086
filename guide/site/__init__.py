"""O site: construí-lo, servi-lo, empacotá-lo.

- `mkdocs`: a construção estrita, o único lugar que chama o MkDocs;
- `serve`, `preview`: o site que se vê enquanto se edita, refeito só no que mudou;
- `faults`: o que há de errado nas fontes, dito em português com arquivo e linha;
- `lesson_files`: os arquivos de cada lição, num zip;
- `generated`: o que se escreve antes de construir, os zips e as notas;
- `html`: o que se lê numa página construída;
- `offline`, `pdf`, `publish`: o zip, o PDF, e o site com os dois;
- `csp`, `nginx.conf`: a política de segurança e o servidor da imagem;
- `chromium`, `chromium_install`: o navegador que imprime o PDF e em que os testes leem o site;
- `server`: um servidor estático, como o de uma hospedagem.
"""
