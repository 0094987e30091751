"""Part `reading`: what is understood of a message. Part `questions`: what is asked about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.facts import FIXED_ROUTE, SIGNALS
from bot.evaluation.bench import Bench, taken
from bot.evaluation.measure import Measure, by_language, share
from bot.evaluation.sets import LeftOut, Row, Sets
from bot.intake import take_in

SUSPICIONS = {"something_for_nothing", "ulterior"}


@dataclass(frozen=True, slots=True)
class Read:
    """A row with the case that the product made of it."""

    row: Row
    case: Case

    @property
    def signals(self) -> set[str]:
        values = self.case.reading.values()
        return {name for name in SIGNALS if values.get(name) == "yes"}

    def is_like(self, fact: str) -> bool:
        return bool(self.case.reading.values()[fact] == self.row[fact])


async def read_all(bench: Bench, sets: Sets) -> list[Read]:
    writer = bench.writer()
    return [Read(row, await bench.opened(taken(row), writer, case_id=row["id"])) for row in sets.cases()]


async def reading(bench: Bench, sets: Sets) -> list[Measure]:
    """The offline reading of whole messages, and of single sentences with a signal or nearly one."""
    found = await read_all(bench, sets)
    return [*_messages(found), *_sentences(bench, sets)]


def _messages(found: list[Read]) -> Iterator[Measure]:
    complaints = [one for one in found if one.row["is_complaint"]]
    fixed = set(FIXED_ROUTE)
    grave = [one for one in complaints if fixed & set(one.row["signals"])]
    harmless = [one for one in found if not fixed & set(one.row["signals"])]
    yield from by_language("reading", "motive", ((one.row, one.is_like("motive")) for one in complaints if one.row["motive"] != "unknown"))
    yield from by_language("reading", "cause", ((one.row, one.is_like("cause")) for one in complaints if one.row["cause"] != "other"))
    yield share("reading", "is_complaint", ((one.row["id"], _says_complaint(one)) for one in found))
    yield from by_language("reading", "medium", ((one.row, _medium(one) == one.row["medium"]) for one in complaints))
    yield from by_language("reading", "fixed_route_found", ((one.row, _medium(one) == "person") for one in grave), least=0.95)
    yield from by_language("reading", "fixed_route_false_alarm", ((one.row, bool(fixed & one.signals)) for one in harmless))
    yield share("reading", "heat", ((one.row["id"], _warm(one)) for one in complaints if one.row.get("heat")))
    honest = [one for one in complaints if one.row["motive"] not in SUSPICIONS]
    yield from by_language("reading", "false_suspicion", ((one.row, _motive(one) in SUSPICIONS) for one in honest), most=0.02)
    sure = [one for one in found if one.case.reading.language.sure]
    yield from by_language(
        "reading", "language", ((one.row, one.case.reading.language.code == one.row["language"]) for one in sure), least=0.99
    )
    asked = ((one.row["id"], _asks(one, "language") or _medium(one) == "person") for one in found if one not in sure)
    yield share("reading", "language_asked_when_unsure", asked, least=1.0)


def _sentences(bench: Bench, sets: Sets) -> Iterator[Measure]:
    """Sentences read as if they were the whole message; left out when the set is not there."""
    try:
        rows = sets.rows("signals.jsonl")
    except LeftOut:
        return
    seen = []
    for row in rows:
        values = bench.reader.read(take_in(row["text"]), language=row["language"]).values()
        seen.append((row, {name for name in SIGNALS if values.get(name) == "yes"}))
    yield from by_language(
        "reading",
        "threat_or_harm_found",
        ((row, bool(names & set(FIXED_ROUTE))) for row, names in seen if row["label"] in FIXED_ROUTE),
        least=0.95,
    )
    yield from by_language("reading", "near_miss_alarmed", ((row, row["near"] in names) for row, names in seen if row["label"] == "none"))


async def asking(bench: Bench, sets: Sets) -> list[Measure]:
    """The questions that are asked before a draft."""
    found = [one for one in await read_all(bench, sets) if one.row["is_complaint"]]
    asked = [(one, {question.fact for question in one.case.questions}) for one in found]
    free = [(one, facts) for one, facts in asked if _medium(one) != "person"]
    return [
        *by_language(
            "questions", "must_ask_asked", ((one.row, fact in facts) for one, facts in free for fact in one.row.get("must_ask", ()))
        ),
        *by_language(
            "questions",
            "about_what_was_said",
            ((one.row, fact in one.row.get("must_not_ask", ())) for one, facts in asked for fact in sorted(facts)),
            most=0.05,
        ),
        share(
            "questions",
            "about_what_was_said_by_chance",
            ((one.row["id"], fact in facts) for one, facts in asked for fact in one.row.get("must_not_ask", ())),
            most=0.05,
        ),
        share("questions", "at_most_three", ((one.row["id"], len(facts) <= 3) for one, facts in asked), least=1.0),
        Measure(
            part="questions",
            name="a_case",
            figure=sum(len(facts) for _, facts in asked) / max(len(asked), 1),
            of=len(asked),
            unit="questions",
        ),
    ]


def _medium(one: Read) -> str:
    return str(one.case.plan.medium) if one.case.plan else ""


def _motive(one: Read) -> str:
    return str(one.case.reading.values()["motive"])


def _says_complaint(one: Read) -> bool:
    return bool((one.case.reading.values()["is_complaint"] == "yes") == one.row["is_complaint"])


def _warm(one: Read) -> bool:
    low, high = one.row["heat"]
    return bool(low <= int(one.case.reading.values()["heat"]) <= high)


def _asks(one: Read, fact: str) -> bool:
    return any(question.fact == fact for question in one.case.questions)
