"""Whose words are whose: the customer's part of an answered or forwarded mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.phrase import say
from bot.intake.borders import Below, Parts, split
from bot.intake.characters import letters
from bot.intake.headers import Headers, company_domain, header_block

FORWARD_TAKEN = say("This was forwarded: I took the forwarded message as the customer's and left out the note above it.")
ANSWER_TAKEN = say("This answers an older mail: I took the words above it as the customer's and left the older mail out.")

_NOTE_LETTERS = 40  # no more than a forwarder's remark ("fyi, please handle")
_LONG_NOTE_LETTERS = 120  # still a remark when what stands below is four times as long
_MOST_LEVELS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The customer's part, the headers that belong to it, what was left out, and what people should know of it."""

    text: str
    headers: Headers | None
    cut: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_mail: bool = False


def own_words(text: str, *, outer: Headers | None = None) -> Own:
    """Find the customer's part; `outer` are the headers of the mail that the text came in.

    Forwarded parts are opened one after the other; in an answered mail the words around the quotes are the customer's.
    """
    lines = text.split("\n")
    headers, cut, notes = outer, list[str](), list[str]()
    is_mail = outer is not None
    for _ in range(_MOST_LEVELS):
        lines = _without_blank_ends(lines)
        if leading := header_block(lines, 0):
            headers, is_mail = leading[0], True
            cut.append(_joined(lines[: leading[1]]))
            lines = lines[leading[1] :]
            continue
        parts = split(lines)
        own = _joined(parts.own)
        below = parts.below
        if below and not _answers(own, below, headers):
            cut += _pieces(own, *(_quoted(parts)), _joined(below.top))
            notes += [str(FORWARD_TAKEN)] if letters(own) else []
            headers, lines, is_mail = below.headers, list(below.lines), True
            continue
        quote = max(parts.quotes, key=lambda part: letters(_joined(part.lines)), default=None)
        if quote and not below and _quotes_the_customer(own, quote.intro, _joined(quote.lines), headers, quote.headers):
            cut += _pieces(own, *(_joined((*part.intro, *(() if part is quote else part.lines))) for part in parts.quotes))
            notes += [str(FORWARD_TAKEN)] if letters(own) else []
            headers, lines, is_mail = quote.headers if quote.intro else None, list(quote.lines), is_mail or bool(quote.intro)
            continue
        older = _pieces(*_quoted(parts), _joined((*below.top, *below.lines)) if below else "")
        notes += [str(ANSWER_TAKEN)] if below and not below.headers.from_desk else []
        is_mail = is_mail or below is not None or any(part.intro for part in parts.quotes)
        own, signature = _signed(own)
        return Own(text=own, headers=headers, cut=(*cut, *_pieces(signature), *older), notes=tuple(dict.fromkeys(notes)), is_mail=is_mail)
    return Own(text=_joined(lines), headers=headers, cut=tuple(cut), notes=tuple(dict.fromkeys(notes)), is_mail=is_mail)


def _answers(own: str, below: Below, outer: Headers | None) -> bool:
    """Whether the words above an older mail are the customer's answer to it, and not a colleague's note."""
    size = letters(own)
    if not size:
        return not letters(_joined(below.lines))
    inner = below.headers
    if outer and outer.recipients and inner.address:
        if inner.address in outer.recipients:
            return True
        domains = {company_domain(address) for address in outer.recipients}
        theirs = company_domain(inner.address)
        if theirs in domains and (outer.address is None or company_domain(outer.address) != theirs):
            return True
    if inner.from_desk != inner.to_desk:
        return inner.from_desk and (not below.forwarded or size > _NOTE_LETTERS)
    if outer and outer.recipients and inner.address:
        return False
    if below.forwarded:
        return False
    if below.headers.recipients or below.headers.subject:
        under = letters(_joined(below.lines))
        return size > _LONG_NOTE_LETTERS or (size > _NOTE_LETTERS and size * 4 > under)
    return True


def _quotes_the_customer(own: str, intro: tuple[str, ...], quoted: str, outer: Headers | None, inner: Headers) -> bool:
    """Whether the customer's words are those in the quote: nobody wrote beside it, or only a note or the company did."""
    size = letters(own)
    if not size:
        return letters(quoted) > 0
    if intro:
        return bool(outer and outer.from_desk and inner.address and not inner.from_desk)
    # Mail programs name the writer of what they quote; without that a person quoted by hand.
    return size <= _NOTE_LETTERS and letters(quoted) > size


def _signed(text: str) -> tuple[str, str]:
    """The text and, apart, what follows a line of two dashes."""
    lines = text.split("\n")
    mark = next((number for number, line in enumerate(lines) if line in {"-- ", "--"}), None)
    if not mark or not letters(_joined(lines[:mark])) or (lines[mark] == "--" and len(lines) - mark > 10):
        return text, ""
    return _joined(lines[:mark]), _joined(lines[mark:])


def _quoted(parts: Parts) -> list[str]:
    return [_joined((*part.intro, *part.lines)) for part in parts.quotes]


def _pieces(*texts: str) -> list[str]:
    return [text for text in texts if text.strip()]


def _without_blank_ends(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(_without_blank_ends(list(lines)))
