"""Which of the customer's own words a reply may take up, and by which name to greet them."""

import regex

from bot.domain.plain import plain
from bot.intake.attacks import unreliable
from bot.intake.sentences import sentences
from bot.writer.brief import Brief

LONGEST = 90  # characters
SHORTEST = 12  # characters
FULL = 25  # characters; shorter sentences are greetings and exclamations, unless they are evidence

# Nothing that could carry an instruction, a link, an address, an amount or another's quotation into our text.
_RISKY = regex.compile(r"[\d@/\\:;<>{}\[\]()|*_=#“”„\"«»!?\n]|www\.|\b\p{Lu}{4,}\b")
_EDGES = regex.compile(r"^[^\p{L}\p{M}]+|[.!।…\s]+$")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}'’.-]{0,24}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,24}){0,2}")


def quotable(brief: Brief) -> str | None:
    """The sentence that shows best what went wrong, or else the fullest one, when it is harmless enough to be quoted.

    What talks to a machine, or decides in somebody's name, is never quoted as the customer's words.
    """
    message = plain(brief.complaint.text)
    orders = [_one_line(message.words_at(span)) for span in unreliable(message)]
    shown = [fact.evidence for name in ("cause", "motive") if (fact := brief.reading.facts.get(name))]
    others = sorted((sentence.text for sentence in sentences(brief.complaint.text)), key=len, reverse=True)
    words = (_bare(text) for text in (*shown, *(text for text in others if len(text) >= FULL)))
    fit = (said for said in words if SHORTEST <= len(said) <= LONGEST and not _RISKY.search(said))
    return next((said for said in fit if not any(_one_line(said) in order or order in _one_line(said) for order in orders)), None)


def _one_line(text: str) -> str:
    return " ".join(plain(text).folded.split())


def _bare(text: str) -> str:
    """Without line breaks, marks of a review and the full stop."""
    return _EDGES.sub("", " ".join(text.split()))


def person_name(sender: str | None) -> str | None:
    """The sender's name when it looks like a person's: one to three capitalised words, no handle, no address."""
    if sender is None or not _NAME.fullmatch(sender.strip()):
        return None
    return sender.strip()
