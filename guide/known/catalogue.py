"""As mensagens que o guia conhece, tiradas das páginas e do que elas executam.

Uma mensagem é de uma seção de `docs/erros/`, ou de um parágrafo de uma lição que abre em negrito.
Os padrões dela são os das linhas que os comandos da seção escreveram ao falhar, e os de
`mensagens`, no cabeçalho da página: o que não se pode executar. Um padrão que casa com a saída de
outra seção, ou com a de um comando que deu certo, é um engano, dito com `arquivo:linha`.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from guide.confere.explica import GAP, Item, Messages, fold, items_of, match, words_of
from guide.known import patterns, texts, translations
from guide.known.recorded import Output, outputs
from guide.names import names_of
from guide.page import Guide, GuideError, Page
from guide.promises import messages, navigation, prose, search

VARIANT = "do Docker 29 ou mais novo"
REFERENCE = "do Docker 28 ou mais antigo"
OLD = "do Docker 26, ou de um próximo dele"
"""De quem são as palavras: da versão que as variantes mostram, da das páginas, de uma antiga."""

OLD_HELP = "see docker ... help"
"""O fim de uma mensagem do cliente do Docker 26; o 28 escreve «Run 'docker … --help'»."""

_SAME = re.compile(r"^<!-- mesma mensagem: (?P<where>\S+) — \S.* -->$", re.MULTILINE)
"""A declaração de que a mensagem de uma seção é também a de outra, por outra causa."""


@dataclass
class Known:
    """Uma mensagem conhecida: onde se explica, e o que se diz dela.

    `lines` são as da página que falam dela. `core` é o que o título diz da mensagem, e `written`, o
    que diz o cabeçalho, cada padrão com o seu lugar. `patterns` são todos, e `versions`, a versão
    do Docker que alguns traem. `twins` e `leads_to` são números de outras: as que têm a mesma
    mensagem por outra causa, e as que só vêm atrás desta.
    """

    page: Page
    anchor: str
    lines: range
    title: str
    cause: str
    remedy: str = ""
    in_errors: bool = False
    quoted: bool = False
    core: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)
    twins: list[int] = field(default_factory=list)
    leads_to: list[int] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Onde a página fala dela, como `docs/erros/rede-e-portas.md:40`."""
        return f"{self.page.path.as_posix()}:{self.lines.start}"

    @property
    def name(self) -> str:
        """Como `erros/rede-e-portas#localhost`."""
        return f"{self.page.address}#{self.anchor}"

    def says(self, line: str) -> bool:
        """Diz se `line` é a mensagem, pelo título ou pelo cabeçalho."""
        return any(contains(line, one) for one in (*self.core, *self.written))

    def said(self, output: Output) -> list[tuple[str, str]]:
        """As linhas de `output` que são a mensagem, com o lugar delas.

        Se uma seção de erro não reconhece linha alguma, é a última de um comando que falhou.
        """
        found = [(place, line) for place, line in output.lines if self.says(line)]
        if not found and self.in_errors and output.failed and not self._recognises_some:
            return output.lines[-1:]
        return found

    @cached_property
    def _recognises_some(self) -> bool:
        return any(self.says(line) for one in self.outputs for _, line in one.lines)


def contains(line: str, pattern: str) -> bool:
    """Diz se `pattern` está em `line`."""
    return _is_in(_items(line), pattern.split(" "))


@lru_cache(maxsize=8192)
def _items(line: str) -> list[Item]:
    return items_of(fold(line))


def _is_in(items: list[Item], words: list[str]) -> bool:
    return any(
        item.word == words[0] and match(items, words, start) is not None
        for start, item in enumerate(items)
    )


class _Lines:
    """Linhas em que se procuram muitos padrões; `owner` é o número da mensagem, ou -1."""

    def __init__(self, lines: Iterable[tuple[int, str, str]]) -> None:
        self._lines = [(owner, place, _items(text)) for owner, place, text in lines]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, items) in enumerate(self._lines):
            for word in {item.word for item in items}:
                self._with[word].append(number)

    def having(self, pattern: str) -> Iterator[tuple[int, str]]:
        """De quem são as linhas em que `pattern` está, e onde elas estão."""
        words = pattern.split(" ")
        rarest = min((self._with.get(one, []) for one in words if one != GAP), key=len)
        for number in rarest:
            owner, place, items = self._lines[number]
            if _is_in(items, words):
                yield owner, place


