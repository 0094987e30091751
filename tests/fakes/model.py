"""A language model that says what it was told to say."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from bot.domain.errors import ModelUnavailable
from bot.ports import Usage
from bot.prompting.prompt import Rendered

Answer = TypeVar("Answer", bound=BaseModel)


class ScriptedModel:
    """Implements `LanguageModel`: each text once, in order, in two pieces; away when none is left. It answers no questions."""

    name = "scripted"

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.asked: list[Rendered] = []

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        self.asked.append(prompt)
        raise ModelUnavailable("no answer in the script")

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        self.asked.append(prompt)
        if not self._texts:
            raise ModelUnavailable("the script has ended")
        text = self._texts.pop(0)
        if on_text:
            on_text(text[: len(text) // 2])
            on_text(text[len(text) // 2 :])
        return text

    def used(self) -> Usage:
        return Usage(calls=len(self.asked))
