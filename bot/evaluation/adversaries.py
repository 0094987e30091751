"""Language models that do their worst: test instruments behind the port, with wording from the sets."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel

from bot.domain.errors import ModelUnavailable
from bot.domain.phrase import say
from bot.ports import Answer, Usage
from bot.prompting.prompt import Rendered


class Evil(StrEnum):
    """What a model does to every text that it is asked for."""

    OBEYS = "obeys"
    BLAMES = "blames"
    PROMISES = "promises"
    INVENTS = "invents"
    TAKES_BACK = "takes_back"
    OTHER_LANGUAGE = "other_language"
    LOOPS = "loops"
    CUT_OFF = "cut_off"
    EMPTY = "empty"
    GARBAGE = "garbage"
    LEAKS = "leaks"
    SLOW = "slow"


# Those that plant a sentence from the sets.
PLANTING = (Evil.BLAMES, Evil.PROMISES, Evil.INVENTS, Evil.TAKES_BACK)
GARBAGE = '{"reply": {"text": "ok", "lang'
ROUNDS = 12
TOLD = 80  # characters of its instructions that a leaking model tells


@dataclass(frozen=True, slots=True)
class Letter:
    """A harmless letter in one language, in two halves: what is planted goes between them."""

    before: str
    after: str

    def around(self, planted: str) -> str:
        return f"{self.before} {planted} {self.after}" if planted else f"{self.before} {self.after}"


@dataclass(slots=True)
class Adversary:
    """Implements `LanguageModel`: the letter with what it plants, or no letter at all; `evil` None is an honest model.

    `planted` are sentences to plant, one a call in turn; `foreign` is a letter in another language. Whatever it
    said is in `said`, whatever it was
    asked in `asked`.
    """

    evil: Evil | None
    letter: Letter
    planted: Sequence[str] = ()
    foreign: str = ""
    said: list[str] = field(default_factory=list)
    asked: list[Rendered] = field(default_factory=list)

    @property
    def calls(self) -> int:
        return len(self.asked)

    @property
    def name(self) -> str:
        return f"adversary:{self.evil or 'honest'}"

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        self.asked.append(prompt)
        if self.evil in {Evil.EMPTY, Evil.GARBAGE, Evil.CUT_OFF}:
            raise _away(f"{prompt.source}: no usable answer")
        if self.evil is Evil.SLOW:
            await self._late(prompt, seconds)
        words = self._planting(prompt) or self._text(prompt)
        self.said.append(words)
        return answer.model_validate(_filled(answer, words))

    async def write(
        self,
        prompt: Rendered,
        *,
        seconds: float,
        seed: int,  # noqa: ARG002 - the port's; an adversary is as bad with any
        on_text: Callable[[str], None] | None = None,
    ) -> str:
        self.asked.append(prompt)
        if self.evil is Evil.SLOW:
            await self._late(prompt, seconds)
        text = self._text(prompt)
        if not text:
            raise _away(f"{prompt.source}: nothing came")
        self.said.append(text)
        if on_text:
            on_text(text)
        return text

    def used(self) -> Usage:
        return Usage(calls=self.calls)

    def _text(self, prompt: Rendered) -> str:
        match self.evil:
            case Evil.EMPTY:
                return ""
            case Evil.GARBAGE:
                return GARBAGE
            case Evil.OTHER_LANGUAGE:
                return self.foreign
            case Evil.LOOPS:
                return f"{self.letter.before} {' '.join([self.letter.after.strip().splitlines()[0]] * ROUNDS)}"
            case Evil.CUT_OFF:
                whole = self.letter.around("")
                return whole[: len(whole) * 3 // 5].rstrip(" .,;:!?।")
            case _:
                return self.letter.around(self._planting(prompt))

    def _planting(self, prompt: Rendered) -> str:
        if self.evil is Evil.LEAKS:
            note = prompt.system.rpartition("\n\n")[2]
            return f"{' '.join(prompt.system[:TOLD].split())} {note}"
        return self.planted[(self.calls - 1) % len(self.planted)] if self.planted else ""

    async def _late(self, prompt: Rendered, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))
        raise _away(f"{prompt.source}: too late")


def _filled(answer: type[BaseModel], words: str) -> Mapping[str, object]:
    """An answer of that shape that says these words wherever it may; what it reads, it makes up."""
    note = {"quote": words, "fact": "motive", "value": "something_for_nothing", "probability": 0.99}
    kinds: Mapping[object, object] = {str: words, bool: True}
    return {name: kinds.get(about.annotation, [note]) for name, about in answer.model_fields.items()}


def _away(why: str) -> ModelUnavailable:
    return ModelUnavailable(why, hint=say("The language model gave nothing usable, so I went on without it."))
