"""What a text promises, and whether the company file or a confirmed fact allows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.amounts import Money
from bot.domain.company import Company, Remedy, RemedyKind
from bot.domain.draft import Commitment, PromiseKind

# The remedies that may stand behind a promise; a voucher is a credit to one company and a gesture to another.
_BEHIND = {
    PromiseKind.REFUND: (RemedyKind.REFUND,),
    PromiseKind.REPLACEMENT: (RemedyKind.REPLACEMENT,),
    PromiseKind.REPAIR: (RemedyKind.REPAIR,),
    PromiseKind.CREDIT: (RemedyKind.CREDIT, RemedyKind.GESTURE),
    PromiseKind.DISCOUNT: (RemedyKind.DISCOUNT, RemedyKind.GESTURE),
    PromiseKind.GESTURE: (RemedyKind.GESTURE, RemedyKind.CREDIT),
    PromiseKind.PAYMENT: (RemedyKind.REFUND, RemedyKind.CREDIT, RemedyKind.DISCOUNT, RemedyKind.GESTURE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Words that bind the company, at `start`-`end` of the text.

    `money` are the amounts in them. `when` are keys of the dates in them (`today`, `tomorrow`,
    `this_week`, `weekday:0`, `2 day`, `date:12-03`); a promise of contact without a date has none.
    `dated` and `who` are the words of the date and of the person who will do it.
    """

    kind: PromiseKind
    text: str
    start: int
    end: int
    money: tuple[Money, ...] = ()
    when: frozenset[str] = frozenset()
    dated: str = ""
    who: str = ""

    @property
    def binding(self) -> bool:
        """Our own next word without a date binds to nothing that could be missed."""
        return self.kind is not PromiseKind.CALL_BACK or bool(self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A confirmed fact or an allowed remedy in words, and where the reviewed text says the same, word for word."""

    kinds: frozenset[PromiseKind] = frozenset()
    money: tuple[Money, ...] = ()
    when: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()

    def covers(self, promise: Promise) -> bool:
        if any(start <= promise.start and promise.end <= end for start, end in self.spans):
            return True
        if promise.kind in {PromiseKind.DATE, PromiseKind.CALL_BACK}:
            return bool(promise.when) and promise.when <= self.when
        known = {(money.amount, money.currency) for money in self.money}
        granted = promise.kind in self.kinds or (promise.kind is PromiseKind.PAYMENT and bool(promise.money))
        return granted and all((money.amount, money.currency) in known for money in promise.money)


def commitments(
    promises: Sequence[Promise], *, company: Company, allowed: Sequence[Allowance] = (), claimed: Sequence[Money] = ()
) -> tuple[Commitment, ...]:
    """Match each promise: to a remedy within its limit, or to what was allowed. `claimed` are the amounts in the complaint.

    Of several remedies it is the one that the lowest role may grant.
    """
    found = []
    for promise in promises:
        remedy = min((one for one in company.remedies if _grants(one, promise, claimed)), key=lambda one: one.granted_by, default=None)
        first = promise.money[0] if promise.money else None
        found.append(
            Commitment(
                text=promise.text,
                start=promise.start,
                end=promise.end,
                amount=first.amount if first else None,
                currency=first.currency if first else None,
                remedy=remedy.id if remedy else None,
                allowed=remedy is not None or not promise.binding or any(allowance.covers(promise) for allowance in allowed),
                kind=promise.kind,
                when=promise.dated,
                who=promise.who,
                granted_by=remedy.granted_by if remedy else None,
            )
        )
    return tuple(found)


def _grants(remedy: Remedy, promise: Promise, claimed: Sequence[Money]) -> bool:
    if remedy.kind not in _BEHIND.get(promise.kind, ()):
        return False
    if remedy.limit is None:
        return True
    # A promise without an amount goes as far as the amounts that the customer named.
    amounts = promise.money or tuple(money for money in claimed if money.currency == remedy.currency)
    return all(_within(money, remedy.limit, remedy.currency) for money in amounts)


def _within(money: Money, limit: Decimal, currency: str | None) -> bool:
    return money.amount <= limit and money.currency == currency
