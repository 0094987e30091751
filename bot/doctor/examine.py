"""Looks at everything at the same time, and lets no trouble of one part hide the others."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import datetime

from bot.company import load_company
from bot.doctor import probes
from bot.doctor.check import Check, Probe, State
from bot.domain.company import Company
from bot.domain.errors import HighroadError
from bot.domain.phrase import say
from bot.ports import LanguageModel
from bot.prompting.catalogue import LANGUAGES, Catalogue
from bot.settings import Settings

PATIENCE_SECONDS = 15.0

log = logging.getLogger(__name__)


async def examine(
    settings: Settings,
    *,
    now: datetime,
    encoding: str | None,
    model: LanguageModel | None = None,
    more: Sequence[Probe] = (),
    seconds: float = PATIENCE_SECONDS,
) -> tuple[Check, ...]:
    """Look at everything, all at the same time, each for at most `seconds`; never raises for what it finds.

    `now` carries its time zone; `encoding` is the terminal's; `more` are probes of parts that only the wiring knows.
    """
    try:
        company = await asyncio.to_thread(load_company, settings.company_file)
    except HighroadError:
        company = Company()  # its own probe tells
    looking = (
        Probe(say("Python"), lambda: probes.python(sys.version_info[:3])),
        Probe(say("Company file"), lambda: probes.company_file(settings.company_file)),
        Probe(say("Who takes grave cases"), lambda: probes.grave_cases(company)),
        Probe(say("Phone lines"), lambda: probes.phone_lines(company, now=now)),
        Probe(say("Playbook and prompts"), lambda: probes.wording(company)),
        Probe(say("Languages of the team"), lambda: probes.words([Catalogue.load(code) for code in LANGUAGES])),
        Probe(say("Understanding by example"), probes.embeddings),
        Probe(say("Language model"), lambda: probes.language_model(model, seconds=min(settings.model_seconds, seconds))),
        Probe(say("Terminal"), lambda: probes.terminal(encoding)),
        *more,
    )
    async with asyncio.TaskGroup() as group:
        looks = [group.create_task(_look(probe, seconds)) for probe in looking]
    return tuple(look.result() for look in looks)


async def _look(probe: Probe, seconds: float) -> Check:
    try:
        async with asyncio.timeout(seconds):
            state, says = await probe.look()
    except HighroadError as error:
        log.info("%s: %s", probe.name, error)
        state, says = State.BAD, error.hint
    except TimeoutError:
        state, says = State.BAD, say("There was no answer within {seconds} seconds.", seconds=round(seconds))
    except Exception as error:  # a doctor that falls ill helps nobody
        log.exception("%s", probe.name)
        state, says = State.BAD, say("Something unforeseen happened ({kind}); the log has more.", kind=type(error).__name__)
    return Check(name=probe.name, state=state, says=says)
