"""What the work needs from outside, as Protocols."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from pydantic import BaseModel

from bot.domain.case import Case
from bot.domain.ids import CaseId, TeamId
from bot.domain.playbook import Kind
from bot.domain.sameness import Sent
from bot.prompting.prompt import Rendered

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a model was used for: calls, and tokens in and out."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class LanguageModel(Protocol):
    """A chat model behind an OpenAI-compatible endpoint."""

    @property
    def name(self) -> str: ...

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        """Answer `prompt` in the shape of `answer`, within `seconds`.

        Raises:
            ModelUnavailable: no usable answer came, even after the retries.
        """
        ...

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        """Answer `prompt` in free text; `on_text` is handed each new piece as it arrives.

        Raises:
            ModelUnavailable: no complete answer came (cut off, filtered, empty, too late).
        """
        ...

    def used(self) -> Usage:
        """Everything this model was used for since the start."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a head says of one text: the probability (0-1) of each label, and the nearest examples of the strongest."""

    odds: Mapping[str, float]
    like: tuple[str, ...] = ()


class Heads(Protocol):
    """Recognition by example: small linear heads over sentence embeddings."""

    def judge(self, task: str, texts: Sequence[str | tuple[str, ...]]) -> Sequence[Verdict]:
        """One verdict a text; a tuple is several sentences taken together.

        Tasks with one label a text have odds that sum to 1; others are independent.
        """
        ...


class Embedder(Protocol):
    """Likeness of meaning by sentence embeddings."""

    def nearest(self, texts: Sequence[str], others: Sequence[str]) -> Sequence[float]:
        """For each text the cosine (-1 to 1) of the nearest among the others, of which there is at least one."""
        ...


class LanguageFinder(Protocol):
    """Language identification over the supported languages."""

    def find(self, text: str) -> tuple[str, float]:
        """The ISO 639-1 code (`nb` for both Norwegians) and its probability, 0-1."""
        ...


class CaseStore(Protocol):
    """All cases, scoped by team."""

    async def add(self, case: Case) -> Case:
        """Keep a new case; one that is already there is returned as it stands."""
        ...

    async def load(self, team: TeamId, case_id: CaseId) -> Case:
        """The case as it stands.

        Raises:
            UnknownCase: this team has none of that id.
        """
        ...

    async def save(self, case: Case) -> Case:
        """Keep a step: compare-and-swap on the version; returns the case with its next version.

        Raises:
            StaleCase: somebody saved another step before.
        """
        ...

    async def recent(self, team: TeamId, *, limit: int = 50) -> Sequence[Case]:
        """The team's latest cases, newest first."""
        ...

    async def alike(self, team: TeamId, *, cause: str, since: datetime) -> int:
        """How many of the team's cases since then have that cause."""
        ...

    async def sent(self, team: TeamId, *, kinds: Collection[Kind], since: datetime, but: CaseId) -> Sequence[Sent]:
        """The latest texts of these kinds that were approved since then, newest first, without those of the case `but`."""
        ...
