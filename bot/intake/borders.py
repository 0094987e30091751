"""Where in a mail the writer's own words end and an older mail begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.intake.dates import has_date, has_time
from bot.intake.headers import LONGEST_LINE, Headers, addresses, attribution, header_block

_QUOTED = re.compile(r" {0,3}>")
_UNQUOTE = re.compile(r" {0,3}> ?")
_DIVIDER = re.compile(r"\s{0,20}[*]{0,2}([-_=─—–~])\1{2,}\s{0,3}(?P<words>[^-_=─—–~].{0,78}?)?[-_=─—–~]*[*]{0,2}\s{0,20}")
_ANSWER_DIVIDER = re.compile(r"\s*-{5}[^-\s].*[^-\s]-{5}\s*")
_MOST_ATTRIBUTION_LINES = 3
_MOST_BLANK_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Lines with `>` before them, and the line that names their writer; both without their marks."""

    intro: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def headers(self) -> Headers:
        return attribution(" ".join(self.intro))


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """An older mail to the end of the text: its headers and its lines; `top` is all that stands between.

    `forwarded` tells that its mark is one that mail programs put above forwarded mails, not above answered ones.
    """

    top: tuple[str, ...]
    headers: Headers
    lines: tuple[str, ...]
    forwarded: bool


@dataclass(slots=True)
class Parts:
    """One level of a mail: the writer's own lines, quotes between them, and the older mail at the end."""

    own: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    below: Below | None = None


def split(lines: Sequence[str]) -> Parts:
    """Part one level; what is quoted within a quote or an older mail is left as it is."""
    parts = Parts()
    at = 0
    while at < len(lines):
        if below := _below(lines, at):
            # A line such as "Begin forwarded message:" stands alone above the headers and belongs to them.
            intro = _take_intro(parts.own) if not any(map(_DIVIDER.fullmatch, below.top)) else ()
            parts.below = Below(top=intro + below.top, headers=below.headers, lines=below.lines, forwarded=below.forwarded or bool(intro))
            break
        span = _attribution_span(lines, at)
        start = at + span
        while span and start < min(len(lines), at + span + _MOST_BLANK_LINES) and not lines[start].strip():
            start += 1
        end = _quote_end(lines, start)
        # A single line with a mark, out of the blue, is more likely "> 3 weeks" than a quote.
        if end > start and (span or parts.quotes or end - start > 1 or not parts.own):
            quoted = tuple(_UNQUOTE.sub("", line, count=1) for line in lines[start:end])
            first = next((number for number, line in enumerate(quoted) if line.strip()), 0)
            if block := header_block(quoted, first, marked=not span):
                rest = (*quoted[block[1] :], *lines[end:])
                intro = tuple(lines[at : at + span]) or _take_intro(parts.own)
                parts.below = Below(top=(*intro, *quoted[: block[1]]), headers=block[0], lines=rest, forwarded=True)
                break
            parts.quotes.append(Quote(intro=tuple(lines[at : at + span]), lines=quoted))
            parts.own.append("")
            at = end
        elif span and _unmistakable(" ".join(lines[at : at + span])):
            top = tuple(lines[at : at + span])
            parts.below = Below(top=top, headers=attribution(" ".join(top)), lines=tuple(lines[at + span :]), forwarded=False)
            break
        else:
            parts.own.append(lines[at])
            at += 1
    return parts


def _below(lines: Sequence[str], at: int) -> Below | None:
    """The older mail whose divider or headers begin at this line."""
    line = lines[at]
    divider = _DIVIDER.fullmatch(line) if len(line) <= LONGEST_LINE else None
    start = at
    if divider:
        start = at + 1
        while start < min(len(lines), at + 1 + _MOST_BLANK_LINES) and not lines[start].strip():
            start += 1
    elif at and lines[at - 1].strip() and not lines[at - 1].rstrip().endswith((":", "：")):
        return None
    block = header_block(lines, start, marked=divider is not None) if start < len(lines) else None
    if block is None:
        return None
    forwarded = bool(divider and divider["words"] and divider["words"].strip() and not _ANSWER_DIVIDER.fullmatch(line))
    return Below(top=tuple(lines[at : block[1]]), headers=block[0], lines=tuple(lines[block[1] :]), forwarded=forwarded)


def _take_intro(own: list[str]) -> tuple[str, ...]:
    """Take the line above off the own ones where it is a single one that ends in a colon."""
    last = len(own)
    while last and not own[last - 1].strip():
        last -= 1
    if not last or not own[last - 1].rstrip().endswith((":", "：")) or (last > 1 and own[last - 2].strip()):
        return ()
    intro = own[last - 1]
    del own[last - 1 :]
    return (intro,)


def _quote_end(lines: Sequence[str], start: int) -> int:
    """The line after the run of quoted lines; blank lines between them belong to it."""
    end = at = start
    if start >= len(lines) or not _QUOTED.match(lines[start]):
        return start
    while at < len(lines) and (_QUOTED.match(lines[at]) or not lines[at].strip()):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _attribution_span(lines: Sequence[str], at: int) -> int:
    """How many lines from here make up the line that names a quote's writer: 0 when none does."""
    if not lines[at].strip() or _QUOTED.match(lines[at]):
        return 0
    for span in range(1, min(_MOST_ATTRIBUTION_LINES, len(lines) - at) + 1):
        line = lines[at + span - 1]
        if not line.strip() or len(line) > LONGEST_LINE:
            return 0
        if line.rstrip(" \t*_\u00a0").endswith((":", "：")):
            text = " ".join(lines[at : at + span])
            if span > 1 and (_unmistakable(line) or not _names_writer(lines[at])):
                return 0
            return span if _names_writer(text) else 0
    return 0


def _names_writer(text: str) -> bool:
    return has_date(text) or bool(addresses(text)) or text.rstrip().endswith("<")


def _unmistakable(text: str) -> bool:
    """Only mail programs write an address in angle brackets and a moment into one line that ends in a colon."""
    return "@" in text and "<" in text and has_date(text) and has_time(text) and bool(addresses(text))
