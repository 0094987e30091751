"""What every card is made of: plain lines without frames, so that narrow windows and copying do no harm."""

import unicodedata
from collections.abc import Iterator, Sequence

import regex
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, OverflowMethod, RenderableType, RenderResult
from rich.containers import Lines
from rich.rule import Rule
from rich.segment import Segment
from rich.text import Text

from handlers.console.words import clean

# Few and quiet: everything can be read without them.
STRONG, FAINT, GOOD, BAD, CARE = "bold", "dim", "green", "red", "yellow"
GAP = "   "
NARROWEST = 10
_WORD = regex.compile(r"\n|[^\S\n]+|\S+")


class Flowing(Text):
    """Words that are broken between words, in every script.

    Terminals do not agree on how wide the vowel signs of Bengali are; the widest counts here, or the terminal
    itself would break a line in the middle of a word.
    """

    def wrap(
        self,
        console: Console,  # noqa: ARG002 - rich's signature
        width: int,
        *,
        justify: JustifyMethod | None = None,  # noqa: ARG002 - rich's signature
        overflow: OverflowMethod | None = None,  # noqa: ARG002 - rich's signature
        tab_size: int = 8,  # noqa: ARG002 - rich's signature
        no_wrap: bool | None = None,  # noqa: ARG002 - rich's signature
    ) -> Lines:
        lines = Lines(self.divide(list(_breaks(self.plain, max(width, NARROWEST)))))
        for line in lines:
            line.rstrip()
        return lines


def wide(text: str) -> int:
    """How many cells a text may take."""
    return cell_len(text) + sum(unicodedata.category(char) == "Mc" for char in text)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where lines begin."""
    used = 0
    for found in _WORD.finditer(text):
        word = found[0]
        if word == "\n":
            yield found.end()
            used = 0
            continue
        needed = wide(word)
        if used and used + needed > width and not word.isspace():
            yield found.start()
            used = 0
        if needed > width and not word.isspace():
            for letter in regex.finditer(r"\X", word):
                if used + wide(letter[0]) > width:
                    yield found.start() + letter.start()
                    used = 0
                used += wide(letter[0])
        else:
            used += needed


class Verbatim:
    """A text as it stands, to be copied: no frame, no margin, no line broken. Print it with `crop=False`."""

    def __init__(self, text: str) -> None:
        self.text = clean(text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.split("\n"):
            yield Segment(line)
            yield Segment.line()


class Flow:
    """Short items in a row, as many as fit; an item is only broken when it is wider than the window."""

    def __init__(self, items: Sequence[Text], *, indent: int = 2) -> None:
        self.items, self.indent = items, indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in self._rows(options.max_width - self.indent):
            yield Indented(Flowing().append_text(Text(GAP).join(row)), by=self.indent)

    def _rows(self, width: int) -> Iterator[list[Text]]:
        row: list[Text] = []
        used = 0
        for item in self.items:
            needed = wide(item.plain) + (len(GAP) if row else 0)
            if row and used + needed > width:
                yield row
                row, used, needed = [], 0, wide(item.plain)
            row.append(item)
            used += needed
        if row:
            yield row


def plain(text: str, style: str = "") -> Text:
    """Words as they are: nothing in them is taken for markup."""
    return Flowing(clean(text), style=style)


def title(text: str) -> RenderableType:
    """The head of a card."""
    return Group(Text(), Rule(style=FAINT, characters="─"), plain(text, STRONG))


def head(text: str) -> RenderableType:
    """The head of a part of a card."""
    return Group(Text(), plain(text, STRONG))


def pair(label: str, value: str, *, more: str = "") -> Text:
    """`Label: value (more)`"""
    line = plain(f"{label}: ", FAINT).append(clean(value))
    return line.append(f" ({clean(more)})", FAINT) if more else line


def quoted(text: str) -> str:
    """Somebody's words in quotation marks, on one line."""
    return f"“{' '.join(clean(text).split())}”"


def shortened(text: str, most: int) -> str:
    """One line of at most so many characters, cut between words."""
    flat = " ".join(clean(text).split())
    if len(flat) <= most:
        return flat
    return f"{flat[:most].rpartition(' ')[0] or flat[:most]} …"


def numbered(number: int, text: str) -> Text:
    return Text(str(number), STRONG).append(f" {clean(text)}", "not bold")


class Indented:
    """A text with a margin at its left, and nothing at its right that copying would take along."""

    def __init__(self, text: Text, *, by: int = 2) -> None:
        self.text, self.by = text, by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, options.max_width - self.by):
            yield Text(" " * self.by if line.plain else "").append_text(line)


class Hanging:
    """A mark, and beside it a text that keeps its own margin."""

    def __init__(self, mark: str, text: str, style: str = "") -> None:
        self.mark, self.text, self.style = mark, clean(text), style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = cell_len(self.mark) + 1
        for place, line in enumerate(Flowing(self.text).wrap(console, options.max_width - margin)):
            yield (Text(f"{self.mark} ", self.style) if place == 0 else Text(" " * margin)).append_text(line)
