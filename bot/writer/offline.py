"""Replies from human-written sentences: chosen by the plan, varied by the case, told in two languages at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot.domain.company import RemedyKind
from bot.domain.facts import Value
from bot.domain.plain import words
from bot.domain.playbook import Kind
from bot.prompting.lines import LANGUAGES, Line, Lines, lines
from bot.writer.brief import Brief, Written
from bot.writer.quotable import person_name, quotable
from bot.writer.remedy import amount_asked, granted
from bot.writer.wishes import Wish, wishes_in

MOST_WORDS = {Kind.PUBLIC: 60}
MOST_WORDS_ELSEWHERE = 118
MOST_WORDS_SHORTER = 60

# What a play adds to a reply; the first that applies is said, more would be a sermon.
PARTS = {
    "boss-comes-to-the-phone": "part.boss",
    "about-to-leave": "part.churn",
    "many-the-same": "part.many",
    "just-listen": "part.listen",
    "invite-cooperation": "part.cooperation",
    "good-faith-first": "part.good_faith",
    "high-road": "part.high_road",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of a text; the least `needed` ones are left out first when a text grows too long. `new` begins a paragraph."""

    line: Line
    slots: Mapping[str, str] = field(default_factory=dict)
    needed: int = 9
    new: bool = False
    promise: bool = False


class Chooser:
    """Picks wordings: the same variation gives the same choice, another one other words."""

    def __init__(self, brief: Brief) -> None:
        self._seed = f"{brief.variation}:{brief.kind}"
        self._english = lines("en")

    def number(self, name: str, below: int) -> int:
        return int.from_bytes(sha256(f"{self._seed}:{name}".encode()).digest()[:6], "big") % below

    def __call__(self, key: str, *, needed: int = 9, new: bool = False, promise: bool = False, **slots: str) -> Piece:
        line = Line(key, self.number(key, self._english.count(key)))
        return Piece(line=line, slots=slots, needed=needed, new=new, promise=promise)


def compose(brief: Brief, slots: Mapping[str, str] | None = None) -> Written:
    """Write one text without a model.

    `slots` are short sentences by a small model that take the place of ours: `what_happened`,
    `what_it_cost`, `question`. A language that has no sentences of ours is written in English, and
    the review says that it is not the customer's.
    """
    own = slots or {}
    language = brief.language if brief.language in LANGUAGES else "en"
    wishes = wishes_in(brief.instruction)
    most = MOST_WORDS_SHORTER if Wish.SHORTER in wishes else MOST_WORDS.get(brief.kind, MOST_WORDS_ELSEWHERE)
    pieces = _fitting(list(_pieces(brief, Chooser(brief))), lines(language), most, own)
    text = _set(pieces, lines(language), own)
    team = brief.company.team_language
    twin = "" if own or team == language or team not in LANGUAGES else _set(pieces, lines(team), {})
    allowed = tuple(lines(language).tell(piece.line, piece.slots) for piece in pieces if piece.promise)
    return Written(text=_signed(text, brief), language=language, twin=_signed(twin, brief) if twin else "", allowed=allowed)


