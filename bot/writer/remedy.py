"""Whether a remedy covers what the customer asks for."""

from decimal import Decimal

from bot.domain.amounts import money
from bot.domain.company import Remedy
from bot.writer.brief import Brief


def granted(brief: Brief) -> Remedy | None:
    """The plan's remedy, unless the customer named an amount beyond its limit: then a person has to decide first."""
    remedy = brief.company.remedy(brief.plan.offer) if brief.plan.offer else None
    if remedy is None or remedy.limit is None:
        return remedy
    beyond = any(amount > remedy.limit for amount in _amounts(brief.complaint.text, remedy))
    return None if beyond else remedy


def amount_asked(text: str, remedy: Remedy) -> str | None:
    """The one amount in the remedy's currency that the customer named, as we write it; None when there are none or several."""
    amounts = _amounts(text, remedy)
    if len(amounts) != 1:
        return None
    amount = amounts.pop()
    return f"{amount.normalize():f} {remedy.currency}" if amount == amount.to_integral() else f"{amount:.2f} {remedy.currency}"


def _amounts(text: str, remedy: Remedy) -> set[Decimal]:
    return {found.amount for found in money(text) if found.currency == remedy.currency}
