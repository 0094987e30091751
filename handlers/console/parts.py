"""What every card is made of: plain lines without frames, so that narrow windows and copying do no harm."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.text import Text

from handlers.console.words import clean

# Few and quiet: everything can be read without them.
STRONG, FAINT, GOOD, BAD, CARE = "bold", "dim", "green", "red", "yellow"
GAP = "   "


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
            yield Indented(Text(GAP).join(row), by=self.indent)

    def _rows(self, width: int) -> Iterator[list[Text]]:
        row: list[Text] = []
        used = 0
        for item in self.items:
            needed = cell_len(item.plain) + (len(GAP) if row else 0)
            if row and used + needed > width:
                yield row
                row, used, needed = [], 0, cell_len(item.plain)
            row.append(item)
            used += needed
        if row:
            yield row


def plain(text: str, style: str = "") -> Text:
    """Words as they are: nothing in them is taken for markup."""
    return Text(clean(text), style=style)


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


def numbered(number: int, text: str) -> Text:
    return Text(str(number), STRONG).append(f" {clean(text)}", "not bold")


class Indented:
    """A text with a margin at its left, and nothing at its right that copying would take along."""

    def __init__(self, text: Text, *, by: int = 2) -> None:
        self.text, self.by = text, by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - self.by, 10)):
            line.rstrip()
            yield Text(" " * self.by if line.plain else "").append_text(line)


class Hanging:
    """A mark, and beside it a text that keeps its own margin."""

    def __init__(self, mark: str, text: str, style: str = "") -> None:
        self.mark, self.text, self.style = mark, clean(text), style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = cell_len(self.mark) + 1
        lines = Text(self.text).wrap(console, max(options.max_width - margin, 10))
        for place, line in enumerate(lines):
            line.rstrip()
            yield (Text(f"{self.mark} ", self.style) if place == 0 else Text(" " * margin)).append_text(line)
