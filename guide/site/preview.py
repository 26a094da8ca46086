"""O site que se vê enquanto se edita: construído inteiro uma vez, e depois só no que mudou.

O MkDocs relê e remonta todas as páginas a cada edição. Aqui se chamam as mesmas peças dele, na
ordem de `mkdocs.commands.build.build` (MkDocs 1.6), e se guarda o que ele sabe do site: uma página
editada é a única relida e remontada. O resultado é o mesmo de uma construção inteira, da busca ao
llms.txt; um teste compara os dois, arquivo por arquivo. O que muda o site todo (o `mkdocs.yml`,
`overrides/`, uma página a mais ou a menos) o reconstrói todo.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from guide import notes, status
from guide.page import Guide, GuideError, Page
from guide.promises import files as promised
from guide.promises import messages
from guide.site import faults, generated
from guide.site.lesson_files import FOLDER

CONFIG = Path("mkdocs.yml")
MATTER = "\nmensagens:\n"
"""O que o cabeçalho de uma página que explica uma mensagem tem."""
FAILURE = (Exception, SystemExit)
"""O que o MkDocs levanta quando não pode construir; o `Abort` dele é um `SystemExit`."""


@dataclass
class _Site:
    """O que o MkDocs sabe do site inteiro; `entries` é o que a busca sabe de cada página."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    entries: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def documents(self) -> list[File]:
        return list(self.files.documentation_pages())


class Preview:
    """O site do guia em `root`, na pasta `folder`, servido em `url`.

    `folder` do site é `site`, que muda a cada construção inteira: o que está no ar nunca está pela
    metade. Um engano não levanta nada: fica em `faults`, e no ar, o último site bom.
    """

    def __init__(self, root: Path, folder: Path, url: str) -> None:
        self.root = root
        self.site = folder / "0"
        self.site.mkdir()
        self._folder = folder
        self._url = url
        self._built: _Site | None = None
        self._count = 0
        self._whole = True  # a próxima construção é do site todo
        self._stale: set[str] = set()  # páginas que esperam um conserto
        self._titled = False  # o título ou o cabeçalho de uma página mudou: as outras o mostram
        self._of_pages: dict[str, list[str]] = {}
        self._of_site: list[str] = []
        self._of_messages: list[str] = []
        self._pending = False  # as mensagens de erro esperam ser refeitas

    @property
    def faults(self) -> list[str]:
        """O que há de errado, uma frase por engano."""
        unread = tuple(f"docs/{name}:" for name in self._stale)  # o que se sabia delas já é velho
        of_all = [*self._of_site, *self._of_messages]
        found = [one for one in of_all if not one.startswith(unread)]
        found += [one for each in self._of_pages.values() for one in each]
        return list(dict.fromkeys(found))

    def update(self, changed: set[Path], writing: Callable[[], None] = lambda: None) -> list[str]:
        """Põe no site as mudanças dos arquivos `changed`, relativos à raiz.

        Devolve as páginas refeitas. `writing` é chamada antes de mexer no site que está no ar. O
        que não é de página alguma vem depois: `finish`.
        """
        guide = Guide(self.root)
        changed = {path for path in changed if not path.is_relative_to(FOLDER)}
        self._whole |= generated.write_files(guide)
        self._whole |= self._built is None or self._changes_everything(guide, changed)
        if self._whole:
            pages, self._of_pages = guide.pages, {}
        else:
            pages = [p for p in guide.pages if p.name in self._stale or concerns(p, changed)]
        self._of_site = []
        try:
            notes.write_notes(guide, pages)
            if self._whole:
                status.write(guide)
        except GuideError as error:
            self._of_site = [str(error)]
        for page in pages:
            self._of_pages[page.name] = faults.of_page(page)
        broken = {page.name for page in pages if self._of_pages[page.name]}
        if not broken:  # as que já estão erradas conferem-se outra vez: o conserto pode ser este
            self._pending |= self._whole or bool(self._of_messages)
            self._pending |= any(_tells_messages(page) for page in pages)
        if self._whole and broken:
            return []
        if self._whole:
            self._stale = set()
            self.finish()
            return self._build(guide)
        self._stale = broken
        return self._refresh([page for page in pages if page.name not in broken], writing)

    def finish(self) -> bool:
        """Refaz as mensagens de erro, se o que mudou fala de uma; diz se o que há de errado mudou.

        Recolhem-se do guia inteiro, e isso leva mais do que refazer uma página: quem edita a vê
        antes.
        """
        if not self._pending or self._stale:
            return False
        self._pending = False
        before, self._of_messages = self._of_messages, []
        try:
            for file in generated.write_known(Guide(self.root)):
                if not self._whole:
                    shutil.copy(self.root / file, self.site / file.relative_to("docs"))
        except GuideError as error:
            self._of_messages = str(error).splitlines()
        return self._of_messages != before

    def _changes_everything(self, guide: Guide, changed: set[Path]) -> bool:
        assert self._built is not None
        known = {file.src_uri for file in self._built.documents}
        if known != {page.name for page in guide.pages}:
            return True
        return any(
            path.parts[0] not in ("docs", "examples", "diagrams")
            or (path.parts[0] == "docs" and path.suffix != ".md")
            for path in changed
        )

    def _build(self, guide: Guide) -> list[str]:
        """Constrói tudo numa pasta nova; se deu, é ela que fica no ar."""
        self._count += 1
        target = self._folder / str(self._count)
        with _messages() as said:
            try:
                built = _load(self.root / CONFIG, target, self._url)
                documents = built.documents
                for file in documents:
                    self._read(built, guide, file)
                if not self._stale:
                    _write(built, documents, {file.src_uri for file in documents}, whole=True)
                    self._built, self._whole, self._titled = built, False, False
            except FAILURE as error:
                said += [] if said else faults.of_failure(error)
        self._of_site += faults.translated(said, guide)
        if self._whole:
            shutil.rmtree(target, ignore_errors=True)
            return []
        old, self.site = self.site, target
        shutil.rmtree(old)
        return [file.src_uri for file in documents]

    def _refresh(self, pages: list[Page], writing: Callable[[], None]) -> list[str]:
        """Refaz `pages` no site que está no ar; e as outras, se mostram o que mudou nelas."""
        built = self._built
        assert built is not None
        files = {file.src_uri: file for file in built.documents}
        for page in pages:
            self._read(built, page.guide, files[page.name])
        fresh = {page.name for page in pages} - self._stale
        if not fresh:
            return []
        touched = [file for name, file in files.items() if name in fresh or self._titled]
        writing()
        offered = FOLDER.relative_to("docs")
        shutil.copytree(self.root / FOLDER, self.site / offered, dirs_exist_ok=True)
        guide = pages[0].guide
        with _messages() as said:
            try:
                _write(built, touched, fresh)
            except FAILURE as error:
                said += [] if said else faults.of_failure(error)
                self._whole = True
            else:
                self._titled = False
        self._of_site += faults.translated(said, guide)
        return [file.src_uri for file in touched]

    def _read(self, built: _Site, guide: Guide, file: File) -> None:
        """Lê a página de `file`; se não deu, ela espera o conserto, com o motivo em `faults`."""
        page = file.page
        assert page is not None
        before = (page.title, page.meta)
        with _messages() as said:
            try:
                build._populate_page(page, built.config, built.files)
            except FAILURE as error:
                said += [] if said else faults.of_failure(error)
                self._stale.add(file.src_uri)
        self._titled |= (page.title, page.meta) != before
        ours = guide.page(file.src_uri)
        promised = [one for promise in faults.PROMISES for one in promise(ours)]
        self._of_pages[file.src_uri] = [*promised, *faults.translated(said, guide)]


