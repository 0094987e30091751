"""What a person types under open questions: numbers, words of an option, "not sure", "draft now"."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.facts import KINDS, Value
from bot.domain.phrase import say
from bot.domain.questions import NOT_SURE, Question
from handlers.console.words import Words

DRAFT_NOW = "d"
UNSURE = "n"


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer to one question; the value may be `not_sure`."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Taps:
    """All answers in one line, in order, and whether the draft is wanted now."""

    taps: tuple[Tap, ...] = ()
    draft: bool = False


def number_options(questions: Sequence[Question], before: Mapping[tuple[str, Value], int]) -> dict[tuple[str, Value], int]:
    """A number for each option; those that were shown before keep theirs, so that no late tap hits another answer."""
    numbers = dict(before)
    for question in questions:
        for value in (*(option.value for option in question.options), NOT_SURE):
            numbers.setdefault((question.fact, value), len(numbers) + 1)
    return numbers


def read_taps(line: str, questions: Sequence[Question], numbers: Mapping[tuple[str, Value], int], words: Words) -> Taps | None:
    """The answers in a line; None when it holds anything else."""
    by_words = _by_words(line, questions, words)
    if by_words:
        return Taps((by_words,))
    shown = {number: Tap(*key) for key, number in numbers.items()}
    open_facts = [question.fact for question in questions]
    taps: list[Tap] = []
    draft = False
    for part in line.replace(",", " ").split():
        left = [fact for fact in open_facts if fact not in {tap.fact for tap in taps}]
        if part.isdecimal() and int(part) in shown:
            taps.append(shown[int(part)])
        elif part.casefold() == UNSURE and left:
            taps.append(Tap(left[0], NOT_SURE))
        elif part.casefold() == DRAFT_NOW:
            draft = True
        else:
            return None
    return Taps(tuple(taps), draft) if taps or draft else None


def _by_words(line: str, questions: Sequence[Question], words: Words) -> Tap | None:
    """The one option that is called so; with several questions about yes and no, words are not enough."""
    said = _folded(line)
    if questions and said in {_folded(words(say("Not sure"))), "not sure", NOT_SURE}:
        return Tap(questions[0].fact, NOT_SURE)
    called = [
        Tap(question.fact, option.value)
        for question in questions
        for option in question.options
        if said in {_folded(words(option.label)), _folded(str(option.label)), _folded(str(option.value))}
    ]
    return called[0] if len(called) == 1 else None


def find_fact(text: str, words: Words) -> str | None:
    """The name of a fact that a person called by name or label."""
    said = _folded(text)
    return next((name for name, kind in KINDS.items() if said in {name, _folded(name), _folded(words(kind.label))}), None)


def find_value(name: str, text: str, words: Words) -> str:
    """The value of a fact that a person called by value or label; what is neither stays as it was typed."""
    said = _folded(text)
    labels = {_folded(words(label)): value for value, label in KINDS[name].values.items()}
    if name == "offer":
        labels |= {_folded(remedy.title): remedy.id for remedy in words.company.remedies}
    return labels.get(said, text.strip())


def _folded(text: str) -> str:
    # Some keyboards send one letter as one character, others as two.
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").split()).rstrip(".!?। ")
