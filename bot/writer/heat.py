"""How hot a message is, 0 (calm) to 10 (furious), by its shape and the words of its language."""

import regex

from bot.prompting.wordlists import word_lists

_LETTERS = regex.compile(r"\p{L}")
_LOUD = regex.compile(r"(?<!\p{L})\p{Lu}{3,}(?!\p{L})")
_MARKS = regex.compile(r"[!?]{3,}|[!?]{2}|!")
_STRETCHED = regex.compile(r"(\p{L})\1{3,}")

START = 3


def heat(text: str, *, language: str, stars: int | None = None, threatened: bool = False) -> int:
    """Every complaint starts at 3; shouting, marks, hot words, a threat and the lowest mark add to it."""
    letters = max(len(_LETTERS.findall(text)), 1)
    shouted = sum(len(word) for word in _LOUD.findall(text)) / letters
    level = START
    level += 3 if shouted > 0.3 else 2 if shouted > 0.08 else 1 if shouted > 0.02 else 0
    level += min(3, sum(2 if len(run) > 2 else 1 for run in _MARKS.findall(text)))
    level += min(3, word_lists(language).heat(text))
    level += 1 if _STRETCHED.search(text) else 0
    level += 2 if threatened else 0
    level += 1 if stars == 1 else 0
    return min(10, level)