def _pieces(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    match brief.kind:
        case Kind.PUBLIC:
            yield from _public(brief, pick)
        case Kind.REPLY | Kind.PRIVATE:
            yield from _letter(brief, pick)
        case Kind.CALL_OFFER:
            yield from _call_offer(brief, pick)
        case Kind.CALL_SCRIPT:
            yield from _script(brief, pick)
        case Kind.PARTING:
            yield from _parting(brief, pick)
        case Kind.STATEMENT:
            yield from (pick(f"statement.{name}") for name in ("open", "facts", "invite"))
        case Kind.ACKNOWLEDGEMENT | Kind.HOLDING | Kind.FOLLOW_UP | Kind.REVIEW_REQUEST:
            yield _greeting(brief, pick)
            yield pick(f"{brief.kind}.any", new=True)
    if brief.kind not in {Kind.CALL_SCRIPT, Kind.STATEMENT}:
        yield pick("signoff.any", new=True)


def _letter(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    yield _greeting(brief, pick)
    if brief.kind is Kind.PRIVATE:
        yield pick("private.open", new=True, needed=3)
    wishes = wishes_in(brief.instruction)
    feeling = [] if Wish.FIRMER in wishes else [pick(f"feeling.{_band(facts)}", needed=8 if Wish.WARMER in wishes else 4)]
    heard = [*_echo(brief, pick), _harm(brief, pick), *feeling]
    sorry = pick(f"apology.{facts['responsibility']}")
    if pick.number("order", 2):
        yield from _paragraph([sorry, *heard])
    else:
        yield from _paragraph([*heard, sorry])
    yield from _paragraph([*_offer(brief, pick), pick(f"action.{facts['action']}"), *_part(brief, pick), *_when(facts, pick)])
    asked = pick("call_offer.ask") if Wish.CALL in wishes else pick(f"question.{facts['motive']}")
    yield from _paragraph([asked, pick("close.any", needed=2)])


def _public(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    yield _greeting(brief, pick)
    yield from _paragraph([_harm(brief, pick), pick(f"apology.{facts['responsibility']}")])
    yield pick("contact.written" if facts["contact"] == "written" else "contact.ask")


def _call_offer(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    yield _greeting(brief, pick)
    yield from _paragraph([_harm(brief, pick), pick(f"apology.{facts['responsibility']}")])
    yield pick("call_offer.known" if facts["contact"] == "phone" else "call_offer.ask", new=True)


def _script(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    steps = (
        [pick("script.open")],
        [pick("script.listen")],
        [_harm(brief, pick), pick(f"script.own_{facts['responsibility']}")],
        [*_offer(brief, pick), pick("script.options"), pick(f"question.{facts['motive']}")],
        [pick("script.close"), *_when(facts, pick)],
        [pick("script.note")],
    )
    for place, said in enumerate(steps):
        yield from _paragraph([Piece(line=Line("script.title", place)), *said])


def _parting(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    yield _greeting(brief, pick)
    remedy = granted(brief)
    refund = [pick("parting.refund", promise=True)] if remedy and remedy.kind is RemedyKind.REFUND else []
    yield from _paragraph([pick("parting.open"), *refund])
    yield from _paragraph([pick("parting.thanks"), pick("parting.wish")])


def _greeting(brief: Brief, pick: Chooser) -> Piece:
    name = person_name(brief.complaint.sender)
    return pick("greeting.named", name=name) if name else pick("greeting.plain")


def _harm(brief: Brief, pick: Chooser) -> Piece:
    return pick(f"harm.{brief.facts['cause']}")


def _echo(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    quote = quotable(brief) if brief.quoting else None
    if quote:
        yield pick("echo.quote", quote=quote, needed=6)


def _offer(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    """The remedy of the plan, plainly; with the amount when the customer named one that the remedy covers."""
    remedy = granted(brief)
    if remedy is None:
        return
    if remedy.kind is RemedyKind.GESTURE:
        yield pick("offer.gesture", promise=True, title=remedy.title)
        return
    amount = amount_asked(brief.complaint.text, remedy)
    key = f"offer.{remedy.kind}_amount"
    if amount and lines("en").has(key):
        yield pick(key, promise=True, amount=amount)
    else:
        yield pick(f"offer.{remedy.kind}_plain", promise=True)


def _part(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    wishes = wishes_in(brief.instruction)
    wished = "part.listen" if Wish.WARMER in wishes else "part.high_road" if Wish.FIRMER in wishes else None
    key = wished or next((PARTS[play] for play in brief.plan.plays if play in PARTS), None)
    if key:
        yield pick(key, needed=5)


def _when(facts: Mapping[str, Value], pick: Chooser) -> Iterator[Piece]:
    yield pick(f"when.{facts['by_when']}", promise=facts["by_when"] != "open", needed=7)


def _band(facts: Mapping[str, Value]) -> str:
    heat = int(facts["heat"])
    return "calm" if heat <= 3 else "hot" if heat <= 7 else "furious"


def _paragraph(pieces: Sequence[Piece]) -> Iterator[Piece]:
    first, *rest = pieces
    yield Piece(line=first.line, slots=first.slots, needed=first.needed, new=True, promise=first.promise)
    yield from rest


def _fitting(pieces: list[Piece], told: Lines, most: int, own: Mapping[str, str]) -> list[Piece]:
    while len(words(_set(pieces, told, own))) > most:
        least = min(pieces, key=lambda piece: piece.needed)
        if least.needed >= 9:
            break
        at = pieces.index(least)
        if least.new and at + 1 < len(pieces) and not pieces[at + 1].new:
            after = pieces[at + 1]
            pieces[at + 1] = Piece(line=after.line, slots=after.slots, needed=after.needed, new=True, promise=after.promise)
        pieces.remove(least)
    return pieces


# Which of our sentences a small model's slot stands in for.
OWN_WORDS = {"harm": "what_happened", "feeling": "what_it_cost", "question": "question"}


def _set(pieces: Sequence[Piece], told: Lines, own: Mapping[str, str]) -> str:
    paragraphs: list[list[str]] = [[]]
    for piece in pieces:
        if piece.new:
            paragraphs.append([])
        slot = OWN_WORDS.get(piece.line.key.partition(".")[0], "")
        paragraphs[-1].append(own.get(slot) or told.tell(piece.line, piece.slots))
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def _signed(text: str, brief: Brief) -> str:
    if brief.kind in {Kind.CALL_SCRIPT, Kind.STATEMENT}:
        return text
    return f"{text}\n{brief.company.signature or brief.company.name}".rstrip()
