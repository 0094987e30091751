"""What a reader of an HTML mail sees, as plain text; what was hidden from them, apart."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from bot.intake.hiding import Hiding, has_background, no_size

MOST = 500_000  # characters of markup that are looked at

_SKIPPED = frozenset(
    {
        *("script", "style", "head", "title", "meta", "link", "template", "noscript", "object"),
        *("svg", "select", "textarea", "iframe"),
    }
)
_PARAGRAPHS = frozenset({"p", "pre", "blockquote", "h1", "h2", "h3"})
_BLOCKS = _PARAGRAPHS | frozenset(
    {
        *("address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form"),
        *("h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "section", "table", "tr", "ul"),
    }
)
_TAG = re.compile(r"""(</?[A-Za-z][^\s<>"'/]{0,40}+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_LONGEST_TAG = 4_000  # longer ones carry whole pictures
_LOOKS = re.compile(r"\s{0,100}<(?:!doctype html|html|head|body|div|p|table|span|br|meta)\b[^<>]{0,500}>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_RULE = "_" * 32


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is what people see, with `> ` before quoted lines; `hidden` what only machines would read."""

    text: str
    hidden: tuple[str, ...]


def looks_like_html(text: str) -> bool:
    return _LOOKS.match(text) is not None


def read_html(markup: str) -> Page:
    """Read markup, however broken, in a time that grows with its length only."""
    markup = markup.encode("utf-8", "replace").decode()  # half characters are more than the parser can stand
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup("".join(_first(MOST, _well_formed(markup))), "html.parser")
    reader = _Reader(Hiding(soup))
    reader.read(soup)
    return Page(reader.text(), tuple(reader.hidden))


def _well_formed(markup: str) -> Iterator[str]:
    """Markup without comments and declarations, whose stray `<` are text: on those the parser's time would explode."""
    at = 0
    last_comment, last_close = markup.rfind("-->"), markup.rfind(">")
    while (start := markup.find("<", at)) >= 0:
        yield markup[at:start]
        if markup.startswith("<!--", start):
            at = markup.find("-->", start) + 3 if start < last_comment else start + 4
        elif markup.startswith(("<!", "<?"), start):
            at = markup.find(">", start) + 1 if start < last_close else start + 2
        elif tag := _TAG.match(markup, start):
            yield tag.group() if tag.end() - start <= _LONGEST_TAG else f"{tag[1]}>"
            at = tag.end()
        else:
            yield "&lt;"
            at = start + 1
    yield markup[at:]


def _first(most: int, runs: Iterator[str]) -> Iterator[str]:
    for run in runs:
        yield run[:most]
        most -= len(run)
        if most <= 0:
            return


class _Reader:
    """Walks the tree without recursion, so that no depth of nesting can break it."""

    def __init__(self, hiding: Hiding) -> None:
        self.hidden: list[str] = []
        self._hiding = hiding
        self._lines: list[str] = []
        self._line: list[str] = []
        self._sizeless = [False]
        self._quotes = self._pres = self._colours = 0

    def read(self, soup: Tag) -> None:
        opened: list[tuple[Tag, Iterator[PageElement]]] = [(soup, iter(soup.contents))]
        while opened:
            tag, children = opened[-1]
            child = next(children, None)
            if child is None:
                opened.pop()
                self._close(tag)
            elif isinstance(child, Tag):
                if self._open(child):
                    opened.append((child, iter(child.contents)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._write(str(child))
        self._break()

    def text(self) -> str:
        return "\n".join(self._lines).strip("\n")

    def _open(self, tag: Tag) -> bool:
        if tag.name in _SKIPPED:
            return False
        if self._hiding.hides(tag, on_colour=self._colours > 0):
            self._hide(tag.get_text(" "))
            return False
        if tag.name == "br":
            self._break(blank="".join(self._line).isspace() or not self._line)
        elif tag.name == "hr":
            self._break()
            self._line.append(_RULE)
            self._break()
        elif tag.name in _BLOCKS:
            self._break(blank=tag.name in _PARAGRAPHS)
        if tag.name == "li":
            self._line.append("- ")
        self._enter(tag, 1)
        sizeless = no_size(tag)
        self._sizeless.append(self._sizeless[-1] if sizeless is None else sizeless)
        return True

    def _close(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._break()
        self._sizeless.pop()
        self._enter(tag, -1)
        if tag.name in _PARAGRAPHS:
            self._break(blank=True)
        elif tag.name in {"td", "th"}:
            self._line.append(" ")

    def _enter(self, tag: Tag, step: int) -> None:
        self._quotes += step * (tag.name == "blockquote")
        self._pres += step * (tag.name == "pre")
        self._colours += step * has_background(tag)

    def _hide(self, text: str) -> None:
        if text := _SPACES.sub(" ", text).strip():
            self.hidden.append(text)

    def _write(self, text: str) -> None:
        if self._sizeless[-1]:
            self._hide(text)
        elif self._pres:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break(blank=not self._line)
                self._line.append(line)
        else:
            self._line.append(_SPACES.sub(" ", text))

    def _break(self, *, blank: bool = False) -> None:
        """End the line; a blank one follows where asked for, but never two."""
        line = "".join(self._line)
        self._line.clear()
        line = line.rstrip() if self._pres else _SPACES.sub(" ", line).strip()
        quote = "> " * min(self._quotes, 20)
        if line:
            self._lines.append(f"{quote}{'-- ' if line == '--' else line}")
        if blank and self._lines and self._lines[-1] != quote.rstrip():
            self._lines.append(quote.rstrip())
