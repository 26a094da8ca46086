"""O que se lê numa página construída: a leitura única do HTML, como uma árvore."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Union

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"} | {
    "source",
    "track",
    "wbr",
}
"""Os elementos que não se fecham (HTML Living Standard, 13.1.2, «void elements»)."""

FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}
JAVASCRIPT = {"", "module", "text/javascript"}
"""Os tipos de script que se executam; os outros são dados."""


@dataclass(frozen=True, eq=False)
class Element:
    """Um elemento; um atributo sem valor vale o texto vazio."""

    tag: str
    attributes: dict[str, str]
    children: list[Union["Element", str]] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        """As classes do elemento."""
        return set(self.attributes.get("class", "").split())

    def walk(
        self, skip: Callable[["Element"], bool] = lambda element: False
    ) -> Iterator[Union["Element", str]]:
        """O elemento e tudo o que há dentro dele, elementos e textos, na ordem da página.

        Os elementos que `skip` escolhe ficam de fora, com o que há dentro deles.
        """
        pending: list[Element | str] = [self]
        while pending:
            one = pending.pop()
            if isinstance(one, Element):
                if skip(one):
                    continue
                pending.extend(reversed(one.children))
            yield one

    def elements(self, *tags: str) -> list["Element"]:
        """Os elementos `tags` que há aqui dentro, na ordem; sem `tags`, todos."""
        return [
            one
            for one in self.walk()
            if isinstance(one, Element) and one is not self and (not tags or one.tag in tags)
        ]

    @property
    def text(self) -> str:
        """Todo o texto que há dentro do elemento."""
        return "".join(one for one in self.walk() if isinstance(one, str))


class _Reader(HTMLParser):
    """Faz a árvore em `root`; o que ficou aberto fecha-se com o elemento que o contém."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """A árvore de `html`, debaixo de um elemento sem nome."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class BuiltPage:
    """O que interessa de uma página construída: blocos de código, destinos, âncoras e recursos."""

    def __init__(self, file: Path) -> None:
        self.root = parse(file.read_text(encoding="utf-8"))
        self.code: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.resources: list[str] = []
        self.titles = 0
        self.language = ""
        for element in self.root.elements():
            self._add(element)

    def _add(self, element: Element) -> None:
        tag, values = element.tag, element.attributes
        self.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        for name, value in values.items():
            if (tag, name) in FETCHED and values.get("rel") not in ("canonical", "next", "prev"):
                self.resources.append(value)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.titles += tag == "h1"
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "pre":
            self.code += [code.text for code in element.elements("code")]

    @property
    def article(self) -> Element:
        """O artigo, sem o que é do tema."""
        return self.root.elements("article")[0]


def inline_scripts(root: Element) -> list[str]:
    """Os textos dos scripts escritos dentro da página, exatos: a política os reconhece por eles."""
    return [
        script.text
        for script in root.elements("script")
        if "src" not in script.attributes and script.attributes.get("type", "") in JAVASCRIPT
    ]
