"""Whether a text is nearly what the team sent to another customer before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.case import Case
from bot.domain.draft import Finding
from bot.domain.ids import CaseId
from bot.domain.phrase import say
from bot.domain.plain import plain, words
from bot.domain.playbook import Kind
from bot.domain.review import Spot, finding_of
from bot.domain.stage import Approved, Delivered

LATELY = timedelta(days=90)
MOST_SENT = 300  # the latest ones; comparing with more would be felt
# What answers one customer. An acknowledgement, a holding note or a follow-up is a short notice, and may be the same for everybody.
COMPARED = frozenset({Kind.REPLY, Kind.PUBLIC, Kind.PRIVATE, Kind.CALL_OFFER, Kind.PARTING})
RUN = 3  # words in a row
LEAST_RUNS = 12  # a text with fewer says too little to be compared
EDGE_WORDS = 6  # the longest line that is taken for a greeting, or for a part of the signature
# Measured (docs/decisions.md). Shares (0-1) of a text: of its runs of words, and of its words by sentences of the same meaning.
SAME_WORDS, SAME_MEANING = 0.7, 0.75
WORTH_A_LOOK = 0.2  # the share of runs from which on the meaning is compared too
TWINS = 0.94  # cosine from which on two sentences say the same
RULE = "same_as_before"
_ENDS = (".", "?", "!", "।", "…", ":", ";")

Run = tuple[str, ...]
# For each of some sentences the cosine (-1 to 1) of the nearest one among others.
Nearness = Callable[[Sequence[str], Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Draft `number` of another case, approved for its customer; `language` is an ISO 639-1 code."""

    case: CaseId
    number: int
    kind: Kind
    language: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Said:
    """What a text says between greeting and signature, without numbers, other people's words and the customer's name."""

    text: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        whole = plain(self.text)
        start, end = _body(whole.unquoted)
        said = (" ".join(whole.unquoted[left:right].split()) for left, right in whole.sentences if start <= left < end)
        return tuple(sentence for sentence in said if len(words(sentence)) >= RUN)

    @cached_property
    def runs(self) -> frozenset[Run]:
        """Words in a row, within a sentence: the order of the sentences does not matter."""
        names = _names(self.text)
        found: set[Run] = set()
        for sentence in self.sentences:
            said = [word for word in words(sentence.casefold()) if word not in names and not any(map(str.isdigit, word))]
            found.update(zip(*(said[n:] for n in range(RUN)), strict=False))
        return frozenset(found)


@dataclass(frozen=True)
class Before:
    """What was sent before, newest first; made once for all the wordings of a draft."""

    sent: Sequence[Sent] = ()
    _said: dict[int, Said] = field(default_factory=dict, init=False, repr=False, compare=False)

    def holds(self, kind: Kind) -> bool:
        """Whether there is anything to compare a text of this kind with."""
        return kind in COMPARED and any(one.kind is kind for one in self.sent)

    def share(self, text: str, *, kind: Kind) -> float:
        """The share (0-1) of a text's words in a row that the most similar earlier text of that kind has too."""
        nearest = self._nearest(Said(text), kind)
        return nearest[0] if nearest else 0.0

    def same(self, text: str, *, kind: Kind, near: Nearness | None = None) -> Sent | None:
        """The earlier text that this one is too close to, by its words or, with `near`, by the meaning of its sentences."""
        mine = Said(text)
        nearest = self._nearest(mine, kind)
        if nearest is None:
            return None
        share, place = nearest
        if share >= SAME_WORDS:
            return self.sent[place]
        if near is None or share < WORTH_A_LOOK:
            return None
        return self.sent[place] if _meaning(mine, self._of(place), near) >= SAME_MEANING else None

    def _nearest(self, mine: Said, kind: Kind) -> tuple[float, int] | None:
        alike = [place for place, one in enumerate(self.sent) if one.kind is kind]
        if not self.holds(kind) or len(mine.runs) < LEAST_RUNS:
            return None
        share, place = max((len(mine.runs & self._of(place).runs), -place) for place in alike)
        return share / len(mine.runs), -place

    def _of(self, place: int) -> Said:
        return self._said.setdefault(place, Said(self.sent[place].text))


NOTHING_SENT = Before()


def sent_of(case: Case) -> tuple[Sent, ...]:
    """What this case sends to its customer now: the drafts that were approved."""
    if not isinstance(case.stage, Approved | Delivered):
        return ()
    at, answers = case.stage.at, [draft for draft in case.current if draft.kind in COMPARED]
    return tuple(Sent(case=case.id, number=one.number, kind=one.kind, language=one.language, text=one.text, at=at) for one in answers)


def finding_about(sent: Sent, *, play: str = "", softened: bool = False) -> Finding:
    """What the review says of a text that is too close to this one."""
    found = finding_of(Spot(RULE), "", {RULE: play}, {RULE} if softened else ())
    why = say("It is nearly what another customer got from you on {day} (case {case}).", day=sent.at.date().isoformat(), case=sent.case)
    return replace(found, why=why)


def _meaning(mine: Said, theirs: Said, near: Nearness) -> float:
    """The share (0-1) of a text's words that stand in sentences which the other text has too, in these words or in others."""
    counts = [len(words(sentence)) for sentence in mine.sentences]
    twins = [cosine >= TWINS for cosine in near(mine.sentences, theirs.sentences)]
    return sum(count for count, twin in zip(counts, twins, strict=True) if twin) / sum(counts)


def _body(text: str) -> tuple[int, int]:
    """Where what is said stands between greeting and signature."""
    lines = text.split("\n")
    start = len(lines[0]) if len(lines) > 1 and _edge(lines[0]) else 0
    end = len(text)
    for line in reversed(lines[1:]):
        if not _edge(line):
            break
        end -= len(line) + 1
    return start, end


def _edge(line: str) -> bool:
    return len(words(line)) <= EDGE_WORDS and not line.rstrip().endswith(_ENDS)


def _names(text: str) -> set[str]:
    """The words of the greeting that look like a name; scripts without capitals keep them, which weighs little."""
    first, _, rest = text.partition("\n")
    return {word.casefold() for word in words(first)[1:] if word[:1].isupper()} if rest and _edge(first) else set()
