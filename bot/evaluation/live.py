"""Part `live`: the model of the settings, against itself with a plain prompt and the same number of calls."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from statistics import median
from time import monotonic

from bot.domain.case import Case
from bot.domain.draft import Draft, Level, Reviewed
from bot.domain.errors import ModelUnavailable
from bot.domain.phrase import say
from bot.domain.playbook import Kind
from bot.evaluation.bench import Bench, drafts_of, taken
from bot.evaluation.independent import in_language, invented
from bot.evaluation.measure import Measure, share
from bot.evaluation.sets import LeftOut, Row, Sets, sampled, seeded
from bot.ports import Answer, LanguageModel, Usage
from bot.prompting.prompt import Rendered
from bot.writer.mending import weight
from bot.writer.writer import Writer

CASES_EACH = 4
PLAIN = "Write an empathetic reply to this customer's complaint, in the customer's language.\n\n{complaint}"
CLEAN_AT_FIRST = 0.8


@dataclass(slots=True)
class Listening:
    """A `LanguageModel` that remembers the whole texts that another one wrote."""

    model: LanguageModel
    texts: list[str] = field(default_factory=list)
    calls: int = 0

    @property
    def name(self) -> str:
        return self.model.name

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        self.calls += 1
        return await self.model.complete(prompt, answer, seconds=seconds)

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        self.calls += 1
        text = await self.model.write(prompt, seconds=seconds, seed=seed, on_text=on_text)
        self.texts.append(text)
        return text

    def used(self) -> Usage:
        return self.model.used()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """One case: whether the first text, the shown draft and the control's best text were clean, and what it took."""

    row: Row
    first: bool | None
    final: bool
    ready: bool
    by_model: bool
    control: bool
    control_ready: bool
    invented: bool
    calls: int
    seconds: float


async def live(bench: Bench, sets: Sets, *, samples: int | None = None) -> list[Measure]:
    """Cases that get a draft, so many a language; raises LeftOut where no model is set up."""
    if bench.model is None:
        raise LeftOut(say("No language model is set up: see HIGHROAD_MODEL."))
    rows = sampled([row for row in sets.cases() if row["is_complaint"] and row["medium"] in {"reply", "call"}], samples or CASES_EACH)
    lived = [one for row in rows if (one := await _lived(bench, bench.model, row))]
    return [
        share("live", "first_clean", ((one.row["id"], one.first) for one in lived if one.first is not None), least=CLEAN_AT_FIRST),
        share("live", "shown_clean", ((one.row["id"], one.final) for one in lived)),
        share("live", "shown_ready", ((one.row["id"], one.ready) for one in lived)),
        share("live", "shown_by_model", ((one.row["id"], one.by_model) for one in lived)),
        share("live", "shown_invented", ((one.row["id"], one.invented) for one in lived), most=0.0),
        share("live", "control_clean", ((one.row["id"], one.control) for one in lived)),
        share("live", "control_ready", ((one.row["id"], one.control_ready) for one in lived)),
        _better(lived),
        Measure(
            part="live", name="calls", figure=median([one.calls for one in lived]) if lived else None, of=len(lived), unit="calls", most=4.0
        ),
        Measure(part="live", name="seconds", figure=median([one.seconds for one in lived]) if lived else None, of=len(lived), unit="s"),
    ]


def clean(draft: Draft, case: Case, bench: Bench) -> bool:
    """Nothing that blocks or asks for another text, and nothing that the second opinion holds against it."""
    faulty = any(finding.level is not Level.WARN for finding in draft.reviewed.findings)
    return not faulty and not invented(draft, case, bench.company) and in_language(draft.text, case.reading.language.code, bench.finder)


def _better(lived: list[Lived]) -> Measure:
    """By how much more often the shown draft was clean than the control's best."""
    more = sum(one.final for one in lived) - sum(one.control for one in lived)
    return Measure(part="live", name="better_than_control", figure=more / max(len(lived), 1), of=len(lived), unit="difference", least=0.0)


async def _lived(bench: Bench, model: LanguageModel, row: Row) -> Lived | None:
    listening = Listening(model)
    writer = bench.writer(listening, depth=bench.depth, seconds=bench.seconds)
    start = monotonic()
    case = await bench.opened(taken(row), writer, case_id=row["id"])
    drafts, _ = await drafts_of(case, writer)
    seconds = monotonic() - start
    if not drafts:
        return None
    shown = drafts[0]
    first = _as_draft(writer, case, listening.texts[0]) if listening.texts else None
    control = await _control(bench, model, writer, case, calls=max(1, listening.calls))
    return Lived(
        row=row,
        first=clean(first, case, bench) if first else None,
        final=clean(shown, case, bench),
        ready=shown.ready,
        by_model=shown.made_by == "model",
        control=control is not None and clean(control, case, bench),
        control_ready=control is not None and control.ready,
        invented=shown.ready and bool(invented(shown, case, bench.company)),
        calls=listening.calls,
        seconds=seconds,
    )


async def _control(bench: Bench, model: LanguageModel, writer: Writer, case: Case, *, calls: int) -> Draft | None:
    """The best of so many answers to a plain prompt, chosen by the same review; None when none came."""
    prompt = Rendered(source="plain", system="", user=PLAIN.format(complaint=case.complaint.text), max_tokens=1500, temperature=0.7)
    texts = []
    for call in range(calls):
        try:
            texts.append(await model.write(prompt, seconds=bench.seconds, seed=seeded(str(case.id), str(call)) % 2**31))
        except ModelUnavailable:
            continue
    drafts = [_as_draft(writer, case, text) for text in texts]
    return min(drafts, key=lambda draft: weight(draft.reviewed), default=None)


def _as_draft(writer: Writer, case: Case, text: str) -> Draft:
    kind = case.plan.kinds[0] if case.plan else Kind.REPLY
    draft = Draft(number=1, kind=kind, text=text, language=case.reading.language.code, reviewed=Reviewed(), made_by="model")
    return replace(draft, reviewed=writer.review(case, text, kind=kind))
