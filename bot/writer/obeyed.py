"""Whether a text does what a hidden instruction in the message asked for."""

from collections.abc import Iterator, Sequence

from bot.domain.plain import Plain, Span, words
from bot.domain.review import Spot
from bot.prompting.matching import lowered
from bot.prompting.patterns import Patterns

RUN = 5  # words in a row; fewer are anybody's
SHORTEST_CODE = 4  # characters


def instructions(message: Plain, every: Patterns) -> tuple[Span, ...]:
    """The sentences of a message that talk to a machine."""
    return tuple(sorted({message.sentence_of(start) for start, _ in every.spans("instructions", message.text)}))


def obeyed(draft: Plain, message: Plain | None, *, told: Sequence[Span], canaries: Sequence[str]) -> Iterator[Spot]:
    """Canaries, and what stood in the sentences `told` to a machine: their words, their codes, their addresses."""
    low, said = lowered(draft.text), " ".join(draft.words)
    theirs = [message.words_at(span) for span in told] if message else []
    for token in (*filter(None, canaries), *(token for sentence in theirs for token in _codes(sentence))):
        start = low.find(lowered(token))
        if start >= 0:
            yield Spot("injection", *draft.span(start, start + len(token)))
    for sentence in theirs:
        spoken = words(sentence.casefold())
        if any(" ".join(spoken[n : n + RUN]) in said for n in range(len(spoken) - RUN + 1)):
            yield Spot("injection")


def _codes(sentence: str) -> Iterator[str]:
    """Codes, numbers and addresses: what is not made of letters alone."""
    for token in sorted({token.strip(".,;:!?()<>\"'") for token in sentence.split()}):
        if len(token) >= SHORTEST_CODE and any(not char.isalpha() and char not in "'-" for char in token):
            yield token
