"""Parts of a message that talk to a machine instead of people: a warning light, never a reason to refuse a customer."""

import logging

import regex

from bot.domain.phrase import say
from bot.domain.plain import Plain, Span, plain
from bot.intake.disguises import unmasked
from bot.prompting.patterns import EVERY, patterns_of

log = logging.getLogger(__name__)

ATTACK = say("Part of this message talks to a machine, not to you. I did not follow it.")

# Letters that only machines see; the flags of England, Scotland and Wales are made of them too.
_SMUGGLED = regex.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{3,}|[\U000e0100-\U000e01ef]{4,}")
_TURNED = regex.compile("[\u202d\u202e](?=[^\u202c\n]{3})")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}]")


def spoken_to_machines(message: Plain) -> tuple[Span, ...]:
    """The sentences of `message.text` that talk to a machine, openly or in disguise."""
    hits = [_begins(message.text, *hit) for hit in _found("instructions", message.text)]
    for span, said in unmasked(message.text):
        hits += [_place(message.text, span, said, hit) for hit in _found("instructions", said)]
    return tuple(sorted({message.sentence_of(start) for start in hits}))


def unreliable(message: Plain) -> tuple[Span, ...]:
    """The sentences that prove nothing: those that talk to machines or decide in somebody's name, and what follows them in their line."""
    claimed = {message.sentence_of(_begins(message.text, *hit)) for hit in _found("claims", message.text)}
    spans = {*spoken_to_machines(message), *claimed}
    after = {other for start, end in spans for other in message.sentences if start < other[0] < _line_end(message, end)}
    return tuple(sorted({*spans, *after}))


def _begins(text: str, start: int, end: int) -> int:
    """Where the first word of a hit stands: some begin with the end of the sentence before."""
    return next((place for place in range(start, end) if text[place].isalnum() or text[place] in "<[#{|"), start)


def _line_end(message: Plain, place: int) -> int:
    end = message.text.find("\n", place)
    return end if end >= 0 else len(message.text)


def without_machine_talk(text: str) -> str:
    """The text without the sentences that talk to machines; the whole text where nothing else would be left."""
    message = plain(text)
    spans = [message.span(*span) for span in spoken_to_machines(message)]
    kept = text
    for start, end in reversed(spans):
        kept = f"{kept[:start]}\n\n{kept[end:]}"
    return kept if any(char.isalpha() for char in kept) else text


def looks_like_attack(*parts: str) -> bool:
    """Whether any of these parts of a message talks to a machine, or holds letters that only machines see."""
    return any(_smuggles(part) or spoken_to_machines(plain(part)) for part in parts)


def _place(text: str, span: Span, said: str, hit: Span) -> int:
    """Where in the text a hit in its unmasked form stands, as near as can be told."""
    start, end = span
    if len(said) != end - start:
        return start
    return end - hit[1] if said == text[start:end][::-1] else start + hit[0]


def _smuggles(raw: str) -> bool:
    if raw.isascii():
        return False
    return bool(_SMUGGLED.search(raw)) or (bool(_TURNED.search(raw)) and not _RIGHT_TO_LEFT.search(raw))


def _found(name: str, text: str) -> list[Span]:
    try:
        return patterns_of(EVERY).spans(name, text)
    except TimeoutError:
        log.warning("patterns %s took too long", name)
        return []
