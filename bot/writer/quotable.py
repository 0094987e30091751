"""Which of the customer's own words a reply may take up, and by which name to greet them."""

import regex

from bot.writer.brief import Brief

LONGEST = 90
SHORTEST = 12

# Nothing that could carry an instruction, a link, an address, an amount or another's quotation into our text.
_RISKY = regex.compile(r"[\d@/\\:;<>{}\[\]()|*_=#“”„\"«»!?\n]|www\.|\b\p{Lu}{4,}\b")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}'’.-]{0,24}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,24}){0,2}")


def quotable(brief: Brief) -> str | None:
    """The sentence that shows best what went wrong, or what is wanted, when it is short and harmless enough to be quoted."""
    for name in ("cause", "motive"):
        fact = brief.reading.facts.get(name)
        words = " ".join(fact.evidence.split()).rstrip(".!।… ") if fact else ""
        if SHORTEST <= len(words) <= LONGEST and not _RISKY.search(words):
            return words
    return None


def person_name(sender: str | None) -> str | None:
    """The sender's name when it looks like a person's: one to three capitalised words, no handle, no address."""
    if sender is None or not _NAME.fullmatch(sender.strip()):
        return None
    return sender.strip()
