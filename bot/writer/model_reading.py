"""Reads a complaint with a language model; believes only what the message bears out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, ValidationError, WithJsonSchema, field_validator

from bot.domain.complaint import Complaint
from bot.domain.errors import BadInput, ModelUnavailable
from bot.domain.facts import KINDS, SIGNALS, FactKind, Source
from bot.domain.phrase import say
from bot.domain.reading import Fact, Reading
from bot.intake.attacks import without_machine_talk
from bot.ports import LanguageModel
from bot.prompting.prompt import prompt
from bot.writer.agreement import NOTHING_FOUND, agreed, odds_of
from bot.writer.evidence import located
from bot.writer.fence import fenced

MOST_CERTAIN = 0.95  # models are surer of themselves than they are right
ASKED = tuple(kind.name for kind in KINDS.values() if kind.source is Source.MESSAGE)
_VALUES = sorted({value for name in ASKED for value in KINDS[name].values} | {str(n) for n in range(11)})
_NEEDS_NO_WORDS = {"is_complaint", "place", "heat"}


class Note(BaseModel):
    """One thing that the model says it understood."""

    model_config = ConfigDict(coerce_numbers_to_str=True, hide_input_in_errors=True)

    quote: str
    fact: Annotated[str, WithJsonSchema({"type": "string", "enum": list(ASKED)})]
    value: Annotated[str, WithJsonSchema({"type": "string", "enum": _VALUES})]
    probability: float


class Notes(BaseModel):
    """The model's whole answer; notes of the wrong shape are left out, the others count."""

    model_config = ConfigDict(hide_input_in_errors=True)

    facts: list[Note]

    @field_validator("facts", mode="before")
    @classmethod
    def _only_whole(cls, notes: Any) -> Any:
        return list(_whole(notes)) if isinstance(notes, list) else notes


async def read_with_model(model: LanguageModel, complaint: Complaint, offline: Reading, *, seconds: float) -> Reading:
    """The offline reading, corrected and confirmed by what a model saw within `seconds`.

    Raises:
        ModelUnavailable: no answer came, or nothing of it could be believed; the offline reading stands.
    """
    text = "\n\n".join(part for part in (complaint.subject, complaint.text) if part)
    rendered = prompt("read").render({"complaint": fenced(text)})
    answer = await model.complete(rendered, Notes, seconds=seconds)
    seen, dropped = _believed(answer.facts, text)
    if not seen:
        raise ModelUnavailable(
            f"{rendered.source}: none of {len(answer.facts)} notes is borne out by the message",
            hint=say("The language model gave nothing usable, so I went on without it."),
        )
    if complaint.place is not None:
        seen.pop("place", None)
    facts = {name: agreed(name, fact, offline.facts.get(name)) for name, fact in seen.items()}
    return replace(offline, facts={**offline.facts, **facts}, made_by="model+offline", notes=(*offline.notes, *dropped))


def _whole(notes: list[Any]) -> Iterator[Any]:
    for note in notes:
        try:
            yield Note.model_validate(note)
        except ValidationError:
            continue


def _believed(notes: Sequence[Note], text: str) -> tuple[dict[str, Fact], list[str]]:
    """The facts that may be believed, the surest note of each; and why the others may not, without their words."""
    seen: dict[str, Fact] = {}
    dropped = []
    honest = without_machine_talk(text)
    for note in notes:
        kind = KINDS.get(note.fact)
        if kind is None or kind.source is not Source.MESSAGE:
            dropped.append("model: a fact that is not its to tell")
            continue
        fact = _checked(kind, note, text if kind.name in SIGNALS else honest)  # threats count wherever they stand
        if isinstance(fact, str):
            dropped.append(f"model: {kind.name}: {fact}")
        elif kind.name not in seen or fact.confidence > seen[kind.name].confidence:
            seen[kind.name] = fact
    return seen, dropped


def _checked(kind: FactKind, note: Note, text: str) -> Fact | str:
    """The fact that a note stands for, or what speaks against believing it."""
    try:
        value = kind.parse(note.value.strip())
    except BadInput:
        return "no such value"
    if not 0.0 <= note.probability <= 1.0:
        return "the probability is none"
    words = located(note.quote, text)
    if words is None and (note.quote.strip() or not (kind.name in _NEEDS_NO_WORDS or NOTHING_FOUND.get(kind.name) == value)):
        return "its words are not in the message"
    sure = min(note.probability, MOST_CERTAIN)
    if not kind.numeric and sure < 1 / len(kind.values):
        return "it does not believe itself"
    return Fact(value=value, confidence=sure, evidence=words or "", odds={} if kind.numeric else odds_of(kind, value, sure))
