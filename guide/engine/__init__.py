"""O motor Docker que a suíte usa: o da pessoa, ou um privado, montado na hora.

Leia nesta ordem:

- `session.py`: a decisão (motor da pessoa, motor privado ou erro) e a faxina antes e depois;
- `user.py`: o motor da pessoa, usado como está;
- `packages.py`: os pacotes Debian do motor privado, desempacotados numa pasta só deles;
- `daemon.py`: o motor privado no ar, isolado, e o seu fim garantido pelo kernel;
- `images.py` e `base_images/`: as imagens base, do registro ou substitutas;
- `preflight.py`: os nomes e portas que precisam estar livres no motor da pessoa;
- `inventory.py`: o que existe no motor, para remover só o que a suíte criou;
- `cache.py`: onde tudo isso fica guardado entre execuções.

`cache.py` usa só a biblioteca padrão: `make clean` o chama sem o ambiente virtual.
"""
