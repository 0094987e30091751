"""Replies from human-written sentences: chosen by the plan, varied by the case, told in two languages at once."""

from collections.abc import Iterator, Mapping

from bot.domain.company import RemedyKind
from bot.domain.facts import Value
from bot.domain.plain import words
from bot.domain.playbook import Kind
from bot.prompting.lines import LANGUAGES, Line, lines
from bot.writer.brief import Brief, Written
from bot.writer.pieces import Chooser, Piece, fitting, paragraph, set_in
from bot.writer.quotable import person_name, quotable
from bot.writer.remedy import amount_asked, granted
from bot.writer.wishes import Wish, wishes_in

MOST_WORDS = {Kind.PUBLIC: 60}
MOST_WORDS_ELSEWHERE = 118
MOST_WORDS_SHORTER = 60
SURE_OF_THE_CAUSE = 0.85  # from here on 9 of 10 are right, on messages by other authors

# What a play adds to a reply; the first that applies is said, more would be a sermon.
PARTS = {
    "boss-comes-to-the-phone": "part.boss",
    "about-to-leave": "part.churn",
    "just-listen": "part.listen",
    "invite-cooperation": "part.cooperation",
    "good-faith-first": "part.good_faith",
    "high-road": "part.high_road",
}


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
    if brief.kind is Kind.PUBLIC:  # so short that the signature counts
        most -= len(words(_signature(brief)))
    pieces = fitting(list(_pieces(brief, Chooser(brief))), lines(language), most, own)
    text = set_in(pieces, lines(language), own)
    team = brief.company.team_language
    twin = "" if own or team == language or team not in LANGUAGES else set_in(pieces, lines(team), {})
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
        yield from paragraph([sorry, *heard])
    else:
        yield from paragraph([*heard, sorry])
    yield from paragraph([*_offer(brief, pick), pick(f"action.{facts['action']}"), *_part(brief, pick), *_when(facts, pick)])
    asked = pick("call_offer.ask") if Wish.CALL in wishes else pick(f"question.{facts['motive']}")
    yield from paragraph([asked, pick("close.any", needed=2)])


def _public(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    yield _greeting(brief, pick)
    yield from paragraph(_briefly(brief, pick))
    yield pick("contact.written" if facts["contact"] == "written" else "contact.ask")


def _call_offer(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    facts = brief.facts
    yield _greeting(brief, pick)
    yield from paragraph(_briefly(brief, pick))
    yield pick("call_offer.known" if facts["contact"] == "phone" else "call_offer.ask", new=True)


def _briefly(brief: Brief, pick: Chooser) -> list[Piece]:
    """Harm and apology in either order, and where there is room what is felt or done: a few words, and not the same for all."""
    facts = brief.facts
    harm, sorry = _harm(brief, pick), pick(f"apology.{facts['responsibility']}")
    feeling = pick(f"feeling.{_band(facts)}", needed=2)
    done = pick(f"action.{facts['action']}", needed=2)
    if pick.number("extra", 2) and Wish.FIRMER not in wishes_in(brief.instruction):
        return [sorry, harm, feeling] if pick.number("order", 2) else [harm, feeling, sorry]
    return [sorry, harm, done] if pick.number("order", 2) else [harm, sorry, done]


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
        yield from paragraph([Piece(line=Line("script.title", place)), *said])


def _parting(brief: Brief, pick: Chooser) -> Iterator[Piece]:
    yield _greeting(brief, pick)
    remedy = granted(brief)
    refund = [pick("parting.refund", promise=True)] if remedy and remedy.kind is RemedyKind.REFUND else []
    yield from paragraph([_harm(brief, pick), pick("parting.open"), *refund])
    yield from paragraph([pick("parting.thanks"), pick("parting.wish")])


def _greeting(brief: Brief, pick: Chooser) -> Piece:
    name = person_name(brief.complaint.sender)
    return pick("greeting.named", name=name) if name else pick("greeting.plain")


def _harm(brief: Brief, pick: Chooser) -> Piece:
    """What went wrong by its name where that is sure; a wrong name would be worse than none."""
    fact = brief.reading.facts.get("cause")
    sure = fact is not None and (fact.by_person or fact.confidence >= SURE_OF_THE_CAUSE)
    return pick(f"harm.{brief.facts['cause'] if sure else 'other'}")


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
    # An amount that was demanded for something else must not become a refund.
    amount = amount_asked(brief.complaint.text, remedy) if brief.facts["motive"] == "refund" else None
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


def _signed(text: str, brief: Brief) -> str:
    if brief.kind in {Kind.CALL_SCRIPT, Kind.STATEMENT}:
        return text
    return f"{text}\n{_signature(brief)}".rstrip()


def _signature(brief: Brief) -> str:
    return brief.company.signature or brief.company.name
