"""As opções dos comandos da casa, no que o argparse não faz."""

import argparse


class Once(argparse.Action):
    """Uma opção que, dada duas vezes, é recusada: a segunda calaria a primeira."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest):
            parser.error(f"{option_string} foi dada duas vezes, e é uma página de cada vez")
        setattr(namespace, self.dest, values)
