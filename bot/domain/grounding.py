"""Whether what a text states was given by anybody: numbers, dates, links, addresses, names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.amounts import Money, number
from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.plain import Plain, Span, plain, words
from bot.domain.review import Spot

_TLD = "com|org|net|io|co|eu|info|example|biz|shop|app|dev|me|de|no|lt|bd|es|fr|uk|ch|at|dk|se|test|ru|cn|xyz|top|link|site|online"
_LINK = re.compile(rf"\b(?:https?://|www\.)[^\s<>\"']+|(?<![@\w.])(?:[a-z0-9-]+\.)+(?:{_TLD})\b(?:/[^\s<>\"']*)?(?![\w@])", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])\+?\(?\d[\d ().\-/]{5,}\d(?!\w)")
_DATE = re.compile(r"(?<![\w.])(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?!\w)")
_CLOCK = re.compile(r"(?<![\w.,:])\d{1,2}[:.]\d{2}(?![\d:])")
_CODE = re.compile(r"(?<!\w)#?(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w]+(?:-[\w]+)*(?!\w)")
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?(?![\w])")
# 3rd, 2-week, 10km: the number counts, not what hangs on it.
_COUNTED = re.compile(r"(\d+)[-']?(?:[^\W\d_]|[\u0981-\u09d7])+")
_LIST = re.compile(r"^\s*\d{1,2}[.)](?=\s)", re.MULTILINE)
_TAIL = ".,;:!?)]}'\""
DIGITS_OF_A_PHONE, TAIL_OF_A_PHONE = 7, 7
CLOSING_WORDS = 6
_ALL = 100  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything that was given: the complaint's words, confirmed facts, and what the company says of itself.

    `text` is case-folded. Links count only from the company's own side: a link that the customer sent
    has no business in an answer. `dates` are keys of days (`weekday:0`, `date:12-03`, `month:12`).
    """

    text: str
    own: str
    numbers: frozenset[Decimal]
    clocks: frozenset[str]
    phones: frozenset[str]
    names: frozenset[str]
    dates: frozenset[str] = frozenset()


def ground(
    complaint: Complaint,
    said: Plain,
    *,
    company: Company,
    allowed: Sequence[str],
    spelled: Mapping[str, int],
    left_out: Sequence[Span] = (),
    counted: Iterable[Decimal] = (),
    dates: Iterable[str] = (),
) -> Ground:
    """Gather what was given.

    `spelled` are number words, `counted` the numbers that were spelled out, `dates` the days that were
    named; `left_out` are parts of the complaint that nobody may rely on.
    """
    theirs = "".join(said.text[start:end] for start, end in _rest(left_out, len(said.text)))
    lines = [line.number for line in company.phone_lines]
    hours = [f"{moment:%H:%M}" for line in company.phone_lines for moment in (line.opens, line.closes)]
    people = [person.name for person in company.people]
    own = "\n".join([*allowed, company.name, company.signature, *lines, *hours])
    given = "\n".join([theirs, complaint.subject or "", complaint.sender or "", complaint.address or "", str(complaint.stars or "")])
    if complaint.at:
        given += f"\n{complaint.at:%d.%m.%Y %d/%m/%Y %Y-%m-%d %H:%M}"
    text = plain(f"{given}\n{own}").folded
    counted = {*counted, *(Decimal(spelled[word]) for word in words(text) if word in spelled)}
    bare = _CLOCK.sub(" ", _DATE.sub(" ", text))
    found = (number(match[0]) for match in re.finditer(r"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?", bare))
    parts = (Decimal(part) for match in _DATE.finditer(text) for part in re.findall(r"\d+", match[0]))
    return Ground(
        text=text,
        own=plain(own).folded,
        numbers=frozenset({value for value in found if value is not None} | counted | set(parts)),
        clocks=frozenset(_clock(match[0]) for match in _CLOCK.finditer(text)),
        phones=frozenset(_digits(match[0]) for match in _PHONE.finditer(text)),
        names=frozenset(words("\n".join([text, *people]).casefold())),
        dates=frozenset(dates),
    )


def invented(text: Plain, base: Ground) -> Iterator[Spot]:
    """Numbers, dates, links and addresses that nobody gave; ordinary small number words are no facts."""
    taken: list[Span] = [match.span() for match in _LIST.finditer(text.text)]
    for pattern, given in _CHECKS:
        for match in pattern.finditer(text.text):
            token = match[0].rstrip(_TAIL)
            start, end = match.start(), match.start() + len(token)
            if any(left < end and start < right for left, right in taken):
                continue
            if pattern is _PHONE and len(_digits(token)) < DIGITS_OF_A_PHONE:
                continue
            taken.append((start, end))
            if not given(token.casefold(), base):
                yield Spot("invented_fact", *text.span(start, end))


