"""What is held against a text: structural checks and the putting together of findings."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.commitments import Promise
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Commitment, Finding, Level, Reviewed
from bot.domain.plain import Plain, Span, words
from bot.domain.playbook import Kind
from bot.domain.rules import RULES, Rule

# Words: at most, by purpose. A private answer has 120, a public one 60, a script is spoken.
MOST_WORDS = {Kind.PUBLIC: 60, Kind.CALL_SCRIPT: 350, Kind.ACKNOWLEDGEMENT: 80, Kind.HOLDING: 80, Kind.CALL_OFFER: 80, Kind.STATEMENT: 180}
LONG, SHORT, PUBLIC_WORDS, LEAST_WORDS = 120, 90, 60, 10
# The purposes that answer what happened, and so must name it, own it and go on.
ANSWERS = frozenset({Kind.REPLY, Kind.PRIVATE, Kind.PUBLIC, Kind.CALL_OFFER})
STEM = 5  # letters by which words are compared, whatever their ending
COPIED_RUN = 9  # words
LEAST_WORDS_OF_A_LINE, ENDS = 6, ".!?…।:)\"'»"
# Of what the customer is said to have written: the words that it takes to tell, and the share that must be theirs.
LEAST_STEMS, LEAST_SHARE = 4, 0.25


@dataclass(frozen=True, slots=True)
class Spot:
    """A rule broken at `start`-`end` of the original text; 0-0 when it is about the whole.

    What was recognised by example says how probable it is (0-1) and what it is `like`. It weighs what its
    rule weighs, but `at_most` that level.
    """

    rule: str
    start: int = 0
    end: int = 0
    probability: float = 1.0
    like: tuple[str, ...] = ()
    at_most: Level = Level.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the patterns of a language found in a text; places are those of the original, of `closings` those of the matched text."""

    faults: tuple[Spot, ...] = ()
    promises: tuple[Promise, ...] = ()
    apologies: tuple[Span, ...] = ()
    owned: bool = True
    goes_on: bool = True
    closings: tuple[Span, ...] = ()
    formal: tuple[Span, ...] = ()
    familiar: tuple[Span, ...] = ()
    stopwords: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A text under review. `same_language` tells whether its words can be compared with the complaint's."""

    text: Plain
    kind: Kind
    marks: Marks = field(default_factory=Marks)
    place: Place | None = None
    complaint: Complaint | None = None
    source: Plain | None = None
    same_language: bool = True

    @property
    def letter(self) -> bool:
        """Whether it goes to a customer; a call script is for the colleague who calls."""
        return self.kind is not Kind.CALL_SCRIPT


Check = Callable[[Subject], Iterator[Spot]]


def whole_reply(subject: Subject) -> Iterator[Spot]:
    """The checks that need the whole reply: length, apology, what must be there."""
    for check in (_end, _length, _apology, _harm, _ownership, _next_step, _repetition):
        yield from check(subject)


def anywhere(subject: Subject) -> Iterator[Spot]:
    """The checks that hold for one sentence as well."""
    yield from _copied(subject)
    yield from _address(subject)


def most_words(subject: Subject) -> int:
    """The longest it may be: by purpose and place, and no longer than a complaint that is long itself."""
    if subject.kind in MOST_WORDS:
        return MOST_WORDS[subject.kind]
    if subject.kind is Kind.REPLY and subject.place and subject.place.public:
        return PUBLIC_WORDS
    length = len(subject.source.words) if subject.source else 0
    return min(LONG, length) if length > SHORT else LONG


def _length(subject: Subject) -> Iterator[Spot]:
    count = len(subject.text.words)
    if count > most_words(subject):
        yield Spot("too_long")
    if count < LEAST_WORDS:
        yield Spot("too_short")


def _end(subject: Subject) -> Iterator[Spot]:
    """Nothing at all, or a long last line that no full stop ends and no greeting stands before."""
    spoken = subject.text.text.rstrip()
    last = spoken.rpartition("\n")[2]
    stopped = len(words(last)) >= LEAST_WORDS_OF_A_LINE and last[-1] not in ENDS
    if not subject.text.words or (stopped and not any(_on_a_short_line(span, spoken) for span in subject.marks.closings)):
        yield Spot("unfinished")


def _on_a_short_line(span: Span, text: str) -> bool:
    before, after = text.rfind("\n", 0, span[0]), text.find("\n", span[0])
    return before >= 0 and len(words(text[before : after if after >= 0 else len(text)])) < LEAST_WORDS_OF_A_LINE


def _apology(subject: Subject) -> Iterator[Spot]:
    if subject.letter:
        yield from (Spot("apology_twice", start, end) for start, end in subject.marks.apologies[1:])


def _harm(subject: Subject) -> Iterator[Spot]:
    if subject.source is None or subject.kind not in ANSWERS or not subject.same_language:
        return
    stop = subject.marks.stopwords | set(words((subject.complaint.sender or "").casefold() if subject.complaint else ""))
    needed = 1 if len(subject.source.words) < 14 else 2
    if len(_stems(subject.source.words, stop) & _stems(subject.text.words, stop)) < needed:
        yield Spot("no_harm_named")


