"""A suíte posta à prova: estraga o guia como um autor estragaria sem querer, e vê se ela percebe.

- `slips`: os enganos, um por um;
- `recordings`: o que o motor respondeu a cada página, guardado quando ela passa;
- `judge` e `links`: o juízo sem motor, de milhares;
- `living`: o juízo no motor, de uma amostra;
- `equivalents`: os que não tornam página alguma falsa, e por quê;
- `report` e `command`: o que se vê em `make mutants`; `workers` divide o trabalho.

Um sobrevivente é um engano que a suíte deixaria publicar. Ou se conserta a suíte, ou ele é
equivalente (a página continua verdadeira) e está declarado, com o motivo.
"""
