"""O motor Docker que a suíte usa: o da pessoa, ou um privado, montado na hora.

Leia nesta ordem:

- `session`: a decisão (motor da pessoa, motores privados ou erro) e a faxina antes e depois;
- `machine`: o motor da pessoa, usado como está;
- `footprint`, `preflight`: o que o guia cria num motor, e que precisa estar livre no da pessoa;
- `private/packages`: os pacotes Debian do motor privado, desempacotados numa pasta só deles;
- `private/daemon`: o motor privado no ar, isolado, e o seu fim garantido pelo kernel;
- `machines`, `podman`: as outras máquinas de uma lição, e o podman e o kubectl de outra;
- `images` e `private/base_images/`: as imagens base, do registro ou substitutas;
- `api`: as perguntas que se fazem muitas vezes, sem o comando `docker`;
- `inventory`: o que existe no motor, para remover só o que a suíte criou;
- `addresses`: de quem é cada IP das redes dele;
- `debian`: o que se instala da distribuição, quando a pessoa é root num Debian ou Ubuntu;
- `process`, `failure`: a fronteira com os outros programas, e o erro que ela levanta;
- `cache`: onde tudo isso fica guardado entre execuções.

`cache` usa só a biblioteca padrão: `make clean` o chama sem o ambiente virtual.
"""
