"""One sample case from the message to the approved text, without a dialogue."""

import logging
from collections.abc import Callable
from uuid import uuid4

from rich.console import Console, RenderableType

from bot.desk import Desk
from bot.domain.approval import role_of
from bot.domain.case import Case
from bot.domain.company import Company, Role
from bot.domain.errors import HighroadError
from bot.domain.ids import PersonId, TeamId
from bot.domain.phrase import say
from bot.domain.questions import Question
from bot.domain.stage import Approved, Asking
from bot.prompting.catalogue import Catalogue
from handlers.console.answers import number_options
from handlers.console.parts import FAINT, plain
from handlers.console.reading_card import message
from handlers.console.samples import SAMPLES
from handlers.console.view import questions_card, standing
from handlers.console.words import Words

log = logging.getLogger(__name__)

WIDTH = 80
# What a colleague would tap here.
TAPS = {"offer": "as_asked", "responsibility": "full", "action": "in_progress", "by_when": "today", "place": "mail"}


async def play_sample(desk: Desk, catalogue: Catalogue, company: Company, *, show: Callable[[RenderableType], None] | None = None) -> int:
    """Play the first sample to its approved text. Returns 0, or 1 when it did not get there.

    It is played in a team of its own, so that no register counts it.
    """
    words, tell = Words(catalogue=catalogue, company=company), show or _printer()
    try:
        case = await _played(desk, words, tell)
    except HighroadError as error:
        log.warning("the sample stopped: %s", type(error).__name__)
        tell(plain(words(error.hint)))
        return 1
    return 0 if isinstance(case.stage, Approved) else 1


async def _played(desk: Desk, words: Words, tell: Callable[[RenderableType], None]) -> Case:
    team, reporter = TeamId(f"sample:{uuid4().hex}"), PersonId("console:sample")
    tell(plain(words(say("No keyboard here, so I play a sample. `highroad chat` in a terminal talks with you.")), FAINT))
    case = await desk.open(SAMPLES[0].complaint(), team=team, reporter=reporter)
    tell(message(case, words))
    tell(standing(case, words))
    if isinstance(case.stage, Asking):
        tell(questions_card(case, number_options(case.questions, {}), words))
        for question in case.questions:
            case = await desk.answer(team, case.id, fact=question.fact, value=_tap(question))
            tell(plain(f"› {words.value(question.fact, case.reading.facts[question.fact].value)}"))
    case = await desk.draft(team, case.id)
    tell(standing(case, words))
    case = await desk.approve(team, case.id, by=_approver(words.company, reporter))
    tell(standing(case, words))
    return case


def _tap(question: Question) -> str:
    values = [str(option.value) for option in question.options]
    return TAPS[question.fact] if TAPS.get(question.fact) in values else values[0]


def _approver(company: Company, reporter: PersonId) -> PersonId:
    """Somebody who may approve; without a company file whoever asks."""
    people = sorted(company.people, key=lambda person: -person.role)
    return people[0].id if people and role_of(people[0].id, company) >= Role.APPROVER else reporter


def _printer() -> Callable[[RenderableType], None]:
    console = Console(highlight=False, markup=False, emoji=False, width=WIDTH)
    return lambda what: console.print(what, crop=False)