def _stems(text: Iterable[str], stop: frozenset[str] | set[str]) -> set[str]:
    return {word[:STEM] for word in text if word not in stop and (len(word) >= 4 or word[0].isdigit() or not word.isascii())}


def _ownership(subject: Subject) -> Iterator[Spot]:
    if subject.kind in ANSWERS and not subject.marks.owned:
        yield Spot("no_ownership")


def _next_step(subject: Subject) -> Iterator[Spot]:
    if subject.kind in ANSWERS and not subject.marks.goes_on and not any(mark in subject.text.text for mark in "?？؟"):
        yield Spot("no_next_step")


def misquoted(subject: Subject, restated: Iterable[Span], given: str = "") -> Iterator[Spot]:
    """What the customer is said to have written, at these places, when hardly a word of it is theirs.

    `given` are confirmed facts. Only within one language, and only where there are words enough to tell.
    """
    if subject.source is None or not subject.same_language:
        return
    stop = subject.marks.stopwords
    theirs = _stems(subject.source.words, stop) | _stems(
        words(f"{subject.complaint.subject if subject.complaint else ''} {given}".casefold()), stop
    )
    for start, end in restated:
        said = _stems(words(subject.text.text[start:end].casefold()), stop)
        if len(said) >= LEAST_STEMS and len(said & theirs) < LEAST_SHARE * len(said):
            yield Spot("assuming", *subject.text.span(start, end))


def _repetition(subject: Subject) -> Iterator[Spot]:
    text, spoken = subject.text, subject.text.words
    runs = Counter(zip(*(spoken[n:] for n in range(4)), strict=False))
    if runs and (runs.most_common(1)[0][1] >= 4 or (len(spoken) > 40 and len(runs) / (len(spoken) - 3) < 0.7)):
        yield Spot("repetition")
        return
    said: set[tuple[str, ...]] = set()
    for start, end in text.sentences:
        sentence = tuple(words(text.text[start:end].casefold()))
        if len(sentence) >= 5 and sentence in said:
            yield Spot("repetition", *text.span(start, end))
            return
        said.add(sentence)


def _address(subject: Subject) -> Iterator[Spot]:
    """Both ways to address somebody in one text; the rarer one is what slipped in."""
    formal, familiar = subject.marks.formal, subject.marks.familiar
    if subject.letter and formal and familiar:
        yield Spot("address_mix", *min(formal, familiar, key=len)[0])


def _copied(subject: Subject) -> Iterator[Spot]:
    """A long run of the customer's own words, outside quotation marks."""
    if subject.source is None or not subject.letter:
        return
    theirs = set(zip(*(subject.source.words[n:] for n in range(COPIED_RUN)), strict=False))
    if not theirs:
        return
    for start, end in subject.text.sentences:
        spoken = words(subject.text.text[start:end].casefold())
        runs = zip(*(spoken[n:] for n in range(COPIED_RUN)), strict=False)
        if any(run in theirs for run in runs) and not any(start < right and left < end for left, right in subject.text.quotes):
            yield Spot("copies_customer", *subject.text.span(start, end))
            return


def assembled(
    spots: Iterable[Spot],
    commitments: Sequence[Commitment],
    *,
    original: str,
    plays: Mapping[str, str] | None = None,
    softened: Collection[str] = (),
) -> Reviewed:
    """Findings in the order of the text, each rule once a place, the promises that nothing allows among them."""
    spots = list(spots)
    told = [spot for spot in spots if spot.rule == "unmatched_commitment"]
    unmatched = [
        Spot("unmatched_commitment", one.start, one.end)
        for one in commitments
        if not one.allowed and not any(spot.start <= one.start and one.end <= spot.end for spot in told)
    ]
    kept: list[Spot] = []
    for spot in sorted({*spots, *unmatched}, key=lambda one: (one.rule, one.start, -one.end)):
        if not (kept and kept[-1].rule == spot.rule and spot.start < kept[-1].end):
            kept.append(spot)
    in_order = sorted(kept, key=lambda one: (one.start, one.end, one.rule))
    findings = tuple(finding_of(spot, original, plays or {}, softened) for spot in in_order)
    return Reviewed(findings=findings, commitments=tuple(commitments))


def finding_of(spot: Spot, original: str, plays: Mapping[str, str], softened: Collection[str] = ()) -> Finding:
    rule = RULES[spot.rule]
    return Finding(
        rule=rule.id,
        level=_level(rule, spot, softened),
        words=original[spot.start : spot.end],
        start=spot.start,
        end=spot.end,
        why=rule.why,
        play=plays.get(rule.id, ""),
        firm=rule.firm,
        probability=spot.probability,
        like=spot.like,
    )


def _level(rule: Rule, spot: Spot, softened: Collection[str]) -> Level:
    if rule.id in softened and not rule.lawful:
        return Level.WARN
    return max(rule.level, spot.at_most, key=list(Level).index)  # the levels stand from grave to light


def without(spots: Iterable[Spot], rule: str, places: Sequence[Span]) -> Iterator[Spot]:
    """The spots, but none of a rule where another check has already spoken."""
    for spot in spots:
        if spot.rule != rule or not any(spot.start < end and start < spot.end for start, end in places):
            yield spot