def _menu(guide: Guide) -> dict[str, str]:
    """O que se abre no menu para chegar a cada página, na ordem dele."""
    try:
        return navigation.menu_of(guide.read(navigation.CONFIG))
    except GuideError:
        return {}  # a construção o diz


def _in_order(guide: Guide, menu: Iterable[str]) -> list[Page]:
    """As páginas na ordem do menu: de duas causas da mesma mensagem, a mais básica vem antes."""
    order = {name: number for number, name in enumerate(menu)}
    return sorted(guide.pages, key=lambda page: order.get(page.name, len(order)))


class Catalogue:
    """O que `guide` conhece. `faults` são os enganos, em frases `arquivo:linha: o que fazer`.

    Levanta `GuideError`, `TranscriptError` ou `LookupError` se uma página não se lê.
    """

    def __init__(self, guide: Guide) -> None:
        self.faults: list[str] = []
        self._alike: list[str] = []
        self._how_to_read: Page | None = None
        self._menu = _menu(guide)
        self.known = [one for page in _in_order(guide, self._menu) for one in self._of_page(page)]
        self.outputs = [(self._owner(output), output) for output in outputs(guide) if output.lines]
        for owner, output in self.outputs:
            if owner >= 0:
                self.known[owner].outputs.append(output)
        self._declare_twins()
        self._find_patterns()
        self._find_consequences()
        self._judge()

    # O que as páginas escrevem.

    def _of_page(self, page: Page) -> Iterator[Known]:
        matter = prose.front_matter(page.text).values
        written = matter.get("mensagens")
        written = written if isinstance(written, dict) else {}
        unknown = matter.get("desconhecidas")
        if isinstance(unknown, dict):
            self._how_to_read = page
            self._alike += [" ".join(words_of(one)) for one in unknown.get("parecidas", [])]
        headings = sorted(
            (heading.line, heading.level, anchor)
            for anchor, heading in search.anchors(page).items()
        )
        errors = {section.anchor: section for section in messages.sections_of(page)}
        for number, (line, level, anchor) in enumerate(headings):
            after = headings[number + 1 :]
            end = next(
                (one for one, other, _ in after if anchor not in errors or other <= level),
                len(page.lines) + 1,
            )
            own = [str(one) for one in written.get(anchor, [])]
            lines = range(line, end)
            if anchor in errors:
                found = [self._of_errors(page, errors[anchor], lines)]
            else:
                found = [*_of_lesson(page, anchor, lines), _whole(page, anchor, lines)]
            for text in own:
                one = next((one for one in found[:-1] if _is_about(one, text)), found[-1])
                one.written[" ".join(words_of(text))] = _written_at(page, text)
            yield from found

    def _of_errors(self, page: Page, section: messages.MessageSection, lines: range) -> Known:
        title = page.lines[lines.start - 1].lstrip("# ")
        title = re.sub(r"\s*\{[^{}]*\}$", "", title)
        found = Known(page, section.anchor, lines, title, "", in_errors=True, core=_codes(title))
        found.quoted = section.quoted
        for paragraph in texts.paragraphs(page, lines.start + 1, lines.stop):
            if paragraph.text.startswith(texts.CAUSE) and not found.cause:
                found.cause = texts.without_lead(paragraph)
            elif paragraph.text.startswith(texts.REMEDY) and not found.remedy:
                found.remedy = texts.without_lead(paragraph)
        for text, wanted in ((found.cause, texts.CAUSE), (found.remedy, f"{texts.REMEDY}.**")):
            if not text:
                self.faults.append(
                    f"{found.place}: a seção #{found.anchor} explica uma mensagem, e nenhum "
                    f"parágrafo dela começa por «{wanted}»: é o que recebe quem a cola"
                )
        return found

    def _owner(self, output: Output) -> int:
        return next(
            (
                number
                for number, one in enumerate(self.known)
                if one.page is output.page and output.shown.line in one.lines
            ),
            -1,
        )

    def _declare_twins(self) -> None:
        """As que têm a mesma mensagem por outra causa: o título diz a mesma, ou uma o declara."""
        for number, one in enumerate(self.known):
            for before, other in enumerate(self.known[:number]):
                if one.in_errors and other.in_errors and set(one.core) & set(other.core):
                    one.twins.append(before)
                    other.twins.append(number)
        numbers = {one.name: number for number, one in enumerate(self.known)}
        for number, one in enumerate(self.known):
            text = "\n".join(one.page.lines[one.lines.start : one.lines.stop - 1])
            for declared in _SAME.finditer(text):
                page, _, anchor = declared["where"].partition("#")
                address = one.page.address
                if page:
                    address = f"{messages.FOLDER.name}/{page.removesuffix('.md')}"
                other = numbers.get(f"{address}#{anchor}")
                if other is None:
                    self.faults.append(
                        f"{one.place}: «mesma mensagem: {declared['where']}» não leva a uma seção "
                        "que explica uma mensagem"
                    )
                else:
                    one.twins.append(other)
                    self.known[other].twins.append(number)

    # Os padrões.

    def _find_patterns(self) -> None:
        names: dict[str, frozenset[str]] = {}
        self._everything = _Lines(self._lines())
        for number in sorted(range(len(self.known)), key=lambda n: not self.known[n].in_errors):
            one = self.known[number]
            one.patterns.update(one.written)
            if one.quoted and not one.written:
                one.patterns.update({code.replace(f" {GAP} ", " "): one.place for code in one.core})
            for place, line in (each for output in one.outputs for each in one.said(output)):
                if not one.in_errors and (not one.core or self._is_explained(line)):
                    continue
                if one.page.name not in names:
                    names[one.page.name] = names_of(one.page)
                if found := self._distinctive(line, number, names[one.page.name]):
                    one.patterns.setdefault(found, place)
            self._find_versions(one, names.get(one.page.name, frozenset()))
        self.known = self._kept()
        self._everything = _Lines(self._lines())

    def _distinctive(self, line: str, number: int, names: frozenset[str]) -> str:
        """O padrão que distingue `line`, da mensagem `number`; vazio se não há um."""
        one = self.known[number]
        anchors = [*one.core, *one.written]

        def is_taken(text: str) -> bool:
            return self._is_elsewhere(text, number) or patterns.is_less(text, one.written)

        wanted = anchors if one.says(line) else []
        return patterns.distinctive(line, _without(names, anchors), wanted, is_taken)

    def _kept(self) -> list[Known]:
        """As mensagens que têm padrões, ou são de uma seção de erro; os números mudam com elas."""
        kept = [n for n, one in enumerate(self.known) if one.patterns or one.in_errors]
        new = {old: number for number, old in enumerate(kept)}
        self.outputs = [(new.get(owner, -1), output) for owner, output in self.outputs]
        found = [self.known[number] for number in kept]
        for one in found:
            one.twins = [new[other] for other in one.twins]
        return found

    def _lines(self) -> Iterator[tuple[int, str, str]]:
        """As linhas que um padrão não pode ter, e de quem são: as de um erro, as que deram certo.

        As de um erro que não se explica não contam: pode ser o mesmo.
        """
        for owner, output in self.outputs:
            one = self.known[owner] if owner >= 0 else None
            said = one.said(output) if one else []
            for place, line in output.lines:
                if one and (place, line) in said:
                    yield owner, place, line
                elif not output.failed:
                    yield -1, place, line

    def _is_elsewhere(self, text: str, number: int) -> bool:
        mine = {number, *self.known[number].twins}
        return any(
            owner not in mine and (owner < 0 or self.known[owner].in_errors)
            for owner, _ in self._everything.having(text)
        )

    def _is_explained(self, line: str) -> bool:
        """Diz se uma seção de erro já explica `line`, que uma lição mostra."""
        return any(
            contains(line, text) for one in self.known if one.in_errors for text in one.patterns
        )

    def _find_versions(self, one: Known, names: frozenset[str]) -> None:
        """Os padrões de `one` que traem a versão: só a variante, ou só a referência, os mostra.

        O que a página cita de outra versão não trai nenhuma.
        """
        variants = [output for output in one.outputs if output.shown.major and one.said(output)]
        if not variants:
            return
        cited = [" ".join(words_of(code)) for code in re.findall(r"`([^`]+)`", _prose(one))]
        cited = [code for code in cited if len(code.split()) >= patterns.FEWEST]
        reference = [output for _, output in self.outputs if not output.shown.major]
        for text in one.patterns:
            if _is_shown(text, one.outputs) and not _is_shown(text, variants):
                one.versions[text] = REFERENCE

        def is_taken(text: str) -> bool:
            is_cited = any(patterns.is_inside(code, text) for code in cited)
            return is_cited or _is_shown(text, reference)

        for place, line in (each for output in variants for each in one.said(output)):
            found = patterns.distinctive(line, _without(names, one.core), [], is_taken)
            if found:
                one.patterns.setdefault(found, place)
                one.versions[found] = VARIANT

    # O que se sabe deles.

    def _find_consequences(self) -> None:
        """O que só vem atrás de outra mensagem: o build que parou porque o pip falhou."""
        reader = self.messages
        for owner, output in self.outputs:
            if owner >= 0 and self.known[owner].said(output):
                found = [one.section for one in reader.explain(output.text)]
                one = self.known[owner]
                one.leads_to += [
                    other for other in found[1:] if found[0] == owner and other not in one.leads_to
                ]
        del self.messages

    def _judge(self) -> None:
        """Cada saída de uma seção de erro acha a sua seção e nenhuma outra."""
        self.faults += self._repeated()
        for text, one, place in self._written():
            if text in patterns.SYSTEM and any(
                owner not in (-1, one) and self.known[owner].in_errors
                for owner, _ in self._everything.having(text)
            ):
                self.faults.append(
                    f"{place}: «{text}» é o que muitas mensagens dizem; escreva mais da que "
                    f"#{self.known[one].anchor} explica"
                )
        for owner, output in self.outputs:
            one = self.known[owner] if owner >= 0 else None
            said = one.said(output) if one else []
            if one and said and one.in_errors:
                self._judge_output(owner, output, said)

    def _repeated(self) -> Iterator[str]:
        """Um padrão de duas seções de erro, que não declaram ter a mesma mensagem."""
        first: dict[str, int] = {}
        for number, one in enumerate(self.known):
            for text, place in one.patterns.items() if one.in_errors else ():
                before = first.setdefault(text, number)
                if before not in (number, *one.twins):
                    other = self.known[before]
                    yield (
                        f"{place}: «{text}» é também de #{other.anchor} ({other.patterns[text]}): "
                        "escreva mais da mensagem ou, se ela é a mesma, por outra causa, declare-o "
                        f"na seção: <!-- mesma mensagem: {other.page.path.name}#{other.anchor} — "
                        "por quê -->"
                    )

    def _written(self) -> Iterator[tuple[str, int, str]]:
        for number, one in enumerate(self.known):
            for text, place in one.written.items():
                yield text, number, place

    def _judge_output(self, owner: int, output: Output, said: list[tuple[str, str]]) -> None:
        mine = self.known[owner]
        found = [one.section for one in self.messages.explain(output.text)]
        if not {owner, *mine.twins} & set(found):
            self.faults.append(
                f"{said[0][0]}: quem cola esta saída não chega a #{mine.anchor} ({mine.place}): "
                f"ponha em «mensagens» a parte que a distingue"
            )
        for number in found:
            if number in (owner, *mine.twins):
                continue
            other = self.known[number]
            text, place = next(
                (text, place)
                for text, place in other.patterns.items()
                if any(contains(line, text) for _, line in output.lines)
            )
            self.faults.append(
                f"{place}: «{text}», de #{other.anchor}, também está na saída que #{mine.anchor} "
                f"explica ({said[0][0]}): escreva mais da mensagem"
            )

    @cached_property
    def messages(self) -> Messages:
        """Quem procura estas mensagens numa saída."""
        return Messages(self.data())

    def _of_menu(self, page: Page) -> dict[str, Any]:
        title = _title(page)
        return {"titulo": title, "menu": self._menu.get(page.name) or title, "secoes": []}

    def data(self) -> dict[str, Any]:
        """O que o site e o programa de quem lê precisam saber, em tipos simples."""
        read = [one.page for one in self.known] + [self._how_to_read]
        pages = {page.address: self._of_menu(page) for page in dict.fromkeys(filter(None, read))}
        for one in self.known:
            sections = pages[one.page.address]["secoes"]
            sections.append({name: value for name, value in _fields(one) if value})
        return {
            "site": os.environ.get("SITE_URL", ""),
            "paginas": pages,
            "parecidas": self._alike,
            "pistas": [[OLD_HELP, OLD]],
            "traducoes": sorted(
                ([fold(other), fold(english)] for other, english in translations.SYSTEM.items()),
                key=lambda pair: (-len(pair[0]), pair[0]),
            ),
        }


