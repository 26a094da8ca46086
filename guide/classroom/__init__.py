"""Uma aula sem internet: uma pasta que cabe num pendrive, com tudo de que a turma precisa.

    python -m guide turma dist    # dist/turma/ e dist/turma.tar: `make turma`

- `needs`: o que as lições pedem da rede: imagens base, pacotes do Python, e o que fica de fora;
- `images`: as imagens base, em arquivos e num registro que serve de espelho;
- `timetable`: o horário de 8 e o de 20 horas, do tempo que cada lição diz;
- `slides`: as transcrições das lições, um comando por slide;
- `folder`: a pasta inteira, as somas e o `.tar`;
- `command`: o comando que a faz, com o motor que há;
- `stick/`: o que vai nela como está: `suba` e `prepare`, em sh e em PowerShell, e o LEIA-ME.

O espelho é um registro com `library/NOME:TAG`; o `registry-mirrors` do motor de cada pessoa aponta
para ele, e as lições ficam palavra por palavra. As imagens do Python têm uma camada a mais, com os
pacotes que as lições instalam: o `pip` não sai da sala.
"""
