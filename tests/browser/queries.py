"""As consultas como as pessoas as fazem, lidas de `consultas.tsv`.

Uma por linha, em três colunas:

- `origem`: `dada` (real, de fora), `antes` ou `depois` (nossa, escrita antes ou depois de se ver o
  que a busca respondia);
- `consulta`: o que se digita ou se cola;
- `certas`: as seções que respondem, como `dados/volumes/#volumes` ou, de uma página inteira,
  `dados/volumes/`; ou `desconhecida`, de uma mensagem que o guia não explica; `falta`, de uma
  pergunta que espera que alguém escreva a resposta; `nada`, do que não é assunto do guia.
"""

from dataclasses import dataclass
from pathlib import Path

FILE = Path("tests/browser/consultas.tsv")
_WITHOUT_ANSWER = ("desconhecida", "falta", "nada")


@dataclass(frozen=True)
class Query:
    """Uma consulta; `answer` é a terceira coluna, e `line`, a linha dela no arquivo."""

    origin: str
    text: str
    answer: str
    line: int

    def __str__(self) -> str:
        return self.text

    @property
    def place(self) -> str:
        """Onde a consulta está, como `tests/browser/consultas.tsv:12`."""
        return f"{FILE.as_posix()}:{self.line}"

    @property
    def sections(self) -> list[str]:
        """As seções certas, como `dados/volumes#volumes`; nenhuma, se o guia não responde."""
        if self.answer in _WITHOUT_ANSWER:
            return []
        listed = [one.replace("/#", "#").removesuffix("/") for one in self.answer.split()]
        return [one.replace("erros#", "erros/index#") for one in listed]

    @property
    def is_unknown(self) -> bool:
        """Se é uma mensagem que o guia não explica."""
        return self.answer == "desconhecida"

    @property
    def is_foreign(self) -> bool:
        """Se não é assunto do guia."""
        return self.answer == "nada"


def _read() -> list[Query]:
    path = Path(__file__).parents[2] / FILE
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Query(*row.split("\t"), line) for line, row in enumerate(rows, 2)]


QUERIES = _read()