def _tells_messages(page: Page) -> bool:
    return page.path.parent == messages.FOLDER or MATTER in page.text


def concerns(page: Page, changed: set[Path]) -> bool:
    """Diz se `page` mostra um dos arquivos `changed`, ou se a nota ao pé dela depende de um."""
    if page.path in changed:
        return True
    try:
        included = [one.path for one in promised.inclusions(page)]
        shown = {Path(base) / path for path in included for base in promised.BASES}
        example = Path("examples") / page.example if page.example else None
    except GuideError:
        return False  # só o conserto dela muda isso, e aí ela está em `changed`
    if shown & changed:
        return True
    return example is not None and any(path.is_relative_to(example) for path in changed)


def _load(config_file: Path, target: Path, url: str) -> _Site:
    """Lê a configuração, acha os arquivos e monta o menu, como o começo de uma construção."""
    config = load_config(str(config_file), site_dir=str(target), strict=False)
    config.site_url = url
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        if file.page is None:
            build.Page(None, file, config)
    return _Site(config, files, nav, env)


def _write(site: _Site, touched: list[File], fresh: set[str], *, whole: bool = False) -> None:
    """Escreve as páginas `touched`, e o que se faz de todas: a busca e os modelos do tema.

    `fresh` são as que acabaram de ser lidas: das outras, a busca já sabe o que sabia.
    """
    config, documents = site.config, site.documents
    if whole:
        site.env = config.plugins.on_env(site.env, config=config, files=site.files)
        site.files.copy_static_files()
    for template in config.theme.static_templates:
        build._build_theme_template(template, site.env, site.files, config, site.nav)
    index = next(
        plugin.search_index for plugin in config.plugins.values() if hasattr(plugin, "search_index")
    )
    for file in touched:
        assert file.page is not None
        index.entries = []
        build._build_page(file.page, config, documents, site.nav, site.env)
        if file.src_uri in fresh:
            site.entries[file.src_uri] = index.entries
    index.entries = [one for file in documents for one in site.entries[file.src_uri]]
    for file in documents:
        assert file.page is not None
        file.page.validate_anchor_links(files=site.files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _messages() -> Iterator[list[str]]:
    """O que o MkDocs avisa enquanto se está aqui, em vez de ir para o terminal."""
    logger, collector = logging.getLogger("mkdocs"), _Collector()
    for other in (others := list(logger.handlers)):
        logger.removeHandler(other)
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        for other in others:
            logger.addHandler(other)
