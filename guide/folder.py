"""A pasta de quem segue uma página: os arquivos aparecem nela quando a página os mostra."""

import hashlib
from pathlib import Path

from guide.page import Page
from guide.site import reader_program


class ReaderFolder:
    """A pasta `path`, nova, em que alguém segue `page`.

    Começa com os arquivos da lição anterior (`Page.files_at_start`), ou vazia. Sem `solutions`, o
    leitor não abre as soluções, nem abriu as daquela: o que só elas mostram não se grava. O
    `confere.pyz` aparece na linha que manda baixá-lo. Os arquivos ficam com as permissões que um
    editor lhes daria: nenhum é executável.
    """

    def __init__(self, page: Page, path: Path, *, solutions: bool = True) -> None:
        self.path = path
        self._page = page
        self._coming = [
            one for one in page.files_written if solutions or not page.in_solution(one.line)
        ]
        self._written: set[str] = set()
        self._download = reader_program.line_of(page)
        path.mkdir(parents=True)
        start = page.files_at_start if solutions else page.files_at_start_alone
        for name, source in start.items():
            self._write(name, source)

    def show_until(self, line: int) -> None:
        """Grava os arquivos que a página mostra antes da linha `line`."""
        if self._download and self._download < line:
            self._put(reader_program.PROGRAM.name, reader_program.contents(self._page.guide))
            self._download = 0
        while self._coming and self._coming[0].line < line:
            one = self._coming.pop(0)
            self._write(one.name, one.source)

    def changes(self) -> list[str]:
        """O que há na pasta além do que a página mostrou até aqui, e o que falta, em palavras."""
        found = {one.relative_to(self.path).as_posix() for one in self.path.rglob("*")}
        kept = {*self._written}
        for name in self._written:
            kept.update(parent.as_posix() for parent in Path(name).parents if parent.name)
        return [
            *(f"arquivo {name}, que antes não havia" for name in sorted(found - kept)),
            *(f"a falta do arquivo {name}" for name in sorted(kept - found)),
        ]

    def contents(self) -> dict[str, str]:
        """Um resumo (hash) de cada arquivo da pasta, por caminho."""
        return {
            one.relative_to(self.path).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
            for one in self.path.rglob("*")
            if one.is_file()
        }

    def _write(self, name: str, source: str) -> None:
        self._put(name, self._page.guide.content(source).encode())

    def _put(self, name: str, data: bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self._written.add(name)
