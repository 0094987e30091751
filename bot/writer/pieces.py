"""The sentences of one text: which ones, in which wording, in what order, and what goes when it grows too long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from bot.domain.plain import words
from bot.prompting.lines import Line, Lines, lines
from bot.writer.brief import Brief

ALWAYS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line of a text; the least `needed` ones are left out first when a text grows too long. `new` begins a paragraph."""

    line: Line
    slots: Mapping[str, str] = field(default_factory=dict)
    needed: int = ALWAYS
    new: bool = False
    promise: bool = False


class Chooser:
    """Picks wordings: the same variation gives the same choice, another one other words."""

    def __init__(self, brief: Brief) -> None:
        self._seed = f"{brief.variation}:{brief.kind}"
        self._english = lines("en")

    def number(self, name: str, below: int) -> int:
        return int.from_bytes(sha256(f"{self._seed}:{name}".encode()).digest()[:6], "big") % below

    def __call__(self, key: str, *, needed: int = ALWAYS, new: bool = False, promise: bool = False, **slots: str) -> Piece:
        line = Line(key, self.number(key, self._english.count(key)))
        return Piece(line=line, slots=slots, needed=needed, new=new, promise=promise)


def paragraph(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """These sentences, beginning on a line of their own."""
    first, *rest = pieces
    yield replace(first, new=True)
    yield from rest


def fitting(pieces: list[Piece], told: Lines, most: int, own: Mapping[str, str]) -> list[Piece]:
    """The sentences that `most` words have room for; what is always needed stays all the same."""
    while len(words(set_in(pieces, told, own))) > most:
        least = min(pieces, key=lambda piece: piece.needed)
        if least.needed >= ALWAYS:
            break
        at = pieces.index(least)
        if least.new and at + 1 < len(pieces) and not pieces[at + 1].new:
            pieces[at + 1] = replace(pieces[at + 1], new=True)
        pieces.remove(least)
    return pieces


# Which of our sentences a small model's slot stands in for.
OWN_WORDS = {"harm": "what_happened", "feeling": "what_it_cost", "question": "question"}


def set_in(pieces: Sequence[Piece], told: Lines, own: Mapping[str, str]) -> str:
    """The text; `own` are sentences by a small model that take the place of ours."""
    paragraphs: list[list[str]] = [[]]
    for piece in pieces:
        if piece.new:
            paragraphs.append([])
        slot = OWN_WORDS.get(piece.line.key.partition(".")[0], "")
        paragraphs[-1].append(own.get(slot) or told.tell(piece.line, piece.slots))
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)
