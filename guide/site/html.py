"""O que se lê numa página construída."""

from html.parser import HTMLParser
from pathlib import Path

FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}


class BuiltPage(HTMLParser):
    """O que interessa de uma página construída: blocos de código, destinos, âncoras e recursos."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.code: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.resources: list[str] = []
        self.titles = 0
        self.language = ""
        self._in_pre = False
        self._in_code = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        for name, value in attrs:
            if (tag, name) in FETCHED and values.get("rel") not in ("canonical", "next", "prev"):
                self.resources.append(value or "")
        if tag == "a" and (href := values.get("href")) is not None:
            self.links.append(href)
        self.titles += tag == "h1"
        if tag == "html":
            self.language = values.get("lang") or ""
        self._in_pre |= tag == "pre"
        if tag == "code" and self._in_pre:
            self._in_code = True
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._in_pre = self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.code[-1] += data
