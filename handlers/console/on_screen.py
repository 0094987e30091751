"""The case on the screen, and how it moves on."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from bot.desk import Desk
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.errors import UnknownCase
from bot.domain.facts import KINDS, Value
from bot.domain.ids import CaseId, TeamId
from bot.domain.phrase import say
from bot.domain.playbook import Kind
from bot.domain.questions import NOT_SURE
from bot.domain.stage import Asking, Drafting, Received, WithPerson
from handlers.console.answers import Tap, Taps, number_options
from handlers.console.commands import Command, Typed
from handlers.console.parts import FAINT
from handlers.console.reading_card import message, reading_card
from handlers.console.steps import Steps
from handlers.console.view import case_card, questions_card, standing

LATEST = 50


class OnScreen:
    """At most one case; the store knows better, so every step starts from there."""

    def __init__(self, *, desk: Desk, steps: Steps, team: TeamId) -> None:
        self._desk, self._steps, self._team = desk, steps, team
        self._ask, self._words, self._surface = steps.ask, steps.ask.words, steps.ask.surface
        self.case: Case | None = None
        self.numbers: Mapping[tuple[str, Value], int] = {}
        self.listed: Sequence[Case] = ()

    def put_down(self) -> None:
        self.case, self.numbers, self.listed = None, {}, ()

    async def list(self) -> Sequence[Case]:
        self.listed = await self._desk.recent(self._team, limit=LATEST)
        return self.listed

    async def take_in(self, complaint: Complaint, *, seen: bool) -> None:
        """Open a case; `seen` when the person has just pasted the words and need not see them again."""
        with self._reading():
            case = await self._desk.open(complaint, team=self._team, reporter=self._steps.person)
        self.numbers = {}
        if not seen:
            self._surface.show(message(case, self._words))
        await self._go_on(case)

    async def open(self, name: str) -> None:
        """Go on with a case, by its id, the beginning of it, or its number in the list."""
        listed = self.listed or await self.list()
        if name.isdecimal() and 1 <= int(name) <= len(listed):
            name = listed[int(name) - 1].id
        try:
            case = await self._desk.show(self._team, CaseId(name))
        except UnknownCase:
            alike = [one for one in listed if name and one.id.startswith(name)]
            if len(alike) != 1:
                raise
            case = alike[0]
        self.case, self.numbers = case, {}
        if isinstance(case.stage, Received | Drafting):
            self._surface.show(message(case, self._words))
            await self._go_on(case)
        else:
            self.show(case)

    async def answer(self, case: Case, taps: Taps) -> None:
        """Every tap in a line, then whatever comes next."""
        fixed = isinstance(case.stage, WithPerson)
        for tap in taps.taps:
            case = await self._tap(case, tap)
            self.case = case
        if taps.draft and isinstance(case.stage, Asking):
            case = await self._steps.draft(case)
        await self._go_on(case, anew=fixed and not isinstance(case.stage, WithPerson))

    async def step(self, case: Case, typed: Typed) -> None:
        """A command that changes the case."""
        after = await self._after(case, typed)
        if after is not case:
            await self._go_on(after, anew=typed.command is Command.FACT)

    def show(self, case: Case) -> None:
        self._surface.show(case_card(case, self._words))
        self._show_questions(case)

    async def refresh(self) -> None:
        """Show the case as it now stands in the store."""
        if self.case:
            self.case = await self._desk.show(self._team, self.case.id)
            self._surface.show(standing(self.case, self._words))
            self._show_questions(self.case)

    async def _after(self, case: Case, typed: Typed) -> Case:
        steps = self._steps
        match typed.command:
            case Command.APPROVE:
                return await steps.approve(case, typed.rest)
            case Command.EDIT:
                return await steps.edit(case, typed.rest)
            case Command.BACK:
                return await steps.back(case, typed.rest)
            case Command.CALL:
                return await steps.call(case)
            case Command.COPIED:
                return await steps.copied(case)
            case Command.CLOSE:
                return await steps.close(case)
            case Command.FACT:
                return await steps.fact(case, typed.rest)
            case Command.DRAFT:
                return await steps.draft(case)
            case _:
                return await steps.draft(case, kinds=(_KINDS[typed.command],))

    async def _tap(self, case: Case, tap: Tap) -> Case:
        if tap.value == NOT_SURE and not (isinstance(case.stage, Asking) and tap.fact in case.stage.facts):
            return case  # an earlier tap in the same line has closed that question
        after = await self._desk.answer(case.team, case.id, fact=tap.fact, value=str(tap.value))
        said = say("Not sure") if tap.value == NOT_SURE else self._words.value(tap.fact, tap.value)
        self._ask.tell(say("Noted. {fact}: {value}", fact=KINDS[tap.fact].label, value=said), FAINT)
        return after

    async def _go_on(self, case: Case, *, anew: bool = True) -> None:
        """Do what needs no person, and show what does; `anew` when the reading was not shown yet."""
        self.case = case
        if isinstance(case.stage, Received):
            with self._reading():
                case = await self._desk.open(case.complaint, team=case.team, reporter=case.reporter, case_id=case.id)
            self.case = case
        if isinstance(case.stage, Drafting):
            if anew:
                self._surface.show(reading_card(case, self._words))
            refused = case.reading.settled("is_complaint") and case.reading.facts["is_complaint"].value == "no"
            self.case = case = await (self._steps.put_away(case) if refused else self._steps.draft(case))
        if anew or not isinstance(case.stage, Asking):
            self._surface.show(standing(case, self._words))
        self._show_questions(case)

    def _show_questions(self, case: Case) -> None:
        if case.questions:
            self.numbers = number_options(case.questions, self.numbers)
            self._surface.show(questions_card(case, self.numbers, self._words))

    def _reading(self) -> AbstractContextManager[Callable[[str], None]]:
        return self._surface.working(self._words(say("I am reading …")))


_KINDS = {
    Command.HOLDING: Kind.HOLDING,
    Command.ACKNOWLEDGE: Kind.ACKNOWLEDGEMENT,
    Command.FOLLOW_UP: Kind.FOLLOW_UP,
    Command.REVIEW_REQUEST: Kind.REVIEW_REQUEST,
}
