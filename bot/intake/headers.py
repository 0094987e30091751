"""Header lines of a mail as people paste them, known by their build and not by their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.intake.dates import ascii_digits, has_date, has_time, read_date

LONGEST_LINE = 400  # characters; no header line of a mail program is longer
MOST_LINES = 40

_FIELD = re.compile(
    r"[*_ \t]{0,4}(?P<key>[^\W\d_][^:：<>@,.!?;()।/\d]{0,30}?)[*_ \t\u00a0\u202f]{0,4}[:：](?!//)[*_]{0,3}[ \t\u00a0]{0,8}(?P<value>.*)"
)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+\.[^\s<>()\[\]\"',;:@.]+")
_CODE = re.compile(r"[^\w]*(?=\w*\d)[\w\-/#.,€$£% ]{1,24}")
_DIGIT = re.compile(r"\d")
_FILE = re.compile(r"\S\.[A-Za-z0-9]{2,4}$")
# Mailboxes that belong to a desk and not to a person (RFC 2142, and habit).
_DESKS = frozenset(
    {
        *("abuse", "admin", "billing", "care", "complaints", "contact", "customer", "customercare", "customerservice"),
        *("customersupport", "donotreply", "feedback", "hello", "help", "helpdesk", "hi", "info", "kontakt"),
        *("kundenservice", "kundeservice", "mail", "noreply", "office", "order", "orders", "pagalba", "post"),
        *("postmaster", "reply", "returns", "sales", "service", "shop", "store", "support", "team"),
        *("tickets", "webmaster"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """What a mail says about itself; `recipients` are addresses in small letters."""

    name: str | None = None
    address: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str | None = None
    at: datetime | None = None

    @property
    def from_desk(self) -> bool:
        """Whether it seems to come from a company: a desk's mailbox, or a sender named like the domain."""
        if self.address is None:
            return False
        names = set((self.name or "").casefold().split())
        return is_desk(self.address) or not names.isdisjoint(self.address.casefold().rpartition("@")[2].split(".")[-2:])

    @property
    def to_desk(self) -> bool:
        return any(is_desk(address) for address in self.recipients)


def is_desk(address: str) -> bool:
    local = re.sub(r"[\W\d_]+", "", address.casefold().partition("@")[0])
    return local in _DESKS


def company_domain(address: str) -> str:
    """The last two labels of the address's domain, which colleagues share."""
    return ".".join(address.casefold().rpartition("@")[2].split(".")[-2:])


def addresses(text: str) -> list[str]:
    """The mail addresses in a line, in order, each once."""
    return list(dict.fromkeys(found.strip(".*_").casefold() for found in _ADDRESS.findall(text[: LONGEST_LINE * 4])))


def header_block(lines: Sequence[str], start: int, *, marked: bool = False) -> tuple[Headers, int] | None:
    """The run of header lines that begins at `start`, and the line after it; None when it is none.

    A run of two or more lines `word: value`, one of them with an address or a date. Forms and order data look
    alike ("Order: 4711"), so a run with bare numbers in it needs both. `marked` tells that a divider
    stands above, which leaves no doubt.
    """
    fields, end = _fields(lines, start)
    values = [value for _, value in fields if value]
    if not values:
        return None
    if not any("@" in value or _DIGIT.search(value) for value in values):
        return None
    has_address = any(addresses(value) for value in values)
    dated = [value for value in values if has_date(value)]
    timed = any(has_time(value) for value in dated)
    coded = any(_CODE.fullmatch(ascii_digits(value)) and not has_date(value) for value in values)
    if marked:
        sure = (has_address or bool(dated)) and len(values) >= (1 if has_address else 2)
    elif has_address and dated:
        sure = len(values) >= 2
    elif has_address:
        sure = len(values) >= 2 and not coded
    else:
        sure = bool(dated) and not coded and len(values) >= (2 if start == 0 else 3) and (timed or start == 0)
    return (_headers(fields), end) if sure else None


def _fields(lines: Sequence[str], start: int) -> tuple[list[tuple[str, str]], int]:
    fields: list[tuple[str, str]] = []
    at = start
    while at < min(len(lines), start + MOST_LINES):
        line = lines[at]
        field = _FIELD.fullmatch(line) if len(line) <= LONGEST_LINE else None
        if field and len(field["key"].split()) <= 4 and (field["value"].strip() or fields):
            fields.append((field["key"].strip(), field["value"].strip(" \t\u00a0*_")))
        elif fields and line.strip() and len(line) <= LONGEST_LINE and (line[0] in " \t" or fields[-1][1].endswith((",", ";", "<"))):
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        else:
            break
        at += 1
    return fields, at


def _headers(fields: Sequence[tuple[str, str]]) -> Headers:
    """In every language the first address is the sender's; the subject is the longest line that is neither address nor date."""
    named = {key.casefold(): value for key, value in reversed(fields)}
    addressed = [value for _, value in fields if addresses(value)]
    first = named.get("from") or (addressed[0] if addressed else next((value for _, value in fields if value and not has_date(value)), ""))
    sender = addresses(first)
    others = [value for value in addressed if value != first]
    taken = {first, *addressed, ""}
    spare = [value for _, value in fields if value not in taken and not has_date(value) and not _FILE.search(value)]
    date = named.get("date") or next((value for _, value in fields if has_date(value) and value not in addressed), "")
    return Headers(
        name=person_name(first),
        address=sender[0] if sender else None,
        recipients=tuple(dict.fromkeys(_every_address(others))),
        subject=named.get("subject") or max(spare, key=len, default=None),
        at=read_date(date) if date else None,
    )


def _every_address(values: Sequence[str]) -> Iterator[str]:
    for value in values:
        yield from addresses(value)


def person_name(value: str) -> str | None:
    """The name beside an address; None where there is only the address."""
    name = re.split(r"[<\[(]", value, maxsplit=1)[0].strip(" \t\"'“”„*_,;")
    return name if name and "@" not in name else None


def attribution(text: str) -> Headers:
    """What the line above a quote ("On ..., X <x@y.example> wrote:") says of the quoted mail."""
    found = addresses(text)
    return Headers(address=found[0] if found else None, at=read_date(text.rstrip(": ")) if has_date(text) else None)
