"""Sentences that promise by example: what the patterns did not find, held against the company file all the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.amounts import Money
from bot.domain.commitments import Allowance, Promise, commitments
from bot.domain.company import Company
from bot.domain.draft import Commitment, Level, PromiseKind
from bot.domain.plain import Span, plain
from bot.domain.review import Spot
from bot.prompting.promises import Promises

RULE = "unmatched_commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What promises are held against: confirmed facts in words, the company's remedies, the amounts in the complaint."""

    allowances: Sequence[Allowance]
    company: Company
    claimed: Sequence[Money]

    def held(self, promises: Sequence[Promise]) -> tuple[Commitment, ...]:
        return commitments(promises, company=self.company, allowed=self.allowances, claimed=self.claimed)


def by_example(
    spots: Sequence[Spot], promised: Sequence[Commitment], *, original: str, speech: Promises, terms: Terms
) -> tuple[list[Spot], tuple[Commitment, ...]]:
    """Make a commitment of each sentence that was recognised as a promise; what is covered is no fault.

    Where the patterns already found a promise in a sentence, theirs stands.
    """
    kept, made = [], list(promised)
    for spot in spots:
        if spot.rule != RULE:
            kept.append(spot)
            continue
        if any(one.start < spot.end and spot.start < one.end for one in promised):
            continue
        found = _commitment(spot, original, speech, terms)
        if found.allowed or spot.at_most is Level.BLOCK:  # what may be a promise asks for other words, and is none to tick off
            made.append(found)
        if not found.allowed:
            kept.append(spot)
    return kept, tuple(sorted(made, key=lambda one: one.start))


def covered(span: Span, allowances: Sequence[Allowance]) -> bool:
    """Whether an allowed text stands there, word for word."""
    start, end = span
    return any((left <= start and end <= right) or (start <= left and right <= end) for one in allowances for left, right in one.spans)


def _commitment(spot: Spot, original: str, speech: Promises, terms: Terms) -> Commitment:
    """The promise of a whole sentence. It is allowed when each kind of gift that it names is."""
    text = original[spot.start : spot.end]
    said = speech.allowance(text, within=plain(""))
    gifts = sorted(said.kinds - {PromiseKind.DATE, PromiseKind.CALL_BACK}) or [PromiseKind.PAYMENT if said.money else PromiseKind.ANYTHING]
    promises = [Promise(kind=kind, text=text, start=spot.start, end=spot.end, money=said.money) for kind in gifts]
    matched = terms.held(promises)
    worst = next((one for one in matched if not one.allowed), matched[0])
    if worst.allowed or not covered((spot.start, spot.end), terms.allowances):
        return worst
    return Commitment(
        text=text, start=spot.start, end=spot.end, allowed=True, kind=worst.kind, amount=worst.amount, currency=worst.currency
    )
