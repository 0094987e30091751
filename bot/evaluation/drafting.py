"""Part `drafts`: what the writer puts in front of people without a model."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from bot.domain.case import Case
from bot.domain.draft import Draft
from bot.evaluation.bench import Bench, drafts_of, taken
from bot.evaluation.independent import in_language, invented
from bot.evaluation.measure import Measure, by_language, share
from bot.evaluation.sets import Row, Sets, sampled
from bot.writer.writer import IN_ENGLISH, confirmed

ALIKE, ALIKE_EACH = 100, 5  # cases of one kind
OFFLINE = ("en", "de", "nb", "lt", "bn")  # languages that have human-written sentences
MOST_MS = 200.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as it was shown, with its row, its case, whether a note told that it is in English for now, and the ms it took."""

    row: Row
    case: Case
    draft: Draft
    told: bool
    ms: float


async def drafting(bench: Bench, sets: Sets) -> list[Measure]:
    shown = [one for row in sets.cases() if row["is_complaint"] for one in await _shown(bench, row)]
    return [*_measures(bench, shown), await _alike(bench, sets)]


async def _shown(bench: Bench, row: Row) -> list[Shown]:
    """The drafts of a case: straight away, and where the set has answers to the questions, with these."""
    made = []
    for answers in [{}, *([row["answers"]] if row.get("answers") else [])]:
        writer = bench.writer()
        start = perf_counter()
        case = await bench.opened(taken(row), writer, case_id=f"{row['id']}:{len(answers)}", answers=answers)
        drafts, notes = await drafts_of(case, writer)
        ms = (perf_counter() - start) * 1000
        told = any(str(note) == str(IN_ENGLISH) for note in notes)
        made += [Shown(row, case, draft, told, ms) for draft in drafts]
    return made


def _measures(bench: Bench, shown: Sequence[Shown]) -> Iterator[Measure]:
    ours = [one for one in shown if one.row["language"] in OFFLINE]
    yield from by_language("drafts", "ready", ((one.row, one.draft.ready) for one in ours), least=0.95)
    yield share(
        "drafts", "ready_with_a_blocking_finding", ((one.row["id"], blocked_anew(bench, one)) for one in shown if one.draft.ready), most=0.0
    )
    sure = [one for one in ours if one.case.reading.language.sure]
    yield from by_language("drafts", "language", ((one.row, _right(one.draft, one.row, bench)) for one in sure), least=0.99)
    others = [one for one in shown if one.row["language"] not in OFFLINE]
    yield share("drafts", "other_language_told", ((one.row["id"], one.told or not one.draft.ready) for one in others), least=1.0)
    yield share("drafts", "invented", ((one.row["id"], bool(invented(one.draft, one.case, bench.company))) for one in shown), most=0.0)
    named = ((one.row, names_something(one.draft.text, one.row)) for one in ours if one.row.get("says"))
    yield from by_language("drafts", "names_what_was_said", named)
    times = [one.ms for one in shown]
    yield Measure(part="drafts", name="own_work", figure=median(times) if times else None, of=len(times), unit="ms", most=MOST_MS)


def blocked_anew(bench: Bench, one: Shown) -> bool:
    """Whether the review, asked once more from outside the writer, blocks what was shown as ready."""
    allowed = [*(promise.text for promise in one.draft.reviewed.commitments if promise.allowed), *confirmed(one.case.reading)]
    again = bench.reviewer.review(
        one.draft.text,
        kind=one.draft.kind,
        language=one.draft.language,
        complaint=one.case.complaint,
        company=bench.company,
        allowed=allowed,
    )
    return bool(again.blocking)


def names_something(text: str, row: Row) -> bool:
    """Whether the text takes up one of the words that this message gives a reply to lean on."""
    low = text.casefold()
    stems = [str(word).casefold() for word in row["says"]]
    return any(stem[: max(4, len(stem) - 2)] in low for stem in stems)


def _right(draft: Draft, row: Row, bench: Bench) -> bool:
    return draft.language == row["language"] and in_language(draft.text, row["language"], bench.finder)


async def _alike(bench: Bench, sets: Sets) -> Measure:
    """A hundred customers a language with the very same complaint: how many got words that another one got as well.

    Under a limit there are fewer customers.
    """
    customers = ALIKE if sets.limit is None else min(ALIKE, ALIKE_EACH * sets.limit)
    again = []
    for row in sampled([row for row in sets.cases() if _plain_case(row)], 1):
        writer = bench.writer()
        texts = []
        for number in range(customers):
            case = await bench.opened(taken(row), writer, case_id=f"{row['id']}:alike:{number}")
            drafts, _ = await drafts_of(case, writer)
            texts += [draft.text for draft in drafts[:1]]
        seen = Counter(texts)
        again += [(f"{row['id']}:{number}", seen[text] > 1) for number, text in enumerate(texts)]
    return share("drafts", "identical", again, most=0.0)


def _plain_case(row: Row) -> bool:
    return bool(row["is_complaint"] and row["medium"] == "reply" and row["language"] in OFFLINE)
