"""Promises in running text: who gives, what is given, how much, by when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.domain.amounts import Money, money
from bot.domain.commitments import Allowance, Promise
from bot.domain.draft import PromiseKind
from bot.domain.plain import Plain, Span, plain
from bot.prompting.calendar import dates_in
from bot.prompting.matching import Compiled, found
from bot.prompting.patterns import Source, source_of
from bot.prompting.spelled import Spelled, spelled

_KEYS = re.compile(r"\b(?:today|tomorrow|this_week)\b")
# Stands for an amount in the files; see prompts/review/any.toml.
_AMOUNT = "{money}"
_FEW = 3  # words
_TIMED = {PromiseKind.DATE, PromiseKind.CALL_BACK}
# A bare payment is told only where no remedy is named, a bare date only where no call is, "anything" only where nothing else is.
_YIELDS_TO = {
    PromiseKind.DATE: {PromiseKind.CALL_BACK},
    PromiseKind.PAYMENT: set(PromiseKind) - _TIMED - {PromiseKind.ANYTHING},
    PromiseKind.ANYTHING: set(PromiseKind),
}
_RANK = {PromiseKind.ANYTHING: 3, PromiseKind.DATE: 2, PromiseKind.PAYMENT: 1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promises:
    """How one language promises.

    A sentence promises when somebody gives (`givers`, or `done` for what is already under way) and a
    thing is given. `whole` are turns of phrase that promise by themselves. Nothing is promised in a
    question or where `unless` reads. `people` are those who may be named as doing it.
    """

    language: str
    givers: Compiled | None
    done: Compiled | None
    unless: Compiled | None
    things: Mapping[PromiseKind, Compiled]
    whole: Mapping[PromiseKind, Compiled]
    days: Mapping[str, Compiled]
    said: Compiled | None
    weekdays: Mapping[str, Compiled]
    durations: Compiled | None
    units: Mapping[str, Compiled]
    numbers: Mapping[str, int]
    people: Compiled | None
    words: Spelled | None

    @lru_cache(maxsize=128)  # noqa: B019 - there is one of these a language, for good
    def money(self, text: str) -> tuple[Money, ...]:
        """Every amount, in digits or in words."""
        return tuple(self.words.money(text) if self.words else money(text))

    def find(self, text: Plain, *, known: frozenset[str] = frozenset()) -> list[Promise]:
        """Every promise; `known` are the dates that the complaint itself speaks of."""
        amounts = self.money(text.text)
        promises: list[Promise] = []
        for kind, pattern in self.whole.items():
            made = [span for span in found(pattern, text.text) if not self._open(span, text, whole=True)]
            promises += [self._promise(kind, span, text, amounts, known) for span in made]
        givers = found(self.givers, text.text)
        gifts = sorted([*givers, *found(self.done, text.text)])
        for kind, pattern in self.things.items() if gifts else ():
            for span in found(pattern, text.text):
                whole = self._joined(span, gifts, text)
                if whole and not self._open(whole, text):
                    promises.append(self._promise(kind, whole, text, amounts, known))
        for span, keys in self.dates(text.text) if givers else ():
            whole = self._joined(span, givers, text)
            if whole and not keys <= known and not self._open(whole, text):
                promises.append(self._promise(PromiseKind.DATE, whole, text, amounts, known))
        return _once(promises)

    def when(self, text: str) -> frozenset[str]:
        """The keys of all dates in a text."""
        return frozenset(key for _, keys in self.dates(text) for key in keys)

    def allowance(self, text: str, *, within: Plain) -> Allowance:
        """What an allowed text allows, and where the reviewed text repeats it word for word."""
        said = plain(text).text.strip()
        spans = re.finditer(re.escape(said.rstrip(".!?। ")), within.text, re.IGNORECASE) if said else ()
        return replace(self._allowed(said), spans=tuple(within.span(*match.span()) for match in spans))

    @lru_cache(maxsize=128)  # noqa: B019 - as above
    def _allowed(self, said: str) -> Allowance:
        kinds = {kind for patterns in (self.things, self.whole) for kind, pattern in patterns.items() if found(pattern, said)}
        kinds |= {kind for kind in PromiseKind if kind is not PromiseKind.ANYTHING and kind.value in said.lower()}
        named = [key for key, pattern in self.weekdays.items() if found(pattern, said)]
        return Allowance(
            kinds=frozenset(kinds), money=self.money(said), when=self.when(said) | frozenset({*_KEYS.findall(said.lower()), *named})
        )

    @lru_cache(maxsize=128)  # noqa: B019 - as above
    def dates(self, text: str) -> tuple[tuple[Span, frozenset[str]], ...]:
        """Where a text says when, and the keys that it may stand for."""
        dates = [(span, frozenset({key})) for key, pattern in self.days.items() for span in found(pattern, text)]
        for span in found(self.durations, text):
            words = text[span[0] : span[1]]
            unit = next((name for name, pattern in self.units.items() if found(pattern, words)), "")
            dates.append((span, frozenset({f"{self._count(words)} {unit}"})))
        # Hours and vague ends are only the same when their words are.
        dates += [((start, end), frozenset({f"said:{text[start:end].lower()}"})) for start, end in found(self.said, text)]
        return (*dates, *dates_in(text, self.language))

    def calendar(self, text: str) -> list[tuple[Span, frozenset[str]]]:
        """Every day of the week, date and month, whether anything is promised for it or not."""
        days = [(span, frozenset({key})) for key, pattern in self.weekdays.items() for span in found(pattern, text)]
        return [*days, *dates_in(text, self.language)]

    def _count(self, words: str) -> int:
        digits = re.findall(r"\d+", words)
        if digits:
            return int(digits[-1])
        return max((self.numbers[word] for word in re.split(r"[\s-]+", words.lower()) if word in self.numbers), default=1)

    def _joined(self, span: Span, givers: Iterable[Span], text: Plain) -> Span | None:
        """The words from the one who gives to what is given, when both stand in one sentence."""
        left, right = text.sentence_of(span[0])
        near = [giver for giver in givers if left <= giver[0] and giver[1] <= right]
        if not near:
            return None
        giver = max([giver for giver in near if giver[0] <= span[0]], default=near[0])
        # "will" stands within "we will": the whole turn counts.
        start = min(one[0] for one in near if one[0] <= giver[0] < one[1])
        return min(start, span[0]), max(giver[1], span[1])

    def _open(self, span: Span, text: Plain, *, whole: bool = False) -> bool:
        """Whether nothing is promised after all: a question, a quotation, a negation, somebody else's report.

        A turn of phrase that promises by itself ("never again") is only taken back by what stands before it.
        """
        left, right = text.sentence_of(span[0])
        sentence = text.text[left:right]
        if text.quoted(span) or (sentence.rstrip("\"' )").endswith(("?", "？")) and not self.money(sentence)):
            return True
        last = span[0] if whole else span[1]
        return any(left + start < last and span[0] < left + end for start, end in found(self.unless, sentence))

    def _meant(self, words: Span, keys: frozenset[str], clause: int, known: frozenset[str]) -> bool:
        """Whether a date before the promise is its own: in the same clause, and not what the customer spoke of."""
        return words[0] >= clause and not keys <= known

    def _promise(self, kind: PromiseKind, span: Span, text: Plain, amounts: Iterable[Money], known: frozenset[str]) -> Promise:
        left, right = text.sentence_of(span[0])
        clause = _clause(text.text[left : span[0]]) + left
        mine = tuple(one for one in amounts if clause <= one.start < right) if kind not in _TIMED else ()
        end = max(span[1], *(one.end for one in mine), span[1])
        sentence = text.text[left:right]
        timed = [
            (words, keys)
            for words, keys in self.dates(sentence)
            if words[0] >= span[0] - left or self._meant(words, keys, clause - left, known)
        ]
        who = found(self.people, sentence)
        start, stop = text.span(min([span[0], *(one.start for one in mine)]), end)
        return Promise(
            kind=kind,
            text=text.original[start:stop],
            start=start,
            end=stop,
            money=mine,
            when=frozenset(key for _, keys in timed for key in keys) if kind in _TIMED else frozenset(),
            dated=sentence[slice(*max((words for words, _ in timed), key=lambda one: one[1] - one[0]))] if timed else "",
            who=sentence[slice(*who[0])] if who else "",
        )


def _clause(before: str) -> int:
    """Where the clause begins whose end follows; a few words before a comma ("On Friday, ") belong to it."""
    last = max(before.rfind(sign) for sign in ",;:")
    return last + 1 if len(before[: last + 1].split()) > _FEW else 0


def _once(promises: list[Promise]) -> list[Promise]:
    """Each kind once a place: a dated call is no date of its own, and of two overlapping ones the longer stays."""
    kept: list[Promise] = []
    for promise in sorted(promises, key=lambda one: (_RANK.get(one.kind, 0), one.start - one.end)):
        others = {promise.kind, *_YIELDS_TO.get(promise.kind, ())}
        if not any(one.kind in others and promise.start < one.end and one.start < promise.end for one in kept):
            kept.append(promise)
    return sorted(kept, key=lambda one: one.start)


def parse_promises(source: Source) -> Promises:
    """Compile what a file says about promises and dates; raises BadWording for a bad pattern."""
    promise, dates, numbers = (source.data.get(name, {}) for name in ("promise", "dates", "numbers"))
    units: dict[str, str] = dates.get("units", {})
    count = "|".join([r"\d+(?:\s?(?:-|–|to|bis|til|iki|থেকে|a|à)\s?\d+)?", *map(re.escape, sorted(numbers, key=len, reverse=True))])
    duration = rf"(?:{count})[\s-]?(?:{dates.get('filler', '')})?\s?(?:{'|'.join(units.values())})"
    days = {name: source.compiled(dates.get(name, ())) for name in ("today", "tomorrow", "this_week")}
    for number, day in enumerate(dates.get("weekdays", ())):
        days[f"weekday:{number}"] = source.compiled(pattern.replace("{day}", f"(?:{day})") for pattern in dates.get("on_day", ()))
    tables = {kind: promise[kind.value] for kind in PromiseKind if kind.value in promise}
    language = str(source.data.get("language", ""))
    words = spelled(language, numbers)
    amount = f"(?:{_AMOUNT}|{words.pattern})" if words else _AMOUNT

    def group(name: str) -> dict[PromiseKind, Compiled]:
        made = ((kind, [one.replace(_AMOUNT, amount) for one in table.get(name, ())]) for kind, table in tables.items())
        return {kind: compiled for kind, patterns in made if (compiled := source.compiled(patterns))}

    return Promises(
        language=language,
        givers=source.compiled(promise.get("givers", ())),
        done=source.compiled(promise.get("done", ())),
        unless=source.compiled(promise.get("unless", ())),
        things=group("things"),
        whole=group("whole"),
        days={key: compiled for key, compiled in days.items() if compiled},
        weekdays={
            f"weekday:{number}": compiled
            for number, day in enumerate(dates.get("weekdays", ()))
            if (compiled := source.compiled([rf"(?<!\w)(?:{day})"]))
        },
        said=source.compiled([*dates.get("clock", ()), *dates.get("later", ())]),
        durations=source.compiled(one.replace("{duration}", duration) for one in dates.get("deadlines", ())),
        units={name: compiled for name, unit in units.items() if (compiled := source.compiled([unit]))},
        numbers=numbers,
        people=source.compiled(promise.get("people", ())),
        words=words,
    )


@cache
def promises_of(language: str) -> Promises:
    return parse_promises(source_of(language))
