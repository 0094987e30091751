"""The gate to the model: personal data go out as tokens, and come back as what they were."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import regex

from bot.domain.complaint import Complaint
from bot.intake.redacting import Vault, case_vault
from bot.ports import Answer, LanguageModel, Usage
from bot.prompting.prompt import Rendered

LONGEST_TOKEN = 24  # characters; an open bracket further back belongs to no token


@dataclass(frozen=True, slots=True)
class Redacting:
    """A `LanguageModel` for one case: what it is asked holds tokens, what it answers is whole again."""

    model: LanguageModel
    vault: Vault = field(repr=False)

    @property
    def name(self) -> str:
        return self.model.name

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        given = await self.model.complete(self._hidden(prompt), answer, seconds=seconds)
        return answer.model_validate(_restored(given.model_dump(), self.vault))

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        stream = Restoring(self.vault, on_text) if on_text else None
        given = await self.model.write(self._hidden(prompt), seconds=seconds, seed=seed, on_text=stream.hear if stream else None)
        if stream:
            stream.end()
        return self.vault.restore(given)

    def used(self) -> Usage:
        return self.model.used()

    def _hidden(self, prompt: Rendered) -> Rendered:
        return replace(prompt, system=self.vault.hide(prompt.system, ours=True), user=self.vault.hide(prompt.user))


@dataclass(slots=True)
class Restoring:
    """Hands on what streams in, restored; a token may come in pieces, so the last word waits for its end."""

    vault: Vault = field(repr=False)
    on_text: Callable[[str], None]
    waiting: str = ""

    def hear(self, piece: str) -> None:
        self.waiting += piece
        cut = max(self.waiting.rfind(" "), self.waiting.rfind("\n")) + 1
        bracket = max(self.waiting.rfind(sign) for sign in "[{<【⟦\\")
        if 0 <= bracket < cut and cut - bracket <= LONGEST_TOKEN and not regex.search(r"[\]}>】⟧]", self.waiting[bracket:cut]):
            cut = bracket
        if cut:
            ready, self.waiting = self.waiting[:cut], self.waiting[cut:]
            self.on_text(self.vault.restore(ready))

    def end(self) -> None:
        if self.waiting:
            self.on_text(self.vault.restore(self.waiting))
            self.waiting = ""


def redacting(model: LanguageModel, complaint: Complaint) -> Redacting:
    """The model for this complaint's case."""
    return Redacting(model, case_vault(complaint))


def _restored(value: Any, vault: Vault) -> Any:
    match value:
        case str():
            return vault.restore(value)
        case list():
            return [_restored(item, vault) for item in value]
        case dict():
            return {key: _restored(item, vault) for key, item in value.items()}
        case _:
            return value