def _fields(one: Known) -> Iterator[tuple[str, Any]]:
    """O que se sabe de `one`; um padrão que trai a versão vem com ela."""
    yield "ancora", one.anchor
    yield "titulo", one.title
    yield "causa", one.cause
    yield "remedio", one.remedy
    yield "gemeas", one.twins
    yield "leva_a", one.leads_to
    versions = one.versions
    yield "padroes", [[text, versions[text]] if text in versions else text for text in one.patterns]


def _codes(text: str) -> list[str]:
    """Os padrões do que há de código em `text`, com o que quiser entre as palavras deles."""
    codes = [words_of(one) for one in re.findall(r"`([^`]+)`", text)]
    return [f" {GAP} ".join(words) for words in codes if len(words) > 1]


def _of_lesson(page: Page, anchor: str, lines: range) -> Iterator[Known]:
    """O que, numa seção de lição, fala de uma mensagem: abre em negrito, ou é uma citação."""
    found = [one for one in texts.paragraphs(page, lines.start + 1, lines.stop) if texts.lead(one)]
    for number, one in enumerate(found):
        end = found[number + 1].line if number + 1 < len(found) else lines.stop
        title, cause = texts.lead(one), texts.without_lead(one)
        yield Known(page, anchor, range(one.line, end), title, cause, core=_codes(title))