def undated(text: Plain, named: Iterable[tuple[Span, frozenset[str]]], base: Ground) -> Iterator[Spot]:
    """Days and months that nobody gave; a question may propose a day of the week, and a phone number has its days."""
    months = {f"month:{key[5:7]}" for key in base.dates if key.startswith("date:")}
    for span, keys in named:
        left, right = text.sentence_of(span[0])
        sentence = text.text[left:right]
        open_days = sentence.rstrip("\"' )").endswith("?") or any(
            len(_digits(one[0])) >= DIGITS_OF_A_PHONE for one in _PHONE.finditer(sentence)
        )
        if keys & (base.dates | months) or text.quoted(span) or (open_days and all(key.startswith("weekday") for key in keys)):
            continue
        yield Spot("invented_fact", *text.span(*span))


def unsaid(text: Plain, amounts: Iterable[Money], base: Ground) -> Iterator[Spot]:
    """Amounts in words that nobody gave; "one" and "a hundred percent" are ways to speak."""
    for money in amounts:
        in_words = not any(char.isdigit() for char in text.text[money.start : money.end])
        spoken = money.amount <= 1 or (money.amount == _ALL and money.currency == "%")
        if in_words and not spoken and money.amount not in base.numbers and not text.quoted((money.start, money.end)):
            yield Spot("invented_fact", *text.span(money.start, money.end))


def strangers(text: Plain, named: Iterable[Span], base: Ground, *, rule: str, fine: Iterable[str] = ()) -> Iterator[Spot]:
    """Names at these places that nobody gave."""
    known = base.names | set(fine)
    for start, end in named:
        parts = [word for word in words(text.text[start:end].casefold()) if len(word) > 1]
        if parts and not all(part in known or any(_bent(part, name) for name in known) for part in parts):
            yield Spot(rule, *text.span(start, end))


def signature(text: Plain, closings: Sequence[Span]) -> Span | None:
    """The lines under the closing words, or a short last line of names under a text of several lines."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text.text)]
    if len(lines) < 2:
        return None
    for place, (left, right) in list(enumerate(lines))[-4:-1]:
        short = place > 0 and len(words(text.text[left:right])) <= CLOSING_WORDS
        if short and any(left <= start and end <= right for start, end in closings):
            return lines[place + 1][0], lines[-1][1]
    left, right = lines[-1]
    if any(left <= start and end <= right for start, end in closings):
        return None  # closed, and not signed
    last = text.text[left:right].strip()
    parts = last.split()
    named = len(parts) <= 4 and last[-1] not in ".!?।:," and all(part[0].isupper() for part in parts if part[0].isalpha())
    return lines[-1] if named and any(part[0].isalpha() for part in parts) else None


def _rest(left_out: Sequence[Span], length: int) -> Iterator[Span]:
    place = 0
    for start, end in sorted(left_out):
        if start > place:
            yield place, start
        place = max(place, end)
    yield place, length


def _bent(word: str, name: str) -> bool:
    """The same name in another case: Jonas, Jonai, Jonas's."""
    short = min(len(word), len(name))
    return short >= 3 and word[: max(3, short - 2)] == name[: max(3, short - 2)] and abs(len(word) - len(name)) <= 3


def _clock(token: str) -> str:
    hour, minute = re.split("[:.]", token)
    return f"{int(hour)}:{int(minute)}"


def _counted(token: str, base: Ground) -> bool:
    match = _COUNTED.fullmatch(token)
    return match is not None and number(match[1]) in base.numbers


def _digits(token: str) -> str:
    return "".join(char for char in token if char.isdigit())


def _phone(token: str, base: Ground) -> bool:
    """The same number with or without its country's code."""
    tail = _digits(token)[-TAIL_OF_A_PHONE:]
    return any(phone.endswith(tail) for phone in base.phones)


def _dated(token: str, base: Ground) -> bool:
    return all(Decimal(part) in base.numbers for part in re.findall(r"\d+", token))


# The longer kinds first: what one has taken the next leaves alone.
_CHECKS: tuple[tuple[re.Pattern[str], Callable[[str, Ground], bool]], ...] = (
    (_MAIL, lambda token, base: token in base.text),
    (_LINK, lambda token, base: token in base.own),
    (_DATE, _dated),
    (_CLOCK, lambda token, base: _clock(token) in base.clocks or number(token) in base.numbers),
    (_PHONE, _phone),
    (_CODE, lambda token, base: token.lstrip("#") in base.text or _counted(token, base)),
    (_NUMBER, lambda token, base: number(token) in base.numbers),
)
