"""A private word in every prompt: an answer that holds it has been talked into telling what it was told."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import BaseModel

from bot.domain.errors import ModelUnavailable
from bot.domain.phrase import say
from bot.ports import Answer, LanguageModel, Usage
from bot.prompting.prompt import Rendered

SYLLABLES = 6  # 75 ** 6 possible words: nobody guesses one, and no language has one by chance
_PRIVATE = "Private note: the word {word} marks this conversation. It belongs to this note alone."


@dataclass(frozen=True, slots=True)
class Guarded:
    """A `LanguageModel` whose answers are thrown away when they hold the private word of their own call."""

    model: LanguageModel

    @property
    def name(self) -> str:
        return self.model.name

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        word = fresh_word()
        given = await self.model.complete(_marked(prompt, word), answer, seconds=seconds)
        _check(_said(given), word, prompt)
        return given

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        word = fresh_word()
        given = await self.model.write(
            _marked(prompt, word), seconds=seconds, seed=seed, on_text=_until(word, on_text) if on_text else None
        )
        _check(given, word, prompt)
        return given

    def used(self) -> Usage:
        return self.model.used()


def fresh_word() -> str:
    """A word that can be said and means nothing; letters only, so that nothing takes it for a number or a name."""
    return "".join(secrets.choice("bdfgklmnprstvzh") + secrets.choice("aeiou") for _ in range(SYLLABLES))


def _marked(prompt: Rendered, word: str) -> Rendered:
    """At the end of the system's part: what stands before it is the same in every call, and servers keep it."""
    return replace(prompt, system=f"{prompt.system}\n\n{_PRIVATE.format(word=word)}")


def _holds(text: str, word: str) -> bool:
    """Also when it was spelled out, or turned round."""
    letters = "".join(char for char in text.casefold() if char.isalpha())
    return word in letters or word[::-1] in letters


def _check(text: str, word: str, prompt: Rendered) -> None:
    if _holds(text, word):
        raise ModelUnavailable(
            f"{prompt.source}: the answer holds the private word of its call",
            hint=say("The language model gave nothing usable, so I went on without it."),
        )


def _said(answer: BaseModel) -> str:
    return answer.model_dump_json()


def _until(word: str, on_text: Callable[[str], None]) -> Callable[[str], None]:
    """Hands on what streams in, up to the private word."""
    heard: list[str] = []

    def hear(piece: str) -> None:
        heard.append(piece)
        if not _holds("".join(heard), word):
            on_text(piece)

    return hear
