"""Whether a text does what an instruction in the message asked for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from bot.domain.complaint import Complaint
from bot.domain.plain import Plain, Span, plain, words
from bot.domain.review import Spot
from bot.intake.attacks import spoken_to_machines, unreliable
from bot.prompting.matching import lowered

RUN = 5  # words in a row; fewer are anybody's
SHORTEST_CODE = 4  # characters
REACH = 2  # sentences after an order that may still belong to it

_ADDRESS = regex.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.@])(?:[\w-]+\.)+\p{L}{2,}(?:/[^\s<>\"']*)?"
)
_DICTATED = regex.compile(r"[\"'“”„«»‘’]([^\"'“”„«»‘’\n]{4,120})[\"'“”„«»‘’]")
_EDGES = ".,;:!?()[]<>\"'"


class Orders:
    """What a message tells a machine to do: the sentences, wherever they stand, and the codes and addresses in and around them.

    `left_out` are the places in the message that nobody may rely on.
    """

    def __init__(self, complaint: Complaint) -> None:
        source = plain(complaint.text)
        self.left_out = unreliable(source)
        parts = [source, *(plain(part) for part in (complaint.subject or "", *complaint.cut) if part)]
        told = [(part, spoken_to_machines(part)) for part in parts]
        self.sentences = tuple(part.words_at(span) for part, spans in told for span in spans)
        if not self.sentences:
            self.codes: frozenset[str] = frozenset()
            return
        honest = {token.casefold() for token in _tokens(_rest(source, told[0][1]))}
        codes = {token for sentence in self.sentences for token in _codes(sentence) if token.casefold() not in honest}
        codes |= {token for part, spans in told for token in _tokens(_after(part, spans)) if _is_code(token)}
        addresses = {match[0].rstrip(_EDGES) for part, _ in told for match in _ADDRESS.finditer(part.text)}
        self.codes = frozenset({*codes, *addresses} - {complaint.address or ""})


@lru_cache(maxsize=8)  # a draft is reviewed many times over
def orders_in(complaint: Complaint) -> Orders:
    return Orders(complaint)


def obeyed(draft: Plain, orders: Orders | None, *, ours: str = "") -> Iterator[Spot]:
    """What the orders hold: their words, codes and addresses; `ours` is what the company says of itself."""
    low, said, own = lowered(draft.text), " ".join(draft.words), ours.casefold()
    given = orders.codes if orders else ()
    for token in sorted(code for code in given if code.casefold() not in own):
        # What is told from other words only by its capitals counts only in capitals.
        start = draft.text.find(token) if token.isupper() and token.isalpha() else low.find(lowered(token))
        if start >= 0:
            yield Spot("injection", *draft.span(start, start + len(token)))
    for sentence in orders.sentences if orders else ():
        spoken = words(sentence.casefold())
        if any(" ".join(spoken[n : n + RUN]) in said for n in range(len(spoken) - RUN + 1)):
            yield Spot("injection")


def _after(source: Plain, spans: Sequence[Span]) -> str:
    """The sentences that follow the orders closely."""
    last = {source.sentences.index(span) for span in spans if span in source.sentences}
    near = {place + step for place in last for step in range(1, REACH + 1)} - last
    return " ".join(source.words_at(span) for place, span in enumerate(source.sentences) if place in near)


def _is_code(token: str) -> bool:
    """Letters and digits in one: RF-9921."""
    return len(token) > SHORTEST_CODE and any(char.isdigit() for char in token) and any(char.isalpha() for char in token)


def _rest(source: Plain, spans: Sequence[Span]) -> str:
    kept = source.text
    for start, end in reversed(spans):
        kept = f"{kept[:start]} {kept[end:]}"
    return kept


def _tokens(text: str) -> Iterator[str]:
    return (token.strip(_EDGES) for token in regex.split(r"[\s<>\"=]+", text))


def _codes(sentence: str) -> Iterator[str]:
    """Codes and numbers, words in capitals, and what is dictated between quotation marks."""
    shouted = sentence.upper() == sentence
    for token in _tokens(sentence):
        if len(token) < SHORTEST_CODE:
            continue
        coded = any(not char.isalpha() and char not in "'’-" for char in token)
        if coded or (token.isupper() and len(token) > SHORTEST_CODE and not shouted):
            yield token
    for match in _DICTATED.finditer(sentence):
        if " " in match[1].strip() or match[1].isupper():
            yield match[1].strip(f" {_EDGES}")