def _whole(page: Page, anchor: str, lines: range) -> Known:
    """A seção inteira de uma lição: quem cola uma mensagem dela só recebe o link."""
    title = next(one.title for one in prose.headings(page) if one.line == lines.start)
    return Known(page, anchor, range(lines.start, lines.start), title, "")


def _is_about(known: Known, text: str) -> bool:
    """Diz se o parágrafo de `known`, ou o que se mostra abaixo dele, traz a mensagem `text`."""
    page, pattern = known.page, " ".join(words_of(text))
    prose_lines = page.lines[known.lines.start - 1 : known.lines.stop - 1]
    shown = [
        line
        for block in page.blocks
        if block.line in known.lines and block.include
        for line in page.guide.included_text(*block.include).splitlines()
    ]
    return any(contains(line, pattern) for line in (*shown, " ".join(prose_lines)))


def _title(page: Page) -> str:
    return next((texts.plain(one.title) for one in prose.headings(page) if one.level == 1), "")


def _is_shown(text: str, outputs: Iterable[Output]) -> bool:
    return any(contains(line, text) for output in outputs for _, line in output.lines)


def _prose(known: Known) -> str:
    lines = known.lines
    found = texts.paragraphs(known.page, lines.start + 1, lines.stop)
    return " ".join(one.text for one in found)


def _without(names: frozenset[str], anchors: list[str]) -> frozenset[str]:
    """Os nomes do guia que não são palavras da mensagem."""
    words = {word for one in anchors for word in one.split(" ")}
    return frozenset(one for one in names if not set(words_of(one)) <= words)


def _written_at(page: Page, text: str) -> str:
    """Onde o cabeçalho de `page` diz a mensagem `text`, como `docs/pagina.md:12`."""
    number = next((n for n, line in enumerate(page.lines, 1) if line.strip() == f"- {text}"), 1)
    return f"{page.path.as_posix()}:{number}"
