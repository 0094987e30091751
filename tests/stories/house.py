"""A small company, and a desk over a real store for whole conversations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from bot.adapters.language import Py3Langid
from bot.adapters.store import SqlStore
from bot.desk import Desk
from bot.domain.company import Company, Person, Remedy, RemedyKind, Role
from bot.domain.ids import PersonId, RemedyId
from bot.ports import CaseStore, LanguageModel
from bot.prompting.catalogue import Catalogue
from bot.prompting.playbook import load_playbook
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import ModelUse, Writer
from handlers.console.chat import chat
from tests.fakes.heads import SAMPLES, ScriptedHeads
from tests.fakes.screen import ScriptedScreen

ANA, JONAS, MITU = PersonId("console:ana"), PersonId("console:jonas"), PersonId("console:mitu")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
COMPANY = Company(
    name="Nordlys Coffee",
    signature="Ana Berg, Nordlys Coffee",
    time_zone="Europe/Oslo",
    remedies=(
        Remedy(id=RemedyId("refund"), kind=RemedyKind.REFUND, title="Refund of the price", limit=Decimal(100), currency="EUR"),
        Remedy(id=RemedyId("replacement"), kind=RemedyKind.REPLACEMENT, title="A new one"),
    ),
    people=(
        Person(id=ANA, name="Ana Berg", role=Role.MANAGER),
        Person(id=JONAS, name="Jonas Petrauskas", role=Role.APPROVER),
        Person(id=MITU, name="Mitu Rahman", role=Role.MEMBER),
    ),
    named={"legal": ANA, "injury": ANA},
)


def a_desk(store: CaseStore, *, company: Company = COMPANY, model: LanguageModel | None = None, now: datetime = NOW) -> Desk:
    """A desk whose cases are called case-1, case-2 and so on."""
    finder, playbook, names = Py3Langid(), load_playbook(), count(1)
    reader = OfflineReader(finder=finder, heads=ScriptedHeads(SAMPLES))
    use = ModelUse(model=model, depth="free", seconds=10) if model else None
    writer = Writer(reader=reader, reviewer=Reviewer(finder), playbook=playbook, company=company, use=use)
    return Desk(store=store, writer=writer, playbook=playbook, company=company, now=lambda: now, new_id=lambda: f"case-{next(names)}")


@asynccontextmanager
async def a_store(folder: Path) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(f"sqlite:///{folder}/cases.sqlite3") as store:
        yield store


async def talk(
    desk: Desk, *script: str | type[BaseException], person: PersonId = ANA, language: str = "en", width: int = 80
) -> ScriptedScreen:
    """One person's whole conversation; they leave after the last line."""
    screen = ScriptedScreen(*script, width=width)
    assert await chat(desk, Catalogue.load(language), desk.company, person=person, surface=screen) == 0
    return screen
