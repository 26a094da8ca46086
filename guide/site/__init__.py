"""O site: construí-lo, servi-lo, empacotá-lo.

- `mkdocs`: a construção estrita e o servidor de edição, o único lugar que chama o MkDocs;
- `html`: o que se lê numa página construída;
- `offline`, `pdf`, `publish`: o zip, o PDF, e o site com os dois;
- `csp`, `nginx.conf`: a política de segurança e o servidor da imagem;
- `chromium`, `chromium_install`: o navegador que imprime o PDF e em que os testes leem o site;
- `server`: um servidor estático, como o de uma hospedagem.
"""
