"""Several problems told at once, each with the place it stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.errors import BadInput
from bot.domain.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at `place` (a setting's name, a path in a file) and what to put there."""

    place: str
    says: Phrase


def refusal(subject: str, problems: Sequence[Problem]) -> BadInput:
    """One error that names all problems of `subject` (a file, the environment)."""
    return BadInput(
        f"{subject}: " + "; ".join(f"{problem.place}: {problem.says}" for problem in problems),
        hint=say(
            "{subject} cannot be used yet. To put right:\n{problems}",
            subject=subject,
            problems=lines([say("- {place}: {says}", place=problem.place, says=problem.says) for problem in problems]),
        ),
    )


def lines(phrases: Sequence[Phrase]) -> Phrase:
    """The phrases below each other; each is still translated by itself."""
    # Not say(): there is nothing to translate between the lines.
    return Phrase("\n".join(f"{{line{n}}}" for n in range(len(phrases))), {f"line{n}": phrase for n, phrase in enumerate(phrases)})


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.7)
    return near[0] if near else None
