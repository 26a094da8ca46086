"""Os exercícios que o `confere.pyz` conhece, e as páginas que os propõem.

- `pages`: o que a página diz de cada um, e em que ponto da história ele está feito;
- `living`: o programa chamado enquanto a suíte vive a página;
- `recorded`: o que o programa viu num motor de verdade, gravado, para julgar sem motor.
"""
