"""Small questions to the person at the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.phrase import Phrase, say
from handlers.console.parts import plain
from handlers.console.surface import Surface
from handlers.console.view import choices_card
from handlers.console.words import Words

PROMPT = "› "
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks on a surface in the team's language."""

    surface: Surface
    words: Words

    def tell(self, phrase: Phrase, style: str = "") -> None:
        self.surface.show(plain(self.words(phrase), style))

    async def line(self, question: Phrase) -> str:
        """A line of words; empty when nothing was typed."""
        self.tell(question, "bold")
        return (await self.surface.ask(PROMPT)).strip()

    async def choose(self, question: Phrase, choices: Sequence[str]) -> int | None:
        """The place of the choice, taken by its number or its words; None when a person leaves it open."""
        self.surface.show(choices_card(self.words(question), choices))
        for _ in range(TRIES):
            typed = (await self.surface.ask(PROMPT)).strip()
            if not typed:
                return None
            if typed.isdecimal() and 1 <= int(typed) <= len(choices):
                return int(typed) - 1
            said = [place for place, choice in enumerate(choices) if choice.casefold() == typed.casefold()]
            if len(said) == 1:
                return said[0]
            self.tell(say("Please type one of the numbers, or nothing to leave it as it is."))
        return None

    async def confirm(self, question: Phrase) -> bool:
        """Only a clear yes is one."""
        return await self.choose(question, (self.words(say("Yes")), self.words(say("No")))) == 0
