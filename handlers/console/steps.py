"""What a person at the keyboard does with a case: each step takes the case as shown and returns it as it then stands."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.domain.case import Case
from bot.domain.decision import Ending, Outcome
from bot.domain.draft import Draft
from bot.domain.errors import BadInput, NeedsReason, StaleDraft
from bot.domain.facts import KINDS
from bot.domain.ids import PersonId
from bot.domain.phrase import Phrase, say
from bot.domain.playbook import Kind
from bot.domain.stage import Approved, AwaitingApproval, Delivered, FollowUp
from handlers.console.answers import find_fact, find_value
from handlers.console.asking import Asker
from handlers.console.commands import WISHES, leading_number, numbers
from handlers.console.words import ENDING, KIND

WRITING = say("I am writing …")
HOW_TO_EDIT = say("Change the text here. Esc and then Enter when it is done, Ctrl-C to leave it as it was.")
AS_IT_WAS = say("Everything stays as it was.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps of one person. Raises what the desk raises."""

    desk: Desk
    ask: Asker
    person: PersonId

    async def draft(self, case: Case, *, kinds: tuple[Kind, ...] = ()) -> Case:
        with self.ask.surface.working(self.ask.words(WRITING)) as on_text:
            return await self.desk.draft(case.team, case.id, kinds=kinds, on_text=on_text)

    async def approve(self, case: Case, typed: str) -> Case:
        """Approve the drafts of those numbers, or all that are on the screen; never one that nobody has seen."""
        chosen = numbers(typed) or _open(case)
        try:
            return await self.desk.approve(case.team, case.id, by=self.person, numbers=chosen)
        except NeedsReason as error:
            self.ask.tell(error.hint)
        reason = await self.ask.line(say("Why should it go out all the same? Nothing leaves it waiting."))
        if not reason or not await self.ask.confirm(say("Approve it in spite of the review?")):
            self.ask.tell(AS_IT_WAS)
            return case
        return await self.desk.approve(case.team, case.id, by=self.person, numbers=chosen, reason=reason)

    async def edit(self, case: Case, typed: str) -> Case:
        draft = await self._which(case, next(iter(numbers(typed)), None))
        if draft is None:
            return case
        text = await self.ask.surface.edit(draft.text, how=self.ask.words(HOW_TO_EDIT))
        if text.strip() == draft.text.strip():
            self.ask.tell(AS_IT_WAS)
            return case
        return await self.desk.edit(case.team, case.id, number=draft.number, text=text, by=self.person)

    async def back(self, case: Case, typed: str) -> Case:
        number, wish = leading_number(typed)
        draft = await self._which(case, number)
        if draft is None:
            return case
        wish = wish or await self._wish()
        if not any(char.isalnum() for char in wish):
            self.ask.tell(AS_IT_WAS)
            return case
        with self.ask.surface.working(self.ask.words(WRITING)) as on_text:
            return await self.desk.send_back(case.team, case.id, number=draft.number, instruction=wish, by=self.person, on_text=on_text)

    async def call(self, case: Case) -> Case:
        with self.ask.surface.working(self.ask.words(WRITING)):
            return await self.desk.call_instead(case.team, case.id, by=self.person)

    async def copied(self, case: Case) -> Case:
        return await self.desk.deliver(case.team, case.id, by=self.person)

    async def close(self, case: Case) -> Case:
        """End it, with how it ended, why, and what would prevent the next one."""
        endings = list(Ending)
        place = await self.ask.choose(say("How did it end?"), [self.ask.words(ENDING[ending]) for ending in endings])
        if place is None:
            self.ask.tell(AS_IT_WAS)
            return case
        reason = await self.ask.line(say("Why do you close it? A few words are enough."))
        prevention = "" if endings[place] is Ending.NOT_A_COMPLAINT else await self.ask.line(say("What would prevent the next one?"))
        return await self._closed(case, endings[place], reason=reason, prevention=prevention)

    async def put_away(self, case: Case) -> Case:
        """A colleague said that it is no complaint."""
        return await self._closed(case, Ending.NOT_A_COMPLAINT)

    async def fact(self, case: Case, typed: str) -> Case:
        """Correct what was understood, or tell what only the team knows: `name=value`, or step by step."""
        called, _, value = typed.partition("=")
        name = find_fact(called, self.ask.words) if called.strip() else await self._which_fact()
        if name is None and called.strip():
            return await self.desk.answer(case.team, case.id, fact=called.strip(), value=value.strip())
        if name and not value.strip():
            value = await self._which_value(name) or ""
        if name is None or not value.strip():
            self.ask.tell(AS_IT_WAS)
            return case
        return await self.desk.answer(case.team, case.id, fact=name, value=find_value(name, value, self.ask.words))

    async def _closed(self, case: Case, ending: Ending, *, reason: str = "", prevention: str = "") -> Case:
        facts = case.reading.values()
        offered = case.plan.offer if case.plan and isinstance(case.stage, Approved | Delivered | FollowUp) else None
        outcome = Outcome(ending=ending, reason=reason, cause=str(facts.get("cause", "other")), remedy=offered or "", prevention=prevention)
        return await self.desk.close(case.team, case.id, outcome=outcome, by=self.person)

    async def _which(self, case: Case, number: int | None) -> Draft | None:
        """The draft of that number; of several without a number, it is asked."""
        if not case.current:
            raise BadInput("no draft", hint=say("There is no draft here to change."))
        if number is not None and number not in {draft.number for draft in case.current}:
            raise StaleDraft(read=number, current=", ".join(str(draft.number) for draft in case.current))
        if number is not None:
            return case.draft(number)
        if len(case.current) == 1:
            return case.current[0]
        place = await self.ask.choose(say("Which one?"), [self.ask.words(_name(draft)) for draft in case.current])
        if place is None:
            self.ask.tell(AS_IT_WAS)
        return None if place is None else case.current[place]

    async def _wish(self) -> str:
        """How it should be written: one of the usual wishes by number, or any words."""
        line = await self.ask.line(say("How should it be? 1 warmer, 2 shorter, 3 firmer, 4 offer the call, or say it in your words."))
        return WISHES[int(line) - 1].text if line.isdecimal() and 1 <= int(line) <= len(WISHES) else line

    async def _which_fact(self) -> str | None:
        names = [name for name, kind in KINDS.items() if kind.question or name == "heat"]
        place = await self.ask.choose(say("What is wrong or missing?"), [self.ask.words(KINDS[name].label) for name in names])
        return None if place is None else names[place]

    async def _which_value(self, name: str) -> str | None:
        kind = KINDS[name]
        if kind.numeric:
            return await self.ask.line(say("Which number from {low} to {high}?", low=kind.low, high=kind.high))
        values = list(kind.values)
        if name == "offer":
            values += [remedy.id for remedy in self.ask.words.company.remedies]
        place = await self.ask.choose(kind.question or kind.label, [self.ask.words.value(name, value) for value in values])
        return None if place is None else values[place]


def _open(case: Case) -> tuple[int, ...]:
    if isinstance(case.stage, AwaitingApproval):
        return tuple(number for number in case.stage.drafts if number not in case.stage.approved)
    return tuple(draft.number for draft in case.current)


def _name(draft: Draft) -> Phrase:
    return say("Draft {number}: {kind}", number=draft.number, kind=KIND[draft.kind])
